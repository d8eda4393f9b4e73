"""The words for the formats in which a matrix can be taken out."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

FORMATS: Mapping[str, LazyString] = {
    "pdf": _l("PDF"),
    "xlsx": _l("Excel workbook"),
    "csv": _l("CSV, wide"),
    "csv-long": _l("CSV, long"),
    "md": _l("Markdown"),
    "yaml": _l("YAML"),
    "json": _l("JSON"),
    "moodle": _l("Moodle CSV"),
    "case": _l("CASE package"),
}
FORMAT_PURPOSES: Mapping[str, LazyString] = {
    "pdf": _l("To read, print and talk over. It carries its data, so the portal can take it in."),
    "xlsx": _l("To discuss and rework in a spreadsheet: a sheet for the track, one for each role."),
    "csv": _l("To look at in any spreadsheet: competencies down, roles across."),
    "csv-long": _l("For other programs: one row for each role, competency and behaviour."),
    "md": _l("For a wiki, a repository or a message."),
    "yaml": _l("To edit as text and take in again. Nothing is lost, in any language."),
    "json": _l("For programs and archives. Nothing is lost, in any language."),
    "moodle": _l("For a competency framework in Moodle."),
    "case": _l("For learning platforms that speak the CASE standard."),
}


def format_label(name: str) -> LazyString:
    return FORMATS[name]


def format_purpose(name: str) -> LazyString:
    return FORMAT_PURPOSES[name]
