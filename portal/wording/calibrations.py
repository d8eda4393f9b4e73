"""The words of calibration exercises: how they stand, and what their measures say."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.calibrations import Comparison
from portal.domain.workflows import ExerciseState

EXERCISE_STATES: Mapping[ExerciseState, LazyString] = {
    ExerciseState.DRAFT: _l("Draft"),
    ExerciseState.OPEN: _l("Open"),
    ExerciseState.CLOSED: _l("Closed"),
}
RELIABLE = 0.8
TENTATIVE = 0.667
"""Krippendorff's own marks for what may be relied on, and for what may be concluded with care."""


def exercise_state(state: ExerciseState | str) -> LazyString:
    return EXERCISE_STATES[ExerciseState(state)]


def headline(comparison: Comparison) -> str:
    """What came of an exercise, in a sentence."""
    if comparison.readings == 0:
        return str(_("Nobody sent a reading, so there is nothing to compare."))
    if not comparison.has_enough:
        return str(_("Only one assessor sent a reading, so there is nothing to compare it with."))
    apart = sum(1 for spread in comparison.spreads if not spread.agrees)
    if not apart:
        return str(_("All readings say the same of every behaviour."))
    return str(
        ngettext(
            "Readings differ on %(num)s behaviour of %(all)s.",
            "Readings differ on %(num)s behaviours of %(all)s.",
            apart,
            all=len(comparison.spreads),
        )
    )


def alpha_meaning(alpha: float | None) -> str:
    """What Krippendorff's alpha says of these readings."""
    if alpha is None:
        return str(
            _(
                "It cannot be worked out here: every mark is the same, and where nothing varies,"
                " agreement cannot be told from habit. That is not full agreement."
            )
        )
    if alpha >= RELIABLE:
        return str(_("The marks mean much the same to everybody who read this sample."))
    if alpha >= TENTATIVE:
        return str(
            _("The marks mean similar things to those who read it. Talk the differences through.")
        )
    if alpha > 0:
        return str(
            _(
                "The marks mean different things to those who read it. Agree on what each looks"
                " like before you compare what you say about people."
            )
        )
    return str(
        _(
            "Readings are no closer than chance would bring them. Read what the marks mean"
            " together, with this sample beside it."
        )
    )
