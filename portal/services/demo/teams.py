"""The made-up teams: what they do, which roles they hold, and the products they look after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from portal.services.demo.careers import Path
from portal.services.demo.offices import Office
from portal.services.demo.staff import PlannedTeam

LEADERSHIP = PlannedTeam("support-leadership", "Support leadership")
PEOPLE_OPERATIONS = PlannedTeam("people-operations", "People operations")
WORKPLACE_SYSTEMS = PlannedTeam("workplace-systems", "Workplace systems")

PRODUCTS = ("Billing", "Onboarding", "Integrations", "Mobile", "Reporting", "Messaging")
PSES_TOGETHER = 2


@dataclass(frozen=True)
class Kind:
    """What a team does; ``roles`` are those of its people, in turn, ``lead`` how its lead came."""

    name: str
    roles: tuple[str, ...]
    lead: Path


FRONTLINE = Kind(
    name="Frontline",
    roles=("css2", "css1", "css2", "senior-css", "css1", "css2", "senior-css", "css2", "css1"),
    lead=("css1", "css2", "senior-css", "team-lead"),
)
ENGINEERING = Kind(
    name="Support engineering",
    roles=("cse", "senior-se", "pse", "cse", "ops-specialist", "pse", "cse", "senior-se", "cse"),
    lead=("css2", "cse", "senior-se", "team-lead"),
)
OPERATIONS = Kind(
    name="Operations",
    roles=("ops-specialist", "senior-ops", *("ops-specialist",) * 4, "senior-ops")
    + ("ops-specialist",) * 2,
    lead=("css1", "css2", "ops-specialist", "team-lead"),
)
IN_TURN = (
    FRONTLINE,
    ENGINEERING,
    FRONTLINE,
    FRONTLINE,
    OPERATIONS,
    FRONTLINE,
    FRONTLINE,
    ENGINEERING,
    FRONTLINE,
    FRONTLINE,
)


@dataclass
class TeamNames:
    """Names teams after what they do and where; numbered where there are several."""

    used: Counter[str] = field(default_factory=Counter)
    embedded: int = 0

    def name(self, kind: Kind, office: Office) -> PlannedTeam:
        return self._numbered(f"{kind.name} {office.name}")

    def product_team(self) -> PlannedTeam:
        """The product team that the next embedded engineer joins, in pairs."""
        turn = self.embedded // PSES_TOGETHER
        self.embedded += 1
        number, product = divmod(turn, len(PRODUCTS))
        return _team(f"{PRODUCTS[product]} product team", number + 1)

    def _numbered(self, name: str) -> PlannedTeam:
        self.used[name] += 1
        return _team(name, self.used[name])


def _team(name: str, number: int) -> PlannedTeam:
    shown = f"{name} {number}" if number > 1 else name
    return PlannedTeam(shown.lower().replace(" ", "-"), shown)
