"""Lossless matrices as JSON, and JSON files read with care."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

from portal.domain.matrices import Matrix
from portal.interchange import lossless
from portal.interchange.readings import FileRefusal, FileRefused, ReadFramework
from portal.interchange.text_files import decoded

_ESCAPED_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPED = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|u([dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
"""Two halves of a character, or one alone, or anything else that is escaped."""


def write(matrix: Matrix) -> bytes:
    """The same bytes for the same matrix."""
    written = json.dumps(lossless.document_of(matrix), ensure_ascii=False, indent=2)
    return f"{written}\n".encode()


def read(content: bytes) -> ReadFramework:
    return lossless.read(load(content))


def load(content: bytes) -> Any:
    """Any JSON as values; FileRefused for what is broken or would be read in two ways.

    That is: a name given twice in one object, NaN and Infinity, nesting without end, and halves
    of characters, which no text can hold.
    """
    text = decoded(content)
    _refuse_halves(text)
    try:
        return json.loads(text, object_pairs_hook=_each_name_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise FileRefused(FileRefusal.BROKEN, error.msg, error.lineno) from None
    except RecursionError:
        raise FileRefused(FileRefusal.BROKEN, "nested too deeply") from None
    except ValueError as error:
        raise FileRefused(FileRefusal.BROKEN, str(error)) from None


def _refuse_halves(text: str) -> None:
    if not _ESCAPED_HALF.search(text):
        return
    for escaped in _ESCAPED.finditer(text):
        if half := escaped[1]:
            row = text.count("\n", 0, escaped.start()) + 1
            raise FileRefused(FileRefusal.NOT_TEXT, f"U+{half.upper()}", row)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"the name {name!r} is given twice")
        found[name] = value
    return found


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is not a number in JSON")
