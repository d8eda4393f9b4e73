"""Who may do what with evidence: its owner; whoever leads them reads what is shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access_rows import SELF, Row, get, post
from tests.personas import EVIDENCE_TEXT, MEMBERS, SHARED_TEXT, Organisation

ABOVE = frozenset({"manager", "skip-level"})
LEADING = ABOVE | {"other-manager"}
"""Whoever leads nobody is stopped at the gate, whoever leads others finds nothing there."""

TOLD = {"text": "Untied a knot.", "happened_on": "2026-02-02", "version": "1"}
CARD = {**TOLD, "metric": "First reply time", "period": "February"}


def _note(organisation: Organisation) -> dict[str, Any]:
    return {"evidence_id": organisation.evidence.id}


def _shared(organisation: Organisation) -> dict[str, Any]:
    return {"evidence_id": organisation.shared_evidence.id}


def _rep(organisation: Organisation) -> dict[str, Any]:
    return {"person_id": organisation.rep.id}


def _over(organisation: Organisation) -> dict[str, str]:
    """Another wording, typed over the note as it is."""
    return {**TOLD, "version": str(organisation.evidence.version)}


def _writing(
    endpoint: str,
    allowed: frozenset[str],
    marker: str,
    data: Callable[[Organisation], dict[str, str]],
    values: Callable[[Organisation], dict[str, Any]] = lambda _: {},
) -> tuple[Row, Row]:
    return (
        get(endpoint, allowed, marker, values=values),
        post(endpoint, allowed, data=data, values=values),
    )


EVIDENCE = (
    get("evidence.index", MEMBERS),
    *_writing("evidence.new", MEMBERS, 'name="text"', lambda _: TOLD),
    *_writing("evidence.new_card", MEMBERS, 'name="metric"', lambda _: CARD),
    post("evidence.suggestions", MEMBERS, 200, data=lambda _: {"text": "workaround"}),
    *_writing("evidence.edit", SELF, EVIDENCE_TEXT, _over, _note),
    *_writing("evidence.delete", SELF, EVIDENCE_TEXT, lambda _: {}, _note),
    post("evidence.share", SELF, values=_note),
    post("evidence.take_back", SELF, values=_shared),
    get("evidence.thanks", MEMBERS),
    get("evidence.thank", MEMBERS - SELF, 'name="text"', values=_rep),
    post("evidence.thank", MEMBERS - SELF, values=_rep, data=lambda _: TOLD),
    get("evidence.of_person", ABOVE, SHARED_TEXT, values=_rep, onlookers=MEMBERS - LEADING),
)  # fmt: skip
