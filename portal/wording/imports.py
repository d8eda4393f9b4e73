"""The words for what is wrong with a file that somebody wants to import."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.importing import ImportMode
from portal.interchange.column_words import ColumnKind
from portal.interchange.readings import (
    FileRefusal,
    FileRefused,
    FrameworkKind,
    Place,
    Problem,
    ProblemKind,
)
from portal.interchange.table_mappings import Shape

REFUSED: Mapping[FileRefusal, LazyString] = {
    FileRefusal.BROKEN: _l(
        "The file cannot be read: it is damaged or cut short. Save it anew and try again."
    ),
    FileRefusal.EMPTY: _l("The file is empty. Save it with its content and try again."),
    FileRefusal.HAS_MACROS: _l(
        "The workbook holds macros. Save it as an ordinary workbook (.xlsx) and try again."
    ),
    FileRefusal.NEWER_FORMAT: _l(
        "The file was written by a newer version of the portal. Update this portal first."
    ),
    FileRefusal.NOT_A_FRAMEWORK: _l(
        "No roles, competencies or behaviours were recognised in this file. A table needs a row"
        " of headings, competencies and behaviours in rows or columns, and roles."
    ),
    FileRefusal.NOT_TEXT: _l(
        "The letters of this file cannot be made out. Save it as UTF-8 text, or as a workbook."
    ),
    FileRefusal.NO_DATA_IN_PDF: _l(
        "This PDF carries no matrix data. Only PDFs that a portal like this one exported do;"
        " for others, bring the table they were made from."
    ),
    FileRefusal.OLD_WORKBOOK: _l(
        "This is a workbook in the old format (.xls). Save it as .xlsx and try again."
    ),
    FileRefusal.PROTECTED: _l("The file is protected by a password. Save it without one."),
    FileRefusal.TOO_LARGE: _l(
        "The file is larger than 10 MB. Take out pictures, or bring it in several files."
    ),
    FileRefusal.TOO_MANY_BEHAVIOURS: _l(
        "The file holds more than 100,000 behaviours. Bring it in several files."
    ),
    FileRefusal.TOO_MANY_CELLS: _l(
        "The table has more than 500,000 filled cells. Bring it in several files."
    ),
    FileRefusal.TOO_MANY_COLUMNS: _l(
        "The table has more than 200 columns. Take out those that are not needed."
    ),
    FileRefusal.TOO_MANY_ROWS: _l(
        "The table has more than 20,000 rows. Bring it in several files."
    ),
    FileRefusal.TOO_MANY_SHEETS: _l(
        "The workbook has more than 50 sheets. Take out those that are not needed."
    ),
    FileRefusal.UNKNOWN_FORMAT: _l(
        "The portal does not read files of this kind. It reads Excel workbooks (.xlsx), CSV,"
        " Markdown, YAML, JSON, CASE packages, Moodle's CSV and the PDFs it exported itself."
    ),
    FileRefusal.UNPACKS_TOO_LARGE: _l(
        "The file unpacks to more than the portal takes in. Remove pictures and unused sheets."
    ),
}
PROBLEMS: Mapping[ProblemKind, LazyString] = {
    ProblemKind.BEHAVIOUR_MISSING: _l("There is no behaviour in this row; it is passed over."),
    ProblemKind.COMPETENCY_MISSING: _l("The competency is missing: say what the row belongs to."),
    ProblemKind.CONTROL_CHARACTERS: _l(
        "The cell holds invisible control characters. Type its text anew."
    ),
    ProblemKind.FORMULA: _l("The cell holds a formula. Put its result there as text."),
    ProblemKind.KEY_MALFORMED: _l(
        "A key is lower-case letters and digits, with hyphens between words, at most 60 in all."
    ),
    ProblemKind.KEY_TWICE: _l("The same key stands for two different things."),
    ProblemKind.LANGUAGE_UNKNOWN: _l("The portal has no such language; this text is left out."),
    ProblemKind.LEFT_OUT: _l("This has no place in a matrix and is left out."),
    ProblemKind.NO_ROLES: _l(
        "The file names no roles or levels, so everything goes to a single one."
    ),
    ProblemKind.ORPHAN: _l("What this belongs to is not in the file; it is left out."),
    ProblemKind.REPEATED_BEHAVIOUR: _l("This behaviour is in the cell twice; it is taken once."),
    ProblemKind.ROLE_MISSING: _l("The role is missing: say whom the row is about."),
    ProblemKind.ROLE_RETIRED: _l(
        "This role is retired: bring it back, or name another role in the file."
    ),
    ProblemKind.ROLE_TWICE: _l("Two columns have the same role's name."),
    ProblemKind.TEXT_TOO_LONG: _l("The text is longer than 2,000 characters."),
    ProblemKind.WEIGHT_UNKNOWN: _l("A weight is one of must-have, expected and later."),
}


COLUMN_KINDS: Mapping[ColumnKind, LazyString] = {
    ColumnKind.IGNORED: _l("Not read"),
    ColumnKind.COMPETENCY: _l("Competency"),
    ColumnKind.ROLE: _l("Role or level"),
    ColumnKind.BEHAVIOUR: _l("Behaviours"),
    ColumnKind.CATEGORY: _l("Category"),
    ColumnKind.SUMMARY: _l("What the competency means"),
    ColumnKind.WEIGHT: _l("Weight"),
    ColumnKind.TRACK: _l("Track"),
    ColumnKind.COMPETENCY_KEY: _l("Key of the competency"),
    ColumnKind.ROLE_KEY: _l("Key of the role"),
    ColumnKind.BEHAVIOUR_KEY: _l("Key of the behaviour"),
    ColumnKind.CATEGORY_KEY: _l("Key of the category"),
}
"""In the order in which they are offered."""
NAMED_BEHAVIOURS: Mapping[Shape, LazyString] = {
    Shape.WIDE: _l("Behaviours of one role"),
    Shape.ACROSS: _l("Behaviours of one competency"),
    Shape.LONG: COLUMN_KINDS[ColumnKind.BEHAVIOUR],
}
LACKING: Mapping[ColumnKind, LazyString] = {
    ColumnKind.ROLE: _l("No column says which role a row is about."),
    ColumnKind.COMPETENCY: _l("No column holds the competencies."),
    ColumnKind.BEHAVIOUR: _l("No column holds behaviours."),
}
SHAPES: Mapping[Shape, LazyString] = {
    Shape.WIDE: _l("Competencies down, roles across: a column for each role"),
    Shape.LONG: _l("A row for each role, competency and behaviour"),
    Shape.ACROSS: _l("Roles down, competencies across: a column for each competency"),
}
MODES: Mapping[ImportMode, LazyString] = {
    ImportMode.REPLACE: _l("Make the draft say what the file says; what is not in it goes"),
    ImportMode.ADD: _l("Keep everything that is in the draft, and add what is in the file"),
}
FRAMEWORKS: Mapping[FrameworkKind, LazyString] = {
    FrameworkKind.OURS: _l(
        "A matrix that this portal or one like it exported, with its keys, translations and notes."
    ),
    FrameworkKind.CASE: _l("A CASE package: its items and rubrics are read as a matrix."),
    FrameworkKind.MOODLE: _l("A competency framework exported from Moodle."),
    FrameworkKind.PROGRESSION: _l("A progression framework with levels and criteria."),
    FrameworkKind.OUTLINE: _l("A text whose headings are roles, competencies and behaviours."),
}


def column_kind_label(kind: ColumnKind, shape: Shape) -> LazyString:
    return NAMED_BEHAVIOURS[shape] if kind is ColumnKind.BEHAVIOUR else COLUMN_KINDS[kind]


def refused_text(refused: FileRefused) -> str:
    """Why a file is not read, with where and what the parser said, if anything."""
    reason = str(REFUSED[refused.reason])
    parts = [reason]
    if refused.row is not None:
        parts.append(_("It is about row %(row)s.", row=refused.row))
    if refused.detail:
        parts.append(f"({refused.detail})")
    return " ".join(parts)


def problem_text(problem: Problem) -> str:
    """What is wrong at one place of a file, and what to do about it."""
    text = str(PROBLEMS[problem.kind])
    return f"{text} ({problem.detail})" if problem.detail else text


def place_text(place: Place) -> str:
    """Where in the file: "row 3, column CSS1, sheet Roles"; nothing where it is not known."""
    parts = []
    if place.row is not None:
        parts.append(_("row %(row)s", row=place.row))
    if place.column:
        parts.append(_("column %(column)s", column=place.column))
    if place.sheet:
        parts.append(_("sheet %(sheet)s", sheet=place.sheet))
    return ", ".join(parts)
