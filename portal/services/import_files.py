"""Uploaded files: kept while their uploader looks at what an import would do."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath

from sqlalchemy import delete, or_, select

from portal.db import db
from portal.domain.importing import KEPT_FOR
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.typed import cleaned
from portal.interchange.formats import Opened, open_file
from portal.models import ImportFile, Person
from portal.services import import_choices
from portal.services.import_choices import Choices

LONGEST_NAME = 200
MOST_WAITING = 10
"""Files that one person may have waiting; a further one takes the place of the oldest."""

_IMPORTED_TO = "imported_to"


def keep(name: str, content: bytes, *, by: Person) -> ImportFile:
    """Keep a file that can be opened; FileRefused, and nothing kept, when it cannot."""
    open_file(name, content)
    _make_room(by)
    file = ImportFile(
        by_id=by.id,
        uploaded_at=datetime.now(UTC),
        name=cleaned(PurePath(name.replace("\\", "/")).name)[-LONGEST_NAME:] or "file",
        content=content,
        choices={},
    )
    db.session.add(file)
    db.session.flush()
    return file


def opened(file: ImportFile) -> Opened:
    """The file as its uploader wants it read."""
    return import_choices.as_chosen(open_file(file.name, file.content), chosen(file))


def chosen(file: ImportFile) -> Choices:
    return import_choices.read_back(file.choices)


def choose(file: ImportFile, choices: Choices, *, seen: int) -> None:
    """Keep what its uploader chose; RuleBroken when they chose otherwise since version ``seen``."""
    if file.version != seen:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE)
    file.choices = import_choices.to_json(choices)
    db.session.flush()


def imported_to(file: ImportFile) -> str | None:
    """The key of the track that a file was imported to; None as long as it waits."""
    key = file.choices.get(_IMPORTED_TO)
    return key if isinstance(key, str) else None


def note_imported(file: ImportFile, track_key: str) -> None:
    """Throw the content away; where it went is remembered for the day, for a second click."""
    file.content = b""
    file.choices = {_IMPORTED_TO: track_key}
    db.session.flush()


def throw_away(file: ImportFile) -> None:
    db.session.delete(file)
    db.session.flush()


def _make_room(by: Person) -> None:
    """Let go of everybody's files of yesterday, and of the person's own beyond MOST_WAITING."""
    latest = (
        select(ImportFile.id)
        .where(ImportFile.by_id == by.id)
        .order_by(ImportFile.id.desc())
        .limit(MOST_WAITING - 1)
    )
    own = db.session.scalars(latest).all()
    db.session.execute(
        delete(ImportFile).where(
            or_(
                ImportFile.uploaded_at < datetime.now(UTC) - KEPT_FOR,
                (ImportFile.by_id == by.id) & ImportFile.id.not_in(own),
            )
        )
    )
