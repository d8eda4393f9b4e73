"""Who may do what, as a table: every endpoint and method, on records of the rep persona.

A row names who is let in; everybody else is refused with ``refused``. Whoever is not signed in is
asked to, except where the row lets them in. ``marker`` is what only the right record's page says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.browser import PASSWORD
from tests.personas import (
    DRAFT_NOTE,
    EVERYBODY,
    FORMER_NAME,
    MEMBERS,
    NO_ACCOUNT_NAME,
    OWN,
    SUBMITTED_NOTE,
    Organisation,
)

PEOPLE_OPS = frozenset({"people-ops"})
ADMIN = frozenset({"admin"})
SELF = frozenset({OWN})


@dataclass(frozen=True)
class Row:
    endpoint: str
    method: str
    allowed: frozenset[str]
    status: int
    marker: str = ""
    refused: int = 404
    values: Callable[[Organisation], dict[str, Any]] = lambda _: {}
    data: Callable[[Organisation], dict[str, str]] = field(default=lambda _: {})
    is_public: bool = False


def _get(endpoint: str, allowed: frozenset[str], marker: str = "", **more: Any) -> Row:
    return Row(endpoint, "GET", allowed, **{"status": 200, "marker": marker, **more})


def _post(endpoint: str, allowed: frozenset[str], status: int = 303, **more: Any) -> Row:
    return Row(endpoint, "POST", allowed, status, **more)


def _draft(organisation: Organisation) -> dict[str, Any]:
    return {"assessment_id": organisation.draft.assessment_id}


def _submitted(organisation: Organisation) -> dict[str, Any]:
    return {"assessment_id": organisation.submitted.assessment_id}


def _one_answer(organisation: Organisation) -> dict[str, Any]:
    return {**_draft(organisation), "competency": "product-knowledge"}


def _rep(organisation: Organisation) -> dict[str, Any]:
    return {"person_id": organisation.rep.id}


def _former(organisation: Organisation) -> dict[str, Any]:
    return {"person_id": organisation.former.id}


def _record(organisation: Organisation) -> dict[str, str]:
    """The rep's record, moved to another team and manager."""
    return {
        "name": organisation.rep.name,
        "email": organisation.rep.email,
        "manager_email": organisation.people["other-manager"].email,
        "team": "Inbox South",
        "office": "Porto",
        "time_zone": "Europe/Lisbon",
        "version": str(organisation.rep.version),
    }


def _account(organisation: Organisation) -> dict[str, Any]:
    return {"account_id": organisation.account.id}


def _closed_account(organisation: Organisation) -> dict[str, Any]:
    return {"account_id": organisation.closed_account.id}


def _newcomer(organisation: Organisation) -> dict[str, Any]:
    return {"person_id": organisation.without_account.id}


def _token(organisation: Organisation) -> dict[str, Any]:
    return {"token": organisation.set_up_token}


NEW_ACCOUNT = {
    "name": "Nora New",
    "email": "nora@example.com",
    "office": "Lisbon",
    "time_zone": "Europe/Lisbon",
    "locale": "en",
    "role": "css1",
    "started_on": "2026-01-12",
}

PUBLIC = (
    _get("accounts.set_up", EVERYBODY, "Wanda Waiting", values=_token, is_public=True),
    _post("accounts.set_up", EVERYBODY, values=_token, is_public=True,
          data=lambda _: {"new_password": "unlikely violet teapot orbit"}),
    _get("accounts.sign_in", EVERYBODY - MEMBERS, 'name="password"', is_public=True, refused=303),
    _post("accounts.sign_in", EVERYBODY, is_public=True,
          data=lambda o: {"email": o.rep.email, "password": PASSWORD}),
    _post("accounts.language", EVERYBODY, is_public=True, data=lambda _: {"language": "es"}),
    _post("accounts.theme", EVERYBODY, is_public=True, data=lambda _: {"theme": "dark"}),
    _get("health.process", EVERYBODY, "ok", is_public=True),
    _get("health.ready", EVERYBODY, "ok", is_public=True),
)  # fmt: skip

OWN_ACCOUNT = (
    _get("accounts.settings", MEMBERS, 'name="time_zone"'),
    _post("accounts.settings", MEMBERS,
          data=lambda _: {"language": "es", "time_zone": "Europe/Madrid", "theme": "dark"}),
    _get("accounts.password", MEMBERS, 'name="current_password"'),
    _post("accounts.password", MEMBERS,
          data=lambda _: {"current_password": PASSWORD,
                          "new_password": "unlikely violet teapot orbit"}),
    _get("accounts.session_token", MEMBERS),
    _post("accounts.end_other_sessions", MEMBERS),
    _post("accounts.sign_out", MEMBERS),
)  # fmt: skip

READING = (
    _get("home.index", MEMBERS),
    _get("ladders.index", MEMBERS, "Customer Support Specialist 2"),
    _get("roles.show", MEMBERS, "Customer Support Specialist 2", values=lambda _: {"key": "css2"}),
    _get("matrices.index", MEMBERS, "Frontline"),
    _get("matrices.show", MEMBERS, "Product knowledge", values=lambda _: {"track": "frontline"}),
    _get("documents.role_matrix", MEMBERS, "%PDF", values=lambda _: {"key": "css2"}),
    _get("documents.track_matrix", MEMBERS, "%PDF", values=lambda _: {"track": "frontline"}),
    _get("people.index", MEMBERS, "Rita Rep"),
    _get("people.show", MEMBERS, "Rita Rep", values=lambda o: {"person_id": o.rep.id}),
    _get("people.show", PEOPLE_OPS, FORMER_NAME, values=lambda o: {"person_id": o.former.id}),
)

ASSESSMENTS = (
    _get("assessments.index", MEMBERS),
    _post("assessments.start", MEMBERS),
    _get("assessments.answer", SELF, DRAFT_NOTE, values=_draft),
    _post("assessments.answer", SELF, values=_draft),
    _post("assessments.save_answer", SELF, 200, values=_one_answer),
    _get("assessments.check", SELF, values=_draft),
    _post("assessments.submit", SELF, values=_draft),
    _get("assessments.discard", SELF, values=_draft),
    _post("assessments.discard", SELF, values=_draft),
    _get("assessments.show", SELF, values=_draft, status=303),
    _get("assessments.show", SELF, SUBMITTED_NOTE, values=_submitted),
    _get("assessments.answer", SELF, values=_submitted, status=303),
    _post("assessments.answer", SELF, 409, values=_submitted),
    _post("assessments.submit", SELF, values=_submitted),
    _post("assessments.discard", SELF, 409, values=_submitted),
    _get("documents.own_assessment", SELF, "%PDF", values=_submitted),
    _get("documents.own_assessment", frozenset(), values=_draft),
)

RECORDS = (
    _get("people.edit", PEOPLE_OPS, 'name="manager_email"', refused=403, values=_rep),
    _post("people.edit", PEOPLE_OPS, refused=403, values=_rep, data=_record),
    _get("people.position", PEOPLE_OPS, 'name="started_on"', refused=403, values=_rep),
    _post("people.position", PEOPLE_OPS, refused=403, values=_rep,
          data=lambda _: {"role": "senior-css", "started_on": "2025-03-03"}),
    _get("people.leave", PEOPLE_OPS, 'name="last_day"', refused=403, values=_rep),
    _post("people.leave", PEOPLE_OPS, refused=403, values=_rep,
          data=lambda _: {"last_day": "2025-03-03"}),
    _get("people.come_back", PEOPLE_OPS, FORMER_NAME, refused=403, values=_former),
    _post("people.come_back", PEOPLE_OPS, refused=403, values=_former),
)  # fmt: skip

PEOPLE_OPS_AND_ADMINS = (
    _get("exports.index", PEOPLE_OPS, "Frontline", refused=403),
    _get("admin.index", PEOPLE_OPS | ADMIN, refused=403),
    _get("admin.audit_trail", PEOPLE_OPS | ADMIN, refused=403),
    _get("admin.account_list", ADMIN, "Rita Rep", refused=403),
    _get("admin.new_account", ADMIN, 'name="manager_email"', refused=403),
    _post("admin.new_account", ADMIN, 200, marker="/set-up/", refused=403,
          data=lambda _: NEW_ACCOUNT),
    _get("admin.account", ADMIN, "Rita Rep", refused=403, values=_account),
    _post("admin.account", ADMIN, refused=403, values=_account,
          data=lambda o: {"version": str(o.account.version), "is_people_ops": "y"}),
    _post("admin.give_account", ADMIN, 200, marker=NO_ACCOUNT_NAME, refused=403,
          values=_newcomer),
    _post("admin.set_up_link", ADMIN, 200, marker="/set-up/", refused=403, values=_account),
    _post("admin.deactivate", ADMIN, refused=403, values=_account),
    _post("admin.reactivate", ADMIN, refused=403, values=_closed_account),
)  # fmt: skip

ROWS: tuple[Row, ...] = (
    *PUBLIC,
    *OWN_ACCOUNT,
    *READING,
    *ASSESSMENTS,
    *RECORDS,
    *PEOPLE_OPS_AND_ADMINS,
)

PERMISSIONS: dict[str, str | None] = {
    "accounts.end_other_sessions": "account:keep",
    "accounts.language": "public",
    "accounts.password": "account:keep",
    "accounts.session_token": "account:keep",
    "accounts.set_up": "public",
    "accounts.settings": "account:keep",
    "accounts.sign_in": "public",
    "accounts.sign_out": "account:keep",
    "accounts.theme": "public",
    "admin.account": "accounts:edit",
    "admin.account_list": "accounts:edit",
    "admin.audit_trail": "audit:view",
    "admin.deactivate": "accounts:edit",
    "admin.give_account": "accounts:edit",
    "admin.index": "admin:view",
    "admin.new_account": "accounts:edit",
    "admin.reactivate": "accounts:edit",
    "admin.set_up_link": "accounts:edit",
    "assessments.answer": "assessments:write",
    "assessments.check": "assessments:write",
    "assessments.discard": "assessments:write",
    "assessments.index": "assessments:write",
    "assessments.save_answer": "assessments:write",
    "assessments.show": "assessments:write",
    "assessments.start": "assessments:write",
    "assessments.submit": "assessments:write",
    "documents.own_assessment": "assessments:write",
    "documents.role_matrix": "matrices:view",
    "documents.track_matrix": "matrices:view",
    "exports.index": "exports:view",
    "health.process": "public",
    "health.ready": "public",
    "home.index": "home:view",
    "ladders.index": "ladders:view",
    "matrices.index": "matrices:view",
    "matrices.show": "matrices:view",
    "people.come_back": "people:edit",
    "people.edit": "people:edit",
    "people.index": "people:view",
    "people.leave": "people:edit",
    "people.position": "people:edit",
    "people.show": "people:view",
    "roles.show": "ladders:view",
}
"""What each endpoint asks for; a new one is added here, and to the rows above, by hand."""

UNTAGGED = frozenset({"static", "bootstrap.static"})
"""Routes that others bring: our own files are open, Bootstrap-Flask's stay closed by the gate."""
