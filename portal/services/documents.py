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
from portal.domain.matrices import Imprint
from portal.domain.refusals import Missing
from portal.models import Document
from portal.queries import documents as queries
from portal.queries import matrices
from portal.transactions import release

PDF = "application/pdf"

press = Press()
"""One for the process; it starts its worker when the first document is asked for."""

atexit.register(press.close)


@dataclass(frozen=True)
class Edition:
    """A version's matrix in one language: the whole track's, or one role's."""

    imprint: Imprint
    language: str
    role_key: str | None = None

    @cached_property
    def key(self) -> str:
        return document_key(self.imprint, self.role_key, self.language, portal_name())


def find(edition: Edition) -> Document | None:
    return queries.kept(edition.key)


def render(edition: Edition) -> bytes:
    """The edition as PDF bytes; it takes seconds, so the database is let go meanwhile."""
    imprint = edition.imprint
    matrix = matrices.version(imprint.track_key, imprint.number)
    if matrix is None:
        raise Missing
    if edition.role_key is not None:
        matrix = matrix.for_role(edition.role_key)
    release()
    return matrix_pdf(matrix, edition.language, portal_name(), press.render)


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
    found = []
    for imprint, role_keys in matrices.published_imprints():
        for role_key in (None, *role_keys):
            found += [Edition(imprint, language, role_key) for language in LANGUAGES]
    return found


def missing_editions() -> list[Edition]:
    """The editions that are published and not rendered yet."""
    wanted = editions()
    kept = queries.kept_keys(edition.key for edition in wanted)
    return [edition for edition in wanted if edition.key not in kept]
