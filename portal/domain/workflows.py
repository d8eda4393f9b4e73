"""State machines as tables: the same table drives the service, the buttons and the tests."""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import TypeVar

from portal.domain.matrices import VersionState

S = TypeVar("S", bound=StrEnum)


class ViewState(StrEnum):
    """A self or manager view of an assessment: private while a draft, sealed once submitted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class CycleState(StrEnum):
    """A round of assessments: set up, open to be written in, resting, over."""

    DRAFT = "draft"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class GoalState(StrEnum):
    """A behaviour somebody practises: still at it, seen by somebody, or let go."""

    ACTIVE = "active"
    OBSERVED = "observed"
    DROPPED = "dropped"


class EnrolmentState(StrEnum):
    """Somebody on a programme: still learning, through with it, or off it."""

    ACTIVE = "active"
    COMPLETED = "completed"
    LEFT = "left"


class MailState(StrEnum):
    """A mail in the outbox.

    SENDING is written down before a mail server is spoken to. A mail found in it later may or may
    not have arrived, so it goes to IN_DOUBT and is never sent again by itself.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"


class ExerciseState(StrEnum):
    """A calibration exercise: written, open to its assessors, compared."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


VIEW_MOVES: Mapping[ViewState, Set[ViewState]] = {
    ViewState.DRAFT: {ViewState.SUBMITTED, ViewState.WITHDRAWN},
    ViewState.SUBMITTED: set(),
    ViewState.WITHDRAWN: set(),
}

CYCLE_MOVES: Mapping[CycleState, Set[CycleState]] = {
    CycleState.DRAFT: {CycleState.OPEN},
    CycleState.OPEN: {CycleState.PAUSED, CycleState.CLOSED},
    CycleState.PAUSED: {CycleState.OPEN, CycleState.CLOSED},
    CycleState.CLOSED: set(),
}

GOAL_MOVES: Mapping[GoalState, Set[GoalState]] = {
    GoalState.ACTIVE: {GoalState.OBSERVED, GoalState.DROPPED},
    GoalState.OBSERVED: set(),
    GoalState.DROPPED: {GoalState.ACTIVE},
}

ENROLMENT_MOVES: Mapping[EnrolmentState, Set[EnrolmentState]] = {
    EnrolmentState.ACTIVE: {EnrolmentState.COMPLETED, EnrolmentState.LEFT},
    EnrolmentState.COMPLETED: {EnrolmentState.ACTIVE},
    EnrolmentState.LEFT: {EnrolmentState.ACTIVE},
}

MAIL_MOVES: Mapping[MailState, Set[MailState]] = {
    MailState.WAITING: {MailState.SENDING, MailState.FAILED},
    MailState.SENDING: {MailState.SENT, MailState.WAITING, MailState.FAILED, MailState.IN_DOUBT},
    MailState.SENT: set(),
    MailState.FAILED: {MailState.WAITING},
    MailState.IN_DOUBT: {MailState.WAITING, MailState.SENT},
}

EXERCISE_MOVES: Mapping[ExerciseState, Set[ExerciseState]] = {
    ExerciseState.DRAFT: {ExerciseState.OPEN},
    ExerciseState.OPEN: {ExerciseState.CLOSED},
    ExerciseState.CLOSED: set(),
}

VERSION_MOVES: Mapping[VersionState, Set[VersionState]] = {
    VersionState.DRAFT: {VersionState.PUBLISHED},
    VersionState.PUBLISHED: {VersionState.SUPERSEDED},
    VersionState.SUPERSEDED: set(),
}


def allows(moves: Mapping[S, Set[S]], before: S, after: S) -> bool:
    """Whether a thing in state ``before`` may go to state ``after``."""
    return after in moves[before]
