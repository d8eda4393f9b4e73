"""Edits of a whole cell at once, as its form brings them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.drafting import behaviours
from portal.domain.drafting.sights import behaviour_as_seen
from portal.domain.drafting.surgery import found, in_every_cell, with_cell
from portal.domain.drafting.texts import (
    Clash,
    TextsClash,
    Typed,
    is_untouched,
    required,
)
from portal.domain.matrices import Behaviour, Matrix, Weight
from portal.domain.refusals import Refusal, RuleBroken


def reword_all(matrix: Matrix, typed: Mapping[str, Typed]) -> Matrix:
    """Several behaviours, by key, with other wordings, in every cell that has them.

    TextsClash names all that somebody else reworded or took out meanwhile. What was taken out
    and not typed in is passed over.
    """
    known, clashes = matrix.every_behaviour(), list[Clash]()
    renewed: dict[str, Behaviour] = {}
    for key, text in typed.items():
        place = f"behaviours/{key}"
        if key not in known:
            if not is_untouched(text):
                clashes.append(Clash(place, None, text))
            continue
        try:
            wording = required(place, known[key].text, text)
        except TextsClash as clash:
            clashes += clash.clashes
        else:
            renewed[key] = replace(known[key], text=wording)
    if clashes:
        raise TextsClash(*clashes)
    return _renewed(matrix, renewed)


def weigh(
    matrix: Matrix, competency: str, role: str, weight: Weight, seen: Weight | None
) -> Matrix:
    """A cell with the weight an editor chose over the one they had ``seen``; None: no cell yet.

    RuleBroken when somebody else gave it a third weight meanwhile.
    """
    row = found(matrix.competency(competency))
    found(matrix.role(role))
    cell = row.expectations.get(role)
    now = cell.weight if cell else None
    if weight in {seen, now}:
        return matrix
    if now != seen:
        raise RuleBroken(Refusal.WEIGHED_MEANWHILE, "weight")
    return behaviours.set_weight(matrix, competency, role, weight)


def shift(matrix: Matrix, competency: str, role: str, key: str, by: int) -> Matrix:
    """A behaviour some places further down its cell (or up: ``by`` is negative)."""
    row = found(matrix.competency(competency))
    cell = found(row.expectations.get(role))
    keys = [behaviour.key for behaviour in cell.behaviours]
    if key not in keys:
        raise RuleBroken(Refusal.GONE_MEANWHILE)
    return behaviours.place(matrix, competency, role, key, keys.index(key) + by)


def remove_as_seen(matrix: Matrix, competency: str, role: str, key: str, seen: str) -> Matrix:
    """The behaviour taken out of one cell, if it still reads as the editor has ``seen`` it.

    One that is out already is no matter.
    """
    row = found(matrix.competency(competency))
    cell = found(row.expectations.get(role))
    if all(behaviour.key != key for behaviour in cell.behaviours):
        return matrix
    return behaviours.remove(behaviour_as_seen(matrix, key, seen), competency, role, key)


def bring_back(matrix: Matrix, competency: str, role: str, behaviour: Behaviour) -> Matrix:
    """A behaviour that was taken out put at the end of a cell again, under the key it had."""
    if behaviour.key in matrix.every_behaviour():
        raise RuleBroken(Refusal.ALREADY_THERE)
    matrix = behaviours.set_weight(matrix, competency, role, None)
    return with_cell(
        matrix,
        competency,
        role,
        lambda cell: replace(cell, behaviours=(*cell.behaviours, behaviour)),
    )


def _renewed(matrix: Matrix, renewed: Mapping[str, Behaviour]) -> Matrix:
    if not renewed:
        return matrix
    return in_every_cell(matrix, lambda found: tuple(renewed.get(b.key, b) for b in found))
