"""Publishing the draft of a matrix as its next version."""

from __future__ import annotations

from dataclasses import dataclass

from portal.db import db
from portal.domain.comparisons import ChangeLevel
from portal.domain.drafting.texts import (
    Clash,
    TextsClash,
    Typed,
    is_untouched,
    seen_print,
    settled,
)
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber
from portal.domain.publishing import Review, content_print
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import MatrixVersion, Person
from portal.queries import drafts as queries
from portal.queries import matrices
from portal.services import drafts
from portal.services import matrices as versions


@dataclass(frozen=True)
class Decision:
    """What somebody decided, and what they had before them when they did.

    ``seen`` is the ``content_print`` of the draft and ``beside`` the number of the published
    version that they were shown, None where there was none. ``level`` is None for a first version.
    """

    seen: str
    beside: VersionNumber | None
    level: ChangeLevel | None
    note: Typed


@dataclass(frozen=True)
class Published:
    """The version that now is in force; ``was_already`` says that this was so before."""

    number: VersionNumber
    was_already: bool = False


def publish(track_key: str, decision: Decision, *, by: Person) -> Published:
    """Publish the draft of a track's matrix just as it was shown to whoever decided.

    A second click finds the same content published and changes nothing. RuleBroken when somebody
    changed the draft, or published another, meanwhile (CHANGED_MEANWHILE), and for everything a
    version must be; TextsClash when somebody else reworded the note. Missing when there is no
    draft.
    """
    version = queries.stored(track_key, lock=True)
    published = matrices.published(track_key)
    if published and published.number != decision.beside:
        if content_print(published) == decision.seen:
            return Published(published.number, was_already=True)
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    if version is None:
        raise Missing
    draft = matrices.as_value(version)
    if content_print(draft) != decision.seen or (decision.beside and not published):
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    review = Review(draft, published)
    for refusal in review.refusals:
        raise RuleBroken(refusal)
    if published and decision.level not in review.levels:
        raise RuleBroken(Refusal.LEVEL_TOO_LOW, "level")
    version.note = _note(draft.note, decision.note)
    if version.note is None:
        raise RuleBroken(Refusal.NOTE_MISSING, "note")
    number = review.number(decision.level)
    _release(version, number, by=by)
    return Published(number)


def _note(current: LocalizedText | None, typed: Typed) -> LocalizedText | None:
    """The note as it was typed; nobody publishes a note that they have not seen."""
    if is_untouched(typed) and seen_print(current) != typed.seen:
        raise TextsClash(Clash("note", current, typed))
    return settled("note", current, typed)


def _release(version: MatrixVersion, number: VersionNumber, *, by: Person) -> None:
    version.major, version.minor, version.patch = number.major, number.minor, number.patch
    drafts.forget_steps(version)
    db.session.flush()
    versions.publish(version, by=by)
