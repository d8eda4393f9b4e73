"""Forms for keeping the ladder: tracks, roles and moves."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, IntegerField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from portal.domain.ladders import Ladder, MoveKind
from portal.domain.ladders import Role as LadderRole
from portal.domain.languages import LocalizedText
from portal.domain.move_ends import Ends
from portal.forms import PortalForm
from portal.localized_fields import LinesField, LocalizedField
from portal.models import Destination, Move, Programme, Role, Track
from portal.presentation import words
from portal.services.ladder_moves import MoveEntry
from portal.services.ladders import RoleEntry, TrackEntry
from portal.wording.names import move_label

NEW_PLACE = "+"
"""Chosen where a place outside support is not there yet."""

RANKS = range(1, 10)


def required(text: LocalizedText | None) -> LocalizedText:
    """The text of a field that has been found to hold one."""
    if text is None:
        raise ValueError("A required text is read before it was checked")
    return text


class TrackForm(PortalForm):
    version = IntegerField(widget=HiddenInput(), default=0)
    title = LocalizedField(_l("Title"), missing=_l("Give the track a title."))
    summary = LocalizedField(_l("What its people do"), longest=600, is_long=True)
    after = SelectField(_l("Where it stands among the tracks"), default="")

    def offer(self, tracks: list[Track], track: Track | None) -> None:
        """Say which tracks it may come after."""
        self.after.choices = [SelectChoice("", _("First"))] + [
            SelectChoice(other.key, _("After %(track)s", track=words(other.title)))
            for other in tracks
            if other != track
        ]

    def entry(self, track: Track | None = None) -> TrackEntry:
        return TrackEntry(
            title=required(self.title.text(track.title if track else None)),
            summary=self.summary.text(track.summary if track else None),
            after=self.after.data or None,
        )


class RoleFields(Form):
    """What a role is called, where it stands and what it is for."""

    title = LocalizedField(_l("Title"), missing=_l("Give the role a title."))
    short = LocalizedField(_l("Short name"), longest=40, missing=_l("Give the role a short name."))
    track = SelectField(_l("Track"), validators=[InputRequired(_l("Choose a track."))])
    rank = SelectField(_l("Rung"), coerce=int, validators=[InputRequired(_l("Choose a rung."))])
    purpose = LocalizedField(_l("What it is for"), longest=600, is_long=True)

    def offer(self, ladder: Ladder, besides: str = "") -> None:
        """Say which tracks there are, and who stands on which rung."""
        self.track.choices = [SelectChoice("", _("Choose a track"))] + [
            SelectChoice(track.key, words(track.title)) for track in ladder.tracks
        ]
        others = [r for r in ladder.roles if not r.is_retired and r.key != besides]
        self.rank.choices = [SelectChoice(rank, _rung(rank, others)) for rank in RANKS]

    def named(self, role: Role | None = None) -> tuple[LocalizedText, LocalizedText]:
        """Its title and short name."""
        title = required(self.title.text(role.title if role else None))
        return title, required(self.short.text(role.short if role else None))


def _rung(rank: int, roles: list[LadderRole]) -> str:
    there = ", ".join(words(role.short) for role in roles if role.rank == rank)
    if not there:
        return str(rank)
    return str(_("%(rank)s, beside %(roles)s", rank=rank, roles=there))


class RoleForm(PortalForm, RoleFields):
    version = IntegerField(widget=HiddenInput(), default=0)
    owns = LinesField(_l("What it owns"))
    ask = LocalizedField(_l("Whom to ask about it"), longest=600, is_long=True)

    def entry(self, role: Role | None = None) -> RoleEntry:
        title, short = self.named(role)
        return RoleEntry(
            track_key=self.track.data,
            rank=self.rank.data,
            title=title,
            short=short,
            purpose=self.purpose.text(role.purpose if role else None),
            owns=self.owns.texts(role.owns if role else ()),
            ask=self.ask.text(role.ask if role else None),
        )


class MoveForm(PortalForm):
    version = IntegerField(widget=HiddenInput(), default=0)
    kind = RadioField(_l("What kind of move"), validators=[InputRequired(_l("Choose a kind."))])
    origin = SelectField(_l("It starts from"), default="")
    target = SelectField(_l("It leads to"), default="")
    destination = SelectField(_l("Place outside support"), default="")
    new_place = LocalizedField(_l("The new place is called"), longest=100)
    programme = SelectField(_l("Programme it requires"), default="")
    takes = LinesField(_l("What it takes"))

    def offer(
        self,
        ladder: Ladder,
        destinations: list[Destination],
        programmes: list[Programme],
        move: Move | None,
    ) -> None:
        """Say what it may connect: roles in force, and whatever it connects already."""
        kept = {end.key for end in (move.origin, move.target) if end} if move else set[str]()
        roles = [
            SelectChoice(role.key, words(role.title), optgroup=words(track.title))
            for track in ladder.tracks
            for role in ladder.on_track(track.key)
            if not role.is_retired or role.key in kept
        ]
        self.kind.choices = [SelectChoice(kind.value, move_label(kind)) for kind in MoveKind]
        self.origin.choices = [SelectChoice("", _("Outside support")), *roles]
        self.target.choices = [SelectChoice("", _("Outside support")), *roles]
        self.destination.choices = [
            SelectChoice("", _("None: it stays in support")),
            *(SelectChoice(place.key, words(place.title)) for place in destinations),
            SelectChoice(NEW_PLACE, _("A new place, named below")),
        ]
        self.programme.choices = [SelectChoice("", _("None"))] + [
            SelectChoice(programme.key, words(programme.title)) for programme in programmes
        ]

    def validate(self, extra_validators: object = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        first = next(iter(self.new_place.form))
        if self.destination.data == NEW_PLACE and self.new_place.text() is None:
            first.errors = [*first.errors, str(_("Say what the new place is called."))]
            return False
        return is_valid

    def entry(self, move: Move | None = None) -> MoveEntry:
        place = self.destination.data
        return MoveEntry(
            ends=Ends(
                kind=MoveKind(self.kind.data),
                origin=self.origin.data or None,
                target=self.target.data or None,
                destination=None if place in ("", NEW_PLACE) else place,
            ),
            programme_key=self.programme.data or None,
            takes=self.takes.texts(move.takes if move else ()),
            new_place=self.new_place.text() if place == NEW_PLACE else None,
        )


class RemoveForm(PortalForm):
    """``version`` is that of the move somebody looked at before they removed it."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
