"""When two behaviours say nearly the same.

Two sentences are alike when they have the same telling words, degree words left aside ("more
complex cases" says what "cases" says), or when both are long and hardly differ while beginning with
the same word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from portal.domain.advice.grammar import words
from portal.domain.advice.passages import Passage

_EMPTY: Mapping[str, frozenset[str]] = {
    "en": words(
        "a an the and or of to in on at for with from by as is are be been being it its their",
        "they them this that these those his her your you we our who which what when where how",
        "if than then so into about up out will also own able can",
    ),
    "es": words(
        "el la los las un una unos unas y e o u de del a al en con por para es son ser se su",
        "sus lo le les que quien cual cuando donde como si mas tambien sobre hasta desde este",
        "esta estos estas propio propia puede ya",
    ),
}
_DEGREES: Mapping[str, frozenset[str]] = {
    "en": words(
        "more most less very complex simple basic advanced difficult larger large bigger big",
        "wider wide broader broad greater higher high strong stronger increasingly",
        "independently consistently proactively always often regularly usually frequently some",
        "many several all any various different multiple significant highly fully mostly",
        "deeply actively effectively successfully quickly efficiently high-level deep deeper",
        "excellent good better strategic senior junior key major minor new complexity",
        "confidently clearly reliably",
    ),
    "es": words(
        "mas menos muy complejo complejos compleja complejas simple simples basico basicos",
        "avanzado avanzados dificil dificiles mayor mayores gran grande grandes amplio amplia",
        "siempre a menudo regularmente frecuentemente algunos algunas muchos muchas varios",
        "varias todos todas diversos diferentes multiples plenamente activamente eficazmente",
        "rapidamente mejor mejores estrategico estrategica nuevo nueva nuevos nuevas bien",
    ),
}

_FEW_DIFFERENCES = 0.85
"""Of long sentences: twice the words they share, as a part of the words of both."""

_LONG = 7
"""Telling words from which on a sentence may differ in some and still be alike."""

_MOST_COMPARED = 24
"""How many sentences one is compared with, so that the work grows with their number only."""


@dataclass(frozen=True)
class Gist:
    """What a sentence says, as its telling words."""

    passage: Passage

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        empty = _EMPTY.get(self.passage.language, frozenset())
        return tuple(word for word in self.passage.words if word[0].isalnum() and word not in empty)

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words that tell it from others; all words where it has nothing but degrees."""
        kept = frozenset(self.in_order) - _DEGREES.get(self.passage.language, frozenset())
        return kept or frozenset(self.in_order)

    @property
    def language(self) -> str:
        return self.passage.language

    def is_like(self, other: Gist) -> bool:
        if self.language != other.language or not self.telling:
            return False
        if self.telling == other.telling:
            return True
        shortest = min(len(self.telling), len(other.telling))
        if shortest < _LONG or self.in_order[0] != other.in_order[0]:
            return False
        shared = len(self.telling & other.telling)
        return 2 * shared >= _FEW_DIFFERENCES * (len(self.telling) + len(other.telling))


def pairs_alike(gists: Sequence[Gist]) -> Iterator[tuple[int, int]]:
    """For each sentence that is like an earlier one: its place and that of the first such.

    Linear in the number of words: sentences with the same telling words meet by these, long ones
    by their beginning and the rarest of their words, of which two that are alike share one.
    """
    rarity: dict[str, int] = {}
    for gist in gists:
        for word in gist.telling:
            rarity[word] = rarity.get(word, 0) + 1
    same: dict[tuple[str, frozenset[str]], int] = {}
    met: dict[tuple[str, str], list[int]] = {}
    for place, gist in enumerate(gists):
        found = same.setdefault((gist.language, gist.telling), place) if gist.telling else place
        meetings = list(_meetings(gist, rarity))
        if found == place:
            known = sorted({one for meeting in meetings for one in met.get(meeting, ())})
            found = next((one for one in known[:_MOST_COMPARED] if gist.is_like(gists[one])), place)
        for meeting in meetings:
            kept = met.setdefault(meeting, [])
            if len(kept) < _MOST_COMPARED:
                kept.append(place)
        if found != place:
            yield place, found


def _meetings(gist: Gist, rarity: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Keys of which two long sentences that are alike share at least one."""
    size = len(gist.telling)
    if size < _LONG:
        return
    by_rarity = sorted(gist.telling, key=lambda word: (rarity[word], word))
    may_differ = int(size * (1 - _FEW_DIFFERENCES / (2 - _FEW_DIFFERENCES))) + 1
    for word in by_rarity[:may_differ]:
        yield gist.in_order[0], word
