"""Texts as an editor typed them, and what happens when somebody else typed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrix_parts import fingerprint
from portal.domain.refusals import Refusal, RuleBroken

LONGEST_TEXT = 2_000
"""Characters of one wording."""


@dataclass(frozen=True)
class Typed:
    """One text as an editor typed it: ``wordings`` by language, an empty one for none.

    ``seen`` is the ``seen_print`` of the text as the editor had it before them when they began.
    ``confirmed`` are the languages whose outdated translation the editor says is right still.
    """

    wordings: Mapping[str, str]
    seen: str
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Clash:
    """Two wordings of one text: the one that is there now, and the one that was typed."""

    place: str
    theirs: LocalizedText | None
    mine: Typed


class TextsClash(Exception):
    """Somebody else reworded what this edit rewords; the editor has to choose."""

    def __init__(self, *clashes: Clash) -> None:
        super().__init__(", ".join(clash.place for clash in clashes))
        self.clashes = clashes


def seen_print(text: LocalizedText | None) -> str:
    """What an editor has before them when a text is shown to them, as a short fingerprint."""
    return _print(text.texts if text else {})


def words_print(language: str, words: str) -> str:
    """What an editor has before them of one language of a text."""
    return _print({language: words})


def is_untouched(typed: Typed) -> bool:
    """Whether the editor left a text as they had it before them."""
    return _print(typed.wordings) == typed.seen and not typed.confirmed


def settled(place: str, current: LocalizedText | None, typed: Typed) -> LocalizedText | None:
    """What the text at ``place`` reads once ``typed`` is taken over; None when all is empty.

    What the editor left as it was stays as it is now, whoever wrote it. A translation is said to
    be right still of the original that the editor has read, and of no other.
    """
    now, mine = seen_print(current), _print(typed.wordings)
    if mine == now:
        return _confirmed(current, typed)
    says_nothing_new = mine == typed.seen and not _confirms_outdated(current, typed)
    if says_nothing_new:
        return current
    if typed.seen != now:
        raise TextsClash(Clash(place, current, typed))
    for words in typed.wordings.values():
        if len(words) > LONGEST_TEXT:
            raise RuleBroken(Refusal.TEXT_LONG, place)
    if not any(words.strip() for words in typed.wordings.values()):
        return None
    written = {code: words.strip() for code, words in typed.wordings.items()}
    if current is None:
        return LocalizedText({code: words for code, words in written.items() if words})
    return _confirmed(current.reworded(written), typed)


def required(place: str, current: LocalizedText | None, typed: Typed) -> LocalizedText:
    """As ``settled``, for a text that cannot be empty."""
    text = settled(place, current, typed)
    if text is None:
        raise RuleBroken(Refusal.TEXT_MISSING, place)
    return text


def new_text(place: str, wordings: Mapping[str, str]) -> LocalizedText:
    """A text that was not there before."""
    return required(place, None, Typed(wordings, seen_print(None)))


def _confirms_outdated(text: LocalizedText | None, typed: Typed) -> bool:
    return text is not None and bool(typed.confirmed & text.outdated)


def _confirmed(text: LocalizedText | None, typed: Typed) -> LocalizedText | None:
    for language in sorted(typed.confirmed):
        text = text.confirmed(language) if text else None
    return text


def _print(wordings: Mapping[str, str]) -> str:
    return fingerprint([wordings.get(language, "").strip() for language in LANGUAGES])
