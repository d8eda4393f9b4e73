"""Which uploaded files one may see."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from portal.db import db
from portal.domain.importing import KEPT_FOR
from portal.domain.refusals import Missing
from portal.models import ImportFile, Person


def load_own_import(viewer: Person, file_id: int, *, lock: bool = False) -> ImportFile:
    """A file that the viewer uploaded within the last day; nobody else's.

    ``lock`` holds its row until the transaction ends, so that two imports of it follow each other.
    """
    query = select(ImportFile).where(
        ImportFile.id == file_id,
        ImportFile.by_id == viewer.id,
        ImportFile.uploaded_at >= datetime.now(UTC) - KEPT_FOR,
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    file = db.session.scalar(query)
    if file is None:
        raise Missing
    return file
