"""What publishing a draft would mean, and what stands in its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.domain.advice import Finding, blocking
from portal.domain.comparisons import (
    ChangeLevel,
    Comparison,
    Presence,
    Proposal,
    Reason,
    change_class,
    compare,
    next_number,
)
from portal.domain.matrices import Behaviour, Competency, Matrix, RoleColumn, VersionNumber
from portal.domain.matrix_parts import fingerprint, parts
from portal.domain.refusals import Refusal


@dataclass(frozen=True)
class EmptyCell:
    """A cell that says a role needs a competency, but not how it shows."""

    competency: Competency
    role: RoleColumn


@dataclass(frozen=True)
class Review:
    """A draft beside the published version; None where it would be the first of its matrix."""

    draft: Matrix
    published: Matrix | None

    @cached_property
    def comparison(self) -> Comparison | None:
        return compare(self.published, self.draft) if self.published else None

    @cached_property
    def proposal(self) -> Proposal | None:
        return change_class(self.comparison) if self.comparison else None

    @cached_property
    def empty_cells(self) -> tuple[EmptyCell, ...]:
        """In reading order."""
        return tuple(
            EmptyCell(row, role)
            for row in self.draft.competencies()
            for role in self.draft.roles
            if (cell := row.expectations.get(role.key)) and not cell.behaviours
        )

    @cached_property
    def numbers(self) -> tuple[Finding, ...]:
        """The target numbers that nobody has given a reason for."""
        return blocking(self.draft)

    @cached_property
    def numbered(self) -> Mapping[str, tuple[Finding, ...]]:
        """The same by behaviour key, in reading order."""
        found: dict[str, list[Finding]] = {}
        for finding in self.numbers:
            found.setdefault(finding.place.behaviour or "", []).append(finding)
        return {key: tuple(findings) for key, findings in found.items()}

    @property
    def has_content(self) -> bool:
        """Whether there is a role with something expected of it."""
        return bool(self.draft.roles and self.draft.every_behaviour())

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Why the draft cannot be published as it is; empty when it can."""
        found = []
        if not self.has_content:
            found.append(Refusal.NOTHING_TO_PUBLISH)
        if self.empty_cells:
            found.append(Refusal.EMPTY_CELLS)
        if self.numbers:
            found.append(Refusal.NUMBERS_LEFT)
        if self.comparison and not self.comparison.is_changed:
            found.append(Refusal.NOTHING_CHANGED)
        return tuple(found)

    @property
    def levels(self) -> tuple[ChangeLevel, ...]:
        """The levels it may be published as, the greatest first; none for a first version."""
        if self.proposal is None:
            return ()
        least = self.proposal.least
        return tuple(level for level in ChangeLevel if not level.is_less_than(least))

    def number(self, level: ChangeLevel | None) -> VersionNumber:
        """The number it would get; the level does not matter to a first version."""
        before = self.published.number if self.published else None
        return next_number(before, level or ChangeLevel.MAJOR)

    @property
    def asked_anew(self) -> Mapping[str, tuple[Reason, ...]]:
        """By role key, in the matrix's order, the reasons why its people are asked something new.

        A role that people may hold already and that comes into the matrix is asked all of it.
        """
        reasons = self.proposal.reasons if self.proposal else ()
        found = {}
        for role in self.draft.roles:
            theirs = tuple(
                reason
                for reason in reasons
                if reason.level is ChangeLevel.MAJOR
                and any(case.role_key == role.key for case in reason.cases)
            )
            if theirs or self._is_new(role.key):
                found[role.key] = theirs
        return found

    @property
    def gone(self) -> Mapping[str, Behaviour]:
        """The published behaviours by key, in reading order, that the draft has for no role."""
        kept = self.draft.every_behaviour()
        before = self.published.every_behaviour() if self.published else {}
        return {key: behaviour for key, behaviour in before.items() if key not in kept}

    def _is_new(self, role_key: str) -> bool:
        role = self.comparison.role(role_key) if self.comparison else None
        return role is not None and role.presence is Presence.ADDED


def content_print(matrix: Matrix) -> str:
    """A short fingerprint of what a version says, whatever its number, state, date and note.

    A draft keeps it when it is published, so that a second click finds out that the first worked.
    """
    pieces = parts(matrix)
    del pieces["note"]
    return fingerprint(pieces)
