"""Who may do what with quality reviews, the tone guide, what marks mean, and calibration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access_rows import PEOPLE_OPS, SELF, Row, get, post
from tests.personas import MEMBERS, Organisation
from tests.reviewing import TO_TRY, WORKED, shipped_exercise

TAKERS = frozenset({"manager", "other-manager", "skip-level", "people-ops"})
"""Whoever has reports, and people-ops."""
BETWEEN = SELF | {"peer"}
"""Whom the sent review is for, and who wrote it."""

REVIEW = {"conversation": "41", "happened_on": "2026-02-02", "worked": "Warm.", "to_try": "Less."}
PRINCIPLE = {"title-en": "Kind", "text-en": "Be kind.", "after": ""}
EXAMPLES = {
    f"{mark}-en": "An example."
    for mark in ("not_yet", "when_prompted", "own_initiative", "lifts_others")
}
EXERCISE = {"title-en": "New", "sample-en": "Noa writes.", "competencies": "ownership"}


def _rep(organisation: Organisation) -> dict[str, Any]:
    return {"person_id": organisation.rep.id}


def _sent(organisation: Organisation) -> dict[str, Any]:
    return {"review_id": organisation.review.id}


def _draft(organisation: Organisation) -> dict[str, Any]:
    return {"review_id": organisation.review_draft.id}


def _over_draft(organisation: Organisation) -> dict[str, str]:
    return {**REVIEW, "version": str(organisation.review_draft.version)}


def _proud(_: Organisation) -> dict[str, Any]:
    return {"key": "proud"}


def _shipped(_: Organisation) -> dict[str, Any]:
    return {"exercise_id": shipped_exercise().id}


def _open(organisation: Organisation) -> dict[str, Any]:
    return {"exercise_id": organisation.open_exercise.id}


def _closed(organisation: Organisation) -> dict[str, Any]:
    return {"exercise_id": organisation.closed_exercise.id}


def _kept(
    endpoint: str,
    marker: str,
    data: Callable[[Organisation], dict[str, str]] = lambda _: {},
    values: Callable[[Organisation], dict[str, Any]] = lambda _: {},
) -> tuple[Row, Row]:
    """A page for people-ops and the form on it."""
    return (
        get(endpoint, PEOPLE_OPS, marker, refused=403, values=values),
        post(endpoint, PEOPLE_OPS, refused=403, values=values, data=data),
    )


QUALITY = (
    get("quality.index", MEMBERS),
    get("quality.index", MEMBERS, "tone-guide"),
    get("quality.choose", MEMBERS, 'name="q"'),
    get("quality.write", MEMBERS - SELF, 'name="worked"', values=_rep),
    post("quality.write", MEMBERS - SELF, values=_rep, data=lambda _: REVIEW),
    get("quality.edit", SELF, WORKED, values=_draft),
    post("quality.edit", SELF, values=_draft, data=_over_draft),
    get("quality.edit", frozenset({"peer"}), status=303, values=_sent),
    post("quality.edit", frozenset({"peer"}), 409, values=_sent, data=lambda _: REVIEW),
    get("quality.show", SELF, status=303, values=_draft),
    get("quality.show", BETWEEN, TO_TRY, values=_sent),
    post("quality.add_to_evidence", SELF, values=_sent),
    post("quality.add_to_evidence", frozenset(), values=_draft),
    get("quality.discard", SELF, "Discard this review", values=_draft),
    post("quality.discard", SELF, values=_draft),
    get("quality.tone_guide", MEMBERS, "Empathetic"),
    *_kept("quality.new_principle", 'name="text-es"', lambda _: PRINCIPLE),
    *_kept("quality.principle", 'name="text-es"', lambda _: {**PRINCIPLE, "version": "1"}, _proud),
    post("quality.retire_principle", PEOPLE_OPS, refused=403, values=_proud),
    post("quality.bring_principle_back", PEOPLE_OPS, refused=403, values=_proud),
    get("marks.index", MEMBERS, "Five marks"),
    *_kept(
        "marks.edit_examples",
        'name="not_yet-es"',
        lambda _: {**EXAMPLES, "version": "4"},
        lambda _: {"key": "ownership"},
    ),
)

CALIBRATIONS = (
    get("calibrations.index", TAKERS, "Another sample", refused=403),
    get("calibrations.show", PEOPLE_OPS, "bakery", values=_shipped, onlookers=MEMBERS - TAKERS),
    get("calibrations.show", TAKERS, "How the marks spread", refused=403, values=_closed),
    get("calibrations.read", TAKERS, 'value="lifts_others"', refused=403, values=_open),
    post("calibrations.read", TAKERS, refused=403, values=_open),
    get("calibrations.read", TAKERS, status=303, refused=403, values=_closed),
    *_kept("calibrations.write", 'name="sample-es"', lambda _: EXERCISE,
           lambda _: {"role": "css2"}),
    *_kept("calibrations.edit", 'name="sample-es"', lambda _: {**EXERCISE, "version": "1"},
           _shipped),
    *_kept("calibrations.discard", "Discard this exercise", values=_shipped),
    post("calibrations.open_to_assessors", PEOPLE_OPS, refused=403, values=_shipped),
    *_kept("calibrations.close", "Close this exercise", values=_open),
)  # fmt: skip
