"""Which behaviours a text may be about: by the words the two have in common, never decided.

Words are compared by their stem (Porter's Snowball stemmers for English and Spanish) and weighed
by how rare they are among the behaviours: Spärck Jones, "A statistical interpretation of term
specificity" (1972). The result depends on nothing but the text and the behaviours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import snowballstemmer

from portal.domain.languages import LocalizedText
from portal.domain.names import folded
from portal.domain.stop_words import STOP_WORDS

AT_MOST = 5
MOST_WORDS = 400
"""Of a typed text; beyond it nothing new is looked for."""

SHOWN_WORDS = 4
RARE = 3
"""A single word in common says something if at most so many of the behaviours have it."""

ALGORITHMS: Mapping[str, str] = {"en": "english", "es": "spanish"}
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Suggestion:
    """A behaviour, by key, and the words as typed that it has in common with the text."""

    behaviour: str
    words: tuple[str, ...]


def suggest(
    typed: str, behaviours: Mapping[str, LocalizedText], *, at_most: int = AT_MOST
) -> tuple[Suggestion, ...]:
    """Which ``behaviours`` (by key, in reading order) ``typed`` may be about, the likeliest first.

    They have two words in common, or one that is rare. What counts is the weight of those beside
    that of all words of the behaviour, so that a long sentence does not win by its length. People
    write in either language, whatever
    they read in: each behaviour counts in the language in which it fits better.
    """
    found: dict[str, tuple[float, tuple[str, ...]]] = {}
    for language in ALGORITHMS:
        wordings = {
            key: text.texts[language] for key, text in behaviours.items() if language in text.texts
        }
        for key, score, words in _fits(typed, wordings, language):
            if score > found.get(key, (0.0, ()))[0]:
                found[key] = (score, words)
    order = {key: place for place, key in enumerate(behaviours)}
    ranked = sorted(found, key=lambda key: (-found[key][0], order[key]))
    return tuple(Suggestion(key, found[key][1]) for key in ranked[:at_most])


def _fits(
    typed: str, wordings: Mapping[str, str], language: str
) -> Iterator[tuple[str, float, tuple[str, ...]]]:
    """Each behaviour with a word in common: key, how well it fits, the words by their weight."""
    written = _stems_as_typed(typed, language)
    stems = {key: _stems_of(words, language) for key, words in wordings.items()}
    holders = Counter(stem for each in stems.values() for stem in each)
    rarity = {stem: log(1 + len(stems) / held) for stem, held in holders.items()}
    for key, each in stems.items():
        common = sorted((each & written.keys()), key=lambda stem: (-rarity[stem], stem))
        if not common or (len(common) == 1 and holders[common[0]] > RARE):
            continue
        whole = sum(rarity[stem] for stem in each)
        shared = sum(rarity[stem] for stem in common)
        yield key, shared / whole**0.5, tuple(written[stem] for stem in common[:SHOWN_WORDS])


def _stems_as_typed(typed: str, language: str) -> dict[str, str]:
    """The stems of a text, each with the first word it came from. Nothing of it is kept."""
    words = _told_words(typed, language)[:MOST_WORDS]
    return dict(reversed(_stemmed(words, language)))


@lru_cache(maxsize=4096)
def _stems_of(wording: str, language: str) -> frozenset[str]:
    """The stems of a behaviour's wording: the same few hundred are asked for again and again."""
    return frozenset(stem for stem, _ in _stemmed(_told_words(wording, language), language))


def _told_words(text: str, language: str) -> list[str]:
    words = _WORD.findall(text)
    return [word for word in words if word.casefold() not in STOP_WORDS[language]]


def _stemmed(words: Sequence[str], language: str) -> list[tuple[str, str]]:
    # A stemmer keeps its place in a word between calls, so that each thread needs its own.
    stem = snowballstemmer.stemmer(ALGORITHMS[language]).stemWord
    return [(folded(stem(word.casefold())), word) for word in words]
