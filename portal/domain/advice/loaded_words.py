"""Words that everybody fills with something else, unless the organisation says what it means.

A glossary is a set of such words. A word in it, in any of the forms below, passes: readers can look
up what it means here. The one the portal ships is empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from portal.domain.advice.findings import Hit, Rule
from portal.domain.advice.passages import Passage, Phrases, plain

GLOSSARY: frozenset[str] = frozenset()
"""The words that the organisation has explained."""


class Load(StrEnum):
    """What the word carries: a heroic picture, praise, a character, or a fashion of speech."""

    HERO = "hero"
    PRAISE = "praise"
    CHARACTER = "character"
    FASHION = "fashion"


_ENGLISH: Mapping[Load, str] = {
    Load.HERO: (
        "ambassador,ambassadors|ninja,ninjas|rock star,rock stars,rockstar,rockstars|guru,gurus"
        "|superstar,superstars|hero,heroes|heroic|unicorn,unicorns"
        "|evangelist,evangelists,evangelise,evangelises,evangelize,evangelizes|champion,champions"
        "|thought leader,thought leaders,thought leadership|go to person,go to expert"
        "|trailblazer,trailblazers|powerhouse|star performer|top performer,top performers"
        "|role model,role models|figurehead"
    ),
    Load.PRAISE: (
        "world class|best in class|excellence|excellent|outstanding|exceptional|top notch"
        "|first class|stellar|superb|cutting edge|best practice,best practices|gold standard"
        "|state of the art|second to none|unparalleled|flawless|impeccable|strong communicator"
        "|great communicator|high calibre,high caliber|top tier"
    ),
    Load.CHARACTER: (
        "go the extra mile,goes the extra mile,going the extra mile,the extra mile"
        "|above and beyond|passion,passionate|culture fit,cultural fit|positive attitude"
        "|can do attitude|team player,team players|self starter,self starters|hustle"
        "|executive presence|gravitas|natural leader,born leader|people person"
        "|wear many hats,wears many hats|native speaker,native speakers|digital native"
        "|strong personality|work ethic|grit|tirelessly|one of the family|thick skin"
        "|growth mindset|ownership mindset|right mindset"
    ),
    Load.FASHION: (
        "synergy,synergies|leverage,leverages,leveraging|move the needle,moves the needle"
        "|low hanging fruit|value add,value adds|holistic,holistically"
        "|delight,delights,delighting|wow,wows|wow moment,wow moments|empower,empowers,empowering"
        "|seamless,seamlessly|customer obsession,customer obsessed"
        "|customer centric,customer centricity|disrupt,disrupts|paradigm|thought partner"
        "|game changer|think outside the box,thinks outside the box|360 degree view|frictionless"
        "|north star|laser focused"
    ),
}

_SPANISH: Mapping[Load, str] = {
    Load.HERO: (
        "embajador,embajadora,embajadores,embajadoras|ninja,ninjas|gurú,gurús,gurus|crack,cracks"
        "|estrella del rock|rockstar|superestrella,superestrellas|héroe,heroína,héroes,heroínas"
        "|campeón,campeona,campeones,campeonas|evangelista,evangelistas,evangeliza"
        "|líder de opinión|un referente,una referente,como referente,ser referente,es referente"
        "|abanderado,abanderada|unicornio"
    ),
    Load.PRAISE: (
        "de clase mundial,de talla mundial|de primer nivel|de primera clase|excelencia|excelente"
        "|sobresaliente|excepcional|extraordinario,extraordinaria|impecable|inmejorable"
        "|insuperable|de vanguardia|mejores prácticas,buenas prácticas|el mejor de su clase"
        "|intachable"
    ),
    Load.CHARACTER: (
        "la milla extra,milla extra,el kilómetro extra|un paso más allá,más allá de lo esperado"
        "|pasión,apasionado,apasionada|encaje cultural|actitud positiva|jugador de equipo"
        "|espíritu de equipo|líder nato,líder nata|don de gentes|ponerse la camiseta"
        "|la camiseta puesta|hablante nativo,nativo digital|incansablemente"
        "|mentalidad de crecimiento|madera de líder|fuerte personalidad|ética de trabajo"
        "|sentido de pertenencia"
    ),
    Load.FASHION: (
        "sinergia,sinergias|apalancar,apalanca|valor añadido,valor agregado|holístico,holística"
        "|deleitar,deleita|efecto wow,wow|empoderar,empodera|sin fisuras|disruptivo,disruptiva"
        "|paradigma|pensar fuera de la caja,piensa fuera de la caja|obsesión por el cliente"
        "|clientecéntrico,clientecéntrica|cambiar las reglas del juego"
    ),
}


def _plain(phrase: str) -> str:
    return " ".join(plain(word) for word in phrase.replace("-", " ").split())


def _forms(lexicon: Mapping[Load, str]) -> Iterator[tuple[str, tuple[str, Load]]]:
    """Every written form with its entry's first form and its kind."""
    for load, entries in lexicon.items():
        for entry in entries.split("|"):
            first, *others = entry.split(",")
            for form in (first, *others):
                yield _plain(form), (first, load)


_PHRASES: Mapping[str, Phrases[tuple[str, Load]]] = {
    "en": Phrases(dict(_forms(_ENGLISH))),
    "es": Phrases(dict(_forms(_SPANISH))),
}


def explained(glossary: Iterable[str]) -> frozenset[str]:
    """The glossary's words as the rule compares them: without case, accents and hyphens."""
    return frozenset(_plain(word) for word in glossary)


def loaded_words(passage: Passage, known: frozenset[str] = frozenset()) -> Iterator[Hit]:
    """Every loaded word that is not among the ``explained`` ones."""
    for first, end, (entry, load) in _PHRASES[passage.language].find(passage):
        start, stop = passage.span(first, end)
        written = passage.text[start:stop]
        if known and (_plain(entry) in known or _plain(written) in known):
            continue
        data = {"kind": load.value, "word": written, "entry": entry}
        yield Hit(Rule.LOADED_WORD, start, stop, data)
