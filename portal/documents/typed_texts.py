"""Text that people typed, made safe to set in type.

Pages show such text as it is; a document that is laid out line by line cannot: a run of thousands
of characters without a space takes minutes to break, and invisible direction marks can make a
sentence read as another one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST_RUN = 40
BREAK_HERE = "\N{ZERO WIDTH SPACE}"

MOST_LINES = 60
"""About a page; what was typed in more lines runs on behind strokes."""

_LONGEST_STACK = 4
"""Marks over or under one letter; no language needs more."""

_JOINERS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
"""Invisible, but how Persian and Hindi words are spelled."""

_NO_BREAK_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}"

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n\s*\n")


def printable(text: str) -> str:
    """``text`` without control and direction characters, and breakable wherever it is long.

    Lines stay lines, up to a page of them; several empty ones in a row become one.
    """
    lines = _EMPTY_LINES.sub("\n\n", _LINE_ENDS.sub("\n", text)).split("\n", MOST_LINES - 1)
    lines[-1] = lines[-1].replace("\n", " / ")
    return "".join(_breakable(_visible("\n".join(lines)))).strip()


def _visible(text: str) -> Iterator[str]:
    stacked = 0
    for character in text:
        match unicodedata.category(character):
            case "Cc" if character not in "\n\t":
                continue
            case "Cf" if character not in _JOINERS:
                continue
            case "Cs":  # half of a character: cannot be written as UTF-8
                continue
            case "Mn" | "Me" | "Cf":
                stacked += 1
                if stacked > _LONGEST_STACK:
                    continue
            case _:
                stacked = 0
        yield character


def _breakable(characters: Iterator[str]) -> Iterator[str]:
    run = 0
    for character in characters:
        if character.isspace() and character not in _NO_BREAK_SPACES:
            run = 0
        elif run >= LONGEST_RUN and unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf"):
            yield BREAK_HERE
            run = 1
        else:
            run += 1
        yield character
