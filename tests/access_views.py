"""Who may write which view of an assessment in a round: each their own, and both the agreed one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from portal.domain.assessments import ViewKind
from portal.queries import assessments as queries
from tests.access_rows import SELF, get, post
from tests.personas import AGREED_NOTE, MANAGER_VIEW_NOTE, OWN_VIEW_NOTE, Organisation

MANAGER = frozenset({"manager"})
BOTH = SELF | MANAGER
NOBODY: frozenset[str] = frozenset()


def _view(record: str, kind: str, **more: str) -> Callable[[Organisation], dict[str, Any]]:
    return lambda o: {"assessment_id": getattr(o, record).id, "kind": kind, **more}


def _place(record: str, **more: str) -> Callable[[Organisation], dict[str, Any]]:
    return lambda o: {"assessment_id": getattr(o, record).id, **more}


OWN_VIEW = _view("writing", "self")
MANAGERS_VIEW = _view("writing", "manager")
AGREED_VIEW = _view("talking", "agreed")
PART = {"competency": "product-knowledge"}


def _as_read(organisation: Organisation) -> dict[str, str]:
    """The agreed view as it stood on the page from which it is closed."""
    view = queries.newest_view(organisation.talking, ViewKind.AGREED)
    return {"seen": str(view.version) if view else ""}


VIEWS = (
    post("assessments.begin", SELF, values=OWN_VIEW),
    get("assessments.answer", SELF, OWN_VIEW_NOTE, values=OWN_VIEW),
    get("assessments.check", SELF, OWN_VIEW_NOTE, values=OWN_VIEW),
    post("assessments.submit", SELF, values=OWN_VIEW),
    get("assessments.discard", NOBODY, values=_place("writing")),
    post("assessments.discard", NOBODY, values=_place("writing")),
    get("assessments.withdrawn", NOBODY, values=_place("writing")),
    post("assessments.begin", MANAGER, values=MANAGERS_VIEW),
    get("assessments.answer", MANAGER, MANAGER_VIEW_NOTE, values=MANAGERS_VIEW),
    post("assessments.answer", MANAGER, values=MANAGERS_VIEW),
    post("assessments.save_answer", MANAGER, 200, values=_view("writing", "manager", **PART)),
    get("assessments.check", MANAGER, MANAGER_VIEW_NOTE, values=MANAGERS_VIEW),
    post("assessments.submit", MANAGER, values=MANAGERS_VIEW),
    post("assessments.begin", BOTH, values=AGREED_VIEW),
    get("assessments.answer", BOTH, AGREED_NOTE, values=AGREED_VIEW),
    post("assessments.answer", BOTH, values=AGREED_VIEW),
    post("assessments.save_answer", BOTH, 200, values=_view("talking", "agreed", **PART)),
    post("assessments.save_next_steps", BOTH, 200, values=_place("talking")),
    get("assessments.check", BOTH, AGREED_NOTE, values=AGREED_VIEW),
    post("assessments.submit", MANAGER, values=AGREED_VIEW, data=_as_read, onlookers=SELF),
)
