"""Every reason for which the portal says no, by name; ``portal.wording`` puts them in words."""

from __future__ import annotations

from enum import StrEnum


class Missing(Exception):
    """There is no such record, as far as the viewer may know."""


class Refusal(StrEnum):
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_EXISTS = "account_exists"
    ALREADY_SUBMITTED = "already_submitted"
    CHANGED_MEANWHILE = "changed_meanwhile"
    DAY_AHEAD = "day_ahead"
    DRAFT_ALREADY_OPEN = "draft_already_open"
    EMAIL_TAKEN = "email_taken"
    HAS_REPORTS = "has_reports"
    LINK_UNUSABLE = "link_unusable"
    MANAGER_LEFT = "manager_left"
    MANAGER_UNKNOWN = "manager_unknown"
    NO_MATRIX = "no_matrix"
    NO_ROLE = "no_role"
    NOT_HERE_YET = "not_here_yet"
    NOT_YOURSELF = "not_yourself"
    PASSWORD_COMMON = "password_common"  # noqa: S105 - a reason, not a password
    PASSWORD_LONG = "password_long"  # noqa: S105
    PASSWORD_PERSONAL = "password_personal"  # noqa: S105
    PASSWORD_SHORT = "password_short"  # noqa: S105
    PASSWORD_WRONG = "password_wrong"  # noqa: S105
    POSITION_OVERLAPS = "position_overlaps"
    POSITION_LATER = "position_later"
    REASON_MISSING = "reason_missing"
    REPORTING_LOOP = "reporting_loop"
    SIGN_IN_FAILED = "sign_in_failed"
    TEAM_NAMELESS = "team_nameless"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    UNMARKED_BEHAVIOURS = "unmarked_behaviours"


class RuleBroken(Exception):
    """A rule of the domain says no. ``field`` names the form field it is about, if any."""

    def __init__(self, refusal: Refusal, field: str | None = None) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.field = field
