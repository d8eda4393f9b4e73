"""People to be: who they are, whom they report to, and the places in teams they fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from portal.services.demo import careers
from portal.services.demo.careers import Held, Path
from portal.services.demo.names import Register
from portal.services.demo.offices import Office


@dataclass(frozen=True)
class PlannedTeam:
    key: str
    name: str


@dataclass(eq=False)
class Planned:
    """Somebody to be; ``first_manager`` is whom they reported to before, if to anybody else."""

    name: str
    email: str
    office: Office
    locale: str
    team: PlannedTeam
    manager: Planned | None
    started_on: date
    held: tuple[Held, ...]
    left_on: date | None
    first_manager: Planned | None = None
    is_people_ops: bool = False
    is_admin: bool = False

    @property
    def level(self) -> int:
        """How many people are above this one."""
        above = self.first_manager or self.manager
        return above.level + 1 if above else 0

    @property
    def now(self) -> Held | None:
        """The position held now, if any."""
        return self.held[-1] if self.held and self.held[-1].ended_on is None else None


@dataclass(eq=False)
class Place:
    """A place in a lead's team; a ``path`` is given where it is not left to chance."""

    lead: Planned
    role_key: str
    path: Path | None = None


@dataclass(frozen=True)
class Known:
    """Somebody with a name and address of our choosing; English-speaking, as all demo people."""

    name: str
    email: str


@dataclass
class Staff:
    """Everybody so far, managers before their reports."""

    rng: Random
    today: date
    people: list[Planned] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = Register(self.rng)

    def hire(
        self,
        path: Path,
        *,
        office: Office,
        team: PlannedTeam,
        manager: Planned | None,
        months: list[int] | None = None,
        left_on: date | None = None,
        known: Known | None = None,
    ) -> Planned:
        """Add somebody who came along a path of roles, and left again if ``left_on`` is given."""
        held = careers.history(
            path,
            months or careers.stays(path, self.rng),
            until=left_on or self.today,
            is_over=left_on is not None,
        )
        return self._add(
            known,
            office=office,
            team=team,
            manager=manager,
            started_on=held[0].started_on,
            held=held,
            left_on=left_on,
        )

    def add_newcomer(
        self, role_key: str | None, *, started_on: date, office: Office, manager: Planned
    ) -> Planned:
        """Add somebody who has just begun; without a role key, their role is not known yet."""
        held = (careers.Held(role_key, started_on, None),) if role_key else ()
        return self._add(
            None,
            office=office,
            team=manager.team,
            manager=manager,
            started_on=started_on,
            held=held,
        )

    def add_outside_support(
        self, known: Known, *, office: Office, team: PlannedTeam, started_on: date
    ) -> Planned:
        """Add somebody whose work is not on the ladder and who reports to nobody in support."""
        return self._add(known, office=office, team=team, manager=None, started_on=started_on)

    def _add(
        self,
        known: Known | None,
        *,
        office: Office,
        team: PlannedTeam,
        manager: Planned | None,
        started_on: date,
        held: tuple[Held, ...] = (),
        left_on: date | None = None,
    ) -> Planned:
        name, email = (known.name, known.email) if known else self.names.enter(office)
        person = Planned(
            name=name,
            email=email,
            office=office,
            locale="en" if known else office.locale,
            team=team,
            manager=manager,
            started_on=started_on,
            held=held,
            left_on=left_on,
        )
        self.people.append(person)
        return person
