"""Forms for bringing a file in: the file, how to read it and where it goes, and the decision."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import Length

from portal.blueprints.imports.pages import LONGEST_TITLE
from portal.domain.importing import ImportMode, Target
from portal.domain.ladders import Track
from portal.domain.languages import LANGUAGES
from portal.domain.typed import cleaned
from portal.forms import PortalForm
from portal.interchange.column_words import ColumnKind
from portal.interchange.formats import Proposed
from portal.interchange.table_mappings import ColumnUse, Mapping, Shape
from portal.interchange.table_shapes import headed_by
from portal.interchange.tables import HEADER_ROWS, Row, Table
from portal.services.import_choices import LONGEST_NAME, Choices, TableChoice
from portal.wording.imports import COLUMN_KINDS, MODES, SHAPES, column_kind_label

NEW_TRACK = ""
SHOWN_OF_HEADER = 80


class UploadForm(PortalForm):
    file = FileField(_l("File"), validators=[FileRequired(_l("Choose a file."))])


class ColumnForm(Form):
    """What one column of a table is."""

    kind = SelectField(_l("What it holds"))
    name = StringField(
        _l("Whose behaviours"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_NAME, message=_l("Use at most 200 characters."))],
    )
    language = SelectField(_l("Language"))

    def offer(self, shape: Shape) -> None:
        self.kind.choices = [(kind.value, column_kind_label(kind, shape)) for kind in COLUMN_KINDS]
        self.language.choices = [("", _("As the table")), *LANGUAGES.items()]

    def use(self, shape: Shape) -> ColumnUse:
        kind = ColumnKind(self.kind.data)
        has_name = kind is ColumnKind.BEHAVIOUR and shape is not Shape.LONG
        name = (self.name.data or "") if has_name else ""
        return ColumnUse(kind, self.language.data or None, name)


class TableForm(Form):
    """How one table is read; its columns are asked for only where it is read."""

    is_chosen = BooleanField(_l("Read this table"))
    header_row = SelectField(_l("Row with the headings"), coerce=int)
    shape = SelectField(_l("How it is laid out"))
    language = SelectField(_l("Language of its texts"))
    columns = FieldList(FormField(ColumnForm))

    def offer(self, proposed: Proposed) -> None:
        table, mapping = proposed.table, proposed.mapping
        self.header_row.choices = [
            (row.number, _header_label(row)) for row in _possible_headers(table, mapping)
        ]
        self.shape.choices = [(shape.value, words) for shape, words in SHAPES.items()]
        self.language.choices = list(LANGUAGES.items())
        for column in self.columns:
            column.form.offer(mapping.shape)

    def choice(self, proposed: Proposed) -> TableChoice:
        """What was chosen; other headings or another layout make the columns mean other things."""
        before = proposed.mapping
        header, shape = self.header_row.data, Shape(self.shape.data)
        if header != before.header_row or shape is not before.shape:
            asked = shape if shape is not before.shape else None
            mapping = headed_by(proposed.table, header, asked)
            return TableChoice(bool(self.is_chosen.data), mapping)
        uses = tuple(column.form.use(shape) for column in self.columns)
        if len(uses) != len(before.columns):
            uses = before.columns
        mapping = Mapping(shape, header, uses, self.language.data)
        return TableChoice(bool(self.is_chosen.data), mapping)


class ChoicesForm(PortalForm):
    """Where a file goes and how its tables are read; ``version`` is the file's own as shown."""

    version = HiddenField()
    track = SelectField(_l("The matrix it goes to"))
    new_title = StringField(
        _l("Its name, for a new track"),
        filters=[cleaned],
        validators=[Length(max=LONGEST_TITLE, message=_l("Use at most 120 characters."))],
    )
    mode = RadioField(_l("What happens to what is there"))
    tables = FieldList(FormField(TableForm))

    def offer(self, tracks: Iterable[tuple[Track, str]], proposed: tuple[Proposed, ...]) -> None:
        """What may be chosen; ``proposed`` is how the tables are read so far."""
        self.track.choices = [(track.key, label) for track, label in tracks]
        self.track.choices.append((NEW_TRACK, _("A new track")))
        self.mode.choices = [(mode.value, words) for mode, words in MODES.items()]
        for form, one in zip(self.tables, proposed, strict=False):
            form.form.offer(one)

    @property
    def seen(self) -> int:
        """The version of the file's choices that the form was filled over; 0 where it is none."""
        written = self.version.data or ""
        return int(written) if written.isascii() and written.isdigit() else 0

    def choices(self, proposed: tuple[Proposed, ...]) -> Choices:
        target = Target(
            self.track.data or None, self.new_title.data or "", ImportMode(self.mode.data)
        )
        if len(self.tables) != len(proposed):
            return Choices(target)
        pairs = zip(self.tables, proposed, strict=True)
        return Choices(target, tuple(form.form.choice(one) for form, one in pairs))


def filled(target: Target, proposed: tuple[Proposed, ...], version: int) -> dict[str, object]:
    """What a form of choices says as long as nobody changed anything in it."""
    return {
        "version": str(version),
        "track": target.track_key or NEW_TRACK,
        "new_title": target.new_title,
        "mode": target.mode.value,
        "tables": [
            {
                "is_chosen": one.is_chosen,
                "header_row": one.mapping.header_row,
                "shape": one.mapping.shape.value,
                "language": one.mapping.language,
                "columns": [
                    {"kind": use.kind.value, "name": use.name, "language": use.language or ""}
                    for use in (one.mapping.columns if one.is_chosen else ())
                ],
            }
            for one in proposed
        ],
    }


class DecisionForm(PortalForm):
    """Importing what the page showed: ``stamp`` stands for it."""

    stamp = HiddenField(validators=[Length(max=200)])


def _possible_headers(table: Table, mapping: Mapping) -> list[Row]:
    rows = list(table.rows[:HEADER_ROWS])
    if mapping.header_row not in {row.number for row in rows}:
        rows += [row for row in table.rows if row.number == mapping.header_row]
    return rows


def _header_label(row: Row) -> str:
    words = " · ".join(" ".join(cell.split()) for cell in row.cells if cell)
    short = words if len(words) <= SHOWN_OF_HEADER else f"{words[: SHOWN_OF_HEADER - 1]}…"
    return str(_("Row %(number)s: %(words)s", number=row.number, words=short))
