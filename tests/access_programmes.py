"""Who may do what with programmes, and with somebody's way through one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access_rows import PEOPLE_OPS, SELF, Row, get, post
from tests.personas import MEMBERS, Organisation

Values = Callable[[Organisation], dict[str, Any]]

READERS = SELF | {"manager", "skip-level", "other-team", "people-ops"}
"""The rep, those they report to, their mentor and people-ops."""
PLACING = frozenset({"manager", "skip-level", "people-ops"})
CONFIRMING = frozenset({"manager", "skip-level", "other-team"})
LEADING = frozenset({"manager", "other-manager", "skip-level", "people-ops"})

PROGRAMME = {"key": "technical-development"}
MODULE = {**PROGRAMME, "module_key": "logs-and-requests"}
WORDS = {"version": "1", "title-en": "Another title", "summary-en": "For whoever asks."}
MODULE_WORDS = {
    "version": "1",
    "title-en": "Reading traces",
    "text-en": "Reads one with a mentor.",
    "shown_by-en": "A case in which it helped.",
    "teaches": "isolates-the-failing-step",
}


def _way(organisation: Organisation) -> dict[str, Any]:
    return {"enrolment_id": organisation.enrolment.id}


def _left(organisation: Organisation) -> dict[str, Any]:
    return {"enrolment_id": organisation.left_enrolment.id}


def _module(organisation: Organisation) -> dict[str, Any]:
    return {**_way(organisation), "key": "logs-and-requests"}


def _said(organisation: Organisation) -> dict[str, Any]:
    """The module that the rep says they are through with."""
    return {**_way(organisation), "key": "data-in-safe-hands"}


def _mentor(organisation: Organisation) -> dict[str, Any]:
    return {**PROGRAMME, "person_id": organisation.people["other-team"].id}


def _programme(_: Organisation) -> dict[str, Any]:
    return PROGRAMME


def _kept(endpoint: str, data: dict[str, str], values: dict[str, str], **more: Any) -> Row:
    """Something that people-ops alone do to a programme."""
    at: dict[str, Any] = {"refused": 403, "values": lambda _: values, **more}
    return post(f"programmes.{endpoint}", PEOPLE_OPS, data=lambda _: data, **at)


def _editing(endpoint: str, data: dict[str, str], values: dict[str, str]) -> tuple[Row, Row]:
    page = get(f"programmes.{endpoint}", PEOPLE_OPS, refused=403, values=lambda _: values)
    return page, _kept(endpoint, data, values)


def _placing(endpoint: str, data: dict[str, str], allowed: frozenset[str]) -> tuple[Row, Row]:
    """A page of somebody's way and the form on it, for some of those who see it."""
    at: dict[str, Any] = {"values": _way, "onlookers": READERS - allowed}
    name = f"programmes.{endpoint}"
    return get(name, allowed, **at), post(name, allowed, data=lambda _: data, **at)


PROGRAMMES = (
    get("programmes.index", MEMBERS, "Technical development programme"),
    get("programmes.show", MEMBERS, "Reading logs and requests", values=_programme),
    get("programmes.people_on", MEMBERS, values=_programme),
    get("programmes.enrol", LEADING, 'name="mentor"', refused=403, values=_programme),
    post("programmes.enrol", LEADING, 422, refused=403, values=_programme),
    get("programmes.enrolment", READERS, "Data in safe hands", values=_way),
    *_placing("choose_mentor", {"mentor": ""}, PLACING),
    *_placing("leave", {}, PLACING | SELF),
    post("programmes.come_back", PLACING, values=_left, onlookers=READERS - PLACING),
    get("programmes.module", READERS, "Data in safe hands", values=_said),
    post("programmes.module", SELF, values=_module, onlookers=READERS - SELF,
         data=lambda _: {"version": "0", "what_shows_it": "The case about the failing import."}),
    post("programmes.confirm", CONFIRMING, values=_said, onlookers=READERS - CONFIRMING,
         data=lambda o: {"version": str(o.enrolment.completions[0].version)}),
    post("programmes.missing", CONFIRMING, values=_said, onlookers=READERS - CONFIRMING,
         data=lambda o: {"version": str(o.enrolment.completions[0].version),
                         "text": "Show a log that you cleaned."}),
    post("programmes.take_back", PLACING | CONFIRMING, 422, values=_said,
         onlookers=READERS - PLACING - CONFIRMING),
    *_editing("new", WORDS, {}),
    *_editing("edit", WORDS, PROGRAMME),
    *_editing("new_module", MODULE_WORDS, PROGRAMME),
    *_editing("edit_module", MODULE_WORDS, MODULE),
    _kept("place_module", {"place": "0"}, MODULE),
    _kept("retire_module", {}, MODULE),
    _kept("bring_back_module", {}, MODULE),
    get("programmes.mentors", PEOPLE_OPS, "Add a mentor", refused=403, values=_programme),
    post("programmes.mentors", PEOPLE_OPS, refused=403, values=_programme,
         data=lambda o: {"email": o.people["peer"].email}),
    post("programmes.remove_mentor", PEOPLE_OPS, refused=403, values=_mentor),
)  # fmt: skip
