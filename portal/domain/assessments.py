"""Rules of a view: what an answer holds, when it is complete, and how two saves meet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from portal.domain.matrices import Behaviour, Competency, Matrix
from portal.domain.observations import Mark

LONGEST_NOTE = 2000
LONGEST_LINK = 500
LONGEST_REASON = 300
LONGEST_NEXT_STEPS = 4000

SECONDS_PER_BEHAVIOUR = 20
SECONDS_PER_NOTE = 60


class ViewKind(StrEnum):
    """Whose view of an assessment it is: one's own, one's manager's, or what both agreed."""

    SELF = "self"
    MANAGER = "manager"
    AGREED = "agreed"


@dataclass(frozen=True)
class Answer:
    """What is said of one competency; ``marks`` and ``reasons`` by behaviour key.

    ``reasons`` say why a behaviour does not apply.
    """

    marks: Mapping[str, Mark] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    link: str = ""

    @property
    def fingerprint(self) -> str:
        """A short digest of the content: equal answers have equal fingerprints."""
        content = [
            sorted(self.marks.items()),
            sorted((key, reason) for key, reason in self.reasons.items() if reason),
            self.note,
            self.link,
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


NOTHING = Answer()


class Meeting(StrEnum):
    """How a save meets what is stored."""

    UNCHANGED = "unchanged"
    SAVE = "save"
    KEEP_STORED = "keep_stored"
    CONFLICT = "conflict"


def meeting(*, stored: Answer, typed: Answer, seen: str) -> Meeting:
    """How ``typed``, written over the answer with fingerprint ``seen``, meets what is ``stored``.

    A tab that changed nothing never undoes another tab's work; two tabs that changed the same
    answer differently are a conflict, for the person to decide.
    """
    if typed.fingerprint == stored.fingerprint:
        return Meeting.UNCHANGED
    if stored.fingerprint == seen:
        return Meeting.SAVE
    if typed.fingerprint == seen:
        return Meeting.KEEP_STORED
    return Meeting.CONFLICT


def unmarked(
    matrix: Matrix, role_key: str, answers: Mapping[str, Answer]
) -> list[tuple[Competency, Behaviour]]:
    """The behaviours of a role that nothing was said about yet, in reading order."""
    return [
        (competency, behaviour)
        for competency, behaviour in matrix.behaviours(role_key)
        if behaviour.key not in answers.get(competency.key, NOTHING).marks
    ]


def unexplained(
    matrix: Matrix, role_key: str, answers: Mapping[str, Answer]
) -> list[tuple[Competency, Behaviour]]:
    """The behaviours marked as not applicable without a reason, in reading order."""
    found = []
    for competency, behaviour in matrix.behaviours(role_key):
        answer = answers.get(competency.key, NOTHING)
        is_out = answer.marks.get(behaviour.key) is Mark.NOT_APPLICABLE
        if is_out and not answer.reasons.get(behaviour.key):
            found.append((competency, behaviour))
    return found


def marks_in_common(one: Mapping[str, Answer], other: Mapping[str, Answer]) -> dict[str, Answer]:
    """The marks that two views share, by competency key, without notes; what to begin with.

    What both say does not apply is left open: its reason has to be agreed on too.
    """
    shared = {}
    for key, answer in one.items():
        marks = {
            behaviour: mark
            for behaviour, mark in answer.marks.items()
            if mark is not Mark.NOT_APPLICABLE
            and other.get(key, NOTHING).marks.get(behaviour) is mark
        }
        if marks:
            shared[key] = Answer(marks=marks)
    return shared


def asked_of(matrix: Matrix, role_key: str, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Of ``answers``, by competency key, what answers something that ``matrix`` asks of a role."""
    found = {}
    for competency in matrix.for_role(role_key).competencies():
        answer = answers.get(competency.key, NOTHING)
        asked = {behaviour.key for behaviour in competency.expectations[role_key].behaviours}
        kept = replace(
            answer,
            marks={key: mark for key, mark in answer.marks.items() if key in asked},
            reasons={key: reason for key, reason in answer.reasons.items() if key in asked},
        )
        if kept != NOTHING:
            found[competency.key] = kept
    return found


@dataclass(frozen=True)
class Progress:
    marked: int
    behaviours: int

    @property
    def is_complete(self) -> bool:
        return self.marked == self.behaviours


def progress(matrix: Matrix, role_key: str, answers: Mapping[str, Answer]) -> Progress:
    total = sum(1 for _ in matrix.behaviours(role_key))
    return Progress(total - len(unmarked(matrix, role_key, answers)), total)


def minutes(matrix: Matrix, role_key: str) -> int:
    """About how long a self-assessment takes, in minutes, rounded up to five.

    Our own estimate: reading and marking a behaviour, and a short note per competency.
    """
    role = matrix.for_role(role_key)
    notes = sum(1 for _ in role.competencies())
    marks = sum(1 for _ in role.behaviours(role_key))
    seconds = marks * SECONDS_PER_BEHAVIOUR + notes * SECONDS_PER_NOTE
    return -(-seconds // 300) * 5
