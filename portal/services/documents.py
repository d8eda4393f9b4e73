"""Rendered matrices: made once per content, kept, and served from there afterwards."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy.exc import IntegrityError

from portal.config import portal_name
from portal.db import db
from portal.documents.matrices import document_key, matrix_pdf
from portal.documents.presses import Press
from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Matrix
from portal.models import Document
from portal.queries import documents as queries
from portal.queries import matrices

PDF = "application/pdf"

press = Press()
"""One for the process; it starts its worker when the first document is asked for."""

atexit.register(press.close)


@dataclass(frozen=True)
class Edition:
    """A matrix, of a track or of one role, in one language."""

    matrix: Matrix
    language: str

    @cached_property
    def key(self) -> str:
        return document_key(self.matrix, self.language, portal_name())


def find(edition: Edition) -> Document | None:
    return queries.kept(edition.key)


def render(edition: Edition) -> bytes:
    """The edition as PDF bytes; takes seconds, so no transaction should be waiting for it."""
    return matrix_pdf(edition.matrix, edition.language, portal_name(), press.render)


def store(edition: Edition, content: bytes) -> Document:
    """Keep a rendered edition. When somebody else kept it meanwhile, theirs is the same bytes."""
    document = Document(
        key=edition.key,
        media_type=PDF,
        size=len(content),
        rendered_at=datetime.now(UTC),
        content=content,
    )
    try:
        with db.session.begin_nested():
            db.session.add(document)
    except IntegrityError:
        kept = queries.kept(edition.key)
        if kept is None:
            raise
        return kept
    return document


def keep(edition: Edition) -> Document:
    """The kept document of an edition, rendered now if it is not there yet."""
    return find(edition) or store(edition, render(edition))


def editions() -> list[Edition]:
    """Every published matrix: whole tracks and single roles, in every language."""
    found: dict[str, Edition] = {}
    for matrix in matrices.all_published():
        subjects = [matrix, *(matrix.for_role(role.key) for role in matrix.roles)]
        for subject in subjects:
            for language in LANGUAGES:
                edition = Edition(subject, language)
                found.setdefault(edition.key, edition)
    return list(found.values())


def missing_editions() -> list[Edition]:
    """The editions that are published and not rendered yet."""
    return [edition for edition in editions() if not queries.is_kept(edition.key)]
