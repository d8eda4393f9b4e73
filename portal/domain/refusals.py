"""Every reason for which the portal says no, by name; ``portal.wording`` has the words."""

from __future__ import annotations

from enum import StrEnum


class Missing(Exception):
    """There is no such record, as far as the viewer may know."""


class Refusal(StrEnum):
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_EXISTS = "account_exists"
    ALREADY_SUBMITTED = "already_submitted"
    ALREADY_THERE = "already_there"
    CATEGORY_FULL = "category_full"
    CHANGED_MEANWHILE = "changed_meanwhile"
    DAY_AHEAD = "day_ahead"
    DESTINATION_MISSING = "destination_missing"
    DESTINATION_NEEDLESS = "destination_needless"
    DRAFT_ALREADY_OPEN = "draft_already_open"
    EDITED_SINCE = "edited_since"
    EMAIL_TAKEN = "email_taken"
    EMPTY_CELLS = "empty_cells"
    EXIT_HAS_TARGET = "exit_has_target"
    EXPIRY_UNFIT = "expiry_unfit"
    GONE_MEANWHILE = "gone_meanwhile"
    HAS_REPORTS = "has_reports"
    IMPORT_STOPPED = "import_stopped"
    LEVEL_TOO_LOW = "level_too_low"
    LINK_UNUSABLE = "link_unusable"
    MANAGER_LEFT = "manager_left"
    MANAGER_UNKNOWN = "manager_unknown"
    MERGE_NEEDS_TWO = "merge_needs_two"
    MOVE_GOES_NOWHERE = "move_goes_nowhere"
    MOVE_TOUCHES_NO_ROLE = "move_touches_no_role"
    NOBODY_STAYS = "nobody_stays"
    NOTE_MISSING = "note_missing"
    NOTHING_CHANGED = "nothing_changed"
    NOTHING_TO_PUBLISH = "nothing_to_publish"
    NOTHING_TO_UNDO = "nothing_to_undo"
    NOT_HERE_YET = "not_here_yet"
    NOT_YOURSELF = "not_yourself"
    NO_MATRIX = "no_matrix"
    NO_ROLE = "no_role"
    NUMBERS_LEFT = "numbers_left"
    PASSWORD_COMMON = "password_common"  # noqa: S105 - a reason, not a password
    PASSWORD_LONG = "password_long"  # noqa: S105
    PASSWORD_PERSONAL = "password_personal"  # noqa: S105
    PASSWORD_SHORT = "password_short"  # noqa: S105
    PASSWORD_WRONG = "password_wrong"  # noqa: S105
    POSITION_LATER = "position_later"
    POSITION_OVERLAPS = "position_overlaps"
    REASON_MISSING = "reason_missing"
    REPORTING_LOOP = "reporting_loop"
    REWORDED_MEANWHILE = "reworded_meanwhile"
    ROLE_HAS_COLUMN = "role_has_column"
    ROLE_RETIRED = "role_retired"
    ROLE_UNKNOWN = "role_unknown"
    SIGN_IN_FAILED = "sign_in_failed"
    SPLIT_NEEDS_TWO = "split_needs_two"
    SUCCESSOR_MISSING = "successor_missing"
    SUCCESSOR_UNFIT = "successor_unfit"
    TEAM_NAMELESS = "team_nameless"
    TEXT_LONG = "text_long"
    TEXT_MISSING = "text_missing"
    TOKEN_EXISTS = "token_exists"  # noqa: S105 - a reason, not a token
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    TRACK_NAMELESS = "track_nameless"
    UNMARKED_BEHAVIOURS = "unmarked_behaviours"
    WEIGHED_MEANWHILE = "weighed_meanwhile"


class RuleBroken(Exception):
    """A rule of the domain says no. ``field`` names the form field it is about, if any."""

    def __init__(self, refusal: Refusal, field: str | None = None) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.field = field
