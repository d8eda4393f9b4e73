"""The words for the domain's names: marks, weights, moves and states."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.ladders import MoveKind
from portal.domain.matrices import VersionState, Weight
from portal.domain.observations import Mark
from portal.domain.workflows import ViewState

MARKS: Mapping[Mark, LazyString] = {
    Mark.NOT_YET: _l("Not yet"),
    Mark.WHEN_PROMPTED: _l("When prompted"),
    Mark.OWN_INITIATIVE: _l("On own initiative"),
    Mark.LIFTS_OTHERS: _l("Lifts others"),
    Mark.NOT_APPLICABLE: _l("Not applicable"),
}
MARK_HINTS: Mapping[Mark, LazyString] = {
    Mark.NOT_YET: _l("I have not shown this yet, or nobody has seen it."),
    Mark.WHEN_PROMPTED: _l("I do it when somebody asks or reminds me."),
    Mark.OWN_INITIATIVE: _l("I do it unasked, whenever the situation calls for it."),
    Mark.LIFTS_OTHERS: _l("I do it in a way that helps others do it too."),
    Mark.NOT_APPLICABLE: _l("My work gives no occasion for it; I say why."),
}
WEIGHTS: Mapping[Weight, LazyString] = {
    Weight.MUST_HAVE: _l("Must-have"),
    Weight.EXPECTED: _l("Expected"),
    Weight.LATER: _l("Later"),
}
WEIGHT_HINTS: Mapping[Weight, LazyString] = {
    Weight.MUST_HAVE: _l("The role does not work without it."),
    Weight.EXPECTED: _l("Seen in everybody who is settled in the role."),
    Weight.LATER: _l("Grows once the rest is in place."),
}
MOVES: Mapping[MoveKind, LazyString] = {
    MoveKind.PROMOTION: _l("Promotion"),
    MoveKind.SIDEWAYS: _l("Sideways move"),
    MoveKind.EMBED: _l("Embedding with a product team"),
    MoveKind.RETURN: _l("Return"),
    MoveKind.EXIT: _l("Exit"),
}
VERSION_STATES: Mapping[VersionState, LazyString] = {
    VersionState.DRAFT: _l("Draft"),
    VersionState.PUBLISHED: _l("Published"),
    VersionState.SUPERSEDED: _l("Superseded"),
}
VIEW_STATES: Mapping[ViewState, LazyString] = {
    ViewState.DRAFT: _l("Private draft"),
    ViewState.SUBMITTED: _l("Submitted"),
    ViewState.WITHDRAWN: _l("Withdrawn draft"),
}


def mark_label(mark: Mark) -> LazyString:
    return MARKS[mark]


def mark_hint(mark: Mark) -> LazyString:
    return MARK_HINTS[mark]


def weight_label(weight: Weight) -> LazyString:
    return WEIGHTS[weight]


def weight_hint(weight: Weight) -> LazyString:
    return WEIGHT_HINTS[weight]


def move_label(kind: MoveKind) -> LazyString:
    return MOVES[kind]


def state_label(state: VersionState | ViewState) -> LazyString:
    return VIEW_STATES[state] if isinstance(state, ViewState) else VERSION_STATES[state]
