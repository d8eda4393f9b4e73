"""The words for the domain's names: one place that puts enums and refusals in people's language."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.ladders import MoveKind
from portal.domain.matrices import VersionState, Weight
from portal.domain.observations import Mark
from portal.domain.refusals import Refusal
from portal.domain.workflows import ViewState

MARKS: Mapping[Mark, LazyString] = {
    Mark.NOT_YET: _l("Not yet"),
    Mark.WHEN_PROMPTED: _l("When prompted"),
    Mark.OWN_INITIATIVE: _l("On own initiative"),
    Mark.LIFTS_OTHERS: _l("Lifts others"),
    Mark.NOT_APPLICABLE: _l("Not applicable"),
}
MARK_HINTS: Mapping[Mark, LazyString] = {
    Mark.NOT_YET: _l("I have not shown this yet, or nobody has seen it."),
    Mark.WHEN_PROMPTED: _l("I do it when somebody asks or reminds me."),
    Mark.OWN_INITIATIVE: _l("I do it unasked, whenever the situation calls for it."),
    Mark.LIFTS_OTHERS: _l("I do it in a way that helps others do it too."),
    Mark.NOT_APPLICABLE: _l("My work gives no occasion for it; I say why."),
}
WEIGHTS: Mapping[Weight, LazyString] = {
    Weight.MUST_HAVE: _l("Must-have"),
    Weight.EXPECTED: _l("Expected"),
    Weight.LATER: _l("Later"),
}
WEIGHT_HINTS: Mapping[Weight, LazyString] = {
    Weight.MUST_HAVE: _l("The role does not work without it."),
    Weight.EXPECTED: _l("Seen in everybody who is settled in the role."),
    Weight.LATER: _l("Grows once the rest is in place."),
}
MOVES: Mapping[MoveKind, LazyString] = {
    MoveKind.PROMOTION: _l("Promotion"),
    MoveKind.SIDEWAYS: _l("Sideways move"),
    MoveKind.EMBED: _l("Embedding with a product team"),
    MoveKind.RETURN: _l("Return"),
    MoveKind.EXIT: _l("Exit"),
}
VERSION_STATES: Mapping[VersionState, LazyString] = {
    VersionState.DRAFT: _l("Draft"),
    VersionState.PUBLISHED: _l("Published"),
    VersionState.SUPERSEDED: _l("Superseded"),
}
VIEW_STATES: Mapping[ViewState, LazyString] = {
    ViewState.DRAFT: _l("Private draft"),
    ViewState.SUBMITTED: _l("Submitted"),
}
REFUSALS: Mapping[Refusal, LazyString] = {
    Refusal.ACCOUNT_CLOSED: _l("This account is closed. Open it again first."),
    Refusal.ACCOUNT_EXISTS: _l("This person already has an account."),
    Refusal.ALREADY_SUBMITTED: _l(
        "This self-assessment is submitted and sealed; it cannot be changed any more."
    ),
    Refusal.CHANGED_MEANWHILE: _l(
        "Somebody else, or you in another tab, changed this meanwhile. Nothing was overwritten:"
        " reload the page to see the newer state."
    ),
    Refusal.DAY_AHEAD: _l(
        "This day is still to come. Enter it on the day itself, or later: it holds at once."
    ),
    Refusal.DRAFT_ALREADY_OPEN: _l(
        "You already have a self-assessment open. Finish it or discard it first."
    ),
    Refusal.EMAIL_TAKEN: _l("Somebody with this e-mail address is already in the portal."),
    Refusal.HAS_REPORTS: _l("People still report to this person: give them another manager first."),
    Refusal.LINK_UNUSABLE: _l(
        "This link was used already or has run out. Ask an admin for a new one."
    ),
    Refusal.MANAGER_LEFT: _l("Whoever has this e-mail address is no longer here."),
    Refusal.MANAGER_UNKNOWN: _l("Nobody in the portal has this e-mail address."),
    Refusal.NO_MATRIX: _l(
        "Your role has no published matrix yet, so there is nothing to assess against."
        " Ask people-ops."
    ),
    Refusal.NO_ROLE: _l(
        "The portal does not know your role yet, so there is nothing to assess against."
        " Ask people-ops to enter your position."
    ),
    Refusal.NOT_HERE_YET: _l("This is before their first day here."),
    Refusal.NOT_YOURSELF: _l("This cannot be done for yourself; ask somebody else with the right."),
    Refusal.PASSWORD_COMMON: _l(
        "This password is easy to guess. Several unrelated words make a good one."
    ),
    Refusal.PASSWORD_LONG: _l("Use at most 256 characters."),
    Refusal.PASSWORD_PERSONAL: _l(
        "This password is mostly your name, your e-mail address or the portal's name."
    ),
    Refusal.PASSWORD_SHORT: _l("Use at least 15 characters. A short sentence works well."),
    Refusal.PASSWORD_WRONG: _l("This is not your current password."),
    Refusal.POSITION_OVERLAPS: _l("Another position of this person covers some of these days."),
    Refusal.POSITION_LATER: _l("They held a position after this day."),
    Refusal.REASON_MISSING: _l("Say why this does not apply to your work."),
    Refusal.REPORTING_LOOP: _l("This would make somebody their own manager's manager."),
    Refusal.SIGN_IN_FAILED: _l("This e-mail address and password do not belong together."),
    Refusal.TEAM_NAMELESS: _l("A name needs a letter or a digit."),
    Refusal.TOO_MANY_ATTEMPTS: _l("Too many attempts. Wait a quarter of an hour, then try again."),
    Refusal.TRACK_NAMELESS: _l("Give the new track a name, or choose the track it belongs to."),
    Refusal.UNMARKED_BEHAVIOURS: _l(
        "Some behaviours are not marked yet. Mark each of them, then submit."
    ),
    Refusal.ALREADY_THERE: _l("This is there already."),
    Refusal.CATEGORY_FULL: _l("This category still has competencies. Move or remove them first."),
    Refusal.EDITED_SINCE: _l(
        "Somebody changed this part of the draft since, so the step cannot be taken back by itself."
    ),
    Refusal.EMPTY_CELLS: _l(
        "Some cells say that a role needs a competency, but not how it shows. Write a behaviour"
        " in each of them, or take the cell out."
    ),
    Refusal.EXPIRY_UNFIT: _l("Choose today or a later day, at most two years from now."),
    Refusal.GONE_MEANWHILE: _l(
        "Somebody took this out of the draft meanwhile. What you typed is still here: put it"
        " elsewhere, or undo the removal."
    ),
    Refusal.IMPORT_STOPPED: _l(
        "Some cells of the file have to be mended first; they are listed with their row and column."
        " Nothing was imported."
    ),
    Refusal.LEVEL_TOO_LOW: _l(
        "This version asks something new of somebody, so it cannot be called a smaller change."
    ),
    Refusal.MERGE_NEEDS_TWO: _l("Choose two different ones to merge."),
    Refusal.NOTE_MISSING: _l("Tell readers in a sentence or two what changes and why."),
    Refusal.NOTHING_CHANGED: _l(
        "This draft says the same as the published version, so there is nothing to publish."
    ),
    Refusal.NOTHING_TO_PUBLISH: _l(
        "A matrix needs at least one role and one behaviour before it can be published."
    ),
    Refusal.NOTHING_TO_UNDO: _l("There is no step of yours left to take back."),
    Refusal.NUMBERS_LEFT: _l(
        "Some behaviours still name a target number. Rewrite them, or say why the number"
        " has to stay."
    ),
    Refusal.REWORDED_MEANWHILE: _l(
        "Somebody reworded this meanwhile. Read it as it is now, then decide again."
    ),
    Refusal.ROLE_UNKNOWN: _l("The ladder has no such role in use on this track."),
    Refusal.SPLIT_NEEDS_TWO: _l("A split needs at least two parts, each with something in it."),
    Refusal.TEXT_LONG: _l("Use at most 2,000 characters."),
    Refusal.TEXT_MISSING: _l("Write it in at least one language, or remove it."),
    Refusal.DESTINATION_MISSING: _l(
        "Say where outside support it leads, or where people come from."
    ),
    Refusal.DESTINATION_NEEDLESS: _l(
        "A move between two roles stays in support: leave the place outside empty, or one of"
        " the roles."
    ),
    Refusal.EXIT_HAS_TARGET: _l("An exit leads out of support: choose no role here."),
    Refusal.MOVE_GOES_NOWHERE: _l("A move leads to another role: choose two different ones."),
    Refusal.MOVE_TOUCHES_NO_ROLE: _l("Choose the role it starts from, or the one it leads to."),
    Refusal.NOBODY_STAYS: _l("This role ends, so everybody in it needs another one."),
    Refusal.ROLE_HAS_COLUMN: _l(
        "A matrix of its track has a column for this role, so it stays on the track. Split it"
        " into a role on the other track instead."
    ),
    Refusal.ROLE_RETIRED: _l("This role has retired meanwhile: nobody joins it any more."),
    Refusal.SUCCESSOR_MISSING: _l("Choose at least one other role, or describe a new one."),
    Refusal.SUCCESSOR_UNFIT: _l("Choose one role, and another than this one."),
    Refusal.WEIGHED_MEANWHILE: _l(
        "Somebody gave this another weight meanwhile. Nothing was overwritten: choose once more."
    ),
}

AUDIT_ACTIONS: Mapping[str, LazyString] = {
    "added destination": _l("Added a place outside support"),
    "added move": _l("Added a move"),
    "added person": _l("Added a person"),
    "added role": _l("Added a role"),
    "added track": _l("Added a track"),
    "brought role back": _l("Brought a role back"),
    "began matrix draft": _l("Began a draft of a matrix"),
    "brought self-assessment over": _l("Brought a self-assessment over to a newer version"),
    "changed manager": _l("Changed the manager"),
    "changed move": _l("Changed a move"),
    "changed password": _l("Changed their password"),
    "changed position": _l("Changed a position"),
    "changed record": _l("Changed a person's record"),
    "changed rights": _l("Changed rights"),
    "changed role": _l("Changed a role"),
    "changed track": _l("Changed a track"),
    "closed position": _l("Ended a position"),
    "created account": _l("Gave an account"),
    "deactivated account": _l("Closed an account"),
    "discarded matrix draft": _l("Discarded a draft of a matrix"),
    "discarded self-assessment": _l("Discarded a self-assessment"),
    "edited matrix draft": _l("Edited a matrix draft"),
    "ended other sessions": _l("Signed out everywhere else"),
    "imported matrix": _l("Imported a matrix into a draft"),
    "issued set-up link": _l("Made a set-up link"),
    "issued token": _l("Issued an access token"),
    "loaded demo organisation": _l("Loaded the demo organisation"),
    "merged role": _l("Merged a role into another"),
    "noted leaving": _l("Noted that somebody has left"),
    "noted return": _l("Noted that somebody is back"),
    "opened position": _l("Opened a position"),
    "published matrix version": _l("Published a matrix version"),
    "reactivated account": _l("Opened an account again"),
    "revoked token": _l("Revoked an access token"),
    "removed move": _l("Removed a move"),
    "retired role": _l("Retired a role"),
    "set up password": _l("Set their password with a link"),
    "signed in": _l("Signed in"),
    "split role": _l("Split a role"),
    "started self-assessment": _l("Started a self-assessment"),
    "submitted self-assessment": _l("Submitted a self-assessment"),
    "superseded matrix version": _l("Superseded a matrix version"),
}
AUDIT_KINDS: Mapping[str, LazyString] = {
    "accounts": _l("Account"),
    "api_tokens": _l("Access token"),
    "assessments": _l("Assessment"),
    "destinations": _l("Place outside support"),
    "matrix_versions": _l("Matrix version"),
    "moves": _l("Move"),
    "people": _l("Person"),
    "positions": _l("Position"),
    "roles": _l("Role"),
    "tracks": _l("Track"),
}
AUDIT_FIELDS: Mapping[str, LazyString] = {
    "ask": _l("whom to ask"),
    "destination_id": _l("place outside support"),
    "email": _l("e-mail address"),
    "ended_on": _l("end"),
    "expires_on": _l("last day"),
    "is_admin": _l("admin right"),
    "is_people_ops": _l("people-ops right"),
    "label": _l("label"),
    "left_on": _l("day of leaving"),
    "kind": _l("kind"),
    "manager_id": _l("manager"),
    "matrix_version_id": _l("matrix version"),
    "name": _l("name"),
    "office": _l("office"),
    "origin_id": _l("where it starts"),
    "owns": _l("what it owns"),
    "password": _l("password"),
    "place": _l("order"),
    "programme_id": _l("programme"),
    "purpose": _l("purpose"),
    "rank": _l("rung"),
    "retired_on": _l("day of retirement"),
    "role_id": _l("role"),
    "short": _l("short name"),
    "started_on": _l("first day"),
    "state": _l("state"),
    "summary": _l("summary"),
    "takes": _l("what it takes"),
    "target_id": _l("where it leads"),
    "team_id": _l("team"),
    "time_zone": _l("time zone"),
    "title": _l("title"),
    "track_id": _l("track"),
}


def mark_label(mark: Mark) -> LazyString:
    return MARKS[mark]


def mark_hint(mark: Mark) -> LazyString:
    return MARK_HINTS[mark]


def weight_label(weight: Weight) -> LazyString:
    return WEIGHTS[weight]


def weight_hint(weight: Weight) -> LazyString:
    return WEIGHT_HINTS[weight]


def move_label(kind: MoveKind) -> LazyString:
    return MOVES[kind]


def state_label(state: VersionState | ViewState) -> LazyString:
    return VIEW_STATES[state] if isinstance(state, ViewState) else VERSION_STATES[state]


def refusal_text(refusal: Refusal) -> LazyString:
    return REFUSALS[refusal]


def audit_action(action: str) -> LazyString | str:
    """What an entry of the trace says was done; as it was recorded if there are no words for it."""
    return AUDIT_ACTIONS.get(action, action)


def audit_kind(kind: str) -> LazyString | str:
    return AUDIT_KINDS.get(kind, kind)


def audit_field(name: str) -> LazyString | str:
    return AUDIT_FIELDS.get(name, name)
