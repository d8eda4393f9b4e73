"""A draft as a document, for its editors to look at."""

from __future__ import annotations

from portal.config import portal_name
from portal.documents.matrices import matrix_pdf
from portal.domain.matrices import Matrix
from portal.services.documents import press
from portal.transactions import release


def pdf(matrix: Matrix, language: str) -> bytes:
    """The draft, or one role of it, as PDF bytes that say they are a draft; nothing is kept."""
    release()
    return matrix_pdf(matrix, language, portal_name(), press.render)
