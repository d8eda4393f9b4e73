"""Every reason for which the portal says no, in people's language, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.refusals import Refusal

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
    Refusal.TOKEN_EXISTS: _l(
        "A token of this name works already. If you did not see it, revoke it and issue another."
    ),
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


def refusal_text(refusal: Refusal) -> LazyString:
    return REFUSALS[refusal]
