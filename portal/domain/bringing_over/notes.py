"""What becomes of the notes and links, of which each competency has one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.assessments import LONGEST_NOTE, Answer
from portal.domain.comparisons.columns import Cell, Column
from portal.domain.languages import LocalizedText


class NoteFate(StrEnum):
    """What becomes of the note and the link of a competency."""

    STAYS = "stays"
    FOLLOWS = "follows"
    """The competency was merged into another one, or split: it goes there."""
    LEFT = "left"
    """It finds no place, or no room: it is only listed."""


@dataclass(frozen=True)
class CarriedNote:
    """``title`` is None for a competency that the older version does not know."""

    competency_key: str
    title: LocalizedText | None
    note: str
    link: str
    fate: NoteFate
    into: Cell | None


def carried_notes(
    answers: Mapping[str, Answer],
    old: Column | None,
    new: Column | None,
    origins: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[CarriedNote, ...], dict[str, Answer]]:
    """Each note with its fate, and the notes and links of the newer version by competency key.

    ``origins`` are those of the competencies. A note stays with its competency as long as the role
    has it. Otherwise it follows to the competency that came of it, of several to the one that took
    most of its behaviours; there it is put below what the competency has already.
    """
    cells = new.cells if new else {}
    notes: list[CarriedNote] = []
    written: dict[str, Answer] = {}
    said = {row: answer for row, answer in answers.items() if answer.note or answer.link}
    for row, answer in sorted(said.items(), key=lambda item: item[0] not in cells):
        into = cells.get(row) or _heir(row, old, new, origins)
        fate = NoteFate.STAYS if row in cells else NoteFate.FOLLOWS
        if into is None:
            fate = NoteFate.LEFT
        elif (joined := _joined(written.get(into.competency_key), answer)) is None:
            fate, into = NoteFate.LEFT, None
        else:
            written[into.competency_key] = joined
        cell = old.cells.get(row) if old else None
        title = cell.competency if cell else None
        notes.append(CarriedNote(row, title, answer.note, answer.link, fate, into))
    return tuple(notes), written


def _heir(
    row: str, old: Column | None, new: Column | None, origins: Mapping[str, tuple[str, ...]]
) -> Cell | None:
    if new is None:
        return None
    had = set(old.in_cells.get(row, ())) if old else set()
    heirs = [cell for key, cell in new.cells.items() if row in origins.get(key, ())]
    return max(
        heirs,
        key=lambda cell: len(had & set(new.in_cells[cell.competency_key])),
        default=None,
    )


def _joined(there: Answer | None, more: Answer) -> Answer | None:
    """Two notes one below the other; a second link goes below them. None when there is no room."""
    if there is None:
        return Answer(note=more.note, link=more.link)
    second = more.link if there.link and more.link != there.link else ""
    note = "\n\n".join(part for part in (there.note, more.note, second) if part)
    if len(note) > LONGEST_NOTE:
        return None
    return Answer(note=note, link=there.link or more.link)
