"""A competency matrix as a document: a whole track across the page, or one role to talk over.

The PDF carries the matrix itself along, as lossless JSON that the portal can take in again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from flask_babel import force_locale
from flask_babel import gettext as _

from portal.documents.editions import edition
from portal.documents.layouts import set_in_type, written
from portal.documents.printing import Enclosure, Renderer, render_here
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Imprint, Matrix
from portal.domain.observations import SCALE
from portal.interchange import json_files

HASH_SHOWN = 12
"""How much of the content's hash a reader sees: enough to tell two copies apart."""


ROOMY_COMPETENCIES, ROOMY_LETTERS = 10, 2100
"""Below both, a role's sheet has higher rows: most roles then fill three pages evenly."""

NO_DAY = date(1980, 1, 1)
"""The day that the data in a draft's document says it is of: a draft has none yet."""


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
    short_hash = matrix.content_hash[:HASH_SHOWN]
    if one_role:
        matrix = matrix.for_role(matrix.roles[0].key)
    subject = matrix.roles[0].title if one_role else matrix.track_title
    return written(
        "matrix-role" if one_role else "matrix-track",
        language,
        _texts(matrix),
        missing,
        matrix=matrix,
        name=subject.words(language),
        issued_by=issued_by,
        made_on=matrix.published_on,
        short_hash=short_hash,
        is_roomy=one_role and _is_roomy(matrix, language),
        scale=SCALE,
    )


def matrix_pdf(
    matrix: Matrix, language: str, issued_by: str, renderer: Renderer = render_here
) -> bytes:
    """The document as a tagged PDF; the same arguments give the same bytes."""
    style = "matrix-role" if is_for_one_role(matrix) else "matrix-track"
    return set_in_type(
        lambda missing: matrix_html(matrix, language, issued_by, missing),
        style,
        renderer,
        _enclosure(matrix, language),
    )


def _enclosure(matrix: Matrix, language: str) -> Enclosure:
    with force_locale(language):
        description = str(_("This matrix as data, to take into a career portal again"))
    return Enclosure(
        name=f"{matrix.track_key}-{matrix.number}.json",
        content=json_files.write(matrix),
        day=matrix.published_on or NO_DAY,
        description=description,
    )


def is_for_one_role(matrix: Matrix) -> bool:
    return len(matrix.roles) == 1


def _is_roomy(matrix: Matrix, language: str) -> bool:
    """Whether a role has so little to read that its rows may be higher."""
    texts = (behaviour.text for _, behaviour in matrix.behaviours(matrix.roles[0].key))
    letters = sum(len(text.words(language)) for text in texts)
    return len(list(matrix.competencies())) < ROOMY_COMPETENCIES and letters < ROOMY_LETTERS


def _texts(matrix: Matrix) -> Iterator[LocalizedText]:
    """Every text the document shows."""
    yield from (text for text in _possible_texts(matrix) if text is not None)


def _possible_texts(matrix: Matrix) -> Iterator[LocalizedText | None]:
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
                    for behaviour in cell.behaviours:
                        yield from (behaviour.text, behaviour.waiver)
