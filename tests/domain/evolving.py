"""A small ladder with people on it, for roles to evolve on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from portal.domain.ladders import Ladder, MoveKind, Role, Track
from portal.domain.matrices import Matrix, VersionNumber, VersionState
from portal.domain.move_ends import Ends
from portal.domain.role_change_moves import Choice, StandingMove
from portal.domain.role_changes import ChangeKind, Holder, Proposal, Situation, Successor
from tests.domain.samples import matrix_of, title

TODAY = date(2026, 3, 2)
TRACKS = {"junior": "front", "senior": "front", "ops": "back", "lead": "people"}


def role_of(key: str, track: str = "", rank: int = 2, *, is_retired: bool = False) -> Role:
    return Role(
        key=key,
        track_key=track or TRACKS[key],
        rank=rank,
        title=title(key.capitalize()),
        short=title(key),
        purpose=None,
        owns=(),
        ask=None,
        is_retired=is_retired,
    )


JUNIOR, SENIOR = role_of("junior", rank=1), role_of("senior")
OPS, LEAD = role_of("ops"), role_of("lead", rank=3)
TOOLS = role_of("tools", "back")
"""A role that is not on the ladder yet."""


def standing(kind: MoveKind, origin: str | None, target: str | None, place: str | None = None) -> (
    StandingMove
):  # fmt: skip
    ends = Ends(kind, origin, target, place)
    return StandingMove(f"{origin or place}-to-{target or place}", 1, ends)


MOVES = (
    standing(MoveKind.PROMOTION, "junior", "senior"),
    standing(MoveKind.SIDEWAYS, "senior", "ops"),
    standing(MoveKind.PROMOTION, "senior", "lead"),
    standing(MoveKind.PROMOTION, "ops", "lead"),
    standing(MoveKind.EXIT, "senior", None, "sales"),
)


def holder(number: int, *, since: date = date(2025, 1, 7), today: date = TODAY) -> Holder:
    return Holder(number, 1, f"Person {number}", 100 + number, since, today)


def draft_of(cells: Mapping[str, Mapping[str, tuple[str, ...]]], track: str) -> Matrix:
    return replace(matrix_of(cells, track=track), state=VersionState.DRAFT, note=None)


FRONT = draft_of(
    {
        "care": {"junior": ("listens",), "senior": ("listens", "calms")},
        "tools": {"senior": ("mends-tools", "asks-users")},
    },
    "front",
)
BACK = draft_of({"tools": {"ops": ("mends-tools",)}}, "back")


def situation_of(
    role: Role = SENIOR,
    *,
    holders: int = 6,
    drafts: Mapping[str, Matrix] | None = None,
    open_views: int = 2,
    **changes: object,
) -> Situation:
    ladder = Ladder(
        tracks=tuple(Track(key, title(key), None) for key in ("front", "back", "people")),
        roles=(JUNIOR, SENIOR, OPS, LEAD),
        moves=(),
    )
    found = Situation(
        ladder=ladder,
        role=role,
        versions={"junior": 1, "senior": 1, "ops": 1, "lead": 1},
        changes=0,
        holders=tuple(holder(number) for number in range(1, holders + 1)),
        moves=MOVES,
        drafts=drafts or {},
        published=VersionNumber(1, 0, 0),
        open_views=open_views,
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def splitting(**choices: object) -> Proposal:
    """Senior split: the new role of tools takes part of it over."""
    proposal = Proposal(
        kind=ChangeKind.SPLIT,
        successors=(Successor(TOOLS, is_new=True),),
        day=TODAY,
        people={},
        moves={},
        cells={},
    )
    return replace(proposal, **choices)  # type: ignore[arg-type]


def ending(kind: ChangeKind, *successors: Role, **choices: object) -> Proposal:
    """Senior merged or retired, with everybody going to the first successor."""
    people = dict.fromkeys(range(1, 7), successors[0].key) if successors else {}
    proposal = Proposal(
        kind=kind,
        successors=tuple(Successor(role) for role in successors),
        day=TODAY,
        people=people,
        moves={},
        cells={},
    )
    return replace(proposal, **choices)  # type: ignore[arg-type]


def choices(**written: str) -> dict[str, Choice]:
    """``senior_to_ops="pass:tools"``: what was chosen, by key."""
    return {key.replace("_", "-"): Choice.parse(value) for key, value in written.items()}
