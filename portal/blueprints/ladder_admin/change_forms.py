"""Forms for letting a role evolve: which roles take over, from when and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
)
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from portal.blueprints.ladder_admin.forms import RoleFields
from portal.domain.ladders import Ladder, Role
from portal.domain.role_changes import ChangeKind, Situation, Successor
from portal.forms import PortalForm
from portal.localized_fields import LocalizedField
from portal.presentation import words
from portal.services.ladders import free_role_key

MORE_ROLES = "new_roles-more"
FEWER_ROLES = "new_roles-fewer"
"""What the buttons are called that ask for another new role, or for one less."""


@dataclass(frozen=True)
class Named:
    """A successor, and what forms call it: its key, or for a new one its place among the new.

    A new role's key is made from its title, which may still be mended.
    """

    name: str
    successor: Successor

    @property
    def role(self) -> Role:
        return self.successor.role


def day_field() -> DateField:
    return DateField(_l("From which day"), validators=[DataRequired(_l("Enter a date."))])


def note_field() -> LocalizedField:
    return LocalizedField(
        _l("Why it changes"),
        longest=1_000,
        is_long=True,
        missing=_l("Say why, in a sentence or two: everybody concerned reads it."),
    )


class DefineForm(PortalForm):
    """Which roles take over, from when on (``day``), and why (``note``).

    Each kind has these two fields after its own, so that problems are told in the page's order.
    """

    day: DateField
    note: LocalizedField

    def offer(self, situation: Situation) -> None:
        """Say which roles there are to choose from: those in force, but for the one itself."""
        raise NotImplementedError

    def named(self, ladder: Ladder) -> list[Named]:
        """The roles that were chosen to take over."""
        raise NotImplementedError


def roles_besides(situation: Situation) -> list[SelectChoice]:
    """The roles in force, track by track, but for the one that evolves."""
    return [
        SelectChoice(role.key, words(role.title), optgroup=words(track.title))
        for track in situation.ladder.tracks
        for role in situation.ladder.on_track(track.key)
        if not role.is_retired and role.key != situation.role.key
    ]


def _existing(ladder: Ladder, keys: Sequence[str]) -> list[Named]:
    return [Named(key, Successor(role)) for key in keys if (role := ladder.role(key))]


class SplitForm(DefineForm):
    others = SelectMultipleField(
        _l("Roles that are there already"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    new_roles = FieldList(FormField(RoleFields), _l("New roles"), max_entries=4)
    day = day_field()
    note = note_field()

    def offer(self, situation: Situation) -> None:
        self.others.choices = [
            replace(choice, optgroup=None) for choice in roles_besides(situation)
        ]
        for entry in self.new_roles:
            entry.form.offer(situation.ladder, situation.role.key)

    def press(self, button: str) -> bool:
        """Ask for a new role more or less; whether that is what the button is for."""
        if button == MORE_ROLES and len(self.new_roles) < self.new_roles.max_entries:
            self.new_roles.append_entry()
        elif button == FEWER_ROLES and self.new_roles.entries:
            self.new_roles.pop_entry()
        return button in (MORE_ROLES, FEWER_ROLES)

    def named(self, ladder: Ladder) -> list[Named]:
        found = _existing(ladder, self.others.data)
        taken: set[str] = set()
        for number, entry in enumerate(self.new_roles):
            title, short = entry.form.named()
            key = free_role_key(title, frozenset(taken))
            taken.add(key)
            role = Role(
                key=key,
                track_key=entry.form.track.data,
                rank=entry.form.rank.data,
                title=title,
                short=short,
                purpose=entry.form.purpose.text(),
                owns=(),
                ask=None,
            )
            found.append(Named(f"+{number}", Successor(role, is_new=True)))
        return found


class MergeForm(DefineForm):
    others = SelectField(
        _l("It becomes part of"), validators=[InputRequired(_l("Choose the role it joins."))]
    )
    day = day_field()
    note = note_field()

    def offer(self, situation: Situation) -> None:
        self.others.choices = [SelectChoice("", _("Choose a role")), *roles_besides(situation)]

    def named(self, ladder: Ladder) -> list[Named]:
        return _existing(ladder, [self.others.data])


class RetireForm(DefineForm):
    others = SelectField(_l("Who takes over"), default="")
    day = day_field()
    note = note_field()

    def offer(self, situation: Situation) -> None:
        nobody = SelectChoice("", _("No role: each of its people gets another one"))
        self.others.choices = [nobody, *roles_besides(situation)]

    def named(self, ladder: Ladder) -> list[Named]:
        return _existing(ladder, [self.others.data])


DEFINE_FORMS: Mapping[ChangeKind, type[DefineForm]] = {
    ChangeKind.SPLIT: SplitForm,
    ChangeKind.MERGE: MergeForm,
    ChangeKind.RETIRE: RetireForm,
}


class ConfirmForm(PortalForm):
    """``seen`` is the fingerprint of the plan that was shown."""

    seen = HiddenField()


class BringBackForm(PortalForm):
    version = HiddenField(validators=[InputRequired()])
    note = LocalizedField(
        _l("Why it comes back"),
        longest=1_000,
        is_long=True,
        missing=_l("Say why, in a sentence or two: everybody reads it on the role's page."),
    )
