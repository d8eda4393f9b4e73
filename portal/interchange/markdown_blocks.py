"""Markdown as headings, list items, paragraphs and tables, each with its line.

Read line by line in one pass, so that no text however odd takes long; what is inside a block
stays Markdown (``htmls.plain_markdown`` reads it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.interchange.readings import MOST_ROWS, FileRefusal, FileRefused

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?")
_CLOSING_MARKS = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_ITEM = re.compile(r"([ \t]*)(?:[-*+•]|\d{1,9}[.)])(?:[ \t]+(.*))?")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_TABLE_RULE = re.compile(r":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")
MOST_BLOCKS = 3 * MOST_ROWS
_SHORT_LINE = 5_000
"""Rules and underlines are short; longer lines are not tried against patterns that backtrack."""


@dataclass
class Heading:
    level: int
    text: str
    line: int


@dataclass
class Item:
    """A list item, of whatever depth; ``after`` are the paragraphs that belong to it."""

    lines: list[str]
    line: int
    after: list[list[str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def paragraphs_after(self) -> list[str]:
        return ["\n".join(lines) for lines in self.after]


@dataclass
class Paragraph:
    lines: list[str]
    line: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Grid:
    """A table: its rows by line, the heading row first."""

    rows: list[tuple[int, list[str]]]
    line: int


Block = Heading | Item | Paragraph | Grid


def blocks_of(text: str, first_line: int = 1) -> Iterator[Block]:
    """The blocks of a Markdown text, fenced code and HTML comments left out."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=first_line):
        reader.take(line.rstrip("\r"), number)
        if len(reader.blocks) > MOST_BLOCKS:
            raise FileRefused(FileRefusal.TOO_MANY_ROWS, row=number)
    return iter(reader.blocks)


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._fence = ""
        self._in_comment = False
        self._open: Paragraph | Item | Grid | None = None
        self._after_blank = False

    def take(self, line: str, number: int) -> None:
        if self._is_hidden(line):
            return
        if quoted := _QUOTE.match(line):
            line = line[quoted.end() :]
        if not line.strip():
            self._after_blank = True
            if not isinstance(self._open, Item):
                self._open = None
            return
        if not (self._heading(line, number) or self._in_table(line, number)):
            self._text(line, number)
        self._after_blank = False

    def _is_hidden(self, line: str) -> bool:
        if self._in_comment:
            self._in_comment = "-->" not in line
            return True
        if found := _FENCE.match(line):
            if not self._fence:
                self._fence = found[1][0]
            elif found[1][0] == self._fence:
                self._fence = ""
            return True
        if line.lstrip().startswith("<!--"):
            self._in_comment = "-->" not in line
            return True
        return bool(self._fence)

    def _heading(self, line: str, number: int) -> bool:
        if found := _HEADING.fullmatch(line):
            text = (found[2] or "").strip()
            if len(text) < _SHORT_LINE:
                text = _CLOSING_MARKS.sub("", text)
            self.blocks.append(Heading(len(found[1]), text, number))
            self._open = None
            return True
        if len(line) > _SHORT_LINE:
            return False
        before = self._open
        if isinstance(before, Paragraph) and (found := _UNDERLINE.fullmatch(line)):
            self.blocks.pop()
            level = 1 if found[1].startswith("=") else 2
            self.blocks.append(Heading(level, before.text, before.line))
            self._open = None
            return True
        if _RULE.fullmatch(line):
            self._open = None
            return True
        return False

    def _in_table(self, line: str, number: int) -> bool:
        if isinstance(self._open, Grid):
            if "|" in line:
                self._open.rows.append((number, _cells(line)))
                if len(self._open.rows) > MOST_BLOCKS:
                    raise FileRefused(FileRefusal.TOO_MANY_ROWS, row=number)
                return True
            self._open = None
        before = self._open
        if isinstance(before, Paragraph) and "|" in before.lines[-1] and _parts_table(line):
            self.blocks.pop()
            grid = Grid([(number - 1, _cells(before.lines[-1]))], number - 1)
            self.blocks.append(grid)
            self._open = grid
            return True
        return False

    def _text(self, line: str, number: int) -> None:
        if found := _ITEM.fullmatch(line):
            self._open = Item([found[2] or ""], number)
            self.blocks.append(self._open)
        elif isinstance(self._open, Item) and (not self._after_blank or line[0] in " \t"):
            self._go_on(self._open, line.strip())
        elif isinstance(self._open, Paragraph):
            self._open.lines.append(line.strip())
        else:
            self._open = Paragraph([line.strip()], number)
            self.blocks.append(self._open)

    def _go_on(self, item: Item, line: str) -> None:
        if self._after_blank:
            item.after.append([line])
        elif item.after:
            item.after[-1].append(line)
        else:
            item.lines.append(line)


def _parts_table(line: str) -> bool:
    """Whether a line parts a table's heading from its rows, such as ``| --- | :-: |``."""
    return "|" in line and all(_TABLE_RULE.fullmatch(cell) for cell in _cells(line))


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inner)]
