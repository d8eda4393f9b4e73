"""A team beside its competencies, and many people in one picture: words, never a ranking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.histories import Sight
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark, meets_expectation

FEWEST = 5
"""A picture of fewer people would be a picture of each of them."""


class Share(StrEnum):
    """How much of what a role expects in one competency was seen unasked, in words."""

    NOT_ASSESSED = "not_assessed"
    NONE_YET = "none_yet"
    SOME = "some"
    MOST = "most"
    ALL = "all"


SHARES: tuple[Share, ...] = (Share.NONE_YET, Share.SOME, Share.MOST, Share.ALL)


def share(marks: Iterable[Mark | None]) -> Share:
    """``most`` is more than half of what applies; what was not looked at counts for nothing."""
    applicable = [mark for mark in marks if mark is not None and mark is not Mark.NOT_APPLICABLE]
    if not applicable:
        return Share.NOT_ASSESSED
    met = sum(1 for mark in applicable if meets_expectation(mark))
    if met == 0:
        return Share.NONE_YET
    if met == len(applicable):
        return Share.ALL
    return Share.MOST if 2 * met > len(applicable) else Share.SOME


@dataclass(frozen=True)
class Cell:
    """One person in one competency: how much was seen; None where their role does not have it."""

    person_id: int
    share: Share | None


@dataclass(frozen=True)
class TeamRow:
    key: str
    title: LocalizedText
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Member:
    """Somebody in a team: the role they hold, the matrix that expects something of it."""

    person_id: int
    role_key: str
    matrix: Matrix
    seen: Mapping[str, Sight]

    def shares(self) -> dict[str, Share]:
        """How much was seen, by the key of each competency of their role."""
        return {
            competency.key: share(
                self.seen[behaviour.key].mark if behaviour.key in self.seen else None
                for behaviour in competency.expectations[self.role_key].behaviours
            )
            for competency in self.matrix.for_role(self.role_key).competencies()
        }


def team_rows(members: Iterable[Member]) -> tuple[TeamRow, ...]:
    """Competencies down, people across, in the order they are given: nobody is sorted by marks."""
    people = list(members)
    shares = {member.person_id: member.shares() for member in people}
    titles: dict[str, LocalizedText] = {}
    for member in people:
        for competency in member.matrix.for_role(member.role_key).competencies():
            titles.setdefault(competency.key, competency.title)
    return tuple(
        TeamRow(
            key,
            title,
            tuple(Cell(m.person_id, shares[m.person_id].get(key)) for m in people),
        )
        for key, title in titles.items()
    )


@dataclass(frozen=True)
class Distribution:
    """How many people of a role stand where in one competency; None where it may not be told."""

    key: str
    title: LocalizedText
    people: int
    counts: Mapping[Share, int] | None


def distributions(members: Iterable[Member]) -> tuple[Distribution, ...]:
    """The competencies of one role over the people in it who were assessed.

    Told only of five people or more, and not where all of them stand in the same place: either
    would say how one person stands.
    """
    people = list(members)
    if not people:
        return ()
    shares = [member.shares() for member in people]
    first = people[0]
    found = []
    for competency in first.matrix.for_role(first.role_key).competencies():
        told = [
            one[competency.key]
            for one in shares
            if one.get(competency.key, Share.NOT_ASSESSED) is not Share.NOT_ASSESSED
        ]
        counts = {place: told.count(place) for place in SHARES}
        is_safe = len(told) >= FEWEST and max(counts.values()) < len(told)
        found.append(
            Distribution(competency.key, competency.title, len(told), counts if is_safe else None)
        )
    return tuple(found)
