"""Who may read an assessment of a round, and where somebody stands: no peer, and no admin."""

from __future__ import annotations

from typing import Any

from portal.domain.assessments import ViewKind
from portal.queries import assessments
from tests.access_rows import PEOPLE_OPS, SELF, get, post
from tests.personas import MEMBERS, Organisation

LEADING = frozenset({"manager", "other-manager", "skip-level"})
ABOVE = frozenset({"manager", "skip-level"})
READERS = SELF | ABOVE | PEOPLE_OPS


def _open(organisation: Organisation) -> dict[str, Any]:
    return {"assessment_id": organisation.talking.id}


def _waiting(organisation: Organisation) -> dict[str, Any]:
    return {"assessment_id": organisation.writing.id}


def _edition(organisation: Organisation) -> dict[str, Any]:
    view = assessments.sealed_views(organisation.talking)[ViewKind.SELF]
    return {"assessment_id": organisation.talking.id, "view_id": view.id}


def _rep(organisation: Organisation) -> dict[str, Any]:
    return {"person_id": organisation.rep.id}


STANDINGS = (
    get("assessments.show", READERS, "Side by side", values=_open),
    get("assessments.show", SELF | {"manager"}, "Both open together", values=_waiting),
    get("assessments.edition", READERS, "Sealed: it never changes", values=_edition),
    # what is agreed on is not written down yet: there is nothing to have read
    post("assessments.acknowledge", SELF, 409, values=_open, onlookers=READERS - SELF),
    get("documents.assessment_of_round", READERS, "%PDF-", values=_open),
    get("documents.assessment_of_round", frozenset(), values=_waiting),
    get("growth.readiness", MEMBERS),
    get("growth.history", MEMBERS),
    get("growth.readiness_of", ABOVE, values=_rep, onlookers=MEMBERS - LEADING),
    get("growth.history_of", ABOVE, values=_rep, onlookers=MEMBERS - LEADING),
    get("growth.team", LEADING, "competency by competency", refused=403),
    get("growth.insights", PEOPLE_OPS, "role by role", refused=403),
)
