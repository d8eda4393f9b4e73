"""What becomes of the marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.assessments import LONGEST_REASON, Answer
from portal.domain.comparisons.columns import Cell, Column, Placed
from portal.domain.comparisons.wordings import TextChange, text_change
from portal.domain.matrices import Behaviour
from portal.domain.observations import Mark


class Carriage(StrEnum):
    """How a behaviour of the newer version comes to its mark."""

    KEPT = "kept"
    """The same behaviour: what was said of it stays, also where nothing was."""
    OFFERED = "offered"
    """It came of a split: what was said of its origin is offered."""
    AGREED = "agreed"
    """It came of a merge, and of all its origins the same was said."""
    ANEW = "anew"
    """It came of others, of which nothing, not the same, or not everything was said."""
    NEW = "new"
    """It came of nothing that was asked before."""


@dataclass(frozen=True)
class Said:
    """What was said of one behaviour under one competency, in the older version's words.

    ``behaviour`` and ``cell`` are None for what the older version does not know.
    """

    competency_key: str
    behaviour_key: str
    mark: Mark
    reason: str
    cell: Cell | None
    behaviour: Behaviour | None


@dataclass(frozen=True)
class CarriedBehaviour:
    """One behaviour of the newer version and what is brought over to it.

    ``mark`` and ``reason`` stand at once; where ``how`` is OFFERED, once they are accepted.
    ``said`` is everything it goes by. ``rewording`` shows both wordings of the same behaviour;
    ``earlier`` are the others it came of. ``left`` is the cell it stood in if that is another one.
    """

    placed: Placed
    how: Carriage
    mark: Mark | None
    reason: str
    said: tuple[Said, ...]
    rewording: TextChange | None
    earlier: tuple[Behaviour, ...]
    left: Cell | None

    @property
    def key(self) -> str:
        return self.placed.behaviour.key

    @property
    def is_settled(self) -> bool:
        """Whether it needs nothing of the person any more."""
        return self.mark is not None and self.how is not Carriage.OFFERED


def everything_said(answers: Mapping[str, Answer], old: Column | None) -> Iterator[Said]:
    for row, answer in answers.items():
        for key, mark in answer.marks.items():
            spots = old.spots.get(key, ()) if old else ()
            spot = next((s for s in spots if s.cell.competency_key == row), None)
            behaviour = spots[0].behaviour if spots else None
            cell = spot.cell if spot else (old.cells.get(row) if old else None)
            yield Said(row, key, mark, answer.reasons.get(key, ""), cell, behaviour)


class Heirs:
    """Finds what each behaviour of the newer version goes by."""

    def __init__(
        self,
        old: Column | None,
        new: Column | None,
        origins: Mapping[str, tuple[str, ...]],
        said: Iterable[Said],
    ) -> None:
        self.asked = old.spots if old else {}
        self.asks = new.spots if new else {}
        self.origins = origins
        self.said: dict[str, list[Said]] = {}
        for one in said:
            self.said.setdefault(one.behaviour_key, []).append(one)
        self.shared = Counter(o for key in self.asks for o in self._parents(key))

    def _parents(self, key: str) -> list[str]:
        """The behaviours of the role that one goes by: itself, and what became part of it."""
        known = [key] if key in self.asked or key in self.said else []
        if known:
            gone = [o for o in self.origins.get(key, ()) if o in self.asked and o not in self.asks]
            return [*known, *gone]
        return [o for o in self.origins.get(key, ()) if o in self.asked]

    def carried(self, placed: Placed) -> CarriedBehaviour:
        key, row = placed.behaviour.key, placed.cell.competency_key
        parents = self._parents(key)
        said = tuple(one for parent in parents for one in self._of(parent, row))
        how, mark, reason = self._settle(key, parents, said)
        stood = self.asked.get(key, ())
        stays = any(spot.cell.competency_key == row for spot in stood)
        return CarriedBehaviour(
            placed,
            how,
            mark,
            reason,
            said,
            text_change(stood[0].behaviour.text, placed.behaviour.text) if stood else None,
            tuple(self.asked[p][0].behaviour for p in parents if p != key),
            stood[0].cell if stood and not stays else None,
        )

    def _of(self, parent: str, row: str) -> list[Said]:
        """What was said of a behaviour: under the same competency, or else under any."""
        every = self.said.get(parent, [])
        return [one for one in every if one.competency_key == row] or every

    def _settle(
        self, key: str, parents: list[str], said: tuple[Said, ...]
    ) -> tuple[Carriage, Mark | None, str]:
        if not parents:
            return Carriage.NEW, None, ""
        itself = parents == [key]
        if itself and not said:
            return Carriage.KEPT, None, ""
        is_whole = {one.behaviour_key for one in said} == set(parents) and all(
            origin in self.asked for origin in self.origins.get(key, ()) if not itself
        )
        reason = _joined_reasons(said)
        if not is_whole or len({one.mark for one in said}) != 1 or reason is None:
            return Carriage.ANEW, None, ""
        if itself:
            return Carriage.KEPT, said[0].mark, reason
        if len(parents) == 1 or any(self.shared[parent] > 1 for parent in parents):
            return Carriage.OFFERED, said[0].mark, reason
        return Carriage.AGREED, said[0].mark, reason


def _joined_reasons(said: Iterable[Said]) -> str | None:
    """Every reason once; None when they do not fit into one."""
    joined = "; ".join(dict.fromkeys(one.reason for one in said if one.reason))
    return joined if len(joined) <= LONGEST_REASON else None
