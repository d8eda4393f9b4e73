"""Edits of behaviours and of the cells they stand in."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

from portal.domain.drafting.surgery import found, in_every_cell, placed, with_cell, with_competency
from portal.domain.drafting.texts import Typed, new_text, required, settled
from portal.domain.keys import AnyOf, key_for
from portal.domain.matrices import Behaviour, Competency, Expectation, Matrix, Weight
from portal.domain.refusals import Refusal, RuleBroken


def reword(matrix: Matrix, key: str, typed: Typed) -> Matrix:
    """The behaviour with another wording, in every cell that has it; its key stays."""
    behaviour = _behaviour(matrix, key)
    text = required(f"behaviours/{key}", behaviour.text, typed)
    return _replaced(matrix, replace(behaviour, text=text))


def add(
    matrix: Matrix,
    competency: str,
    role: str,
    wordings: Mapping[str, str],
    taken: Container[str],
) -> Matrix:
    """A new behaviour at the end of a cell, with a key of its own that is not ``taken``.

    The cell is made where the role did not have the competency. Adding what the cell says already,
    word for word, changes nothing: a form that is sent twice adds once.
    """
    text = new_text("behaviours/new", wordings)
    row = found(matrix.competency(competency))
    if (cell := row.expectations.get(role)) and any(
        said.text.texts == text.texts for said in cell.behaviours
    ):
        return matrix
    behaviour = Behaviour(_new_key(matrix, text.original, taken), text)
    return _appended(set_weight(matrix, competency, role, None), competency, role, behaviour)


def repeat(matrix: Matrix, key: str, competency: str, role: str) -> Matrix:
    """The behaviour asked of another role as well: the same behaviour, one wording."""
    return _appended(
        set_weight(matrix, competency, role, None), competency, role, _behaviour(matrix, key)
    )


def remove(matrix: Matrix, competency: str, role: str, key: str) -> Matrix:
    """The behaviour taken out of one cell; other cells that have it keep it."""
    found(_at(matrix, competency, role, key))
    return with_cell(
        matrix,
        competency,
        role,
        lambda cell: replace(cell, behaviours=tuple(b for b in cell.behaviours if b.key != key)),
    )


def place(matrix: Matrix, competency: str, role: str, key: str, at: int) -> Matrix:
    """The behaviour at another index of its cell."""
    behaviour = found(_at(matrix, competency, role, key))
    return with_cell(
        matrix,
        competency,
        role,
        lambda cell: replace(cell, behaviours=placed(cell.behaviours, behaviour, at)),
    )


def move(matrix: Matrix, key: str, origin: tuple[str, str], target: tuple[str, str]) -> Matrix:
    """The behaviour taken from one cell to another; a cell is (competency key, role key)."""
    behaviour = found(_at(matrix, *origin, key))
    if origin == target:
        return matrix
    matrix = remove(matrix, *origin, key)
    return _appended(set_weight(matrix, *target, None), *target, behaviour)


def split(
    matrix: Matrix, key: str, pieces: Sequence[Mapping[str, str]], taken: Container[str]
) -> Matrix:
    """One behaviour made into several with keys of their own, wherever it stands.

    Each remembers what it came from, so that what was observed of the old one follows.
    """
    old = _behaviour(matrix, key)
    if len(pieces) < 2:
        raise RuleBroken(Refusal.SPLIT_NEEDS_TWO)
    known = set(matrix.every_behaviour())
    new: list[Behaviour] = []
    for number, wordings in enumerate(pieces):
        text = new_text(f"pieces/{number}", wordings)
        behaviour_key = key_for(text.original, AnyOf(known, taken), "behaviour")
        known.add(behaviour_key)
        new.append(Behaviour(behaviour_key, text, came_from=_ancestry(old)))
    return in_every_cell(
        matrix,
        lambda behaviours: tuple(
            piece for b in behaviours for piece in (new if b.key == key else [b])
        ),
    )


def merge(
    matrix: Matrix, keys: Sequence[str], wordings: Mapping[str, str], taken: Container[str]
) -> Matrix:
    """Several behaviours made into one with a key of its own, wherever any of them stands."""
    old = [_behaviour(matrix, key) for key in dict.fromkeys(keys)]
    if len(old) < 2:
        raise RuleBroken(Refusal.MERGE_NEEDS_TWO)
    text = new_text("merged", wordings)
    merged = Behaviour(_new_key(matrix, text.original, taken), text, came_from=_ancestry(*old))
    gone = {behaviour.key for behaviour in old}

    def in_place(behaviours: tuple[Behaviour, ...]) -> tuple[Behaviour, ...]:
        renewed = [merged if b.key in gone else b for b in behaviours]
        return tuple({b.key: b for b in renewed}.values())

    return in_every_cell(matrix, in_place)


def waive(matrix: Matrix, key: str, typed: Typed) -> Matrix:
    """The reason why a behaviour may name a target number; an empty one takes it back."""
    behaviour = _behaviour(matrix, key)
    waiver = settled(f"waivers/{key}", behaviour.waiver, typed)
    return _replaced(matrix, replace(behaviour, waiver=waiver))


def set_weight(matrix: Matrix, competency: str, role: str, weight: Weight | None) -> Matrix:
    """How much a competency matters at a role; None keeps what is there, or means expected.

    A cell is made where the role did not have the competency.
    """
    found(matrix.role(role))

    def on_row(row: Competency) -> Competency:
        cell = row.expectations.get(role) or Expectation(Weight.EXPECTED, ())
        cell = replace(cell, weight=weight or cell.weight)
        return replace(row, expectations={**row.expectations, role: cell})

    return with_competency(matrix, competency, on_row)


def drop_cell(matrix: Matrix, competency: str, role: str) -> Matrix:
    """A competency no longer expected of a role, with everything the cell said."""

    def on_row(row: Competency) -> Competency:
        found(row.expectations.get(role))
        return replace(row, expectations={r: c for r, c in row.expectations.items() if r != role})

    return with_competency(matrix, competency, on_row)


def _ancestry(*old: Behaviour) -> tuple[str, ...]:
    """The keys of some behaviours and of all that those came from themselves.

    A draft may split what it has split before: only the whole line leads back to what is published.
    """
    return tuple(dict.fromkeys(key for b in old for key in (b.key, *b.came_from)))


def _new_key(matrix: Matrix, words: str, taken: Container[str]) -> str:
    return key_for(words, AnyOf(matrix.every_behaviour(), taken), "behaviour")


def _behaviour(matrix: Matrix, key: str) -> Behaviour:
    return found(matrix.every_behaviour().get(key))


def _at(matrix: Matrix, competency: str, role: str, key: str) -> Behaviour | None:
    row = matrix.competency(competency)
    cell = row.expectations.get(role) if row else None
    return next((b for b in cell.behaviours if b.key == key), None) if cell else None


def _replaced(matrix: Matrix, behaviour: Behaviour) -> Matrix:
    return in_every_cell(
        matrix,
        lambda behaviours: tuple(behaviour if b.key == behaviour.key else b for b in behaviours),
    )


def _appended(matrix: Matrix, competency: str, role: str, behaviour: Behaviour) -> Matrix:
    if _at(matrix, competency, role, behaviour.key):
        raise RuleBroken(Refusal.ALREADY_THERE)
    return with_cell(
        matrix,
        competency,
        role,
        lambda cell: replace(cell, behaviours=(*cell.behaviours, behaviour)),
    )
