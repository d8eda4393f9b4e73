"""Verbs nobody can see: what a person can, knows, thinks or feels, instead of what they do.

Only what is said of the person in the role counts: "Helps customers understand the invoice" is
something one can watch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from portal.domain.advice.findings import Hit, Rule
from portal.domain.advice.grammar import FOLLOWERS, words
from portal.domain.advice.passages import Passage, Phrases


class Inside(StrEnum):
    """What kind of inner thing is claimed; each asks for another way to rewrite."""

    ABILITY = "ability"
    KNOWLEDGE = "knowledge"
    AWARENESS = "awareness"
    OPINION = "opinion"
    FEELING = "feeling"


_ENGLISH: Mapping[Inside, str] = {
    Inside.ABILITY: (
        "can|could|able to|is able to|are able to|be able to|has the ability to"
        "|have the ability to|ability to|the ability to|is capable of|are capable of|capable of"
        "|has the capacity to|is good at|are good at|is skilled in|is skilled at|is proficient in"
        "|is proficient with|proficient in|is competent in|is effective at|is adept at|has good"
        "|has strong|has excellent|possesses|possess|knows how to|know how to"
    ),
    Inside.KNOWLEDGE: (
        "knows|know|understands|understand|comprehends|comprehend|grasps|masters|has knowledge of"
        "|has a knowledge of|have knowledge of|knowledge of|understanding of|an understanding of"
        "|has an understanding of|has a good understanding of|has a deep understanding of"
        "|has a solid understanding of|has understanding of|have an understanding of"
        "|has a grasp of|has a high-level understanding of|has experience with|has experience in"
        "|has experience of|demonstrates knowledge of|demonstrates understanding of"
        "|demonstrates an understanding of|demonstrates a good understanding of"
        "|shows understanding of|shows an understanding of|is knowledgeable about"
        "|is knowledgeable in|is familiar with|are familiar with|familiar with|familiarity with"
    ),
    Inside.AWARENESS: (
        "is aware of|are aware of|aware of|aware that|is aware that|has awareness of|is aware"
        "|awareness of|is conscious of|is mindful of|demonstrates awareness of|shows awareness of"
        "|realises|realizes|is conscious that|has an awareness of"
    ),
    Inside.OPINION: (
        "thinks|think|believes|believe|has confidence in|is convinced|is of the opinion"
        "|has a growth mindset|has a mindset"
    ),
    Inside.FEELING: (
        "feels|feel|wants to|want to|wishes to|hopes to|enjoys|enjoy|loves|loves to|likes"
        "|likes to|hates|cares about|care about|appreciates|appreciate|values|is motivated"
        "|motivated to|is motivated by|is motivated to|is passionate about|passionate about"
        "|is enthusiastic|is comfortable with|comfortable with|is comfortable|is confident"
        "|is confident in|is willing to|willing to|is eager to|eager to|is interested in"
        "|is curious about|is curious|is committed to|committed to|is dedicated to|is open to"
        "|open to|takes pride in"
    ),
}

_SPANISH: Mapping[Inside, str] = {
    Inside.ABILITY: (
        "puede|poder|es capaz de|son capaces de|capaz de|ser capaz de|tiene la capacidad de"
        "|tiene capacidad para|tiene capacidad de|capacidad de|capacidad para"
        "|tiene la habilidad de|habilidad para|tiene habilidad para|tiene facilidad para"
        "|sabe como|es competente en|esta capacitado para|esta capacitada para|posee"
    ),
    Inside.KNOWLEDGE: (
        "sabe|saber|conoce|conocer|entiende|entender|comprende|comprender|domina|dominar"
        "|tiene conocimiento de|tiene conocimientos de|tiene conocimientos|conocimiento de"
        "|conocimientos de|dispone de conocimientos de|tiene un buen conocimiento de"
        "|tiene experiencia en|tiene experiencia con|comprension de|demuestra comprension de"
        "|demuestra conocimiento de|demuestra conocimientos de|muestra comprension de"
        "|esta familiarizado con|esta familiarizada con|familiarizado con|familiaridad con"
    ),
    Inside.AWARENESS: (
        "es consciente de|son conscientes de|consciente de|ser consciente de|esta al tanto de"
        "|es consciente|tiene conciencia de|toma conciencia de|conciencia de|tiene en mente"
        "|tiene presente|se da cuenta de|demuestra conciencia de"
    ),
    Inside.OPINION: "piensa|pensar|cree|creer|opina|confia en|tiene confianza en|considera que",
    Inside.FEELING: (
        "siente|se siente|sentir|quiere|desea|le gusta|le gustan|le apasiona|le importa"
        "|se preocupa por|se interesa por|tiene interes en|tiene ganas de|esta motivado"
        "|esta motivada|esta dispuesto a|esta dispuesta a|tiene voluntad de|disfruta|aprecia"
        "|esta comprometido con|esta comprometida con|es apasionado|es apasionada"
    ),
}

_NOT_INNER: Mapping[str, frozenset[str]] = {
    "en": frozenset({"think aloud", "thinks aloud", "thinks out", "think out", "values of"}),
    "es": frozenset({"piensa en voz"}),
}
"""Ways to go on that make an inner verb one that others hear."""

_NOUNS = words(
    "ability knowledge understanding awareness familiarity the an comprension conciencia",
    "capacidad habilidad conocimiento conocimientos familiaridad",
)
"""What may begin a sentence only: after "and" it is one more object ("… and knowledge of it")."""

_ALSO_NOUNS = words("values")
"""Verbs that are taken for one only where their follower shows it."""

_HAS = words("has have shows show demonstrates demonstrate tiene muestra demuestra")
_HELD: Mapping[str, Inside] = {
    "knowledge": Inside.KNOWLEDGE,
    "understanding": Inside.KNOWLEDGE,
    "familiarity": Inside.KNOWLEDGE,
    "expertise": Inside.KNOWLEDGE,
    "awareness": Inside.AWARENESS,
    "ability": Inside.ABILITY,
    "skills": Inside.ABILITY,
    "conocimiento": Inside.KNOWLEDGE,
    "conocimientos": Inside.KNOWLEDGE,
    "comprension": Inside.KNOWLEDGE,
    "conciencia": Inside.AWARENESS,
    "capacidad": Inside.ABILITY,
    "habilidad": Inside.ABILITY,
    "habilidades": Inside.ABILITY,
}
_REACH = 4
"""How many words may stand between having and what is had ("has a high-level understanding")."""

_GOES_ON = words(", . ; : ( that which who que to para")

_PHRASES: Mapping[str, Phrases[Inside]] = {
    language: Phrases(
        {phrase: inside for inside, phrases in lexicon.items() for phrase in phrases.split("|")}
    )
    for language, lexicon in (("en", _ENGLISH), ("es", _SPANISH))
}


def unobservable_verbs(passage: Passage) -> Iterator[Hit]:
    """Every inner verb that is said of the person in the role."""
    done = 0
    for head in passage.heads:
        if head >= done and (found := _inner(passage, head)):
            done, inside = found
            start, end = passage.span(head, done)
            data = {"kind": inside.value, "verb": passage.text[start:end]}
            yield Hit(Rule.UNOBSERVABLE_VERB, start, end, data)


def _inner(passage: Passage, head: int) -> tuple[int, Inside] | None:
    if passage.word(head) in _HAS and (held := _held(passage, head)):
        return held
    found = _PHRASES[passage.language].at(passage, head)
    word = passage.word(head)
    if found is None or (word in _NOUNS and head not in passage.sentence_heads):
        return None
    if word in _ALSO_NOUNS and passage.word(head + 1) not in FOLLOWERS[passage.language]:
        return None
    for length in (2, 3):
        going_on = " ".join(passage.word(head + step) for step in range(length))
        if going_on in _NOT_INNER[passage.language]:
            return None
    return found


def _held(passage: Passage, head: int) -> tuple[int, Inside] | None:
    """What somebody has, where that is knowledge, an ability or the like."""
    for place in range(head + 1, min(head + 2 + _REACH, len(passage.words))):
        word = passage.words[place]
        if word in _GOES_ON:
            return None
        if inside := _HELD.get(word):
            return place + 1, inside
    return None
