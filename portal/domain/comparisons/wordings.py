"""How far a text was reworded: a slip mended, said otherwise, or something else said.

What counts is the wording people work by, the original; a text of which only translations differ
asks nobody for anything else. The thresholds are our own and explained in ``docs/versions.md``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.comparisons.word_runs import Run, word_runs
from portal.domain.languages import LANGUAGES, LocalizedText

WORD = re.compile(r"\w+(?:['’\-]\w+)*")

MOST_NEW = 0.5
"""The share of new words up to which a sentence is still recognised as the one it was."""

MOST_TYPING_MISTAKES = 2
"""Words of one text that may differ by a letter; more are a rewording."""

SHORTEST_MISTYPED = 5
"""Letters. In shorter words one letter makes another word: *now* and *not*, *ask* and *act*."""


class Extent(StrEnum):
    """How far a wording differs, from the least to the most."""

    TRANSLATION = "translation"
    """Only translations differ, or whether they are up to date."""
    SLIP = "slip"
    """The same words but for punctuation, case, accents, spaces and single mistyped letters."""
    REWORDED = "reworded"
    RETHOUGHT = "rethought"
    """More than half of the words are new: it may say something else."""


@dataclass(frozen=True)
class TextChange:
    """One text before and after; None where it had, or has, no such text at all."""

    before: LocalizedText | None
    after: LocalizedText | None
    extent: Extent

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the words differ, in the portal's order."""
        return tuple(
            code for code in LANGUAGES if _written(self.before, code) != _written(self.after, code)
        )

    def runs(self, language: str) -> tuple[Run, ...]:
        """The wordings in one language, word by word; a missing one has no words."""
        return word_runs(_written(self.before, language), _written(self.after, language))

    def language_for(self, reader: str) -> str:
        """The language in which a reader of ``reader`` is shown this change.

        Their own where their words differ in it, otherwise the first in which any do.
        """
        found = self.languages
        return reader if reader in found or not found else found[0]


def text_change(before: LocalizedText | None, after: LocalizedText | None) -> TextChange | None:
    """What became of a text; None when nothing did."""
    if before == after:
        return None
    if before is None or after is None:
        return TextChange(before, after, Extent.REWORDED)
    return TextChange(before, after, _extent(before, after))


def _extent(before: LocalizedText, after: LocalizedText) -> Extent:
    """Compared in the language people worked by, as long as the text has it still."""
    old = before.original
    new = _written(after, before.original_language) or after.original
    if old == new:
        return Extent.TRANSLATION
    old_words, new_words = plain_words(old), plain_words(new)
    if _is_slip(old_words, new_words):
        return Extent.SLIP
    return Extent.RETHOUGHT if share_new(old_words, new_words) > MOST_NEW else Extent.REWORDED


def plain_words(text: str) -> list[str]:
    """The words of a text without case and accents."""
    return WORD.findall(_plain(text))


def share_new(before: Iterable[str], after: Iterable[str]) -> float:
    """How many of the words of ``after`` are not in ``before``, from 0 to 1, in whatever order.

    Words that were taken away do not count: a shorter sentence asks nothing new.
    """
    now = Counter(after)
    return (now - Counter(before)).total() / now.total() if now else 0.0


def _is_slip(before: list[str], after: list[str]) -> bool:
    if _letters(before) == _letters(after):
        return True
    if len(before) != len(after):
        return False
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    return len(differing) <= MOST_TYPING_MISTAKES and all(
        _is_mistyped(old, new) for old, new in differing
    )


def _is_mistyped(old: str, new: str) -> bool:
    """Whether two words differ by one letter: missing, too many, another, or two swapped.

    The first letter is not mistyped: *hears* and *wears* are two words.
    """
    if min(len(old), len(new)) < SHORTEST_MISTYPED or old[0] != new[0]:
        return False
    if any(letter.isdigit() for letter in old + new):
        return False
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    left, right = old[start:], new[start:]
    return (
        left[1:] == right
        or left == right[1:]
        or left[1:] == right[1:]
        or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    )


def _letters(words: Iterable[str]) -> str:
    """The words run together; numbers stay apart, because *2–4* is not *24*."""
    return "".join(
        f" {word} " if any(letter.isdigit() for letter in word) else re.sub(r"\W", "", word)
        for word in words
    )


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _written(text: LocalizedText | None, language: str) -> str:
    return text.texts.get(language, "") if text else ""
