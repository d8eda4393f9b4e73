"""Where a view is written: the view, what it is asked about, and who takes part in it.

Every page on which somebody reads or writes a view of their own begins here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from flask import url_for
from flask_login import current_user

from portal.domain.assessments import ViewKind
from portal.domain.matrices import Competency, Matrix
from portal.domain.refusals import Missing
from portal.domain.sealing import WRITES, Party
from portal.domain.side_by_side import SideBySide, side_by_side
from portal.domain.turns import beside
from portal.domain.workflows import CycleState, ViewState
from portal.models import Evidence, Goal, Person, View
from portal.queries import assessments as queries
from portal.queries import evidence, mark_examples, matrices, turns
from portal.queries.mark_examples import Examples
from portal.queries.turns import Part, Reopening
from portal.queries.visibility.assessments import (
    Seen,
    load_assessment,
    load_own_view,
    load_withdrawn_view,
    readable_views,
)
from portal.queries.visibility.goals import practised

NOTES_OFFERED = 12


@dataclass(frozen=True)
class Desk:
    """A view of the person signed in, before them. What it takes to show it is read when asked."""

    view: View

    @property
    def kind(self) -> ViewKind:
        return ViewKind(self.view.kind)

    @property
    def assessment_id(self) -> int:
        return self.view.assessment_id

    @property
    def is_private(self) -> bool:
        """Whether it is a check outside rounds, which nobody else ever reads."""
        return self.view.assessment.cycle_id is None

    @property
    def is_draft(self) -> bool:
        return self.view.state == ViewState.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.view.state == ViewState.WITHDRAWN

    @property
    def rests(self) -> bool:
        """Whether it belongs to a round in which nobody writes now."""
        cycle = self.view.assessment.cycle
        return cycle is not None and cycle.state != CycleState.OPEN

    @property
    def were_open(self) -> bool:
        """Whether both views have been open: what is written now is written anew."""
        return queries.moments(self.view.assessment).are_open(datetime.now(UTC))

    @cached_property
    def whole_matrix(self) -> Matrix:
        return matrices.frozen(self.view.assessment.matrix_version_id)

    @cached_property
    def matrix(self) -> Matrix:
        """What the version asks of the role that is assessed."""
        return self.whole_matrix.for_role(self.role_key)

    def competency(self, key: str) -> Competency:
        return next(one for one in self.matrix.competencies() if one.key == key)

    @property
    def role_key(self) -> str:
        return self.view.assessment.role.key

    @cached_property
    def part(self) -> Part | None:
        """One's part in the round; None for a private check, or once it is another's."""
        if self.is_private or self.is_withdrawn:
            return None
        return turns.part_in(current_user.person, self.view.assessment)

    @cached_property
    def reopening(self) -> Reopening | None:
        return turns.reopening_of(self.view)

    @cached_property
    def people(self) -> tuple[Part | None, Part | None]:
        """The parts before and after this one, of the people one assesses in the same round."""
        if self.kind is not ViewKind.MANAGER or self.is_withdrawn:
            return None, None
        mine = [
            part
            for part in turns.going_on(current_user.person)
            if part.party is Party.MANAGER and part.cycle.id == self.view.assessment.cycle_id
        ]
        here = next((one for one in mine if one.assessment.id == self.assessment_id), None)
        return beside(mine, here) if here else (None, None)

    @cached_property
    def sides(self) -> SideBySide | None:
        """The two views that an agreed one is written beside, differences first."""
        if self.kind is not ViewKind.AGREED:
            return None
        said = {kind: queries.answers(view) for kind, view in self._sealed.items()}
        return side_by_side(
            self.whole_matrix,
            self.role_key,
            own=said[ViewKind.SELF],
            manager=said[ViewKind.MANAGER],
        )

    @property
    def manager_writer(self) -> Person:
        """Who wrote the manager's view beside an agreed one; another may hold the conversation."""
        return self._sealed[ViewKind.MANAGER].author

    @cached_property
    def _sealed(self) -> Mapping[ViewKind, View]:
        seen = load_assessment(current_user.person, self.assessment_id, is_people_ops=False)
        return readable_views(seen)

    @cached_property
    def party(self) -> Party:
        """What the person signed in is to the assessment."""
        is_subject = self.view.assessment.person_id == current_user.person.id
        return Party.SUBJECT if is_subject else Party.MANAGER

    @cached_property
    def notes(self) -> list[Evidence]:
        """What may be attached: the author's own notes, or what the person shares with them."""
        if self.kind is ViewKind.AGREED:
            return []
        return evidence.attachable(self.view.assessment.person, by=current_user.person)

    @cached_property
    def practised(self) -> Mapping[str, Goal]:
        """The goals of the person that the author may know of, by the key of the behaviour."""
        return practised(current_user.person, self.view.assessment.person)

    @cached_property
    def examples(self) -> Examples:
        """What each mark looks like, by competency key, as far as examples are written."""
        return mark_examples.for_matrix(self.matrix)

    @cached_property
    def attached(self) -> Mapping[str, list[Evidence]]:
        """What is attached already, by competency key."""
        return {} if self.kind is ViewKind.AGREED else evidence.attachments_of(self.view)

    @property
    def attached_ids(self) -> dict[str, set[int]]:
        return {key: {note.id for note in notes} for key, notes in self.attached.items()}

    def offered(self, competency: Competency) -> list[Evidence]:
        """The notes to choose from beside a competency: those that show it first, then the newest.

        What is attached is always among them.
        """
        asked = self._asked(competency)
        there = {note.id for note in self.attached.get(competency.key, ())}
        in_order = sorted(
            self.notes, key=lambda note: (note.id not in there, not _cites(note, asked))
        )
        return in_order[: max(NOTES_OFFERED, len(there))]

    def _asked(self, competency: Competency) -> set[str]:
        cell = competency.expectations[self.role_key]
        return {behaviour.key for behaviour in cell.behaviours}

    def is_shown(self, competency: Competency) -> bool:
        """Whether a note cites a behaviour that a competency asks of the role."""
        asked = self._asked(competency)
        return any(_cites(note, asked) for note in self.notes)

    def url(self, page: str, **values: Any) -> str:
        """The address of another page about the same view."""
        return url_for(
            f"assessments.{page}",
            assessment_id=self.assessment_id,
            kind=self.kind.value,
            **values,
        )


def _cites(note: Evidence, behaviours: Collection[str]) -> bool:
    return any(one.behaviour.key in behaviours for one in note.citations)


def own_desk(assessment_id: int, kind: ViewKind, *, lock: bool = False) -> Desk:
    """The view of an assessment that the person signed in writes or wrote."""
    return Desk(load_own_view(current_user.person, assessment_id, kind=kind, lock=lock))


def withdrawn_desk(assessment_id: int) -> Desk:
    """What the person signed in wrote of somebody whom another manager assesses now."""
    return Desk(load_withdrawn_view(current_user.person, assessment_id))


def own_check(assessment_id: int, *, lock: bool = False) -> Desk:
    """A private check of the person signed in; what belongs to a round is none."""
    desk = own_desk(assessment_id, ViewKind.SELF, lock=lock)
    if not desk.is_private:
        raise Missing
    return desk


def part_to_begin(assessment_id: int, kind: ViewKind, *, lock: bool = False) -> Seen:
    """An assessment of a round in which the person signed in writes this kind of view."""
    seen = load_assessment(current_user.person, assessment_id, is_people_ops=False, lock=lock)
    if kind not in WRITES[seen.party]:
        raise Missing
    return seen
