"""The menu as data: what is in it, and who sees it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, g, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access import Permission
from portal.queries import notices
from portal.services.notices import see_at
from portal.transactions import aside


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
    """How many things the person signed in was told of and has not looked at.

    What leads to the very page they open counts as looked at, whichever way they came.
    """
    if not current_user.is_authenticated:
        return 0
    found = notices.unseen(current_user.person, path=request.path)
    if request.method != "GET":
        return found.here + found.elsewhere
    if found.here:
        g.finds_notices = (current_user.person.id, found.newest)
    return found.elsewhere


def _note_found(response: Response) -> Response:
    """Once the page is made, note that what leads to it was seen; an error page is not it."""
    finds = g.pop("finds_notices", None)
    if finds is not None and response.status_code == 200:
        (person_id, newest), path = finds, request.path
        aside(lambda: see_at(person_id, path, newest=newest))
    return response


def init_app(app: Flask) -> None:
    app.after_request(_note_found)
