"""The words for writing a view: what a mark means of somebody else, and what was just done."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.assessments import ViewKind
from portal.domain.observations import Mark

MARK_HINTS_OF_OTHERS: Mapping[Mark, LazyString] = {
    Mark.NOT_YET: _l("They have not shown this yet, or nobody has seen it."),
    Mark.WHEN_PROMPTED: _l("They do it when somebody asks or reminds them."),
    Mark.OWN_INITIATIVE: _l("They do it unasked, whenever the situation calls for it."),
    Mark.LIFTS_OTHERS: _l("They do it in a way that helps others do it too."),
    Mark.NOT_APPLICABLE: _l("Their work gives no occasion for it; say why."),
}
SAVED: Mapping[ViewKind, LazyString] = {
    ViewKind.SELF: _l("Your draft is saved. Only you can see it."),
    ViewKind.MANAGER: _l("Your draft is saved. Only you can see it."),
    ViewKind.AGREED: _l("It is saved. Both of you can see it, and nobody else."),
}
SEALED: Mapping[ViewKind, LazyString] = {
    ViewKind.SELF: _l("Your view is in and sealed."),
    ViewKind.MANAGER: _l("Your view is in and sealed."),
    ViewKind.AGREED: _l("What you agreed on is sealed."),
}
BOTH_OPEN = _l("Your view is in and sealed. Both views are open now.")
CHECK_SEALED = _l("Your self-assessment is submitted and sealed.")


def mark_hint_of_others(mark: Mark) -> LazyString:
    return MARK_HINTS_OF_OTHERS[mark]
