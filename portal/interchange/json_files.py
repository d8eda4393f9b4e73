"""Lossless matrices as JSON, and JSON files read with care."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from portal.domain.matrices import Matrix
from portal.interchange import lossless
from portal.interchange.readings import FileRefusal, FileRefused, ReadFramework
from portal.interchange.text_files import decoded


def write(matrix: Matrix) -> bytes:
    """The same bytes for the same matrix."""
    written = json.dumps(lossless.document_of(matrix), ensure_ascii=False, indent=2)
    return f"{written}\n".encode()


def read(content: bytes) -> ReadFramework:
    return lossless.read(load(content))


def load(content: bytes) -> Any:
    """Any JSON as values; FileRefused for what is broken or would be read in two ways.

    That is: a name given twice in one object, NaN and Infinity, nesting without end.
    """
    try:
        return json.loads(
            decoded(content), object_pairs_hook=_each_name_once, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        raise FileRefused(FileRefusal.BROKEN, error.msg, error.lineno) from None
    except RecursionError:
        raise FileRefused(FileRefusal.BROKEN, "nested too deeply") from None
    except ValueError as error:
        raise FileRefused(FileRefusal.BROKEN, str(error)) from None


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the name {twice!r} is given twice")
    return found


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is not a number in JSON")
