"""A competency matrix as a document: a whole track across the page, or one role to talk over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from flask import render_template
from flask_babel import force_locale

from portal.documents.editions import edition
from portal.documents.layouts import folio, set_in_type
from portal.documents.rendering import Renderer, render
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Imprint, Matrix, Weight
from portal.domain.observations import SCALE, Mark

HASH_SHOWN = 12
"""How much of the content's hash a reader sees: enough to tell two copies apart."""


def document_key(imprint: Imprint, role_key: str | None, language: str, issued_by: str) -> str:
    """Names the document of a version, whole or of one role, without reading the version.

    Equal keys mean equal bytes, so it serves as storage key and ETag.
    """
    parts = (imprint.content_hash, imprint.state, role_key or "", language, issued_by, edition())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def matrix_html(matrix: Matrix, language: str, issued_by: str, missing: str = "") -> str:
    """The document's HTML in ``language``; one role gets the layout made for one role.

    ``missing`` names characters that turned out to be unprintable.
    """
    one_role = is_for_one_role(matrix)
    subject = matrix.roles[0].title if one_role else matrix.track_title
    readings = [text.read(language) for text in _texts(matrix)]
    with force_locale(language):
        return render_template(
            "documents/matrix-role.html" if one_role else "documents/matrix-track.html",
            matrix=matrix,
            name=subject.words(language),
            language=language,
            language_name=LANGUAGES[language],
            issued_by=issued_by,
            made_on=matrix.published_on,
            short_hash=matrix.content_hash[:HASH_SHOWN],
            folio=folio(),
            fallbacks=sum(reading.is_fallback for reading in readings),
            outdated=sum(reading.is_outdated for reading in readings),
            missing=missing,
            weights=list(Weight),
            marks=list(Mark),
            scale=SCALE,
        )


def matrix_pdf(matrix: Matrix, language: str, issued_by: str, renderer: Renderer = render) -> bytes:
    """The document as a tagged PDF; the same arguments give the same bytes."""
    style = "matrix-role" if is_for_one_role(matrix) else "matrix-track"
    return set_in_type(
        lambda missing: matrix_html(matrix, language, issued_by, missing), style, renderer
    )


def is_for_one_role(matrix: Matrix) -> bool:
    return len(matrix.roles) == 1


def _texts(matrix: Matrix) -> Iterator[LocalizedText]:
    """Every text the document shows."""
    if is_for_one_role(matrix):
        yield from (matrix.track_title, matrix.roles[0].title, matrix.roles[0].purpose)
    else:
        yield from (matrix.track_title, matrix.note)
        for role in matrix.roles:
            yield from (role.title, role.short, role.purpose)
    for category in matrix.categories:
        yield category.title
        for competency in category.competencies:
            yield from (competency.title, competency.summary)
            for role in matrix.roles:
                if cell := competency.expectations.get(role.key):
                    yield from (behaviour.text for behaviour in cell.behaviours)
