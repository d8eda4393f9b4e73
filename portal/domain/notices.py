"""What the portal tells people of: that something waits or has happened, never what it says.

``about`` of a notice holds plain strings for its words, and only these:

- ``cycle``: the name of the round
- ``person``: the name of whoever did it, or whom it is about
- ``due`` and ``zone``: the last day for it (2026-12-05), and the time zone in which that day ends
- ``count``: how many of one's people wait, where one notice stands for several
- ``programme``, ``module``, ``exercise``: their titles

Never what somebody wrote in a view, a note, a goal, a review or a reason.
"""

from __future__ import annotations

from enum import StrEnum

LONGEST_PATH = 200
LONGEST_KEY = 120


class NoticeKind(StrEnum):
    """Every occasion on which somebody is told something, in the portal and by mail."""

    CYCLE_OPENED = "cycle_opened"
    CYCLE_EXTENDED = "cycle_extended"
    CYCLE_PAUSED = "cycle_paused"
    CYCLE_RESUMED = "cycle_resumed"
    CYCLE_CLOSED = "cycle_closed"
    SELF_VIEW_DUE = "self_view_due"
    MANAGER_VIEWS_DUE = "manager_views_due"
    TALK_DUE = "talk_due"
    MANAGER_CHANGED = "manager_changed"
    MANAGER_CHOSEN = "manager_chosen"
    VIEWS_OPEN = "views_open"
    VIEW_REOPENED = "view_reopened"
    AGREED_READY = "agreed_ready"
    ACKNOWLEDGED = "acknowledged"
    EVIDENCE_ASKED = "evidence_asked"
    EVIDENCE_SHARED = "evidence_shared"
    THANKED = "thanked"
    REVIEW_RECEIVED = "review_received"
    GOAL_QUIET = "goal_quiet"
    GOAL_CHECKED_IN = "goal_checked_in"
    ENROLLED = "enrolled"
    MODULE_DONE = "module_done"
    MODULE_CONFIRMED = "module_confirmed"
    MODULE_MISSING = "module_missing"
    MODULE_TAKEN_BACK = "module_taken_back"
    EXERCISE_OPENED = "exercise_opened"
    EXERCISE_CLOSED = "exercise_closed"


ABOUT = frozenset({"cycle", "person", "due", "zone", "count", "programme", "module", "exercise"})
"""The names that ``about`` may hold."""


def leading_to(path: str) -> tuple[str, ...]:
    """The paths of notices that have done their work once the page at ``path`` is open.

    The page itself, and those it stands below: who writes in an assessment has found it. A list
    (``/assessments``) is not found by opening one thing of it.
    """
    if not is_internal(path):
        return ()
    parts = path.strip("/").split("/")
    return (path, *("/" + "/".join(parts[:end]) for end in range(len(parts) - 1, 1, -1)))


def is_internal(path: str) -> bool:
    """Whether a path leads to a page of ours: one slash, and nothing read as more."""
    return (
        path.startswith("/")
        and not path.startswith("//")
        and "\\" not in path
        and len(path) <= LONGEST_PATH
        and all(32 < ord(letter) < 127 for letter in path)
    )
