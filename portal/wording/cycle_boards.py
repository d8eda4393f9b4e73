"""The words for a round that runs: how far somebody is, and what is waited for."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.assessments import ViewKind
from portal.domain.cycle_boards import Waiting
from portal.domain.sealing import Stage

STAGES: Mapping[Stage, LazyString] = {
    Stage.NOTHING_IN: _l("No view is in"),
    Stage.ONE_IN: _l("One view is in"),
    Stage.BOTH_IN: _l("Both are in, not open yet"),
    Stage.OPEN: _l("Both are open"),
    Stage.AGREED: _l("Agreed in a conversation"),
    Stage.DONE: _l("Finished"),
}
STAGE_HINTS: Mapping[Stage, LazyString] = {
    Stage.NOTHING_IN: _l("Both still write, or have not begun."),
    Stage.ONE_IN: _l("One of the two is still being written."),
    Stage.BOTH_IN: _l("They open on the day that the round says."),
    Stage.OPEN: _l("The conversation comes next."),
    Stage.AGREED: _l("The person has not said yet that they have read it."),
    Stage.DONE: _l("The person has read what was agreed."),
}
WAITING: Mapping[Waiting, LazyString] = {
    Waiting.SELF_VIEW: _l("Their own view"),
    Waiting.MANAGER_VIEW: _l("The manager's view"),
    Waiting.TALK: _l("The conversation"),
    Waiting.ACKNOWLEDGEMENT: _l("Having read what was agreed"),
}
REOPENED: Mapping[ViewKind, LazyString] = {
    ViewKind.SELF: _l("Their own view"),
    ViewKind.MANAGER: _l("The manager's view"),
    ViewKind.AGREED: _l("The agreed view"),
}


def stage_label(stage: Stage) -> LazyString:
    return STAGES[stage]


def stage_hint(stage: Stage) -> LazyString:
    return STAGE_HINTS[stage]


def waiting_label(waiting: Waiting) -> LazyString:
    return WAITING[waiting]
