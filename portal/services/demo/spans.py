"""How many leads and managers so many people in support need."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

LEAST_REPORTS, USUAL_REPORTS, MOST_REPORTS = 6, 8, 9
LEADS_OF_A_MANAGER = 5
WIDEST_TOP = 6


@dataclass(frozen=True)
class Spans:
    """How many reports each lead has, and how many managers each layer, the lowest first."""

    teams: tuple[int, ...]
    layers: tuple[int, ...]


def spans(staff: int, rng: Random) -> Spans:
    """Divide everybody below the head of support into managers, leads and their reports."""
    for usual in range(USUAL_REPORTS, MOST_REPORTS + 1):
        leads = 2
        while (reports := _left(staff, leads)) > usual * leads:
            leads += 1
        if reports >= LEAST_REPORTS * leads:
            return Spans(_uneven(reports, leads, rng), _layers(leads))
    raise ValueError(f"{staff} people are too few for two teams of a lead each")


def _left(staff: int, leads: int) -> int:
    return staff - leads - sum(_layers(leads))


def _layers(leads: int) -> tuple[int, ...]:
    layers = [-(-leads // LEADS_OF_A_MANAGER)]
    while layers[-1] > WIDEST_TOP:
        layers.append(-(-layers[-1] // LEADS_OF_A_MANAGER))
    return tuple(layers)


def _uneven(reports: int, leads: int, rng: Random) -> tuple[int, ...]:
    """Teams of different sizes, as they are in life, within what a lead can look after."""
    size, more = divmod(reports, leads)
    teams = [size + (place < more) for place in range(leads)]
    for place in range(0, leads - 1, 2):
        grows, shrinks = rng.sample((place, place + 1), 2)
        if teams[grows] < MOST_REPORTS and teams[shrinks] > LEAST_REPORTS:
            teams[grows] += 1
            teams[shrinks] -= 1
    return tuple(teams)
