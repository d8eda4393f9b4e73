"""The words for what is done to a draft, and for the texts that are written in it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.drafting.steps import StepKind
from portal.domain.drafting.translations import Standing, TextKind

STEPS: Mapping[StepKind, LazyString] = {
    StepKind.ADD: _l("Added"),
    StepKind.REWORD: _l("Reworded"),
    StepKind.MOVE: _l("Moved"),
    StepKind.REMOVE: _l("Removed"),
    StepKind.SPLIT: _l("Split"),
    StepKind.MERGE: _l("Merged"),
    StepKind.WEIGH: _l("Weighed anew"),
    StepKind.WAIVE: _l("Reason for a number"),
    StepKind.TRANSLATE: _l("Translated"),
    StepKind.IMPORT: _l("Imported"),
    StepKind.UNDO: _l("Taken back"),
    StepKind.REDO: _l("Done again"),
}
TEXT_KINDS: Mapping[TextKind, LazyString] = {
    TextKind.NOTE: _l("Note to readers"),
    TextKind.CATEGORY: _l("Category"),
    TextKind.COMPETENCY: _l("Competency"),
    TextKind.SUMMARY: _l("What it is about"),
    TextKind.BEHAVIOUR: _l("Behaviour"),
    TextKind.WAIVER: _l("Reason for a number"),
}
STANDINGS: Mapping[Standing, LazyString] = {
    Standing.ORIGINAL: _l("Original"),
    Standing.CURRENT: _l("Translated"),
    Standing.OUTDATED: _l("Older than its original"),
    Standing.MISSING: _l("Not translated yet"),
}


def step_label(kind: StepKind) -> LazyString:
    return STEPS[kind]


def text_kind_label(kind: TextKind) -> LazyString:
    return TEXT_KINDS[kind]


def standing_label(standing: Standing) -> LazyString:
    return STANDINGS[standing]
