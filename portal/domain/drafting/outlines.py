"""Edits of what frames a matrix: its categories, its roles' columns, and the note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portal.domain.drafting.surgery import found, placed, with_category
from portal.domain.drafting.texts import Typed, new_text, required, settled
from portal.domain.keys import key_for
from portal.domain.matrices import Category, Matrix, RoleColumn
from portal.domain.refusals import Refusal, RuleBroken


def add_category(matrix: Matrix, title: Mapping[str, str]) -> Matrix:
    """A new category at the end, without competencies; added twice, it is there once."""
    name = new_text("title", title)
    if any(g.title.texts == name.texts for g in matrix.categories if not g.competencies):
        return matrix
    key = key_for(name.original, {g.key for g in matrix.categories}, "category")
    return replace(matrix, categories=(*matrix.categories, Category(key, name, ())))


def reword_category(matrix: Matrix, key: str, title: Typed) -> Matrix:
    text = required(f"categories/{key}", found(matrix.category(key)).title, title)
    return with_category(matrix, key, lambda group: replace(group, title=text))


def place_category(matrix: Matrix, key: str, at: int) -> Matrix:
    """The category, with its competencies, at another index."""
    group = found(matrix.category(key))
    return replace(matrix, categories=placed(matrix.categories, group, at))


def shift_category(matrix: Matrix, key: str, by: int) -> Matrix:
    """The category some places further down (or up: ``by`` is negative)."""
    keys = [group.key for group in matrix.categories]
    found(matrix.category(key))
    return place_category(matrix, key, keys.index(key) + by)


def remove_category(matrix: Matrix, key: str) -> Matrix:
    """An empty category taken out; one with competencies is refused."""
    if found(matrix.category(key)).competencies:
        raise RuleBroken(Refusal.CATEGORY_FULL)
    return replace(matrix, categories=tuple(g for g in matrix.categories if g.key != key))


def add_role(matrix: Matrix, role: RoleColumn) -> Matrix:
    """A column for a role of the ladder, at the right end, without expectations."""
    if matrix.role(role.key):
        raise RuleBroken(Refusal.ALREADY_THERE)
    return replace(matrix, roles=(*matrix.roles, role))


def place_role(matrix: Matrix, key: str, at: int) -> Matrix:
    """The role's column at another index."""
    role = found(matrix.role(key))
    return replace(matrix, roles=placed(matrix.roles, role, at))


def shift_role(matrix: Matrix, key: str, by: int) -> Matrix:
    """The role's column some places further right (or left: ``by`` is negative)."""
    keys = [role.key for role in matrix.roles]
    found(matrix.role(key))
    return place_role(matrix, key, keys.index(key) + by)


def remove_role(matrix: Matrix, key: str) -> Matrix:
    """The role's column taken out, with everything that is expected of the role."""
    found(matrix.role(key))
    roles = tuple(role for role in matrix.roles if role.key != key)
    return replace(matrix, roles=roles).only_roles()


def name_role(matrix: Matrix, role: RoleColumn) -> Matrix:
    """The column named as the ladder names the role now."""
    found(matrix.role(role.key))
    return replace(
        matrix, roles=tuple(role if column.key == role.key else column for column in matrix.roles)
    )


def reword_note(matrix: Matrix, typed: Typed) -> Matrix:
    """What readers are told this version is about."""
    return replace(matrix, note=settled("note", matrix.note, typed))
