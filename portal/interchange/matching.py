"""What a file says, matched with what is there: by key, then by wording, or else new.

The outcome is the whole new content of a matrix. What a file does not speak of stays: wordings in
other languages (outdated once their original changes), purposes, summaries, waivers and weights.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from portal.domain.ladders import Track
from portal.domain.matrices import (
    Behaviour,
    Category,
    Competency,
    Expectation,
    Matrix,
    RoleColumn,
    VersionNumber,
    VersionState,
    Weight,
)
from portal.interchange.behaviour_matches import BehaviourMatches
from portal.interchange.competency_matches import CompetencyMatches, Row, in_order
from portal.interchange.exact_matrices import with_free_keys
from portal.interchange.readings import Problem, ReadFramework
from portal.interchange.role_matches import RoleMatches

Mode = Literal["replace", "add"]
"""replace: what is not in the file goes. add: it stays."""

FIRST = VersionNumber(1, 0, 0)


@dataclass(frozen=True)
class Matched:
    """The matrix as it would be, a draft; how many behaviours were known by what, or are new.

    ``new_roles`` are those of the file that the ladder does not have. ``problems`` are what
    matching found on top of what reading did.
    """

    matrix: Matrix
    problems: tuple[Problem, ...]
    matched_by_key: int
    matched_by_wording: int
    new: int
    new_roles: tuple[RoleColumn, ...]

    @property
    def stops(self) -> bool:
        return any(problem.stops for problem in self.problems)


def match(
    read: ReadFramework,
    onto: Matrix | None,
    ladder_roles: Sequence[RoleColumn],
    track: Track,
    *,
    taken_behaviour_keys: Container[str] = frozenset(),
    taken_competency_keys: Container[str] = frozenset(),
    retired_roles: Sequence[RoleColumn] = (),
    mode: Mode = "replace",
) -> Matched:
    """The content of ``onto``, or of a new matrix of ``track``, as a file has it.

    Keys that are taken belong to other matrices: no new behaviour and no new competency gets one.
    A competency that the file itself gives such a key is that competency. Roles of the track that
    are retired stop the import where the file names one.
    """
    roles = RoleMatches(read.roles, onto.roles if onto else (), ladder_roles, retired_roles)
    if read.exact is not None and onto is None:
        exact = with_free_keys(read.exact, taken_behaviour_keys)
        return _exactly(exact, ladder_roles, track, roles.retired)
    competencies = CompetencyMatches(read, onto, taken_competency_keys)
    behaviours = BehaviourMatches(competencies.rows, onto, taken_behaviour_keys)
    content = _Content(read, onto, roles.columns, competencies, behaviours)
    started = onto or Matrix(
        track.key, track.title, FIRST, VersionState.DRAFT, None, read.note, (), ()
    )
    matrix = replace(
        started,
        state=VersionState.DRAFT,
        published_on=None,
        roles=content.roles(mode),
        categories=content.categories(mode),
    )
    found = [*roles.problems, *roles.retired, *competencies.problems, *behaviours.problems]
    known = set(read.problems)
    return Matched(
        matrix=matrix,
        problems=tuple(problem for problem in found if problem not in known),
        matched_by_key=behaviours.matched_by_key,
        matched_by_wording=behaviours.matched_by_wording,
        new=behaviours.new,
        new_roles=roles.new,
    )


def _exactly(
    exact: Matrix,
    ladder_roles: Sequence[RoleColumn],
    track: Track,
    retired: Sequence[Problem],
) -> Matched:
    """The very matrix, as a draft; of another track when it is brought to that one."""
    on_ladder = {role.key for role in ladder_roles}
    matrix = replace(exact, state=VersionState.DRAFT, published_on=None)
    if exact.track_key != track.key:
        matrix = replace(matrix, track_key=track.key, track_title=track.title)
    return Matched(
        matrix=matrix,
        problems=tuple(retired),
        matched_by_key=0,
        matched_by_wording=0,
        new=len(matrix.every_behaviour()),
        new_roles=tuple(role for role in matrix.roles if role.key not in on_ladder),
    )


class _Content:
    """The pieces of the new matrix, put together."""

    def __init__(
        self,
        read: ReadFramework,
        onto: Matrix | None,
        columns: Mapping[str, RoleColumn],
        competencies: CompetencyMatches,
        behaviours: BehaviourMatches,
    ) -> None:
        self._onto = onto
        self._columns = columns
        self._matches = competencies
        self._behaviours = behaviours
        self._names_categories = any(group.title for group in read.categories)
        self._rows = [self._competency(at, row) for at, row in enumerate(competencies.rows)]

    def roles(self, mode: Mode) -> tuple[RoleColumn, ...]:
        read = {column.key: column for column in self._columns.values()}
        if mode == "replace" or self._onto is None:
            return tuple(read.values())
        kept = {role.key: role for role in self._onto.roles}
        return tuple((kept | read).values())

    def categories(self, mode: Mode) -> tuple[Category, ...]:
        if mode == "replace" or self._onto is None:
            return self._from_file()
        return self._added_to(self._onto)

    def _from_file(self) -> tuple[Category, ...]:
        """As the file orders them; as the matrix does where the file has no categories."""
        keys = list(self._matches.categories)
        if not self._names_categories:
            keys = in_order(keys, self._onto)
        inside: dict[str, list[Competency]] = {key: [] for key in keys}
        for row, competency in zip(self._matches.rows, self._rows, strict=True):
            inside[row.category].append(competency)
        return tuple(
            Category(key, self._matches.categories[key], tuple(rows))
            for key, rows in inside.items()
        )

    def _added_to(self, onto: Matrix) -> tuple[Category, ...]:
        read = {competency.key: competency for competency in self._rows}
        kept = {row.key for row in onto.competencies()}
        new: dict[str, list[Competency]] = {}
        for row in self._matches.rows:
            if row.key not in kept:
                new.setdefault(row.category, []).append(read[row.key])
        merged = []
        for category in onto.categories:
            rows = [
                self._joined(row, read.get(row.key)) for row in category.competencies
            ] + new.pop(category.key, [])
            title = self._matches.categories.get(category.key, category.title)
            merged.append(Category(category.key, title, tuple(rows)))
        added = [Category(key, self._matches.categories[key], tuple(r)) for key, r in new.items()]
        return (*merged, *added)

    def _joined(self, known: Competency, read: Competency | None) -> Competency:
        """A competency with what the file adds; a behaviour says the same in all its cells."""
        cells = {
            role: Expectation(cell.weight, tuple(map(self._current, cell.behaviours)))
            for role, cell in known.expectations.items()
        }
        if read is None:
            return replace(known, expectations=cells)
        for role, cell in read.expectations.items():
            old = cells.get(role)
            listed = {b.key: b for b in (old.behaviours if old else ())}
            listed |= {behaviour.key: behaviour for behaviour in cell.behaviours}
            cells[role] = Expectation(cell.weight, tuple(listed.values()))
        return replace(read, expectations=cells)

    def _current(self, behaviour: Behaviour) -> Behaviour:
        return self._behaviours.behaviours.get(behaviour.key, behaviour)

    def _competency(self, at: int, row: Row) -> Competency:
        expectations = {}
        for cell in row.read.cells:
            column = self._columns.get(cell.role)
            if column is None:
                continue
            known = row.known.expectations.get(column.key) if row.known else None
            weight = cell.weight or (known.weight if known else Weight.EXPECTED)
            keys = self._behaviours.cells[at, cell.role]
            behaviours = tuple(self._behaviours.behaviours[key] for key in keys)
            expectations[column.key] = Expectation(weight, behaviours)
        return Competency(row.key, row.title, row.summary, expectations, row.came_from)
