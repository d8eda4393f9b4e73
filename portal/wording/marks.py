"""What the marks mean to whoever looks at somebody's work, and how to tell one from the next."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.observations import Mark

MARK_MEANINGS: Mapping[Mark, LazyString] = {
    Mark.NOT_YET: _l(
        "Nobody has seen it yet. This is an ordinary mark: it says what to practise, not how good"
        " somebody is."
    ),
    Mark.WHEN_PROMPTED: _l("It shows when somebody asks for it or reminds them of it."),
    Mark.OWN_INITIATIVE: _l("It shows unasked, whenever the situation calls for it."),
    Mark.LIFTS_OTHERS: _l("It shows in a way that helps others do it too."),
    Mark.NOT_APPLICABLE: _l("The work gives no occasion for it. The reason belongs to the mark."),
}
HOW_TO_TELL: Mapping[Mark, LazyString] = {
    Mark.NOT_YET: _l(
        "Can I name a moment in which I saw it? If not, this is the mark, whatever I believe."
    ),
    Mark.WHEN_PROMPTED: _l("Would it have happened without the reminder? If I cannot say, no."),
    Mark.OWN_INITIATIVE: _l("Was it there in more than one kind of situation, with nobody asking?"),
    Mark.LIFTS_OTHERS: _l("Can I name somebody who does it now because of them?"),
    Mark.NOT_APPLICABLE: _l(
        "Could it show if an occasion came along? Then it is “not yet”, and not this."
    ),
}


def mark_meaning(mark: Mark | str) -> LazyString:
    return MARK_MEANINGS[Mark(mark)]


def mark_question(mark: Mark | str) -> LazyString:
    """What to ask oneself before giving a mark."""
    return HOW_TO_TELL[Mark(mark)]
