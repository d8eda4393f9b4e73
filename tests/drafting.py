"""Writing and publishing versions of the frontline matrix, for tests that need a second one."""

from __future__ import annotations

from collections.abc import Mapping

from portal.domain.comparisons import ChangeLevel
from portal.domain.drafting import behaviours
from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.texts import Typed, seen_print
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix, VersionNumber
from portal.domain.publishing import Review, content_print
from portal.models import DraftStep, Person
from portal.queries import drafts as queries
from portal.queries import matrices
from portal.queries.drafts import behaviour_keys
from portal.services import drafts, publishing
from portal.services.drafts import Edit
from portal.services.publishing import Decision, Published

TRACK = "frontline"
ROLE = "css2"
KNOWING = "product-knowledge"
CELL = (KNOWING, "css1")
KEY = "checks-before-answering"
"""A behaviour in that cell."""
NOTE = {"en": "Clearer words.", "es": "Palabras más claras."}


def begin(by: Person | None = None, track: str = TRACK) -> Matrix:
    return drafts.start(track, by=by)


def change(edit: Edit, by: Person | None = None, track: str = TRACK) -> Matrix:
    """One edit of the draft, which is begun where there is none."""
    begin(by, track)
    return drafts.edit(track, edit, kind=StepKind.REWORD, by=by)


def edit(change: Edit, by: Person, kind: StepKind = StepKind.REWORD) -> Matrix:
    """One edit of the draft that there is."""
    return drafts.edit(TRACK, change, kind=kind, by=by)


def steps() -> list[DraftStep]:
    """What has been done to the draft, the oldest first."""
    version = queries.stored(TRACK)
    return list(reversed(queries.steps(version))) if version else []


def discard(by: Person | None = None, track: str = TRACK) -> None:
    """Throw the draft away as it is now."""
    version = queries.stored(track)
    drafts.discard(track, seen=queries.state(version) if version else "", by=by)


def draft(track: str = TRACK) -> Matrix:
    found = queries.current(track)
    assert found is not None
    return found


def asked(matrix: Matrix, competency: str = KNOWING, role: str = ROLE) -> list[str]:
    """The keys of the behaviours of one cell."""
    return [b.key for row, b in matrix.behaviours(role) if row.key == competency]


def rewording(key: str, **words: str) -> Edit:
    """Other words in some languages; the others stay."""

    def reword(matrix: Matrix) -> Matrix:
        text = matrix.every_behaviour()[key].text
        return behaviours.reword(matrix, key, Typed({**text.texts, **words}, seen_print(text)))

    return reword


def adding(words: str, competency: str = KNOWING, role: str = ROLE) -> Edit:
    return lambda m: behaviours.add(m, competency, role, {"en": words}, behaviour_keys)


def removing(key: str, competency: str = KNOWING, role: str = ROLE) -> Edit:
    return lambda m: behaviours.remove(m, competency, role, key)


def waiving(key: str, reason: Mapping[str, str]) -> Edit:
    def waive(matrix: Matrix) -> Matrix:
        seen = seen_print(matrix.every_behaviour()[key].waiver)
        return behaviours.waive(matrix, key, Typed(reason, seen))

    return waive


def decision(
    level: ChangeLevel | None = None,
    note: Mapping[str, str] | None = None,
    track: str = TRACK,
) -> Decision:
    """What somebody decides who has just looked at the draft; the proposed level unless given."""
    review = Review(draft(track), matrices.published(track))
    proposed = review.proposal.level if review.proposal else None
    return Decision(
        seen=content_print(review.draft),
        beside=review.published.number if review.published else None,
        level=level or proposed,
        note=typed_note(NOTE if note is None else note, review.draft.note),
    )


def typed_note(words: Mapping[str, str], over: LocalizedText | None = None) -> Typed:
    return Typed(words, seen_print(over))


def publish(by: Person, *edits: Edit, track: str = TRACK) -> VersionNumber:
    """A next version with these edits, published as proposed."""
    for edit in edits:
        change(edit, by, track)
    done: Published = publishing.publish(track, decision(track=track), by=by)
    return done.number
