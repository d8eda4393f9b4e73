"""What the wording advice says: its rules, how much each matters, and where it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Rule(StrEnum):
    """The rules, in the order in which findings at one place are listed."""

    TARGET_NUMBER = "target-number"
    METRIC = "metric"
    UNOBSERVABLE_VERB = "unobservable-verb"
    SEVERAL_IDEAS = "several-ideas"
    LOADED_WORD = "loaded-word"
    FILLER = "filler"
    REPEATED_BEHAVIOUR = "repeated-behaviour"
    SAME_AS_NEIGHBOUR = "same-as-neighbour"
    VERBS_DO_NOT_RISE = "verbs-do-not-rise"
    EMPTY_CELL = "empty-cell"
    UNUSED_COMPETENCY = "unused-competency"
    EMPTY_ROLE = "empty-role"
    TOO_MANY_COMPETENCIES = "too-many-competencies"
    UNEQUAL_JUMP = "unequal-jump"


class Severity(StrEnum):
    """MUST keeps a draft from being published; SHOULD and HINT leave the choice to the author."""

    MUST = "must"
    SHOULD = "should"
    HINT = "hint"


SEVERITIES: Mapping[Rule, Severity] = {
    Rule.TARGET_NUMBER: Severity.MUST,
    Rule.METRIC: Severity.SHOULD,
    Rule.UNOBSERVABLE_VERB: Severity.SHOULD,
    Rule.SEVERAL_IDEAS: Severity.SHOULD,
    Rule.LOADED_WORD: Severity.SHOULD,
    Rule.FILLER: Severity.HINT,
    Rule.REPEATED_BEHAVIOUR: Severity.SHOULD,
    Rule.SAME_AS_NEIGHBOUR: Severity.SHOULD,
    Rule.VERBS_DO_NOT_RISE: Severity.HINT,
    Rule.EMPTY_CELL: Severity.MUST,
    Rule.UNUSED_COMPETENCY: Severity.SHOULD,
    Rule.EMPTY_ROLE: Severity.SHOULD,
    Rule.TOO_MANY_COMPETENCIES: Severity.SHOULD,
    Rule.UNEQUAL_JUMP: Severity.HINT,
}
"""How much each rule matters, unless a finding says otherwise: a waived number is a HINT, and so is
a role that is left out between two that have the competency."""

Datum = str | int


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule and the stretch of one text that it is about, in characters: [start, end)."""

    rule: Rule
    start: int
    end: int
    data: Mapping[str, Datum] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a matrix, by keys: a behaviour in a cell, a cell, a competency or a role.

    A text found at a competency alone is its summary, at a role alone the role's purpose.
    """

    competency: str | None = None
    role: str | None = None
    behaviour: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of advice.

    ``language`` and ``span`` (characters, [start, end)) say which wording it is about and which
    part of it; both are None for what concerns a cell, a competency or a role as a whole.
    ``excerpt`` is that part. ``data`` is what the explanation and the rewrite are made of.
    """

    rule: Rule
    severity: Severity
    place: Spot
    language: str | None = None
    excerpt: str = ""
    span: tuple[int, int] | None = None
    data: Mapping[str, Datum] = field(default_factory=dict, hash=False)

    @property
    def blocks(self) -> bool:
        """Whether the draft cannot be published while this stands."""
        return self.severity is Severity.MUST
