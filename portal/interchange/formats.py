"""Any file that people bring, opened: a framework at once, or tables whose columns to map."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeAlias

from portal.interchange import (
    case_packages,
    csv_tables,
    json_files,
    lossless,
    lossless_shapes,
    markdown_texts,
    moodle_files,
    pdf_attachments,
    progression_files,
    table_readings,
    table_shapes,
    workbook_packages,
    workbooks,
    yaml_files,
)
from portal.interchange.lossless_shapes import Lines
from portal.interchange.readings import (
    MOST_BYTES,
    FileRefusal,
    FileRefused,
    FrameworkKind,
    ReadFramework,
)
from portal.interchange.table_shapes import Shape
from portal.interchange.tables import Table
from portal.interchange.text_files import decoded

_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_BINARY = (
    (b"\x1f\x8b", ".gz"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!", ".rar"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"{\\rtf", ".rtf"),
)
_YAML_START = re.compile(
    r"(?:[ \t]*(?:#.*)?\r?\n)*(?:---[ \t]*\r?\n)?[\w\"'-]{1,60}:(?:[ \t]|\r?\n)"
)
_MARKDOWN_START = re.compile(r"^(?: {0,3}#{1,6}[ \t]+\S|[ \t]*\|.*\|[ \t]*$)", re.MULTILINE)
_FRONT = re.compile(r"---[ \t]*\r?\n")
_FRONT_END = re.compile(r"^---[ \t]*\r?$\n?", re.MULTILINE)


@dataclass(frozen=True)
class Proposed:
    """A table, how its columns are probably meant, and whether it is probably to be read."""

    table: Table
    mapping: table_shapes.Mapping
    is_chosen: bool


@dataclass(frozen=True)
class Tables:
    """The tables in a file: which of them to read, and how, is for a person to confirm."""

    proposed: tuple[Proposed, ...]

    def read(self) -> ReadFramework:
        """What the file says if the proposal is right; FileRefused when nothing can be read so."""
        chosen = [(one.table, one.mapping) for one in self.proposed if one.is_chosen]
        return table_readings.read_all(chosen)


Opened: TypeAlias = ReadFramework | Tables


def open_file(name: str, content: bytes) -> Opened:
    """What is in a file, told by its bytes and where they leave it open by its name.

    FileRefused, with the reason, for everything that is no framework and no table.
    """
    if len(content) > MOST_BYTES:
        raise FileRefused(FileRefusal.TOO_LARGE)
    if _PDF in content[:_PDF_WITHIN]:
        return _of(FrameworkKind.OURS, pdf_attachments.read(content))
    if workbook_packages.is_zip(content):
        return _tables(workbooks.read(content))
    if workbook_packages.is_ole(content):
        raise workbook_packages.refuse_ole(content)
    for start, ending in _BINARY:
        if content.startswith(start):
            raise FileRefused(FileRefusal.UNKNOWN_FORMAT, ending)
    return _open_text(PurePosixPath(name.replace("\\", "/")).suffix.lower(), decoded(content))


def _open_text(ending: str, text: str) -> Opened:
    start = text.lstrip()[:20].lower()
    if start.startswith(("<!doctype html", "<html", "<?xml")):
        raise FileRefused(FileRefusal.UNKNOWN_FORMAT, ".xml" if start[1] == "?" else ".html")
    if ending == ".json" or (start.startswith("{") and ending not in {".md", ".yaml", ".yml"}):
        return _json(text)
    if ending in {".csv", ".tsv"}:
        return _csv(text)
    if (front := _front_matter(text)) is not None:
        return _markdown(text, *front)
    if ending in {".md", ".markdown"}:
        return _markdown(text)
    if ending in {".yaml", ".yml"} or _YAML_START.match(text):
        return _yaml(text)
    if _MARKDOWN_START.search(text):
        return _markdown(text)
    return _csv(text)


def _json(text: str) -> ReadFramework:
    content = text.encode()
    data = json_files.load(content)
    if lossless_shapes.is_ours(data):
        return _of(FrameworkKind.OURS, lossless.read(data))
    if progression_files.is_progression(data):
        return _of(FrameworkKind.PROGRESSION, progression_files.read_data(data))
    return _of(FrameworkKind.CASE, case_packages.read(content))


def _yaml(text: str) -> ReadFramework:
    data, lines = _loaded(text)
    if lossless_shapes.is_ours(data):
        return _of(FrameworkKind.OURS, lossless.read(data, lines))
    return _of(FrameworkKind.PROGRESSION, progression_files.read_data(data, lines))


def _loaded(text: str) -> tuple[object, Lines]:
    """YAML as values; of a stray tab, which parsers have odd words for, the refusal says so."""
    try:
        return yaml_files.load_with_lines(text.encode())
    except FileRefused as refused:
        line = text.split("\n")[(refused.row or 1) - 1 : refused.row]
        if refused.reason is FileRefusal.BROKEN and any("\t" in words for words in line):
            raise FileRefused(refused.reason, f"tab: {refused.detail}", refused.row) from None
        raise


def _front_matter(text: str) -> tuple[str, int] | None:
    """What stands between two lines of three dashes at the top, and where it ends."""
    start = _FRONT.match(text)
    end = _FRONT_END.search(text, start.end()) if start else None
    return (text[start.end() : end.start()], end.end()) if start and end else None


def _markdown(text: str, front: str = "", body_at: int = 0) -> Opened:
    """The framework is in the front matter, in the text below it, or in tables there."""
    if front.strip():
        # an empty line stands for the dashes above it, so that lines count as in the file
        data, lines = _loaded(f"\n{front}")
        if lossless_shapes.is_ours(data):
            return _of(FrameworkKind.OURS, lossless.read(data, lines))
        if progression_files.is_progression(data):
            return _of(FrameworkKind.PROGRESSION, progression_files.read_data(data, lines))
    first_line = text.count("\n", 0, body_at) + 1
    found = markdown_texts.read(text[body_at:], first_line)
    if isinstance(found, ReadFramework):
        return _of(FrameworkKind.OUTLINE, found)
    return _tables(found)


def _csv(text: str) -> Opened:
    table = csv_tables.read(text)
    if moodle_files.is_moodle(table):
        return _of(FrameworkKind.MOODLE, moodle_files.read(table))
    return _tables([table])


def _of(kind: FrameworkKind, read: ReadFramework) -> ReadFramework:
    return replace(read, kind=kind)


def _tables(tables: Iterable[Table]) -> Tables:
    """The tables that have columns and rows, with what is proposed for each."""
    mapped = [
        (table, table_shapes.recognise(table))
        for table in tables
        if table.width > 1 and len(table.rows) > 1
    ]
    if not mapped:
        raise FileRefused(FileRefusal.NOT_A_FRAMEWORK)
    chosen = _chosen(mapped)
    return Tables(
        tuple(
            Proposed(table, mapping, is_chosen=at in chosen)
            for at, (table, mapping) in enumerate(mapped)
        )
    )


def _chosen(mapped: list[tuple[Table, table_shapes.Mapping]]) -> set[int]:
    """All sheets with a row for each behaviour of a role; or else the first that can be read."""
    usable = {
        at: mapping
        for at, (table, mapping) in enumerate(mapped)
        if not table_shapes.lacking(mapping, has_sheet_name=table.is_sheet)
    }
    with_roles = {
        at
        for at, mapping in usable.items()
        if mapping.shape is Shape.LONG and not table_shapes.lacking(mapping)
    }
    wide = [at for at, mapping in usable.items() if mapping.shape is not Shape.LONG]
    return with_roles or set(wide[:1] or usable or [0])
