"""A text taken apart for the rules: its words with their places, and where its clauses begin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

from portal.domain.advice import grammar

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)+|\w+(?:['’\-–]\w+)*|\S")
_SENTENCE_ENDS = frozenset(".!?…;")
_AFTER_A_POINT = grammar.words("e g i eg ie etc vs ej p dr sr sra approx aprox num")
_OPENING = frozenset("([")
_CLOSING = frozenset(")]")
_BULLETS = frozenset("-–—•*·“”\"'«»¿¡")


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word in lower case, without accents, with straight apostrophes; never empty."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(letter for letter in decomposed if not unicodedata.combining(letter)) or word
    return kept.replace("’", "'").replace("–", "-")


@dataclass(frozen=True)
class Passage:
    """One wording in one language. Places are those of its words; marks count as words."""

    text: str
    language: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words without case and accents."""
        return tuple(map(plain, _TOKEN.findall(self.text)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def _spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(found.span() for found in _TOKEN.finditer(self.text))

    def word(self, place: int) -> str:
        """The word at a place; empty beyond either end."""
        return self.words[place] if 0 <= place < len(self.words) else ""

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Where the words [first, end) stand in the text, in characters."""
        return self._spans[first][0], self._spans[end - 1][1]

    def written(self, first: int, end: int) -> str:
        """The words [first, end) as their author wrote them."""
        start, stop = self.span(first, end)
        return self.text[start:stop]

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The sentences as stretches of words [first, end); semicolons and list items divide."""
        if not self.words:
            return ()
        has_lines = "\n" in self.text
        borders = [
            place
            for place, before in enumerate(self.words[:-1], start=1)
            if (has_lines or before in _SENTENCE_ENDS) and self._begins(place)
        ]
        return tuple(zip([0, *borders], [*borders, len(self.words)], strict=True))

    def _begins(self, place: int) -> bool:
        """Whether a sentence begins with the word at this place."""
        before, here = self.words[place - 1], self.words[place]
        if here in _SENTENCE_ENDS or here in _CLOSING:
            return False
        if before == ";":
            return True
        gap = self.text[self._spans[place - 1][1] : self._spans[place][0]]
        letter = self.text[self._spans[place][0]]
        looks_new = letter.isupper() or letter in _BULLETS or letter.isdigit()
        if "\n" in gap and looks_new:
            return True
        if before not in _SENTENCE_ENDS or not looks_new or not gap:
            return False
        ends = self.word(place - 2)
        return ends not in _AFTER_A_POINT and not (ends.isdigit() and self._opens_line(place - 2))

    def _opens_line(self, place: int) -> bool:
        """Whether a line of the text begins with the word at this place."""
        before = self._spans[place - 1][1] if place > 0 else 0
        return place == 0 or "\n" in self.text[before : self._spans[place][0]]

    @cached_property
    def sentence_heads(self) -> frozenset[int]:
        """The first telling word of each sentence."""
        return frozenset(self.head_at(first) for first, _ in self.sentences)

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """Where something is said of the person in the role: each clause's first telling word.

        That is the first word of a sentence and, unless they belong to a clause of somebody else
        ("a colleague who asks and …"), the words after "and" and after commas. Subjects ("You")
        and adverbs are passed over.
        """
        return tuple(dict.fromkeys(self._heads()))

    def _heads(self) -> Iterator[int]:
        for first, end in self.sentences:
            yield from self._heads_within(first, end)

    def _heads_within(self, first: int, end: int) -> Iterator[int]:
        markers = grammar.MARKERS[self.language]
        coordinators = grammar.COORDINATORS[self.language]
        opens_aside = self.words[first] in markers
        in_aside, depth = opens_aside, 0
        if not opens_aside:
            yield self.head_at(first)
        for place in range(first, end):
            word = self.words[place]
            depth += (word in _OPENING) - (word in _CLOSING)
            in_aside = in_aside or word in markers or word in grammar.VOUCHING
            if depth > 0:
                continue
            if word == "," and (opens_aside or self.word(place + 1) in coordinators):
                opens_aside = in_aside = False
            if not in_aside and (word == "," or word in coordinators):
                yield self.head_at(place + 1)

    def head_at(self, place: int) -> int:
        """The first word from a place on that is no bullet, number, subject or adverb."""
        passed: list[int] = []
        while place < len(self.words) and place not in self._known_heads:
            if not self._is_passed_over(place):
                self._known_heads[place] = place
                break
            passed.append(place)
            place += 1
        head = self._known_heads.get(place, len(self.words))
        self._known_heads.update(dict.fromkeys(passed, head))
        return head

    @cached_property
    def _known_heads(self) -> dict[int, int]:
        """What ``head_at`` has found, so that no word is passed over twice."""
        return {}

    def _is_passed_over(self, place: int) -> bool:
        word, language = self.words[place], self.language
        if word in {".", ")"}:
            return self.word(place - 1).isdigit()
        if word.isdigit():
            return self.word(place + 1) in {".", ")"}
        return (
            word in _BULLETS
            or word in grammar.SUBJECTS[language]
            or word in grammar.COORDINATORS[language]
            or _is_adverb(word, language)
        )


def _is_adverb(word: str, language: str) -> bool:
    if word in grammar.ADVERBS[language]:
        return True
    ending = "mente" if language == "es" else "ly"
    is_long = len(word) > len(ending) + 1
    return is_long and word.endswith(ending) and word not in grammar.NOT_ADVERBS


Payload = TypeVar("Payload")


class Phrases(Generic[Payload]):
    """Phrases to look for, each with what it stands for; the longest one wins.

    Written in lower case without accents, words apart by spaces; a phrase of several words is also
    found with hyphens ("world class", "world-class").
    """

    def __init__(self, phrases: Mapping[str, Payload]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, payload in phrases.items():
            words = tuple(phrase.split())
            for variant in {words, ("-".join(words),)}:
                self._by_first.setdefault(variant[0], []).append((variant, payload))
        for variants in self._by_first.values():
            variants.sort(key=lambda variant: -len(variant[0]))

    def at(self, passage: Passage, place: int) -> tuple[int, Payload] | None:
        """The phrase that begins at a place: where it ends, and what it stands for."""
        for words, payload in self._by_first.get(passage.word(place), ()):
            end = place + len(words)
            if passage.words[place:end] == words:
                return end, payload
        return None

    def find(self, passage: Passage) -> Iterator[tuple[int, int, Payload]]:
        """Every phrase in a passage as [first, end) of its words, none within another."""
        if passage.vocabulary.isdisjoint(self._by_first):
            return
        done = 0
        for place, word in enumerate(passage.words):
            if place >= done and word in self._by_first and (found := self.at(passage, place)):
                done = found[0]
                yield place, found[0], found[1]


def any_of(phrases: str) -> Phrases[None]:
    """Phrases, apart by "|", of which it matters only whether one is there."""
    return Phrases(dict.fromkeys(phrases.split("|")))
