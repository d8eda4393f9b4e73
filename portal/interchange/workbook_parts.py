"""The parts of a workbook, counted before openpyxl builds anything of them.

A megabyte of markup packs into a few kilobytes, and costs openpyxl a hundred times what it costs to
be counted. Sheets may be long; styles, properties and everything else may not.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Mapping
from typing import IO, NoReturn
from xml.parsers import expat

from portal.interchange.readings import MOST_CELLS, FileRefusal, FileRefused

LARGEST_OTHER = 10_000_000
"""How many bytes a part may unpack to that is neither a sheet nor the texts of the sheets."""

MOST_IN_A_ROW = 16_384
"""Cells in a row, empty ones counted: as far as Excel goes."""

LONGEST_FORMAT = 255
"""Letters of a number's format, again as Excel has it."""

MOST_OTHERS = 100_000
"""Elements that no name below is of: styles, merged cells, letters in bold, and so on."""

MOST_OF: Mapping[str, tuple[int, FileRefusal]] = {
    "c": (2 * MOST_CELLS, FileRefusal.TOO_MANY_CELLS),
    "v": (2 * MOST_CELLS, FileRefusal.TOO_MANY_CELLS),
    "t": (2 * MOST_CELLS, FileRefusal.TOO_MANY_CELLS),
    "is": (MOST_CELLS, FileRefusal.TOO_MANY_CELLS),
    "si": (MOST_CELLS, FileRefusal.TOO_MANY_CELLS),
    "row": (200_000, FileRefusal.TOO_MANY_ROWS),
    "xf": (20_000, FileRefusal.UNPACKS_TOO_LARGE),
}
"""How often an element may stand in all the parts together, and what there is too much of then."""

_LONG_PARTS = frozenset({"worksheet", "sst"})
_AT_ONCE = 64 * 1024
_LONGEST_TAG = 1_000_000
_ALWAYS_XML = (".xml", ".rels")


def check(package: zipfile.ZipFile) -> None:
    """FileRefused when there is more of anything in the parts than a workbook needs."""
    counted: Counter[str] = Counter()
    for member in package.infolist():
        with package.open(member) as source:
            _Part(member, counted).read(source)


class _Part:
    """One part being counted. What is no XML, such as a picture, ends at once."""

    def __init__(self, member: zipfile.ZipInfo, counted: Counter[str]) -> None:
        self._member = member
        self._counted = counted
        self._root = ""
        self._open_rows = self._in_a_row = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype

    def read(self, source: IO[bytes]) -> None:
        taken = 0
        try:
            while piece := source.read(_AT_ONCE):
                taken += len(piece)
                self._parser.Parse(piece, False)
                # a parser begins a tag anew with every piece until it has the whole of it
                if taken - self._parser.CurrentByteIndex > _LONGEST_TAG:
                    raise FileRefused(FileRefusal.UNPACKS_TOO_LARGE, self._member.filename)
        except expat.ExpatError as error:
            if self._member.filename.lower().endswith(_ALWAYS_XML):
                said = f"{self._member.filename}: {error}"
                raise FileRefused(FileRefusal.BROKEN, said) from None

    def _start(self, written: str, attributes: dict[str, str]) -> None:
        name = written.rpartition(":")[2]
        if not self._root:
            self._root = name
            if name not in _LONG_PARTS and self._member.file_size > LARGEST_OTHER:
                raise FileRefused(FileRefusal.UNPACKS_TOO_LARGE, self._member.filename)
        if name in MOST_OF:
            self._count(name, *MOST_OF[name])
            self._open_rows += name == "row"
            self._in_a_row += name == "c"
            if self._open_rows and self._in_a_row > MOST_IN_A_ROW:
                raise FileRefused(FileRefusal.TOO_MANY_COLUMNS)
        else:
            self._count("", MOST_OTHERS, FileRefusal.UNPACKS_TOO_LARGE)
            if len(attributes.get("formatCode", "")) > LONGEST_FORMAT:
                raise FileRefused(FileRefusal.BROKEN, "formatCode")

    def _count(self, name: str, most: int, refusal: FileRefusal) -> None:
        self._counted[name] += 1
        if self._counted[name] > most:
            raise FileRefused(refusal)

    def _end(self, written: str) -> None:
        if self._open_rows and written.rpartition(":")[2] == "row":
            self._open_rows -= 1
            if not self._open_rows:
                self._in_a_row = 0

    def _refuse_doctype(self, *_declared: object) -> NoReturn:
        raise FileRefused(FileRefusal.BROKEN, f"{self._member.filename}: a document type")
