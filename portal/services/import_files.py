"""Uploaded files: kept while their uploader looks at what an import would do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import PurePath
from typing import Any

from sqlalchemy import delete

from portal.db import db
from portal.domain.typed import cleaned
from portal.interchange.formats import Opened, open_file
from portal.models import ImportFile, Person

KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 200


def keep(name: str, content: bytes, *, by: Person) -> ImportFile:
    """Keep a file that can be opened; FileRefused, and nothing kept, when it cannot."""
    open_file(name, content)
    db.session.execute(
        delete(ImportFile).where(ImportFile.uploaded_at < datetime.now(UTC) - KEPT_FOR)
    )
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
    return open_file(file.name, file.content)


def choose(file: ImportFile, choices: Mapping[str, Any]) -> None:
    """Note what its uploader chose for a file: JSON values by name."""
    file.choices = {**file.choices, **choices}
    db.session.flush()


def throw_away(file: ImportFile) -> None:
    db.session.delete(file)
    db.session.flush()
