"""A person's submitted self-assessment as a document, for them to keep or to hand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.documents.layouts import set_in_type, written
from portal.documents.printing import Renderer, render_here
from portal.documents.typed_texts import printable
from portal.domain.languages import LocalizedText
from portal.domain.matrices import VersionNumber, Weight
from portal.domain.observations import Mark


@dataclass(frozen=True)
class Line:
    """One behaviour, how it was seen, and the reason where a mark needs one."""

    text: LocalizedText
    mark: Mark | None
    reason: str = ""


@dataclass(frozen=True)
class Entry:
    """One competency with its behaviours, and what the person wrote about it."""

    title: LocalizedText
    weight: Weight
    lines: tuple[Line, ...]
    note: str = ""
    link: str = ""


@dataclass(frozen=True)
class Section:
    title: LocalizedText
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class AssessmentSheet:
    """One submitted view, as it was sealed: what the document says is what was submitted."""

    person_name: str
    role_title: LocalizedText
    track_key: str
    track_title: LocalizedText
    matrix_number: VersionNumber
    submitted_at: datetime
    sections: tuple[Section, ...]


def assessment_html(
    sheet: AssessmentSheet, language: str, issued_by: str, missing: str = ""
) -> str:
    return written(
        "assessment",
        language,
        _texts(sheet),
        missing,
        sheet=sheet,
        printable=printable,
        issued_by=issued_by,
        made_on=sheet.submitted_at.isoformat(timespec="seconds"),
    )


def assessment_pdf(
    sheet: AssessmentSheet, language: str, issued_by: str, renderer: Renderer = render_here
) -> bytes:
    """The sheet as a tagged PDF, naming the characters that could not be printed."""
    return set_in_type(
        lambda missing: assessment_html(sheet, language, issued_by, missing),
        "assessment",
        renderer,
    )


def _texts(sheet: AssessmentSheet) -> Iterator[LocalizedText]:
    yield from (sheet.role_title, sheet.track_title)
    for section in sheet.sections:
        yield section.title
        for entry in section.entries:
            yield entry.title
            yield from (line.text for line in entry.lines)
