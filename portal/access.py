"""Who may do what kind of thing: permissions, the rights that carry them, and the one gate.

A view says which permission it needs (``@requires``); the gate refuses every view that says
nothing. Whether somebody may see *this very record* is the loaders' business
(``portal.queries.visibility``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from portal.db import SAFE_METHODS
from portal.errors import error_page
from portal.models import Account, Person
from portal.services import sessions, tokens
from portal.transactions import aside

View = TypeVar("View", bound=Callable[..., Any])


class Permission(StrEnum):
    """``<slice>:<action>``, in alphabetical order; PUBLIC needs nobody to be signed in."""

    ACCOUNT_KEEP = "account:keep"
    ACCOUNTS_EDIT = "accounts:edit"
    ADMIN_VIEW = "admin:view"
    ASSESSMENTS_WRITE = "assessments:write"
    AUDIT_VIEW = "audit:view"
    CALIBRATIONS_EDIT = "calibrations:edit"
    CALIBRATIONS_TAKE = "calibrations:take"
    CASE_READ = "case:read"
    CYCLES_EDIT = "cycles:edit"
    EVIDENCE_WRITE = "evidence:write"
    EXPORTS_VIEW = "exports:view"
    GROWTH_WRITE = "growth:write"
    HOME_VIEW = "home:view"
    INSIGHTS_VIEW = "insights:view"
    LADDERS_EDIT = "ladders:edit"
    LADDERS_VIEW = "ladders:view"
    MAILS_VIEW = "mails:view"
    MATRICES_EDIT = "matrices:edit"
    MATRICES_VIEW = "matrices:view"
    NOTICES_VIEW = "notices:view"
    PEOPLE_EDIT = "people:edit"
    PEOPLE_VIEW = "people:view"
    PROGRAMMES_EDIT = "programmes:edit"
    PUBLIC = "public"
    QUALITY_WRITE = "quality:write"
    TEAM_VIEW = "team:view"
    TOKENS_EDIT = "tokens:edit"
    TONE_EDIT = "tone:edit"


BY_TOKEN = frozenset({Permission.CASE_READ})
"""What only a token carries: being signed in opens none of it, and a token opens nothing else."""


class Right(StrEnum):
    """What an account, or having reports, entitles to. Everybody signed in is a MEMBER."""

    MEMBER = "member"
    MANAGER = "manager"
    PEOPLE_OPS = "people_ops"
    ADMIN = "admin"


RIGHTS: dict[Right, frozenset[Permission]] = {
    Right.MEMBER: frozenset(
        {
            Permission.ACCOUNT_KEEP,
            Permission.ASSESSMENTS_WRITE,
            Permission.EVIDENCE_WRITE,
            Permission.GROWTH_WRITE,
            Permission.HOME_VIEW,
            Permission.LADDERS_VIEW,
            Permission.MATRICES_VIEW,
            Permission.NOTICES_VIEW,
            Permission.PEOPLE_VIEW,
            Permission.QUALITY_WRITE,
        }
    ),
    Right.MANAGER: frozenset({Permission.CALIBRATIONS_TAKE, Permission.TEAM_VIEW}),
    Right.PEOPLE_OPS: frozenset(
        {
            Permission.ADMIN_VIEW,
            Permission.AUDIT_VIEW,
            Permission.CALIBRATIONS_EDIT,
            Permission.CALIBRATIONS_TAKE,
            Permission.CYCLES_EDIT,
            Permission.EXPORTS_VIEW,
            Permission.INSIGHTS_VIEW,
            Permission.LADDERS_EDIT,
            Permission.MATRICES_EDIT,
            Permission.PEOPLE_EDIT,
            Permission.PROGRAMMES_EDIT,
            Permission.TONE_EDIT,
        }
    ),
    Right.ADMIN: frozenset(
        {
            Permission.ACCOUNTS_EDIT,
            Permission.ADMIN_VIEW,
            Permission.AUDIT_VIEW,
            Permission.MAILS_VIEW,
            Permission.TOKENS_EDIT,
        }
    ),
}


@dataclass(frozen=True, eq=False)
class SignedIn(UserMixin):
    """The person behind this request. Flask-Login keeps the session token as their id."""

    token: str
    account: Account
    person: Person
    rights: frozenset[Right]

    def get_id(self) -> str:
        return self.token

    def may(self, permission: Permission) -> bool:
        return any(permission in RIGHTS[right] for right in self.rights)


def requires(permission: Permission, *, holds: bool = True) -> Callable[[View], View]:
    """Tag a view with the permission it needs; the gate reads the tag.

    While somebody changes something, the gate holds their account. With ``holds`` False it leaves
    that to the view: one that changes accounts holds those it needs in the one order everybody
    keeps to (``services.accounts.hold``), and then looks again (``look_again``).
    """

    def tag(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        view.holds_account = holds  # type: ignore[attr-defined]
        return view

    return tag


def access_of(app: Flask, endpoint: str) -> Permission | None:
    """The permission an endpoint declares; None when it declares nothing."""
    return getattr(app.view_functions[endpoint], "access", None)


def init_app(app: Flask) -> None:
    login = LoginManager()
    login.session_protection = None  # it does not protect permanent sessions; rows in a table do
    login.user_loader(load)
    login.init_app(app)
    app.before_request(_gate(app))
    app.after_request(_note_use)


def load(token: str) -> SignedIn | None:
    """The person signed in with a session token, and their rights as they are now."""
    found = sessions.find(token, hold=g.get("holds_account", False))
    if found is None:
        return None
    g.session_seen_at = found.session.seen_at
    rights = {Right.MEMBER}
    if found.has_reports:
        rights.add(Right.MANAGER)
    if found.account.is_people_ops:
        rights.add(Right.PEOPLE_OPS)
    if found.account.is_admin:
        rights.add(Right.ADMIN)
    return SignedIn(token, found.account, found.account.person, frozenset(rights))


def bears_token() -> bool:
    """Whether the request carries a token that works, in the one place where tokens belong."""
    sent = request.authorization
    if sent is None or sent.type != "bearer" or not sent.token:
        return False
    token = tokens.find(sent.token)
    if token is not None and tokens.use_is_due(token):
        g.token_to_note = token.id
    return token is not None


def _note_use(response: Response) -> Response:
    """Once the request is settled, note that the session was used (see ``sign_in.SEEN_EVERY``).

    Or the token, to the day.
    """
    if token_id := g.get("token_to_note"):
        aside(lambda: tokens.note_use(token_id))
        return response
    seen_at = g.get("session_seen_at")
    if seen_at and current_user.is_authenticated and sessions.use_is_due(seen_at):
        token = current_user.token
        aside(lambda: sessions.note_use(token))
    return response


def _gate(app: Flask) -> Callable[[], ResponseReturnValue | None]:
    def gate() -> ResponseReturnValue | None:
        """Refuse what comes from other sites, what is undeclared, and who is not entitled."""
        if request.method not in SAFE_METHODS and _comes_from_elsewhere():
            abort(403)
        if request.endpoint is None or request.endpoint == "static":
            return None
        needed = access_of(app, request.endpoint)
        if needed is Permission.PUBLIC:
            return None
        if needed in BY_TOKEN:
            return None if bears_token() else error_page(401)
        # Of changes to one account, two at once would hold it and wait for each other.
        held = getattr(app.view_functions[request.endpoint], "holds_account", True)
        held = held and needed is not Permission.ACCOUNT_KEEP
        g.holds_account = request.method not in SAFE_METHODS and held
        if not current_user.is_authenticated:
            return _ask_to_sign_in()
        if needed is None or not current_user.may(needed):
            abort(403)
        return None

    return gate


def look_again() -> None:
    """Refuse whoever was let in and is not entitled any more.

    Asked after the database was let go, or once accounts are held: nothing is kept then.
    """
    found = load(current_user.token)
    needed = access_of(current_app, request.endpoint or "")
    if found is None:
        abort(401)
    if needed is None or not found.may(needed):
        abort(403)


def _comes_from_elsewhere() -> bool:
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}


def _ask_to_sign_in() -> ResponseReturnValue:
    """A page is opened after signing in; for anything sent, the 401 page holds on to it."""
    if request.method not in SAFE_METHODS or "HX-Request" in request.headers:
        abort(401)
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
