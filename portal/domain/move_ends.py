"""Where a move may lead: its kind, the roles at its ends, and the place outside support."""

from __future__ import annotations

from dataclasses import dataclass, replace

from portal.domain.ladders import MoveKind
from portal.domain.refusals import Refusal, RuleBroken


@dataclass(frozen=True)
class Ends:
    """What a move connects, by keys: two roles, or a role and a place outside support."""

    kind: MoveKind
    origin: str | None
    target: str | None
    destination: str | None

    def touches(self, role_key: str) -> bool:
        return role_key in (self.origin, self.target)

    def passed(self, role_key: str, to: str) -> Ends:
        """The same move with one role in the place of another."""
        return replace(
            self,
            origin=to if self.origin == role_key else self.origin,
            target=to if self.target == role_key else self.target,
        )

    @property
    def goes_somewhere(self) -> bool:
        return self.origin is None or self.origin != self.target


def check_ends(ends: Ends) -> None:
    """Refuse what is no move: RuleBroken at the field that says it.

    A move touches a role and leads from one role to another. An exit has no role to lead to. A
    place outside support is named exactly when one of the two roles is missing.
    """
    if ends.origin is None and ends.target is None:
        raise RuleBroken(Refusal.MOVE_TOUCHES_NO_ROLE, "origin")
    if ends.kind is MoveKind.EXIT and ends.target is not None:
        raise RuleBroken(Refusal.EXIT_HAS_TARGET, "target")
    if not ends.goes_somewhere:
        raise RuleBroken(Refusal.MOVE_GOES_NOWHERE, "target")
    is_inside = ends.origin is not None and ends.target is not None
    if is_inside and ends.destination is not None:
        raise RuleBroken(Refusal.DESTINATION_NEEDLESS, "destination")
    if not is_inside and ends.destination is None:
        raise RuleBroken(Refusal.DESTINATION_MISSING, "destination")
