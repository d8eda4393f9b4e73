"""Who may come across what, on any page at all: the words that are planted, and their readers."""

from __future__ import annotations

import re
from datetime import date

from portal.services.absences import Leave

PERSONAS = (
    "rep", "peer", "other-team", "manager", "other-manager", "skip-level", "former-manager",
    "mentor", "people-ops", "admin",
)  # fmt: skip
LEAVE = Leave(date(2031, 3, 17), date(2031, 4, 2))
_LEAVE = re.compile(r"2031-03-17|\b17\W{1,8}Mar(ch)?\b\W{1,8}2031")
_PLANTED = re.compile(r"canary\.([a-z0-9-]+)\.bird")

REP = frozenset({"rep"})
TWO = frozenset({"rep", "manager"})
LINE = frozenset({"manager", "skip-level"})
OPENED = REP | LINE | {"people-ops"}
PROGRAMME = REP | LINE | {"mentor"}

READERS: dict[str, frozenset[str]] = {
    # a private check, outside rounds
    "check-draft": REP, "check-draft-why": REP,
    "check-sealed": REP, "check-sealed-why": REP,
    # views being written
    "self-draft": REP, "self-draft-why": REP, "note-in-draft": REP,
    "manager-draft": frozenset({"manager"}), "manager-draft-why": frozenset({"manager"}),
    # one is in, the other is not; or both are, and wait for their day
    "self-alone": REP, "self-alone-why": REP, "note-in-sealed": REP,
    "manager-alone": frozenset({"manager"}), "manager-alone-why": frozenset({"manager"}),
    "self-waits": REP, "self-waits-why": REP,
    "manager-waits": frozenset({"manager"}), "manager-waits-why": frozenset({"manager"}),
    # both are open; what comes of it is being written by the two
    "self-open": OPENED, "self-open-why": OPENED, "note-in-open": OPENED,
    "manager-open": OPENED, "manager-open-why": OPENED,
    "agreed-draft": TWO, "agreed-draft-why": TWO, "steps-draft": TWO,
    # agreed on, and read
    "self-done": OPENED, "self-done-why": OPENED,
    "manager-done": OPENED, "manager-done-why": OPENED,
    "agreed-done": OPENED, "agreed-done-why": OPENED, "steps-done": OPENED,
    "comment": OPENED,
    # reopened: the sealed edition stays open, the new one is its author's
    "self-before": OPENED, "self-before-why": OPENED, "reopened": OPENED,
    "self-anew": REP, "self-anew-why": REP,
    "manager-before": OPENED, "manager-before-why": OPENED,
    # another manager took over: before and after the first had sealed theirs
    "withdrawn": frozenset({"former-manager"}), "withdrawn-why": frozenset({"former-manager"}),
    "predecessor": frozenset({"former-manager"}),
    "predecessor-why": frozenset({"former-manager"}),
    "successor": frozenset({"manager"}), "successor-why": frozenset({"manager"}),
    # the evidence log
    "note": REP, "note-shared": REP | LINE, "thanks": REP | {"peer"},
    "card-story": REP, "card-metric": REP, "card-period": REP,
    "note-in-module": PROGRAMME, "note-in-goal": REP | LINE,
    # quality reviews
    "review-draft": frozenset({"peer"}), "review-draft-try": frozenset({"peer"}),
    "review": REP | {"peer"}, "review-try": REP | {"peer"}, "remark": REP | {"peer"},
    # calibration
    "because-draft": frozenset({"manager"}), "because-sent": frozenset({"other-manager"}),
    "because-closed": frozenset(
        {"manager", "other-manager", "skip-level", "former-manager", "people-ops"}
    ),
    # growth
    "goal-how": REP | LINE, "goal-with": REP | LINE, "goal-check-in": REP | LINE,
    "goal-outcome": REP | LINE, "goal-dropped": REP | LINE,
    "module": PROGRAMME, "module-missing": PROGRAMME,
    # what people-ops write about a round
    "unmended": frozenset({"people-ops"}), "left-out": frozenset({"people-ops"}),
    "paused": frozenset({"people-ops"}),
    "leave": REP | {"people-ops"},
}  # fmt: skip
"""By what is planted: who comes across it. What ends in ``-why`` is the reason beside a mark."""


def bird(name: str) -> str:
    """The words planted under a name."""
    return f"canary.{name}.bird"


def birds_in(text: str) -> set[str]:
    """The names of everything planted that a text gives away."""
    return set(_PLANTED.findall(text)) | ({"leave"} if _LEAVE.search(text) else set())
