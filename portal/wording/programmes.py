"""The words for how somebody stands with a programme and its modules."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.programmes import CompletionState
from portal.domain.workflows import EnrolmentState

COMPLETION_STATES: Mapping[CompletionState, LazyString] = {
    CompletionState.WAITING: _l("Waits to be confirmed"),
    CompletionState.MISSING: _l("Something is still missing"),
    CompletionState.CONFIRMED: _l("Confirmed"),
}
UNTOUCHED = _l("Still to come")
ENROLMENT_STATES: Mapping[EnrolmentState, LazyString] = {
    EnrolmentState.ACTIVE: _l("On it now"),
    EnrolmentState.COMPLETED: _l("Completed"),
    EnrolmentState.LEFT: _l("Left"),
}
TONES: Mapping[str, str] = {
    CompletionState.WAITING: "info",
    CompletionState.MISSING: "warn",
    CompletionState.CONFIRMED: "good",
    EnrolmentState.ACTIVE: "info",
    EnrolmentState.COMPLETED: "good",
    EnrolmentState.LEFT: "neutral",
}
"""How each is tinted; its word always stands there too."""


def completion_label(state: CompletionState | None) -> LazyString:
    return COMPLETION_STATES[CompletionState(state)] if state else UNTOUCHED


def enrolment_label(state: EnrolmentState) -> LazyString:
    return ENROLMENT_STATES[EnrolmentState(state)]


def state_tone(state: CompletionState | EnrolmentState | None) -> str:
    return TONES[state] if state else "neutral"
