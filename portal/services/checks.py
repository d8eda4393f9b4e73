"""Whether an installation is sound: what ``portal doctor`` looks at."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from portal.config import ROOT, mail_server
from portal.db import db
from portal.documents.printing import FONTS
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES
from portal.domain.matrices import VersionState
from portal.domain.workflows import MailState
from portal.models import Account, Mail, Matrix, MatrixVersion, Person, Track
from portal.services import documents
from portal.services.sessions import may_sign_in


@dataclass(frozen=True)
class Check:
    name: str
    is_sound: bool
    finding: str


@cache
def newest_migration() -> str | None:
    """The migration this code was written for."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return ScriptDirectory.from_config(config).get_current_head()


def database_migration() -> str | None:
    """The migration the database carries."""
    return MigrationContext.configure(db.session.connection()).get_current_revision()


def run(package: str) -> Iterator[Check]:
    """Every check in order; the content is only looked at when the database is in order."""
    database = _database()
    yield database
    if database.is_sound:
        yield from (check() for check in (_admins, _published_matrices, _kept_documents, _mails))
    yield _translations(Path(package) / "translations")
    yield _assets(Path(package) / "static" / "vendor")
    yield _fonts()
    yield _font_library()


def _database() -> Check:
    name = "database"
    try:
        found = database_migration()
    except SQLAlchemyError as error:
        return Check(name, False, f"does not answer ({type(error).__name__})")
    wanted = newest_migration()
    if found != wanted:
        return Check(name, False, f"is at {found}, needs {wanted}: run portal db upgrade")
    return Check(name, True, f"{db.engine.dialect.name}, at {found}")


def _admins() -> Check:
    count = _count(select(func.count(Account.id)).where(Account.is_admin.is_(True), may_sign_in()))
    if not count:
        return Check("admins", False, "there is none: run portal account create EMAIL --admin")
    people = _count(select(func.count(Person.id)))
    return Check("admins", True, f"{count}, for {people} people")


def _count(query: object) -> int:
    return int(db.session.scalar(query) or 0)  # type: ignore[call-overload]


def _published_matrices() -> Check:
    published = (
        select(Matrix.track_id)
        .join(MatrixVersion)
        .where(MatrixVersion.state == VersionState.PUBLISHED)
    )
    if not _count(select(func.count(Track.id))):
        return Check("matrices", False, "there is no ladder: run portal seed load")
    lacking = select(Track.key).where(Track.id.not_in(published)).order_by(Track.place, Track.id)
    tracks = db.session.scalars(lacking).all()
    if tracks:
        return Check(
            "matrices",
            False,
            f"none published for {', '.join(tracks)}: publish them, or run portal seed load",
        )
    return Check("matrices", True, "one published for every track")


def _kept_documents() -> Check:
    """A version published in the portal has its PDFs made when somebody first asks for them."""
    missing = len(documents.missing_editions())
    if missing:
        finding = f"{missing} are made when first asked for; portal seed load makes them now"
        return Check("PDFs", True, finding)
    return Check("PDFs", True, "all rendered")


LONGEST_WAIT = timedelta(hours=1)
"""A mail that waits for longer shows that no worker runs, or that the server takes nothing."""


def _mails() -> Check:
    """Whether what people are told goes out by mail as well."""
    name = "mail"
    is_waiting = Mail.state == MailState.WAITING
    waiting = _count(select(func.count(Mail.id)).where(is_waiting))
    oldest = db.session.scalar(select(func.min(Mail.written_at)).where(is_waiting))
    told = f"{waiting} waiting"
    if oldest is not None:
        told += f", the oldest since {oldest:%Y-%m-%d %H:%M} UTC"
    if mail_server() is None:
        return Check(name, True, f"no server, as PORTAL_SMTP_URL is not set; {told}")
    if oldest is not None and datetime.now(UTC) - oldest > LONGEST_WAIT:
        return Check(name, False, f"{told}: is portal work running, and the server reachable?")
    lost = MailState.FAILED, MailState.IN_DOUBT
    left = _count(select(func.count(Mail.id)).where(Mail.state.in_(lost)))
    return Check(name, True, f"{told}; {left} failed or in doubt" if left else told)


def _translations(folder: Path) -> Check:
    missing = [
        language
        for language in LANGUAGES
        if language != BASE_LANGUAGE
        and not (folder / language / "LC_MESSAGES" / "messages.mo").exists()
    ]
    if missing:
        return Check("translations", False, f"not compiled: {', '.join(missing)}: run bin/setup")
    return Check("translations", True, "compiled")


def _assets(folder: Path) -> Check:
    wanted = ("bootstrap.min.css", "bootstrap.bundle.min.js", "htmx.min.js")
    missing = [name for name in wanted if not (folder / name).exists()]
    if missing:
        return Check("front end", False, f"missing {', '.join(missing)}: run bin/setup")
    return Check("front end", True, "installed")


def _fonts() -> Check:
    if not list(FONTS.glob("*.ttf")):
        return Check("fonts", False, "missing for PDFs: run bin/setup")
    return Check("fonts", True, "installed")


def _font_library() -> Check:
    """Without it PDFs are slower to make and differ from run to run."""
    name = "font library"
    if find_library("harfbuzz-subset") is None:
        return Check(name, False, "libharfbuzz-subset is missing: install libharfbuzz-subset0")
    return Check(name, True, "installed")
