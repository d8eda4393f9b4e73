"""Who may do what, as a table: every endpoint and method, on records of the rep persona.

A row names who is let in; everybody else is refused with ``refused``. Whoever is not signed in is
asked to, except where the row lets them in. ``marker`` is what only the right record's page says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.blueprints.imports.pages import Look
from portal.domain.drafting.texts import seen_print
from portal.interchange.case.identifiers import Identifiers
from tests.access_cycles import CYCLES, LEAVES
from tests.access_drafts import DRAFTS
from tests.access_evidence import EVIDENCE
from tests.access_goals import GOALS
from tests.access_notices import NOTICES
from tests.access_programmes import PROGRAMMES
from tests.access_quality import CALIBRATIONS, QUALITY
from tests.access_rows import ADMIN, PEOPLE_OPS, PROGRAMS, SELF, Row, get, post
from tests.access_running_cycles import RUNNING_CYCLES
from tests.access_standings import STANDINGS
from tests.access_views import VIEWS
from tests.browser import PASSWORD
from tests.databases import BASE_URL
from tests.drafting import decision
from tests.personas import (
    DRAFT_NOTE,
    DRAFTED,
    EVERYBODY,
    FORMER_NAME,
    MEMBERS,
    NEXT_MONTH,
    NO_ACCOUNT_NAME,
    SUBMITTED_NOTE,
    Organisation,
)


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


def _import_file(organisation: Organisation) -> dict[str, Any]:
    return {"file_id": organisation.import_file.id}


def _shown_import(organisation: Organisation) -> dict[str, str]:
    """The stamp of what the page of the import shows."""
    proposal = Look(organisation.import_file).proposal
    assert proposal is not None
    return {"stamp": proposal.stamp}


def _api_token(organisation: Organisation) -> dict[str, Any]:
    return {"token_id": organisation.api_token.id}


FRONTLINE = Identifiers(BASE_URL, "frontline")
ROLE = FRONTLINE.of("role-level", "css2")
COMPETENCY = FRONTLINE.of("competency", "product-knowledge")


def _case(endpoint: str, sourced_id: str | None, marker: str) -> Row:
    """A CASE address: nobody who signs in is let in, not even asked to; a token is."""
    values = {"sourced_id": sourced_id} if sourced_id else {}
    return get(f"case.{endpoint}", PROGRAMS, marker, refused=401, values=lambda _: values)


def _frontline(_: Organisation) -> dict[str, Any]:
    return {"track": "frontline"}


def _decision(_: Organisation) -> dict[str, str]:
    """What the form of the publishing page holds for the draft as it is."""
    decided = decision()
    return {
        "seen": decided.seen,
        "beside": str(decided.beside),
        "level": "major",
        "seen_text": decided.note.seen,
        "text_en": "Clearer words.",
    }


NEW_ACCOUNT = {
    "name": "Nora New",
    "email": "nora@example.com",
    "office": "Lisbon",
    "time_zone": "Europe/Lisbon",
    "locale": "en",
    "role": "css1",
    "started_on": "2026-01-12",
}


def _file(ending: str) -> Callable[[Organisation], dict[str, Any]]:
    return lambda _: {"track": "frontline", "ending": ending}


FILES = {
    "case.json": "CFRubrics",
    "csv": "Product knowledge",
    "json": "checks-before-answering",
    "long.csv": "checks-before-answering",
    "md": "### Product knowledge",
    "moodle.csv": "behaviours/checks-before-answering",
    "xlsx": "xl/workbook.xml",
    "yaml": "key: checks-before-answering",
}
"""Files other than PDFs by ending, each with something that it says."""

PUBLIC = (
    get("accounts.set_up", EVERYBODY, "Wanda Waiting", values=_token, is_public=True),
    post("accounts.set_up", EVERYBODY, values=_token, is_public=True,
          data=lambda _: {"new_password": "unlikely violet teapot orbit"}),
    get("accounts.sign_in", EVERYBODY - MEMBERS, 'name="password"', is_public=True, refused=303),
    post("accounts.sign_in", EVERYBODY, is_public=True,
          data=lambda o: {"email": o.rep.email, "password": PASSWORD}),
    post("accounts.language", EVERYBODY, is_public=True, data=lambda _: {"language": "es"}),
    post("accounts.theme", EVERYBODY, is_public=True, data=lambda _: {"theme": "dark"}),
    get("health.process", EVERYBODY, "ok", is_public=True),
    get("health.ready", EVERYBODY, "ok", is_public=True),
)  # fmt: skip

OWN_ACCOUNT = (
    get("accounts.settings", MEMBERS, 'name="time_zone"'),
    post("accounts.settings", MEMBERS,
          data=lambda _: {"language": "es", "time_zone": "Europe/Madrid", "theme": "dark"}),
    get("accounts.password", MEMBERS, 'name="current_password"'),
    post("accounts.password", MEMBERS,
          data=lambda _: {"current_password": PASSWORD,
                          "new_password": "unlikely violet teapot orbit"}),
    get("accounts.session_token", MEMBERS),
    post("accounts.end_other_sessions", MEMBERS),
    post("accounts.sign_out", MEMBERS),
)  # fmt: skip

READING = (
    get("home.index", MEMBERS),
    get("ladders.index", MEMBERS, "Customer Support Specialist 2"),
    get("roles.show", MEMBERS, "Customer Support Specialist 2", values=lambda _: {"key": "css2"}),
    get("matrices.index", MEMBERS, "Frontline"),
    get("matrices.show", MEMBERS, "Product knowledge", values=lambda _: {"track": "frontline"}),
    get("documents.role_matrix", MEMBERS, "%PDF", values=lambda _: {"key": "css2"}),
    get("documents.track_matrix", MEMBERS, "%PDF", values=lambda _: {"track": "frontline"}),
    *(
        get("documents.matrix_file", MEMBERS, marker, values=_file(ending))
        for ending, marker in FILES.items()
    ),
    get("people.index", MEMBERS, "Rita Rep"),
    get("people.show", MEMBERS, "Rita Rep", values=lambda o: {"person_id": o.rep.id}),
    get("people.show", PEOPLE_OPS, FORMER_NAME, values=lambda o: {"person_id": o.former.id}),
)

ASSESSMENTS = (
    get("assessments.index", MEMBERS),
    post("assessments.start", MEMBERS),
    get("assessments.answer", SELF, DRAFT_NOTE, values=_draft),
    post("assessments.answer", SELF, values=_draft),
    post("assessments.save_answer", SELF, 200, values=_one_answer),
    get("assessments.check", SELF, values=_draft),
    post("assessments.submit", SELF, values=_draft),
    get("assessments.discard", SELF, values=_draft),
    post("assessments.discard", SELF, values=_draft),
    get("assessments.show", SELF, values=_draft, status=303),
    get("assessments.show", SELF, SUBMITTED_NOTE, values=_submitted),
    get("assessments.answer", SELF, values=_submitted, status=303),
    post("assessments.answer", SELF, 409, values=_submitted),
    post("assessments.submit", SELF, values=_submitted),
    post("assessments.discard", SELF, 409, values=_submitted),
    get("assessments.newer_version", SELF, values=_draft, status=303),
    post("assessments.newer_version", SELF, 409, values=_draft, data=lambda _: {"to": "9.0.0"}),
    get("assessments.newer_version", SELF, values=_submitted, status=303),
    get("documents.own_assessment", SELF, "%PDF", values=_submitted),
    get("documents.own_assessment", frozenset(), values=_draft),
)

VERSIONS = (
    get("versions.index", MEMBERS, "First version", values=_frontline),
    get("versions.changes", MEMBERS, "1.0.0", values=_frontline),
    get("versions.draft_changes", PEOPLE_OPS, DRAFTED, refused=403, values=_frontline),
    get("versions.advice", PEOPLE_OPS, "Wording advice", refused=403, values=_frontline),
    post("versions.waive", PEOPLE_OPS, refused=403,
          values=lambda o: {**_frontline(o), "behaviour": "checks-before-answering"},
          data=lambda _: {"text_en": "The law asks for it.", "seen_text": seen_print(None)}),
    get("versions.publish", PEOPLE_OPS, "Whom it concerns", refused=403, values=_frontline),
    post("versions.publish", PEOPLE_OPS, refused=403, values=_frontline, data=_decision),
)  # fmt: skip

RECORDS = (
    get("people.edit", PEOPLE_OPS, 'name="manager_email"', refused=403, values=_rep),
    post("people.edit", PEOPLE_OPS, refused=403, values=_rep, data=_record),
    get("people.position", PEOPLE_OPS, 'name="started_on"', refused=403, values=_rep),
    post("people.position", PEOPLE_OPS, refused=403, values=_rep,
          data=lambda _: {"role": "senior-css", "started_on": "2025-03-03"}),
    get("people.leave", PEOPLE_OPS, 'name="last_day"', refused=403, values=_rep),
    post("people.leave", PEOPLE_OPS, refused=403, values=_rep,
          data=lambda _: {"last_day": "2025-03-03"}),
    get("people.come_back", PEOPLE_OPS, FORMER_NAME, refused=403, values=_former),
    post("people.come_back", PEOPLE_OPS, refused=403, values=_former),
)  # fmt: skip

PEOPLE_OPS_AND_ADMINS = (
    get("exports.index", PEOPLE_OPS, "Frontline", refused=403),
    get("exports.file", PEOPLE_OPS, "matrix.xlsx", status=303, refused=403,
         values=lambda _: {"matrix": "frontline/css2", "format": "xlsx"}),
    get("admin.index", PEOPLE_OPS | ADMIN, refused=403),
    get("admin.audit_trail", PEOPLE_OPS | ADMIN, refused=403),
    get("admin.account_list", ADMIN, "Rita Rep", refused=403),
    get("admin.new_account", ADMIN, 'name="manager_email"', refused=403),
    post("admin.new_account", ADMIN, 200, marker="/set-up/", refused=403,
          data=lambda _: NEW_ACCOUNT),
    get("admin.account", ADMIN, "Rita Rep", refused=403, values=_account),
    post("admin.account", ADMIN, refused=403, values=_account,
          data=lambda o: {"version": str(o.account.version), "is_people_ops": "y"}),
    post("admin.give_account", ADMIN, 200, marker=NO_ACCOUNT_NAME, refused=403,
          values=_newcomer),
    post("admin.set_up_link", ADMIN, 200, marker="/set-up/", refused=403, values=_account),
    post("admin.deactivate", ADMIN, refused=403, values=_account),
    post("admin.reactivate", ADMIN, refused=403, values=_closed_account),
)  # fmt: skip

TOKENS = (
    get("tokens.index", ADMIN, "Learning platform", refused=403),
    post("tokens.index", ADMIN, 200, marker='value="cpt_', refused=403,
          data=lambda _: {"label": "Another", "expires_on": NEXT_MONTH.isoformat()}),
    post("tokens.revoke", ADMIN, refused=403, values=_api_token),
)  # fmt: skip

IMPORTS = (
    get("imports.new", PEOPLE_OPS, 'name="file"', refused=403),
    post("imports.new", PEOPLE_OPS, 422, refused=403, marker='name="file"'),
    get("imports.show", PEOPLE_OPS, "Billing agent", refused=403, values=_import_file),
    post("imports.choose", PEOPLE_OPS, refused=403, values=_import_file,
          data=lambda o: {"version": str(o.import_file.version), "track": "frontline",
                          "mode": "add"}),
    post("imports.bring_in", PEOPLE_OPS, refused=403, values=_import_file,
          data=_shown_import),
    post("imports.discard", PEOPLE_OPS, refused=403, values=_import_file),
)  # fmt: skip

CASE = (
    _case("documents", None, '"CFDocuments"'),
    _case("document", FRONTLINE.document, '"CFPackageURI"'),
    _case("package", FRONTLINE.document, '"CFRubrics"'),
    _case("item", COMPETENCY, "Product knowledge"),
    _case("item_associations", COMPETENCY, '"isChildOf"'),
    _case("association", FRONTLINE.of("isChildOf", ROLE, FRONTLINE.document), '"isChildOf"'),
    _case("item_type", FRONTLINE.shared("item-types", "behaviour"), '"CFItemTypes"'),
    _case("rubric", FRONTLINE.rubric, '"CFRubricCriteria"'),
)


def _css1(_: Organisation) -> dict[str, Any]:
    return {"key": "css1"}


def _first_move(_: Organisation) -> dict[str, Any]:
    return {"key": "css1-to-css2"}


NEW_ROLE = {"title-en": "Writer", "short-en": "Writer", "track": "frontline", "rank": "3"}
EVOLVING = {"step": "define", "others": "css2", "day": "2026-03-02", "note-en": "They grew alike."}
"""What the first page of splitting, merging or retiring a role sends on."""

LADDERS = (
    get("ladder_admin.index", PEOPLE_OPS, "Ways in", refused=403),
    get("ladder_admin.health", PEOPLE_OPS, "What was looked at", refused=403),
    get("ladder_admin.new_track", PEOPLE_OPS, 'name="title-es"', refused=403),
    post("ladder_admin.new_track", PEOPLE_OPS, refused=403,
          data=lambda _: {"title-en": "Quality", "after": "frontline"}),
    get("ladder_admin.track", PEOPLE_OPS, 'name="title-es"', refused=403,
         values=lambda _: {"key": "frontline"}),
    post("ladder_admin.track", PEOPLE_OPS, refused=403,
          values=lambda _: {"key": "frontline"},
          data=lambda _: {"version": "1", "title-en": "Quality", "after": "operations"}),
    get("ladder_admin.new_role", PEOPLE_OPS, 'name="title-es"', refused=403),
    post("ladder_admin.new_role", PEOPLE_OPS, refused=403, data=lambda _: NEW_ROLE),
    get("ladder_admin.role", PEOPLE_OPS, "Ways on", refused=403, values=_css1),
    get("ladder_admin.edit_role", PEOPLE_OPS, 'name="title-es"', refused=403, values=_css1),
    post("ladder_admin.edit_role", PEOPLE_OPS, refused=403, values=_css1,
          data=lambda _: {**NEW_ROLE, "version": "1"}),
    post("ladder_admin.add_to_draft", PEOPLE_OPS, 404, refused=403,  # no draft of its track
          values=lambda _: {"key": "pse"}),
    get("ladder_admin.new_move", PEOPLE_OPS, 'name="origin"', refused=403),
    post("ladder_admin.new_move", PEOPLE_OPS, refused=403,
          data=lambda _: {"kind": "sideways", "origin": "css1", "target": "pse"}),
    get("ladder_admin.move", PEOPLE_OPS, 'name="origin"', refused=403, values=_first_move),
    post("ladder_admin.move", PEOPLE_OPS, refused=403, values=_first_move,
          data=lambda _: {"version": "1", "kind": "sideways", "origin": "css1", "target": "pse"}),
    get("ladder_admin.remove_move", PEOPLE_OPS, "Remove this move", refused=403,
         values=_first_move),
    post("ladder_admin.remove_move", PEOPLE_OPS, refused=403, values=_first_move,
          data=lambda _: {"version": "1"}),
    *(
        row
        for step in ("split", "merge", "retire")
        for row in (
            get(f"ladder_admin.{step}", PEOPLE_OPS, "Step 1 of 3", refused=403, values=_css1),
            post(f"ladder_admin.{step}", PEOPLE_OPS, 200, marker="Step 2 of 3", refused=403,
                  values=_css1, data=lambda _: EVOLVING),
        )
    ),
    get("ladder_admin.bring_back", PEOPLE_OPS, refused=403, status=404, values=_css1),
    post("ladder_admin.bring_back", PEOPLE_OPS, 404, refused=403, values=_css1),
)  # fmt: skip

ROWS: tuple[Row, ...] = (
    *PUBLIC,
    *CASE,
    *IMPORTS,
    *LADDERS,
    *TOKENS,
    *OWN_ACCOUNT,
    *READING,
    *ASSESSMENTS,
    *VIEWS,
    *STANDINGS,
    *VERSIONS,
    *CYCLES,
    *RUNNING_CYCLES,
    *LEAVES,
    *DRAFTS,
    *EVIDENCE,
    *GOALS,
    *NOTICES,
    *PROGRAMMES,
    *QUALITY,
    *CALIBRATIONS,
    *RECORDS,
    *PEOPLE_OPS_AND_ADMINS,
)
