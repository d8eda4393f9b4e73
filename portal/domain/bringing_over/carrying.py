"""Everything that was said, brought over at once."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from portal.domain.assessments import NOTHING, Answer
from portal.domain.bringing_over.marks import (
    Carriage,
    CarriedBehaviour,
    Heirs,
    Said,
    everything_said,
)
from portal.domain.bringing_over.notes import CarriedNote, NoteFate, carried_notes
from portal.domain.comparisons.columns import column
from portal.domain.comparisons.lineages import origins_of
from portal.domain.comparisons.outlines import row_origins
from portal.domain.matrices import Matrix
from portal.domain.observations import Mark

Answers = Mapping[str, Answer]
"""What a view says, by competency key."""


@dataclass(frozen=True)
class Carried:
    """``behaviours`` are all of the newer version in reading order; ``gone`` is what was said of
    behaviours it does not ask any more."""

    behaviours: tuple[CarriedBehaviour, ...]
    gone: tuple[Said, ...]
    notes: tuple[CarriedNote, ...]
    written: Answers
    """Notes and links as they stand in the newer version, by competency key; no marks."""

    @property
    def left_over(self) -> tuple[CarriedNote, ...]:
        return tuple(note for note in self.notes if note.fate is NoteFate.LEFT)

    @property
    def loses_nothing(self) -> bool:
        """Whether every mark and every note has its place in the newer version."""
        to_repeat = any(one.how is Carriage.ANEW and one.said for one in self.behaviours)
        return not self.gone and not self.left_over and not to_repeat

    def answers(self, accepted: Container[str]) -> dict[str, Answer]:
        """What the view says in the newer version, with the offers for the ``accepted`` keys."""
        marks: dict[str, dict[str, Mark]] = {}
        reasons: dict[str, dict[str, str]] = {}
        for one in self.behaviours:
            if one.mark is None or (one.how is Carriage.OFFERED and one.key not in accepted):
                continue
            row = one.placed.cell.competency_key
            marks.setdefault(row, {})[one.key] = one.mark
            if one.reason:
                reasons.setdefault(row, {})[one.key] = one.reason
        return {
            row: replace(
                self.written.get(row, NOTHING),
                marks=marks.get(row, {}),
                reasons=reasons.get(row, {}),
            )
            for row in dict.fromkeys((*self.written, *marks))
        }


def carry_over(
    answers: Answers,
    before: Matrix,
    after: Matrix,
    role_key: str,
    new_role_key: str | None = None,
) -> Carried:
    """What becomes of ``answers`` to ``before`` when they are brought over to ``after``.

    ``new_role_key`` is the role they are brought over to, where the role was split or merged.
    """
    old = column(before, role_key)
    new = column(after, new_role_key or role_key)
    said = list(everything_said(answers, old))
    origins = origins_of(
        {key: b.came_from for key, b in before.every_behaviour().items()},
        {key: b.came_from for key, b in after.every_behaviour().items()},
    )
    heirs = Heirs(old, new, origins, said)
    behaviours = tuple(heirs.carried(placed) for placed in new.placed) if new else ()
    used = {(s.competency_key, s.behaviour_key) for one in behaviours for s in one.said}
    notes, written = carried_notes(answers, old, new, row_origins(before, after))
    return Carried(
        behaviours,
        tuple(s for s in said if (s.competency_key, s.behaviour_key) not in used),
        notes,
        written,
    )
