"""Which documents a CASE collection shows: filtered, sorted, a page of them, some fields of each.

The standard's rules (REST binding 1.1, section 3): a filter on a field that does not exist is an
error, sorting by one falls back to the usual order, and selecting one gives every field. Values
are compared without regard to case. One AND or one OR may join two comparisons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.interchange.case.statuses import Minor

Json = dict[str, Any]
USUAL_LIMIT = 100
LARGEST_NUMBER = 2**31 - 1

_COMPARISON = re.compile(r"([A-Za-z][A-Za-z0-9.]*)(!=|>=|<=|=|>|<|~)'([^']*)'")
_HOLDS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda held, value: held == value,
    "!=": lambda held, value: held != value,
    ">": lambda held, value: held > value,
    ">=": lambda held, value: held >= value,
    "<": lambda held, value: held < value,
    "<=": lambda held, value: held <= value,
    "~": lambda held, value: value in held,
}


class SelectionRefused(Exception):
    """What was asked of a collection and cannot be done; ``parameter`` is where it was asked."""

    def __init__(self, minor: Minor, parameter: str, why: str) -> None:
        super().__init__(why)
        self.minor = minor
        self.parameter = parameter
        self.why = why


@dataclass(frozen=True)
class Page:
    """A page of a collection; ``total`` counts what the filter lets through."""

    entries: list[Json]
    total: int
    limit: int
    offset: int

    def links(self) -> dict[str, int]:
        """The offsets of the pages around this one, by their relation to it."""
        last = max(self.total - 1, 0) // self.limit * self.limit
        offsets = {"first": 0, "last": last}
        if self.offset + self.limit < self.total:
            offsets["next"] = self.offset + self.limit
        if self.offset > 0:
            offsets["prev"] = max(min(self.offset - self.limit, last), 0)
        return offsets


def select(entries: Sequence[Json], asked: Mapping[str, str], known: Collection[str]) -> Page:
    """The entries that ``asked`` asks for; ``known`` are the fields that their class has."""
    limit = _number(asked, "limit", USUAL_LIMIT, least=1)
    offset = _number(asked, "offset", 0, least=0)
    kept = list(entries)
    if (wanted := asked.get("filter")) is not None:
        passes = _filter(wanted, known)
        kept = [entry for entry in kept if passes(entry)]
    kept = _sorted(kept, asked, known)
    fields = _fields(asked, known)
    shown = kept[offset : offset + limit]
    return Page(
        [{n: v for n, v in entry.items() if n in fields} if fields else entry for entry in shown],
        len(kept),
        limit,
        offset,
    )


def _number(asked: Mapping[str, str], name: str, usual: int, *, least: int) -> int:
    written = asked.get(name)
    if written is None:
        return usual
    is_number = written.isascii() and written.isdigit() and len(written) < 11
    if not is_number or not least <= int(written) <= LARGEST_NUMBER:
        why = f"{name} must be a whole number from {least} on"
        raise SelectionRefused(Minor.INVALID_SELECTION_FIELD, name, why)
    return int(written)


def _filter(written: str, known: Collection[str]) -> Callable[[Json], bool]:
    first = _COMPARISON.match(written)
    if first is None:
        raise _bad_filter("write filter=field='value'")
    comparisons, rest = [first], written[first.end() :]
    joined_by = next((word for word in (" AND ", " OR ") if rest.startswith(word)), None)
    if joined_by:
        second = _COMPARISON.fullmatch(rest, len(joined_by))
        if second is None:
            raise _bad_filter(f"after{joined_by}there must be one more comparison")
        comparisons.append(second)
    elif rest:
        raise _bad_filter("two comparisons are joined by one AND or one OR, with a space around it")
    for comparison in comparisons:
        if comparison[1].partition(".")[0] not in known:
            raise _bad_filter(f"there is no field {comparison[1]}")
    all_or_any = any if joined_by == " OR " else all

    def passes(entry: Json) -> bool:
        return all_or_any(_compare(entry, *found.groups()) for found in comparisons)

    return passes


def _bad_filter(why: str) -> SelectionRefused:
    return SelectionRefused(Minor.INVALID_SELECTION_FIELD, "filter", why)


def _compare(entry: Json, path: str, predicate: str, value: str) -> bool:
    """What an entry lacks is equal to nothing; a list is compared whole, joined by commas."""
    held: Any = entry
    for name in path.split("."):
        held = held.get(name) if isinstance(held, Mapping) else None
    if held is None:
        return predicate == "!="
    if isinstance(held, list):
        held = ",".join(map(str, held))
    return _HOLDS[predicate](_folded(str(held)), _folded(value))


def _sorted(entries: list[Json], asked: Mapping[str, str], known: Collection[str]) -> list[Json]:
    order = asked.get("orderBy", "asc")
    if order not in {"asc", "desc"}:
        raise SelectionRefused(Minor.INVALID_SORT_FIELD, "orderBy", "orderBy must be asc or desc")
    field = asked.get("sort")
    if field is None or field not in known:
        return entries
    return sorted(
        entries, key=lambda entry: _folded(str(entry.get(field, ""))), reverse=order == "desc"
    )


def _fields(asked: Mapping[str, str], known: Collection[str]) -> frozenset[str]:
    """The fields to show; none named means all of them."""
    written = asked.get("fields")
    if written is None:
        return frozenset()
    names = [name.strip() for name in written.split(",")]
    if not all(names):
        raise SelectionRefused(
            Minor.INVALID_SELECTION_FIELD, "fields", "a field's name is missing in fields"
        )
    return frozenset() if set(names) - set(known) else frozenset(names)


def _folded(words: str) -> str:
    """Words as they are compared: without case, letters with accents beside those without."""
    return unicodedata.normalize("NFKD", words).casefold()
