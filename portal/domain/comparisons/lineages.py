"""What came from what between two versions: splits and merges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class DescentKind(StrEnum):
    SPLIT = "split"
    """One made into several."""
    MERGED = "merged"
    """Several made into one."""
    CONTINUED = "continued"
    """One carried on as another: of a split, only one piece was kept."""
    RECUT = "recut"
    """Several made into several."""


@dataclass(frozen=True)
class Kinship:
    """Keys of the earlier version and the keys of the later one that came from them."""

    origins: tuple[str, ...]
    results: tuple[str, ...]

    @property
    def kind(self) -> DescentKind:
        if len(self.origins) == 1:
            return DescentKind.CONTINUED if len(self.results) == 1 else DescentKind.SPLIT
        return DescentKind.MERGED if len(self.results) == 1 else DescentKind.RECUT


CameFrom = Mapping[str, tuple[str, ...]]
"""By key, the keys that a thing says it came from."""


def origins_of(before: CameFrom, after: CameFrom) -> dict[str, tuple[str, ...]]:
    """By key of the later version, what of the earlier one it newly says it came from.

    What said so in the earlier version already is not split again. Of origins that came from each
    other only the nearest count, so that a chain of splits is followed link by link.
    """
    found = {}
    for key, came_from in after.items():
        said = {key, *before.get(key, ())}
        new = [o for o in dict.fromkeys(came_from) if o in before and o not in said]
        passed = {ancestor for origin in new for ancestor in before[origin]}
        if nearest := tuple(origin for origin in new if origin not in passed):
            found[key] = nearest
    return found


def kinships(
    origins: Mapping[str, Iterable[str]],
    before: Sequence[str],
    after: Sequence[str],
    gave: Callable[[str], bool],
) -> tuple[Kinship, ...]:
    """The families among the keys of one place, as it was ``before`` and ``after``.

    ``origins`` is what ``origins_of`` found. An origin that is still there counts as one only if
    it ``gave`` something away, and then is a result beside the others; so is what was there
    already and took something in. The families are in the order of their first results.
    """
    was_at = {key: place for place, key in enumerate(before)}
    is_at = {key: place for place, key in enumerate(after)}
    parents: dict[str, list[str]] = {}
    for key in after:
        found = [o for o in origins.get(key, ()) if o in was_at and (o not in is_at or gave(o))]
        if found:
            parents[key] = [*found, key] if key in was_at else found
    for origin in {o for found in parents.values() for o in found if o in is_at}:
        parents.setdefault(origin, [origin])
    children: dict[str, list[str]] = {}
    for key, found in parents.items():
        for origin in found:
            children.setdefault(origin, []).append(key)
    families: list[Kinship] = []
    seen: set[str] = set()
    for key in sorted(parents, key=is_at.__getitem__):
        if key not in seen:
            ancestors, results = _family(key, parents, children)
            seen |= results
            families.append(
                Kinship(
                    tuple(sorted(ancestors, key=was_at.__getitem__)),
                    tuple(sorted(results, key=is_at.__getitem__)),
                )
            )
    return tuple(families)


def _family(
    key: str, parents: Mapping[str, list[str]], children: Mapping[str, list[str]]
) -> tuple[set[str], set[str]]:
    """Everything that is connected with a result, as origins and as results."""
    ancestors: set[str] = set()
    results = {key}
    waiting = [key]
    while waiting:
        for origin in parents[waiting.pop()]:
            if origin not in ancestors:
                ancestors.add(origin)
                more = set(children[origin]) - results
                results |= more
                waiting += more
    return ancestors, results
