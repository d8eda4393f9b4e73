"""What the page of an uploaded file shows: how it was read, and what importing it would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import PurePath

from portal.domain.advice import Finding, Rule, Severity
from portal.domain.comparisons import Comparison, Entry, Presence, changelog
from portal.domain.importing import Target
from portal.domain.matrices import Category, Matrix, RoleColumn
from portal.domain.refusals import Refusal, RuleBroken
from portal.interchange.column_words import ColumnKind
from portal.interchange.formats import Opened, Proposed, Tables
from portal.interchange.readings import FileRefused, Problem, ReadFramework
from portal.interchange.table_cells import column_letters
from portal.interchange.table_shapes import lacking
from portal.models import ImportFile
from portal.services import import_choices, import_files, import_targets, imports
from portal.services.imports import Proposal
from portal.wording.imports import LACKING

MOST_PROBLEMS = 200
MOST_TOLD = 300
"""Changes told one by one; of more only the counts are shown."""
MOST_ADVISED = 5_000
"""Behaviours on whose wording there is advice before the import; it is on the draft's own page."""
MOST_PREVIEWED = 400
"""Behaviours in the preview: a competency more or less, because rows are shown whole."""
LONGEST_TITLE = 120
EXAMPLES = 3
SAMPLES = 3
LOOKED_AT = 200
"""Rows in which samples are looked for."""


@dataclass(frozen=True)
class Trouble:
    """A problem with what stands in its cell, where that is known."""

    problem: Problem
    cell: str


@dataclass(frozen=True)
class SampledColumn:
    """A column's heading and some of what stands below it."""

    heading: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """As much of a matrix as a page holds; ``left_out`` are the competencies that are not shown."""

    matrix: Matrix
    left_out: int


def target_of(file: ImportFile, read: ReadFramework | None) -> Target:
    """Where a file goes: as chosen, or else where it probably belongs."""
    if chosen := import_files.chosen(file).target:
        return chosen
    stem = " ".join(PurePath(file.name).stem.replace("_", " ").replace("-", " ").split())
    title = f"{stem[:1].upper()}{stem[1:]}"[:LONGEST_TITLE]
    return import_targets.likely_target(read, title) if read else Target(None, title)


class Look:
    """A file as it is read now, and what importing it would do if it can be read at all."""

    def __init__(self, file: ImportFile) -> None:
        self.opened: Opened = import_files.opened(file)
        self.read: ReadFramework | None = None
        self.refused: FileRefused | None = None
        self.broken: RuleBroken | None = None
        self.proposal: Proposal | None = None
        try:
            self.read = import_choices.framework(self.opened)
        except FileRefused as refused:
            self.refused = refused
        self.target = target_of(file, self.read)
        if self.read is not None:
            try:
                self.proposal = imports.propose(self.read, self.target)
            except RuleBroken as broken:
                self.broken = broken

    @property
    def tables(self) -> tuple[Proposed, ...]:
        return self.opened.proposed if isinstance(self.opened, Tables) else ()

    def columns(self, at: int) -> list[SampledColumn]:
        """The columns of a table as the form shows them."""
        table, mapping = self.tables[at].table, self.tables[at].mapping
        header = next((row for row in table.rows if row.number == mapping.header_row), None)
        body = [row for row in table.rows if row.number > mapping.header_row][:LOOKED_AT]
        return [
            SampledColumn(
                (header.cell(index) if header else "") or column_letters(index),
                tuple(islice(dict.fromkeys(filter(None, (r.cell(index) for r in body))), SAMPLES)),
            )
            for index in range(table.width)
        ]

    def lacks(self, at: int) -> list[ColumnKind]:
        """What a table that is to be read still needs a column for."""
        one = self.tables[at]
        has_name = one.table.is_sheet and bool(one.table.name)
        missing = lacking(one.mapping, has_sheet_name=has_name) if one.is_chosen else ()
        return [kind for kind in missing if kind in LACKING]

    @property
    def is_nameless(self) -> bool:
        return self.broken is not None and self.broken.refusal is Refusal.TRACK_NAMELESS

    @property
    def can_import(self) -> bool:
        proposal = self.proposal
        return proposal is not None and not proposal.stops and not proposal.changes_nothing

    # What is wrong

    @cached_property
    def problems(self) -> list[Problem]:
        """All of them, those that stop the import first."""
        found = self.proposal.problems if self.proposal else self.read.problems if self.read else ()
        return sorted(found, key=lambda problem: not problem.stops)

    @property
    def stopping(self) -> int:
        return sum(problem.stops for problem in self.problems)

    def troubles(self) -> list[Trouble]:
        cells = self._cells()
        return [
            Trouble(one, cells.get((one.place.sheet, one.place.row, one.place.column), ""))
            for one in self.problems[:MOST_PROBLEMS]
        ]

    def _cells(self) -> Mapping[tuple[str, int | None, str], str]:
        """The cells that problems are about, by sheet, row and heading."""
        wanted = {(p.place.sheet, p.place.row) for p in self.problems[:MOST_PROBLEMS]}
        found: dict[tuple[str, int | None, str], str] = {}
        for at, one in enumerate(self.tables):
            if not one.is_chosen:
                continue
            sheet = one.table.name if one.table.is_sheet else ""
            heads = [" ".join(column.heading.split()) for column in self.columns(at)]
            for row in one.table.rows:
                if (sheet, row.number) in wanted:
                    for index, head in enumerate(heads):
                        found.setdefault((sheet, row.number, head), row.cell(index))
        return found

    # What it would be

    @property
    def matrix(self) -> Matrix | None:
        return self.proposal.matched.matrix if self.proposal else None

    @cached_property
    def size(self) -> int:
        return len(self.matrix.every_behaviour()) if self.matrix else 0

    def is_new(self, role: RoleColumn) -> bool:
        new = self.proposal.matched.new_roles if self.proposal else ()
        return role.key in {one.key for one in new}

    @cached_property
    def comparison(self) -> Comparison | None:
        return self.proposal.comparison() if self.proposal else None

    @cached_property
    def stories(self) -> dict[str, tuple[Entry, ...]]:
        roles = self.comparison.roles if self.comparison else ()
        told = {role.key: changelog(self.comparison, role.key) for role in roles}  # type: ignore[arg-type]
        return {key: entries for key, entries in told.items() if entries}

    @property
    def has_too_many_changes(self) -> bool:
        return sum(map(len, self.stories.values())) > MOST_TOLD

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many behaviours, competencies and roles change in which way."""
        roles = self.comparison.roles if self.comparison else ()
        new = {placed.behaviour.key for role in roles for placed in role.added}
        gone = {placed.behaviour.key for role in roles for placed in role.removed}
        before = self.comparison.before.every_behaviour() if self.comparison else {}
        after = self.comparison.after.every_behaviour() if self.comparison else {}
        return {
            "new": len(new - before.keys()),
            "gone": len(gone - after.keys()),
            "reworded": len({w.placed.behaviour.key for role in roles for w in role.reworded}),
            "moved": len({m.behaviour.key for role in roles for m in role.moved}),
            "reweighted": sum(len(role.reweighted) for role in roles),
            "roles_new": sum(role.presence is Presence.ADDED for role in roles),
            "roles_gone": sum(role.presence is Presence.REMOVED for role in roles),
        }

    @cached_property
    def findings(self) -> tuple[Finding, ...] | None:
        """The advice on its wording; None where there is too much to read."""
        if self.proposal is None or self.size > MOST_ADVISED:
            return None
        return self.proposal.findings()

    @property
    def blocking(self) -> int:
        return sum(finding.blocks for finding in self.findings or ())

    def advice(self) -> list[tuple[Rule, Severity, int, list[Finding]]]:
        """By rule, the weightiest first: how often, and a few examples."""
        found = self.findings or ()
        counts = Counter((finding.rule, finding.severity) for finding in found)
        order = sorted(
            counts, key=lambda one: (list(Severity).index(one[1]), list(Rule).index(one[0]))
        )
        return [
            (
                rule,
                severity,
                counts[rule, severity],
                [f for f in found if (f.rule, f.severity) == (rule, severity)][:EXAMPLES],
            )
            for rule, severity in order
        ]

    def preview(self) -> Preview | None:
        if self.matrix is None:
            return None
        room, left_out = MOST_PREVIEWED, 0
        shown: list[Category] = []
        for category in self.matrix.categories:
            rows = []
            for row in category.competencies:
                if room > 0:
                    rows.append(row)
                    room -= sum(len(cell.behaviours) for cell in row.expectations.values())
                else:
                    left_out += 1
            if rows:
                shown.append(replace(category, competencies=tuple(rows)))
        return Preview(replace(self.matrix, categories=tuple(shown)), left_out)
