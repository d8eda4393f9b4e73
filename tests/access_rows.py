"""One row of the table of who may do what, and who the usual ones are for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.personas import OWN, TOKEN, Organisation

PEOPLE_OPS = frozenset({"people-ops"})
ADMIN = frozenset({"admin"})
SELF = frozenset({OWN})
PROGRAMS = frozenset({TOKEN})


@dataclass(frozen=True)
class Row:
    """``onlookers`` may see the record, and so are told that this is not theirs to do: a 403."""

    endpoint: str
    method: str
    allowed: frozenset[str]
    status: int
    marker: str = ""
    refused: int = 404
    values: Callable[[Organisation], dict[str, Any]] = lambda _: {}
    data: Callable[[Organisation], dict[str, str]] = field(default=lambda _: {})
    is_public: bool = False
    onlookers: frozenset[str] = frozenset()


def get(endpoint: str, allowed: frozenset[str], marker: str = "", **more: Any) -> Row:
    return Row(endpoint, "GET", allowed, **{"status": 200, "marker": marker, **more})


def post(endpoint: str, allowed: frozenset[str], status: int = 303, **more: Any) -> Row:
    return Row(endpoint, "POST", allowed, status, **more)
