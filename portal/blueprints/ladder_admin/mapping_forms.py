"""Forms for letting a role evolve: who and what goes where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired

from portal.blueprints.ladder_admin.change_forms import Named, roles_besides
from portal.domain.role_change_columns import cell_choices, cells_of
from portal.domain.role_change_moves import Choice, Fate, StandingMove, move_choices
from portal.domain.role_changes import ChangeKind, Proposal, Situation
from portal.forms import PortalForm
from portal.presentation import words

MAPPED = ("people-", "moves-", "cells-")
"""How the names of the fields of a ``MappingForm`` begin."""


class MappingForm(PortalForm):
    """Who and what goes where; its fields are made for one situation: see ``mapping_form``."""

    names: Mapping[str, str] = {}
    """The keys of the roles by what the form calls them, where that differs."""

    def group(self, prefix: str) -> list[Any]:
        return [field for field in self if field.name.startswith(f"{prefix}-")]

    def mend(self) -> bool:
        """Choose what usually happens where nothing was chosen, or what is no longer to be had.

        Whether there was anything to mend.
        """
        unfit = [
            field
            for field in self
            if isinstance(field, SelectField)
            and (not field.raw_data or field.data not in {c.value for c in field.choices})
        ]
        for field in unfit:
            field.data = field.default
        return bool(unfit)

    def proposal(self, kind: ChangeKind, named: Sequence[Named], day: date) -> Proposal:
        return Proposal(
            kind=kind,
            successors=tuple(one.successor for one in named),
            day=day,
            people={
                int(field.name.partition("-")[2]): self.names.get(field.data, field.data)
                for field in self.group("people")
            },
            moves=self._choices("moves"),
            cells=self._choices("cells"),
        )

    def _choices(self, prefix: str) -> dict[str, Choice]:
        found: dict[str, Choice] = {}
        for field in self.group(prefix):
            choice = Choice.parse(field.data)
            key = self.names.get(choice.role_key, choice.role_key)
            found[field.name.partition("-")[2]] = Choice(choice.fate, key)
        return found


def mapping_form(
    situation: Situation, kind: ChangeKind, named: Sequence[Named], *, own_id: int
) -> MappingForm:
    """The form for one situation: a field for each person, move and competency concerned."""
    fields = {
        **_people_fields(situation, kind, named, own_id),
        **_move_fields(situation, kind, named),
        **_cell_fields(situation, kind, named),
    }
    names = {one.name: one.role.key for one in named if one.name != one.role.key}
    form = type("Mapping", (MappingForm,), {**fields, "names": names})()
    assert isinstance(form, MappingForm)  # noqa: S101 - made on the line above
    return form


def _people_fields(
    situation: Situation, kind: ChangeKind, named: Sequence[Named], own_id: int
) -> dict[str, Any]:
    own = situation.role
    stays = SelectChoice(own.key, _("Stays in %(role)s", role=words(own.short)))
    first = [SelectChoice(one.name, words(one.role.title)) for one in named]
    chosen = {one.role.key for one in named}
    rest = [choice for choice in roles_besides(situation) if choice.value not in chosen]
    if kind is ChangeKind.SPLIT:
        choices = [stays, *first]
    elif first:
        choices = [*first, *rest]
    else:
        choices = [SelectChoice("", _("Choose a role")), *rest]
    fields: dict[str, Any] = {}
    for holder in situation.holders:
        fields[f"people-{holder.person_id}"] = SelectField(
            holder.name,
            choices=[stays] if holder.person_id == own_id else choices,
            default=choices[0].value,
            validators=[InputRequired(_l("Choose a role for them."))],
        )
    return fields


def _move_fields(situation: Situation, kind: ChangeKind, named: Sequence[Named]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    by_key = {one.role.key: one for one in named}
    for move in situation.moves:
        if not move.ends.touches(situation.role.key):
            continue
        offered = move_choices(
            situation.role.key,
            move,
            situation.moves,
            list(by_key),
            ends_role=kind.ends_role,
        )
        fields[f"moves-{move.key}"] = SelectField(
            choices=[
                SelectChoice(_value(choice, by_key), _move_fate(choice, move, situation, by_key))
                for choice in offered
            ],
            default=_value(offered[0], by_key),
        )
    return fields


def _cell_fields(situation: Situation, kind: ChangeKind, named: Sequence[Named]) -> dict[str, Any]:
    by_key = {one.role.key: one for one in named}
    offered = cell_choices(situation.drafts, [one.role for one in named], ends_role=kind.ends_role)
    return {
        f"cells-{row.key}": SelectField(
            words(row.title),
            choices=[
                SelectChoice(_value(choice, by_key), _cell_fate(choice, situation, by_key))
                for choice in offered
            ],
            default=_value(offered[0], by_key),
        )
        for row in cells_of(situation.drafts, situation.role)
    }


def _value(choice: Choice, by_key: Mapping[str, Named]) -> str:
    """A choice as a form sends it, with what the form calls the role."""
    named = by_key.get(choice.role_key)
    return str(Choice(choice.fate, named.name if named else ""))


def _move_fate(
    choice: Choice, move: StandingMove, situation: Situation, by_key: Mapping[str, Named]
) -> str:
    if choice.fate is Fate.KEEP:
        return str(_("Stays as it is"))
    if choice.fate is Fate.REMOVE:
        return str(_("Is removed"))
    role = words(by_key[choice.role_key].role.title)
    if choice.fate is Fate.COPY:
        return str(_("Stays, and there is one like it for %(role)s", role=role))
    if move.ends.origin == situation.role.key:
        return str(_("Starts from %(role)s instead", role=role))
    return str(_("Leads to %(role)s instead", role=role))


def _cell_fate(choice: Choice, situation: Situation, by_key: Mapping[str, Named]) -> str:
    if choice.fate is Fate.KEEP:
        return str(_("Stays with %(role)s", role=words(situation.role.short)))
    if choice.fate is Fate.REMOVE:
        return str(_("Goes with the column"))
    role = words(by_key[choice.role_key].role.title)
    if choice.fate is Fate.COPY:
        return str(_("Stays, and %(role)s gets it too", role=role))
    return str(_("Goes over to %(role)s", role=role))
