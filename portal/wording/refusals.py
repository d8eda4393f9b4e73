"""Every reason for which the portal says no, in people's language, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.domain.refusals import Refusal

REFUSALS: Mapping[Refusal, LazyString] = {
    Refusal.ACCOUNT_CLOSED: _l("This account is closed. Open it again first."),
    Refusal.ACCOUNT_EXISTS: _l("This person already has an account."),
    Refusal.ALREADY_AGREED: _l("The conversation is closed; what was agreed stays as it is."),
    Refusal.CYCLE_CLOSED: _l("This round is over: nothing in it can be changed any more."),
    Refusal.CYCLE_PAUSED: _l(
        "This round is paused. What you saved is kept; you can go on when it resumes."
    ),
    Refusal.MANAGER_AGREES: _l(
        "The manager closes the conversation. Both of you can write until then."
    ),
    Refusal.NEXT_STEPS_MISSING: _l("Write what comes next: who does what, and until when."),
    Refusal.NOTHING_TO_ACKNOWLEDGE: _l("There is nothing to read yet: it is still being written."),
    Refusal.NOTHING_TO_REOPEN: _l("This view is not sealed, so there is nothing to reopen."),
    Refusal.NOT_IN_A_CYCLE: _l("This is a private check: there is no second view of it."),
    Refusal.NOT_THEIR_ASSESSOR: _l(
        "Somebody else assesses this person in this round now. What you saved before stays yours to"
        " read: copy what you typed here if you need it."
    ),
    Refusal.NOT_THEIR_VIEW: _l(
        "Somebody else wrote this view than holds the manager's part now. Let its writer take the"
        " part again, then reopen it."
    ),
    Refusal.NOT_THEIRS_TO_ACKNOWLEDGE: _l("Only the person it is about can say they have read it."),
    Refusal.VIEWS_NOT_OPEN: _l(
        "Both views have to be open first. They open together, when both are in."
    ),
    Refusal.ALREADY_SUBMITTED: _l(
        "This self-assessment is submitted and sealed; it cannot be changed any more."
    ),
    Refusal.CHANGED_MEANWHILE: _l(
        "Somebody else, or you in another tab, changed this meanwhile. Nothing was overwritten."
        " Where the newer state is not shown here, open the page anew to see it."
    ),
    Refusal.DAY_AHEAD: _l(
        "This day is still to come. Enter it on the day itself, or later: it holds at once."
    ),
    Refusal.DRAFT_ALREADY_OPEN: _l(
        "You already have a self-assessment open. Finish it or discard it first."
    ),
    Refusal.EMAIL_TAKEN: _l("Somebody with this e-mail address is already in the portal."),
    Refusal.GOAL_DAY_UNFIT: _l("Choose today or a later day, at most a year from now."),
    Refusal.GOAL_ENDED: _l(
        "This goal has ended meanwhile. Nothing was changed: open it again to see how it stands."
    ),
    Refusal.GOAL_OPEN: _l(
        "There is an active goal for this behaviour already. Change that one, or end it first."
    ),
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
    Refusal.PERSON_UNKNOWN: _l("Nobody who is here has this e-mail address."),
    Refusal.SEEN_AHEAD: _l("This day is still to come. Enter the day on which it was seen."),
    Refusal.SEEN_BY_ONESELF: _l(
        "Name somebody else: a goal is done when another person has seen the behaviour."
    ),
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
    Refusal.DAYS_UNCHANGED: _l("These are the days it has already. Choose a later one."),
    Refusal.DAY_EARLIER: _l("People plan by the day they were told: choose a later one."),
    Refusal.DAY_PAST: _l("This day is over already. Choose today or a later one."),
    Refusal.MANAGER_IS_LED: _l(
        "This person reports to the one who is assessed: choose somebody else."
    ),
    Refusal.MANAGER_IS_THEM: _l("Nobody writes the manager's view of themselves: choose another."),
    Refusal.MANAGER_VIEW_IN: _l(
        "The manager's view is in already, so it stays with whoever wrote it. Reopen it first."
    ),
    Refusal.MANAGER_WITHOUT_ACCOUNT: _l(
        "They cannot sign in, so they could not write it. Choose somebody with an open account."
    ),
    Refusal.NOTHING_WAITS: _l("Nothing is left to do here, so no day needs to move."),
    Refusal.TALKS_BEFORE_VIEWS: _l(
        "Conversations follow the views: choose their day or a later one."
    ),
    Refusal.BEHAVIOUR_UNKNOWN: _l(
        "One of these behaviours is in no published matrix. Choose again."
    ),
    Refusal.CARD_ALONE: _l(
        "A number proves nothing by itself. Add something that happened beside the context card."
    ),
    Refusal.EVIDENCE_GONE: _l(
        "This note cannot be chosen any more. Choose another one, or none; what you typed is kept."
    ),
    Refusal.EVIDENCE_SEALED: _l(
        "This is attached to a view that is sealed, so it stays as it is: somebody relies on it."
    ),
    Refusal.EVIDENCE_SHOWS_GOAL: _l(
        "A goal was confirmed as seen with this, so it stays as it is."
    ),
    Refusal.EVIDENCE_SHOWS_MODULE: _l(
        "A module of a programme was confirmed with this, so it stays as it is."
    ),
    Refusal.EVIDENCE_WAITS: _l(
        "Your manager's view is in and not open yet. Until it opens, everything you share stays"
        " shared and as it is."
    ),
    Refusal.NOBODY_TO_SHARE_WITH: _l(
        "The portal does not know whom you report to. Ask people-ops to enter your manager."
    ),
    Refusal.NOT_HAPPENED_YET: _l(
        "Evidence is of something that has happened: choose today or an earlier day."
    ),
    Refusal.NOT_OWN_WORDS: _l(
        "Somebody else wrote this: you can keep it or delete it, but not reword it."
    ),
    Refusal.ABSENCE_BACKWARDS: _l("The first day back comes after the first day of leave."),
    Refusal.ABSENCE_OVERLAPS: _l("Another leave of this person covers some of these days."),
    Refusal.CHECK_CHANGED: _l(
        "The check finds something else now than when you looked, so nothing was opened. Look at"
        " it once more, then open the round."
    ),
    Refusal.CYCLE_EMPTY: _l(
        "Nobody would be in this round: nobody it is for has a role with a matrix."
    ),
    Refusal.CYCLE_NAMED: _l("Another round has this name already."),
    Refusal.CYCLE_OPENED: _l("This round is open already: what was set up holds."),
    Refusal.CYCLE_TOO_EARLY: _l(
        "The day on which it opens has not begun yet in the time zone of the round."
    ),
    Refusal.UNMENDED_UNEXPLAINED: _l(
        "Some people would fall through. Mend it, leave them out, or say why the round opens"
        " all the same."
    ),
    Refusal.VIEWS_BEFORE_OPENING: _l(
        "Views come after the opening: choose the day it opens, or a later one."
    ),
    Refusal.VIEWS_DUE_PAST: _l(
        "The last day for views is over already. Give the round later days, then open it."
    ),
    Refusal.VIEWS_OPEN_UNFIT: _l(
        "Choose a day between the opening and the last day for conversations."
    ),
    Refusal.ALREADY_SENT: _l("This was sent already, so it stays as it is."),
    Refusal.EXERCISE_CLOSED: _l(
        "This exercise was closed meanwhile, so no more readings are taken in."
    ),
    Refusal.EXERCISE_OPENED: _l(
        "This exercise was opened already. What assessors read stays as it is; write another one"
        " for the next time."
    ),
    Refusal.EXERCISE_UNFIT: _l(
        "The matrix it would be read against asks nothing of this kind. Choose at least one"
        " competency that the role has."
    ),
    Refusal.PERSON_LEFT: _l("They have left meanwhile, so there is nobody to read it."),
    Refusal.REVIEW_UNFINISHED: _l(
        "Say what worked and one thing to try: a review is sent with both."
    ),
    Refusal.WEIGHED_MEANWHILE: _l(
        "Somebody gave this another weight meanwhile. Nothing was overwritten: choose once more."
    ),
    Refusal.ALREADY_ENROLLED: _l(
        "They are on this programme already, or have completed it. Another mentor is chosen on the"
        " page of their way through it."
    ),
    Refusal.MENTOR_UNFIT: _l("Choose one of the programme's mentors, and nobody as their own."),
    Refusal.MODULE_CONFIRMED: _l(
        "This module is confirmed already; what shows it stays as it was read."
    ),
    Refusal.MODULE_RETIRED: _l("This module has retired meanwhile: nobody needs it any more."),
    Refusal.MODULE_UNCONFIRMED: _l(
        "This module is not confirmed, so there is nothing to take back. Nothing was changed."
    ),
    Refusal.NOT_LED_BY_YOU: _l(
        "They do not report to you. Their own manager, or people-ops, can enrol them."
    ),
    Refusal.NOT_ON_PROGRAMME: _l("They are not on this programme now, so nothing was changed."),
}


def refusal_text(refusal: Refusal) -> LazyString:
    return REFUSALS[refusal]
