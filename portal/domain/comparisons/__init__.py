"""Comparing two versions of a matrix: what changed, what kind of change it is, who is told what.

Things are matched by their keys, which rewording never changes; what was split or merged is found
by where it says it came from. See ``docs/versions.md`` for the rules and their reasons.
"""

from __future__ import annotations

from portal.domain.comparisons.changelogs import Entry, EntryKind, changelog
from portal.domain.comparisons.comparing import Comparison, compare
from portal.domain.comparisons.lineages import DescentKind
from portal.domain.comparisons.proposals import (
    ChangeLevel,
    Proposal,
    Reason,
    change_class,
    next_number,
)
from portal.domain.comparisons.reasons import ReasonKind
from portal.domain.comparisons.roles import Presence, RoleComparison
from portal.domain.comparisons.word_runs import Run, RunKind, word_runs
from portal.domain.comparisons.wordings import Extent, TextChange

__all__ = [
    "ChangeLevel",
    "Comparison",
    "DescentKind",
    "Entry",
    "EntryKind",
    "Extent",
    "Presence",
    "Proposal",
    "Reason",
    "ReasonKind",
    "RoleComparison",
    "Run",
    "RunKind",
    "TextChange",
    "change_class",
    "changelog",
    "compare",
    "next_number",
    "word_runs",
]
