"""The menu as data: what is in it, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access import Permission
from portal.queries import notices


@dataclass(frozen=True)
class Entry:
    """A menu entry; ``covers`` are the blueprints on whose pages it is the current one."""

    label: LazyString
    endpoint: str
    permission: Permission
    covers: frozenset[str]


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool


MENU: tuple[Entry, ...] = (
    Entry(_l("Home"), "home.index", Permission.HOME_VIEW, frozenset({"home"})),
    Entry(_l("Ladder"), "ladders.index", Permission.LADDERS_VIEW, frozenset({"ladders", "roles"})),
    Entry(
        _l("Matrices"),
        "matrices.index",
        Permission.MATRICES_VIEW,
        frozenset({"drafts", "imports", "matrices", "versions"}),
    ),
    Entry(
        _l("Assessments"),
        "assessments.index",
        Permission.ASSESSMENTS_WRITE,
        frozenset({"calibrations", "marks", "quality", "assessments", "cycles"}),
    ),
    Entry(
        _l("Growth"), "growth.index", Permission.GROWTH_WRITE, frozenset({"growth", "programmes"})
    ),
    Entry(_l("Evidence"), "evidence.index", Permission.EVIDENCE_WRITE, frozenset({"evidence"})),
    Entry(_l("People"), "people.index", Permission.PEOPLE_VIEW, frozenset({"people"})),
    Entry(_l("Exports"), "exports.index", Permission.EXPORTS_VIEW, frozenset({"exports"})),
    Entry(
        _l("Admin"),
        "admin.index",
        Permission.ADMIN_VIEW,
        frozenset({"admin", "ladder_admin", "mails", "tokens"}),
    ),
)


def menu() -> list[MenuItem]:
    """The entries that the person signed in may open."""
    if not current_user.is_authenticated:
        return []
    return [
        MenuItem(str(entry.label), url_for(entry.endpoint), request.blueprint in entry.covers)
        for entry in MENU
        if current_user.may(entry.permission)
    ]


def unseen_notices() -> int:
    """How many things the person signed in was told of and has not looked at."""
    return notices.unseen_count(current_user.person) if current_user.is_authenticated else 0
