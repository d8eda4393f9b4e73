"""The plan of the made-up organisation: managers, leads, their teams, and some special stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from portal.services.demo import careers, teams
from portal.services.demo.careers import AWAY, Path
from portal.services.demo.offices import LISBON, MANILA, OFFICES, Office
from portal.services.demo.spans import spans
from portal.services.demo.staff import Known, Place, Planned, PlannedTeam, Staff
from portal.services.demo.teams import TeamNames

REP = Known("Inês Carvalhal", "rep@demo.example")
LEAD = Known("Tomás Seabra", "lead@demo.example")
PEOPLE_OPS = Known("Noor Lindqvist", "peopleops@demo.example")
ADMIN = Known("Ramil Natividad", "admin@demo.example")

HEAD_PATH: Path = ("css1", "css2", "senior-css", "team-lead", "support-manager")
HEAD_MONTHS = [11, 16, 20, 30, 52]
LEAD_MONTHS = [12, 18, 22, 19]
REP_PATH: Path = ("css1", "css2")
REP_MONTHS = [13, 15]

BACK_FROM_SALES: Path = ("css1", "css2", AWAY, "css2")
BACK_ON_THE_FRONT_LINE: Path = ("css1", "css2", "senior-css", "team-lead", "senior-css")
BACK_FROM_PRODUCT: Path = ("css2", "cse", "pse", "senior-se")
RETURNS = (BACK_FROM_SALES, BACK_ON_THE_FRONT_LINE, BACK_FROM_PRODUCT)

ONE_FORMER_IN = 20
OUTSIDE_SUPPORT = 2
WORKS_ELSEWHERE = 0.08
STARTED_LATELY = 0.04


@dataclass
class Plan:
    """Everybody there is to be, managers before their reports."""

    staff: Staff
    team_names: TeamNames = field(default_factory=TeamNames)

    @property
    def rng(self) -> Random:
        return self.staff.rng

    def fill(self, size: int) -> None:
        for known in (REP, LEAD, PEOPLE_OPS, ADMIN):
            self.staff.names.reserve(known.name)
        former = max(1, size // ONE_FORMER_IN)
        head = self.staff.hire(
            HEAD_PATH, office=LISBON, team=teams.LEADERSHIP, manager=None, months=HEAD_MONTHS
        )
        sizes = spans(size - former - OUTSIDE_SUPPORT - 1, self.rng)
        managers = [head]
        for count in reversed(sizes.layers):
            managers = self._managers(count, below=managers)
        leads, places = self._leads(sizes.teams, below=managers)
        self._newcomers(places)
        self._changed_manager(places, leads)
        self._returns(places)
        for place in places:
            self._fill_place(place)
        self._former(former, leads)
        self._outside_support()

    def _managers(self, count: int, *, below: Sequence[Planned]) -> list[Planned]:
        return [
            self.staff.hire(
                careers.way_to("support-manager", self.rng),
                office=OFFICES[turn % len(OFFICES)],
                team=teams.LEADERSHIP,
                manager=below[turn * len(below) // count],
            )
            for turn in range(count)
        ]

    def _leads(
        self, sizes: Sequence[int], *, below: Sequence[Planned]
    ) -> tuple[list[Planned], list[Place]]:
        """The leads and the places in their teams; the first of each are the demo people's."""
        leads: list[Planned] = []
        places: list[Place] = []
        for turn, size in enumerate(sizes):
            kind = teams.IN_TURN[turn % len(teams.IN_TURN)]
            office = OFFICES[turn % len(OFFICES)]
            lead = self.staff.hire(
                kind.lead,
                office=office,
                team=self.team_names.name(kind, office),
                manager=below[turn * len(below) // len(sizes)],
                months=None if leads else LEAD_MONTHS,
                known=None if leads else LEAD,
            )
            leads.append(lead)
            places += [Place(lead, kind.roles[seat]) for seat in range(size)]
        rep = places.pop(0)
        self.staff.hire(
            REP_PATH,
            office=LISBON,
            team=rep.lead.team,
            manager=rep.lead,
            months=REP_MONTHS,
            known=REP,
        )
        return leads, places

    def _newcomers(self, places: list[Place]) -> None:
        """Somebody who started last week, and somebody whose role nobody has entered yet."""
        for role_key, weeks in (("css1", 1), (None, 3)):
            place = _take(places, "css1")
            self.staff.add_newcomer(
                role_key,
                started_on=careers.monday_of_weeks_ago(self.staff.today, weeks),
                office=place.lead.office,
                manager=place.lead,
            )

    def _changed_manager(self, places: list[Place], leads: Sequence[Planned]) -> None:
        place = _take(places, "css2")
        person = self._fill_place(place)
        person.first_manager = next(lead for lead in leads if lead is not place.lead)

    def _returns(self, places: Sequence[Place]) -> None:
        """Make sure that moves back are among the stories, however few people there are."""
        for path in RETURNS:
            place = next(p for p in places if p.role_key == path[-1] and p.path is None)
            place.path = path

    def _fill_place(self, place: Place) -> Planned:
        lead, role_key = place.lead, place.role_key
        office = lead.office
        if self.rng.random() < WORKS_ELSEWHERE:
            office = self.rng.choice(OFFICES)
        if role_key == "css1" and self.rng.random() < STARTED_LATELY:
            monday = careers.monday_of_weeks_ago(self.staff.today, self.rng.randint(1, 4))
            return self.staff.add_newcomer(role_key, started_on=monday, office=office, manager=lead)
        return self.staff.hire(
            place.path or careers.way_to(role_key, self.rng),
            office=office,
            team=self.team_names.product_team() if role_key == "pse" else lead.team,
            manager=lead,
        )

    def _former(self, count: int, leads: Sequence[Planned]) -> None:
        for turn in range(count):
            role_key = careers.FAREWELLS[turn % len(careers.FAREWELLS)]
            lead = self.rng.choice(leads)
            self.staff.hire(
                careers.way_to(role_key, self.rng),
                office=lead.office,
                team=lead.team,
                manager=lead,
                left_on=careers.first_of_months_ago(self.staff.today, self.rng.randint(1, 14)),
            )

    def _outside_support(self) -> None:
        day = careers.first_of_months_ago(self.staff.today, 31)
        people_ops = self._outsider(PEOPLE_OPS, LISBON, teams.PEOPLE_OPERATIONS, day)
        people_ops.is_people_ops = True
        admin = self._outsider(ADMIN, MANILA, teams.WORKPLACE_SYSTEMS, day)
        admin.is_admin = True

    def _outsider(self, known: Known, office: Office, team: PlannedTeam, day: date) -> Planned:
        return self.staff.add_outside_support(known, office=office, team=team, started_on=day)


def _take(places: list[Place], role_key: str) -> Place:
    """Take the last place of a role, so that the first team keeps its ordinary course."""
    turn = max(turn for turn, place in enumerate(places) if place.role_key == role_key)
    return places.pop(turn)


def plan(*, size: int, seed: int, today: date) -> list[Planned]:
    """The same people for the same size, seed and day; managers come before their reports."""
    made = Plan(Staff(Random(seed), today))  # noqa: S311 - made-up people need no secrecy
    made.fill(size)
    return made.staff.people
