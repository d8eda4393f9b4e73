"""A cell as the behaviours in it: bullet lists are taken apart, sentences are left whole."""

from __future__ import annotations

import re
from collections.abc import Callable

_BULLET = re.compile(r"\s*(?:[-*+•‣▪▫◦●○·–—]|\d{1,3}[.)]|[a-z]\))[ \t\u00a0]+")
_BARE_BULLET = re.compile(r"\s*[•‣▪▫◦●○](?=\S)")
_INLINE_BULLET = re.compile(r" [•‣▪◦●] ")
_EMPTY_BULLET = re.compile(r"\s*[-*+•‣▪◦●]\s*")
_ENDS_A_SENTENCE = re.compile(r"[.!?…:;][\"'”’)\]]*\s*\Z")
LONGEST_CELL = 40_000
"""Longer than any spreadsheet's: no list worth taking apart."""

_SPACES = re.compile(r"[ \t\u00a0]+")


def split(cell: str) -> tuple[str, ...]:
    """The behaviours in a cell, trimmed, none of them empty.

    Bullets and numbers begin a new one; so does each line where every line could stand alone.
    Semicolons do when there are at least two and no full stop between them. A paragraph stays one
    behaviour however many sentences it has, and a line that goes on with the one before joins it.
    """
    if len(cell) > LONGEST_CELL:
        return (cell,)
    lines = [line for line in _SPACES.sub(" ", cell).splitlines() if line.strip()]
    if any(_bullet(line) for line in lines):
        found = _joined(lines, _begins_after_bullets)
        if len(found) == 1:
            found = _INLINE_BULLET.split(found[0])
    else:
        found = _joined(lines, _begins_a_sentence)
        if len(found) == 1:
            found = _run_together(found[0])
    return tuple(text for words in found if (text := words.strip()))


def _bullet(line: str) -> re.Match[str] | None:
    return _BULLET.match(line) or _BARE_BULLET.match(line) or _EMPTY_BULLET.fullmatch(line)


def _joined(lines: list[str], begins: Callable[[str, str], str | None]) -> list[str]:
    """The lines, those that do not begin a behaviour put to the one before."""
    found: list[list[str]] = []
    before = ""
    for line in lines:
        begun = begins(line, before)
        if begun is not None or not found:
            found.append([line if begun is None else begun])
        else:
            found[-1].append(line.strip())
        before = line
    return [" ".join(parts) for parts in found]


def _begins_after_bullets(line: str, _before: str) -> str | None:
    """What stands behind a bullet; a line without one goes on with the bullet above it."""
    bullet = _bullet(line)
    return line[bullet.end() :] if bullet else None


def _begins_a_sentence(line: str, before: str) -> str | None:
    """A line of its own, unless it is plainly the rest of the sentence before it."""
    goes_on = line.lstrip()[0].islower() and not _ENDS_A_SENTENCE.search(before[-50:])
    return None if goes_on else line


def _run_together(text: str) -> list[str]:
    """A list that lost its line breaks: "• one • two", or three and more parted by semicolons."""
    if _INLINE_BULLET.search(text):
        return _INLINE_BULLET.split(text)
    parts = [part.strip() for part in text.rstrip().rstrip(";").split(";")]
    is_list = len(parts) > 2 and all(parts) and not any(". " in part for part in parts)
    return [part.removesuffix(".") for part in parts] if is_list else [text]
