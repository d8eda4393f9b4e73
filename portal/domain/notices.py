"""What the portal tells people of: that something waits or has happened, never what it says."""

from __future__ import annotations

from enum import StrEnum


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
    EXERCISE_OPENED = "exercise_opened"
    EXERCISE_CLOSED = "exercise_closed"
