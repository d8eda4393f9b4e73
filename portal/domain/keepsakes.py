"""What somebody said that finds no place in the version they bring it over to, and is kept.

What was said of a competency that the role has no more stays under that competency, beside the
answers. A reason that was typed for a behaviour that is gone from a competency goes below the
competency's note.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from portal.domain.assessments import NOTHING, Answer
from portal.domain.bringing_over import Carriage, Carried, Said


def unplaced(carried: Carried, accepted: Container[str]) -> Iterator[Said]:
    """The marks that no behaviour of the newer version takes over, unless it goes by them anew."""
    taken = set()
    for one in carried.behaviours:
        is_taken = one.how in {Carriage.KEPT, Carriage.AGREED} or (
            one.how is Carriage.OFFERED and one.key in accepted
        )
        if is_taken:
            taken |= {(said.competency_key, said.behaviour_key) for said in one.said}
    told = set()
    for said in (*carried.gone, *(said for one in carried.behaviours for said in one.said)):
        place = (said.competency_key, said.behaviour_key)
        if place not in taken and place not in told:
            told.add(place)
            yield said


def brought_over(
    carried: Carried, accepted: Container[str], rows: Container[str], language: str
) -> dict[str, Answer]:
    """Every answer once it is brought over, by competency key; nothing that was typed is missing.

    ``rows`` are the keys of the competencies that the role has in the newer version. ``language``
    is that of the behaviours quoted beside reasons.
    """
    answers = carried.answers(accepted)
    for note in carried.left_over:
        there = answers.get(note.competency_key, NOTHING)
        answers[note.competency_key] = replace(there, note=note.note, link=note.link)
    for row, said in _by_row(unplaced(carried, accepted)):
        there = answers.get(row, NOTHING)
        if row in rows:
            lines = [there.note, *(_line(one, language) for one in said if one.reason)]
            kept = replace(there, note="\n\n".join(line for line in lines if line))
        else:
            marks = {one.behaviour_key: one.mark for one in said}
            reasons = {one.behaviour_key: one.reason for one in said if one.reason}
            kept = replace(
                there, marks={**there.marks, **marks}, reasons={**there.reasons, **reasons}
            )
        if kept != NOTHING:
            answers[row] = kept
    return answers


def _by_row(said: Iterable[Said]) -> list[tuple[str, list[Said]]]:
    rows: dict[str, list[Said]] = {}
    for one in said:
        rows.setdefault(one.competency_key, []).append(one)
    return list(rows.items())


def _line(said: Said, language: str) -> str:
    if said.behaviour is None:
        return said.reason
    return f"“{said.behaviour.text.words(language)}” {said.reason}"
