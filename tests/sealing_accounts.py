"""What must be so in one assessment of a round, told without looking at the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from portal.domain.assessments import ViewKind
from portal.domain.workflows import CycleState

SELF, MANAGER, AGREED = ViewKind.SELF, ViewKind.MANAGER, ViewKind.AGREED


@dataclass
class Edition:
    """One edition of a view, as it was written: by whom, its words, and whether it is sealed."""

    author: str
    words: str = ""
    is_sealed: bool = False
    is_withdrawn: bool = False


@dataclass
class Account:
    """What must be so, told without looking at the database."""

    manager: str = "manager"
    state: CycleState = CycleState.DRAFT
    editions: dict[ViewKind, list[Edition]] = field(
        default_factory=lambda: {SELF: [], MANAGER: [], AGREED: []}
    )
    opens_at: datetime | None = None
    is_acknowledged: bool = False
    stands: bool = False

    @property
    def is_running(self) -> bool:
        """Whether people-ops may still change its days."""
        return self.state in {CycleState.OPEN, CycleState.PAUSED}

    def waits_for_a(self, now: datetime) -> str | None:
        """A view, or something about the talk; None where nobody has anything to do."""
        if not (self.is_in(SELF) and self.is_in(MANAGER)):
            return "view"
        is_over = self.is_in(AGREED) and self.is_acknowledged
        return "talk" if self.is_open(now) and not is_over else None

    def newest(self, kind: ViewKind) -> Edition | None:
        return self.editions[kind][-1] if self.editions[kind] else None

    def is_in(self, kind: ViewKind) -> bool:
        newest = self.newest(kind)
        if kind is MANAGER and self.stands:
            return True
        return newest is not None and newest.is_sealed

    def let_stand(self) -> None:
        """After another manager took over, a view that was opened stands as it was sealed."""
        newest = self.newest(MANAGER)
        if self.opens_at is not None and newest is not None and newest.is_withdrawn:
            self.stands = self.sealed(MANAGER) is not None

    def sealed(self, kind: ViewKind) -> Edition | None:
        return next((e for e in reversed(self.editions[kind]) if e.is_sealed), None)

    def is_open(self, now: datetime) -> bool:
        return self.opens_at is not None and self.opens_at <= now

    def may_write(self, who: str, kind: ViewKind, now: datetime) -> bool:
        if self.state is not CycleState.OPEN or self.is_in(kind):
            return False
        if kind is AGREED:
            both = self.is_in(SELF) and self.is_in(MANAGER) and self.is_open(now)
            begun = self.newest(AGREED) is not None
            return who in {"rep", self.manager} and (both or begun)
        return who == {SELF: "rep", MANAGER: self.manager}[kind]

    def reads(self, who: str, now: datetime) -> set[str]:
        """The words of sealed editions that somebody may read."""
        found = {k: e for k in (SELF, MANAGER, AGREED) if (e := self.sealed(k))}
        if self.is_open(now):
            # the first manager stays the one they report to, whoever assesses them
            readers = {"rep", self.manager, "manager", "head", "ops"}
            return {e.words for e in found.values()} if who in readers else set()
        mine = {"rep": SELF, self.manager: MANAGER}.get(who)
        own = found.get(mine) if mine else None
        return {own.words} if own and own.author == who else set()
