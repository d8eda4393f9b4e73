"""An assessment of a round as a document: both views side by side, what was agreed and is next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.documents.layouts import set_in_type, written
from portal.documents.printing import Renderer, render_here
from portal.documents.typed_texts import printable
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber
from portal.domain.side_by_side import SideBySide


@dataclass(frozen=True)
class OpenedSheet:
    """Both views of a round as they were open when the document was made.

    ``agreed_at`` is None, and ``next_steps`` empty, before the conversation is written down.
    """

    person_name: str
    manager_name: str
    round_name: str
    role_title: LocalizedText
    track_key: str
    track_title: LocalizedText
    matrix_number: VersionNumber
    opened_at: datetime
    sides: SideBySide
    agreed_at: datetime | None = None
    next_steps: str = ""
    acknowledged_at: datetime | None = None
    acknowledgement: str = ""


def opened_html(sheet: OpenedSheet, language: str, issued_by: str, missing: str = "") -> str:
    made = sheet.acknowledged_at or sheet.agreed_at or sheet.opened_at
    return written(
        "opened-assessment",
        language,
        _texts(sheet),
        missing,
        sheet=sheet,
        printable=printable,
        issued_by=issued_by,
        made_on=made.isoformat(timespec="seconds"),
    )


def opened_pdf(
    sheet: OpenedSheet, language: str, issued_by: str, renderer: Renderer = render_here
) -> bytes:
    """The sheet as a tagged PDF, naming the characters that could not be printed."""
    return set_in_type(
        lambda missing: opened_html(sheet, language, issued_by, missing),
        "opened-assessment",
        renderer,
    )


def _texts(sheet: OpenedSheet) -> Iterator[LocalizedText]:
    yield from (sheet.role_title, sheet.track_title)
    for competency in sheet.sides.competencies:
        yield competency.title
        yield from (pair.behaviour.text for pair in competency.pairs)
