"""Cells and rows: what is empty, what is there twice, and verbs that do not rise with the role."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import pairwise

from portal.domain.advice.findings import SEVERITIES, Finding, Rule, Severity, Spot
from portal.domain.advice.likeness import Gist, pairs_alike
from portal.domain.advice.passages import Passage
from portal.domain.advice.verbs import BANDS, Band
from portal.domain.matrices import Behaviour, Competency, Matrix


class Emptiness(StrEnum):
    """EMPTY: nothing is written. LEFT_OUT: no cell, between two that there are."""

    EMPTY = "empty"
    LEFT_OUT = "left-out"


class Sameness(StrEnum):
    EQUAL = "equal"
    NEARLY_EQUAL = "nearly-equal"


Gists = Mapping[str, Gist]
"""The gist of each behaviour by its key, in its original language."""


def cells(matrix: Matrix) -> Iterator[Finding]:
    """Everything about the cells of a matrix, competency by competency."""
    for row in matrix.competencies():
        if not any(role.key in row.expectations for role in matrix.roles):
            yield _finding(Rule.UNUSED_COMPETENCY, Spot(row.key))
            continue
        written = _behaviours(matrix, row)
        gists = {
            behaviour.key: Gist(Passage(behaviour.text.original, behaviour.text.original_language))
            for _, behaviour in written
        }
        same = list(_same_as_neighbour(matrix, row, gists))
        yield from _empty_cells(matrix, row)
        yield from same
        yield from _verbs_that_do_not_rise(matrix, row, gists, {one.place for one in same})
        yield from _repeated(row, written, gists, {_pair(one) for one in same})


def _pair(finding: Finding) -> frozenset[str]:
    return frozenset({str(finding.place.role), str(finding.data["other_role"])})


def _finding(rule: Rule, place: Spot, severity: Severity | None = None, **data: str) -> Finding:
    return Finding(rule, severity or SEVERITIES[rule], place, data=data)


def _behaviours(matrix: Matrix, row: Competency) -> list[tuple[str, Behaviour]]:
    """The behaviours of a row with the first role that has each."""
    found: dict[str, tuple[str, Behaviour]] = {}
    for role in matrix.roles:
        if cell := row.expectations.get(role.key):
            for behaviour in cell.behaviours:
                found.setdefault(behaviour.key, (role.key, behaviour))
    return list(found.values())


def _empty_cells(matrix: Matrix, row: Competency) -> Iterator[Finding]:
    """Cells without a behaviour, and a role left out between two that have the competency."""
    held = [place for place, role in enumerate(matrix.roles) if role.key in row.expectations]
    for place, role in enumerate(matrix.roles):
        cell = row.expectations.get(role.key)
        if cell is not None and not cell.behaviours:
            yield _finding(Rule.EMPTY_CELL, Spot(row.key, role.key), kind=Emptiness.EMPTY)
        elif cell is None and held[0] < place < held[-1]:
            yield _finding(
                Rule.EMPTY_CELL, Spot(row.key, role.key), Severity.HINT, kind=Emptiness.LEFT_OUT
            )


def _neighbours(matrix: Matrix, row: Competency) -> Iterator[tuple[str, str]]:
    """Each role with something written in the row, and the one before it that has something."""
    filled = [
        role.key
        for role in matrix.roles
        if (cell := row.expectations.get(role.key)) and cell.behaviours
    ]
    yield from pairwise(filled)


def _same_as_neighbour(matrix: Matrix, row: Competency, gists: Gists) -> Iterator[Finding]:
    """Cells in which every behaviour is, or is like, one of the cell before, and the reverse."""
    for lower, higher in _neighbours(matrix, row):
        before = [behaviour.key for behaviour in row.expectations[lower].behaviours]
        after = [behaviour.key for behaviour in row.expectations[higher].behaviours]
        if set(before) == set(after):
            kind = Sameness.EQUAL
        elif len(before) == len(after) and _match(before, after, gists):
            kind = Sameness.NEARLY_EQUAL
        else:
            continue
        yield _finding(Rule.SAME_AS_NEIGHBOUR, Spot(row.key, higher), kind=kind, other_role=lower)


def _match(before: list[str], after: list[str], gists: Gists) -> bool:
    """Whether each behaviour of one cell has one in the other that is like it."""
    left = [gists[key] for key in before]
    right = [gists[key] for key in after]
    alike = {place for place, found in pairs_alike([*left, *right]) if found < len(left)}
    shared = set(before)
    return all(key in shared or len(left) + place in alike for place, key in enumerate(after))


def _verbs_that_do_not_rise(
    matrix: Matrix, row: Competency, gists: Gists, already: set[Spot]
) -> Iterator[Finding]:
    """Cells whose leading verbs all reach less far than every verb of the cell before.

    Nothing is said unless all the verbs are known.
    """
    for lower, higher in _neighbours(matrix, row):
        place = Spot(row.key, higher)
        below = _bands(row, lower, gists)
        above = _bands(row, higher, gists)
        if place not in already and below and above and max(above.values()) < min(below.values()):
            yield _finding(
                Rule.VERBS_DO_NOT_RISE,
                place,
                other_role=lower,
                verbs=", ".join(above),
                other_verbs=", ".join(below),
            )


def _bands(row: Competency, role: str, gists: Gists) -> dict[str, Band]:
    """The leading verbs of a cell with their bands; empty unless each of them is known."""
    found: dict[str, Band] = {}
    for behaviour in row.expectations[role].behaviours:
        passage = gists[behaviour.key].passage
        if passage.language not in BANDS:
            return {}
        verb = passage.word(passage.head_at(0))
        band = BANDS[passage.language].get(verb)
        if band is None:
            return {}
        found[verb] = band
    return found


def _repeated(
    row: Competency,
    written: list[tuple[str, Behaviour]],
    gists: Gists,
    told: set[frozenset[str]],
) -> Iterator[Finding]:
    """Behaviours of a row that are like another with a key of its own."""
    for place, found in pairs_alike([gists[behaviour.key] for _, behaviour in written]):
        role, behaviour = written[place]
        other_role, other = written[found]
        if frozenset({role, other_role}) in told:
            continue
        passage = gists[behaviour.key].passage
        yield Finding(
            Rule.REPEATED_BEHAVIOUR,
            SEVERITIES[Rule.REPEATED_BEHAVIOUR],
            Spot(row.key, role, behaviour.key),
            language=passage.language,
            excerpt=passage.text,
            span=(0, len(passage.text)),
            data={
                "other_role": other_role,
                "other_behaviour": other.key,
                "other_text": gists[other.key].passage.text,
            },
        )
