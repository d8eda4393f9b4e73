"""What notices say: a title that names nobody, a sentence or two, and why one is told.

The title is a mail's subject too, and may stand on a locked screen: it holds no name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.domain.notices import NoticeKind
from portal.models.accounts import EvidenceReminder
from portal.wording.cycles import place
from portal.wording.days import weekday

TITLES: Mapping[NoticeKind, LazyString] = {
    NoticeKind.CYCLE_OPENED: _l("A round of assessments has begun"),
    NoticeKind.CYCLE_EXTENDED: _l("There is more time"),
    NoticeKind.CYCLE_PAUSED: _l("A round of assessments is paused"),
    NoticeKind.CYCLE_RESUMED: _l("A round of assessments goes on"),
    NoticeKind.CYCLE_CLOSED: _l("A round of assessments is closed"),
    NoticeKind.SELF_VIEW_DUE: _l("Your own view is not in yet"),
    NoticeKind.MANAGER_VIEWS_DUE: _l("Your views of your people are not in yet"),
    NoticeKind.TALK_DUE: _l("A conversation is still to come"),
    NoticeKind.MANAGER_CHANGED: _l("Who writes the manager's view has changed"),
    NoticeKind.MANAGER_CHOSEN: _l("You take the manager's part now"),
    NoticeKind.VIEWS_OPEN: _l("Both views are open"),
    NoticeKind.VIEW_REOPENED: _l("A view can be written again"),
    NoticeKind.AGREED_READY: _l("Your agreed view is ready to read"),
    NoticeKind.ACKNOWLEDGED: _l("An agreed view was read"),
    NoticeKind.EVIDENCE_ASKED: _l("A moment for your evidence log"),
    NoticeKind.EVIDENCE_SHARED: _l("Somebody shared evidence with you"),
    NoticeKind.THANKED: _l("Somebody thanked you"),
    NoticeKind.REVIEW_RECEIVED: _l("Somebody looked at a conversation of yours"),
    NoticeKind.GOAL_QUIET: _l("A goal has been quiet for a while"),
    NoticeKind.GOAL_CHECKED_IN: _l("There is a check-in on a goal"),
    NoticeKind.ENROLLED: _l("A programme begins"),
    NoticeKind.MODULE_DONE: _l("A module waits for your confirmation"),
    NoticeKind.MODULE_CONFIRMED: _l("A module of yours is confirmed"),
    NoticeKind.MODULE_MISSING: _l("A module of yours was looked at"),
    NoticeKind.MODULE_TAKEN_BACK: _l("A confirmation was taken back"),
    NoticeKind.EXERCISE_OPENED: _l("A calibration exercise is open"),
    NoticeKind.EXERCISE_CLOSED: _l("A calibration exercise can be compared"),
}

EVIDENCE_REMINDERS: Mapping[EvidenceReminder, LazyString] = {
    EvidenceReminder.NEVER: _l("Never"),
    EvidenceReminder.WEEKLY: _l("Every week"),
    EvidenceReminder.FORTNIGHTLY: _l("Every two weeks"),
}


@dataclass(frozen=True)
class About:
    """What a notice is about, ready for its words; stand-ins where something is not known."""

    given: Mapping[str, str]

    def _said(self, name: str, otherwise: object) -> str:
        return " ".join(str(self.given.get(name, "")).split()) or str(otherwise)

    @property
    def cycle(self) -> str:
        return self._said("cycle", _("the round"))

    @property
    def person(self) -> str:
        return self._said("person", _("Somebody"))

    @property
    def programme(self) -> str:
        return self._said("programme", _("a programme"))

    @property
    def module(self) -> str:
        return self._said("module", _("a module"))

    @property
    def exercise(self) -> str:
        return self._said("exercise", _("an exercise"))

    @property
    def names_somebody(self) -> bool:
        return bool(self.given.get("person"))

    @property
    def count(self) -> int:
        """How many it stands for; 0 where it is about a single one."""
        written = str(self.given.get("count", ""))
        return int(written) if written.isascii() and written.isdigit() else 0

    @property
    def deadline(self) -> str:
        """Until when, in the zone in which that day ends; empty where there is no such day."""
        try:
            day = date.fromisoformat(str(self.given.get("due", "")))
        except ValueError:
            return ""
        zone = str(self.given.get("zone", ""))
        if not zone:
            return str(_("Due by the end of %(day)s.", day=weekday(day)))
        return str(_("Due by the end of %(day)s (%(zone)s).", day=weekday(day), zone=place(zone)))


def _extended(a: About) -> object:
    if a.names_somebody:
        return _(
            "The assessment of %(person)s in %(cycle)s has more time.",
            person=a.person, cycle=a.cycle,
        )  # fmt: skip
    return _("In %(cycle)s, you have longer than planned.", cycle=a.cycle)


def _managers_views(a: About) -> object:
    if a.count:
        return ngettext(
            "In %(cycle)s, your view of %(num)s of your people is not in yet. Both views open to"
            " both of you once they are in.",
            "In %(cycle)s, your views of %(num)s of your people are not in yet. Both views open to"
            " both of you once they are in.",
            a.count, cycle=a.cycle,
        )  # fmt: skip
    return _(
        "In %(cycle)s, a view of yours is not in yet. Both views open to both of you once they"
        " are in.",
        cycle=a.cycle,
    )


def _talks(a: About) -> object:
    if a.count:
        return ngettext(
            "In %(cycle)s, both views are open and the conversation with %(num)s of your people is"
            " still to come.",
            "In %(cycle)s, both views are open and the conversations with %(num)s of your people"
            " are still to come.",
            a.count, cycle=a.cycle,
        )  # fmt: skip
    if a.names_somebody:
        return _(
            "In %(cycle)s, both views are open. The conversation with %(person)s is still to come.",
            cycle=a.cycle, person=a.person,
        )  # fmt: skip
    return _(
        "In %(cycle)s, both views are open. Find a time to talk about them with your manager.",
        cycle=a.cycle,
    )


def _manager_changed(a: About) -> object:
    if a.names_somebody:
        return _(
            "In %(cycle)s, who writes the manager's view of %(person)s has changed. What was"
            " written as a draft stays with whoever wrote it.",
            cycle=a.cycle, person=a.person,
        )  # fmt: skip
    return _(
        "In %(cycle)s, somebody else now writes the manager's view of you. Drafts stay with"
        " whoever wrote them.",
        cycle=a.cycle,
    )


def _views_open(a: About) -> object:
    if a.names_somebody:
        return _(
            "In %(cycle)s, %(person)s and you can read both views now, side by side. Next comes"
            " your conversation.",
            cycle=a.cycle, person=a.person,
        )  # fmt: skip
    return _(
        "In %(cycle)s, you and your manager can read both views now, side by side. Next comes your"
        " conversation.",
        cycle=a.cycle,
    )


def _reopened(a: About) -> object:
    if a.names_somebody:
        return _(
            "In %(cycle)s, people-ops opened a view of the assessment of %(person)s for writing"
            " again. What was there before is kept.",
            cycle=a.cycle, person=a.person,
        )  # fmt: skip
    return _(
        "In %(cycle)s, people-ops opened a view of your assessment for writing again. What was"
        " there before is kept.",
        cycle=a.cycle,
    )


def _checked_in(a: About) -> object:
    if a.names_somebody:
        return _("%(person)s wrote how it goes with a goal.", person=a.person)
    return _("Somebody wrote how it goes with a goal of yours.")


def _quiet(a: About) -> object:
    if a.names_somebody:
        return _("A goal of %(person)s has not moved for some weeks.", person=a.person)
    return _(
        "A goal of yours has not moved for some weeks. Say how it goes, change it, or let it go:"
        " each is fine."
    )


def _module_done(a: About) -> object:
    return _(
        "%(person)s is through with %(module)s (%(programme)s) and asks you to confirm it.",
        person=a.person, module=a.module, programme=a.programme,
    )  # fmt: skip


def _module_taken_back(a: About) -> object:
    return _(
        "%(person)s took back that %(module)s (%(programme)s) is confirmed, and wrote why. What you"
        " said of it is kept, and waits to be confirmed again.",
        person=a.person, module=a.module, programme=a.programme,
    )  # fmt: skip


def _enrolled(a: About) -> object:
    if a.names_somebody:
        return _(
            "%(person)s is on this programme now, and you are their mentor: %(programme)s.",
            person=a.person, programme=a.programme,
        )  # fmt: skip
    return _("You are on this programme now: %(programme)s.", programme=a.programme)


SENTENCES: Mapping[NoticeKind, Callable[[About], object]] = {
    NoticeKind.CYCLE_OPENED: lambda a: _(
        "%(cycle)s has begun, and you are in it. Write your own view when it suits you: it is"
        " yours alone until both views are in.",
        cycle=a.cycle,
    ),
    NoticeKind.CYCLE_EXTENDED: _extended,
    NoticeKind.CYCLE_PAUSED: lambda a: _(
        "%(cycle)s is paused. Nothing is lost: you can read your drafts, and go on once it goes"
        " on.",
        cycle=a.cycle,
    ),
    NoticeKind.CYCLE_RESUMED: lambda a: _(
        "%(cycle)s goes on. Your drafts are as you left them.", cycle=a.cycle
    ),
    NoticeKind.CYCLE_CLOSED: lambda a: _(
        "%(cycle)s is closed. What was not finished stays as it is, and drafts stay with whoever"
        " wrote them.",
        cycle=a.cycle,
    ),
    NoticeKind.SELF_VIEW_DUE: lambda a: _(
        "In %(cycle)s, your own view is not in yet. It is yours alone until both views are in.",
        cycle=a.cycle,
    ),
    NoticeKind.MANAGER_VIEWS_DUE: _managers_views,
    NoticeKind.TALK_DUE: _talks,
    NoticeKind.MANAGER_CHANGED: _manager_changed,
    NoticeKind.MANAGER_CHOSEN: lambda a: _(
        "In %(cycle)s, you take the manager's part for %(person)s now. What was written before"
        " stays with whoever wrote it.",
        cycle=a.cycle,
        person=a.person,
    ),
    NoticeKind.VIEWS_OPEN: _views_open,
    NoticeKind.VIEW_REOPENED: _reopened,
    NoticeKind.AGREED_READY: lambda a: _(
        "In %(cycle)s, what you agreed on in your conversation is written down. Read it, and say"
        " that you have: that is not the same as agreeing.",
        cycle=a.cycle,
    ),
    NoticeKind.ACKNOWLEDGED: lambda a: _(
        "%(person)s has read the agreed view in %(cycle)s.", person=a.person, cycle=a.cycle
    ),
    NoticeKind.EVIDENCE_ASKED: lambda _a: _(
        "You asked to be reminded: what went well lately, and what did you do for it? Two sentences"
        " are enough. They stay yours alone until you share them."
    ),
    NoticeKind.EVIDENCE_SHARED: lambda a: _(
        "%(person)s shared an entry of their evidence log with you.", person=a.person
    ),
    NoticeKind.THANKED: lambda a: _(
        "%(person)s sent you a thank-you. It is in your evidence log; only the two of you can read"
        " it until you share it.",
        person=a.person,
    ),
    NoticeKind.REVIEW_RECEIVED: lambda a: _(
        "%(person)s looked at one of your conversations and wrote what worked and one thing to try."
        " Only the two of you can read it.",
        person=a.person,
    ),
    NoticeKind.GOAL_QUIET: _quiet,
    NoticeKind.GOAL_CHECKED_IN: _checked_in,
    NoticeKind.ENROLLED: _enrolled,
    NoticeKind.MODULE_DONE: _module_done,
    NoticeKind.MODULE_CONFIRMED: lambda a: _(
        "%(module)s (%(programme)s) is confirmed.", module=a.module, programme=a.programme
    ),
    NoticeKind.MODULE_MISSING: lambda a: _(
        "%(person)s wrote what is still missing for %(module)s (%(programme)s). Add it when you"
        " are ready, and say so again.",
        person=a.person,
        module=a.module,
        programme=a.programme,
    ),
    NoticeKind.MODULE_TAKEN_BACK: _module_taken_back,
    NoticeKind.EXERCISE_OPENED: lambda a: _(
        "Read the sample of %(exercise)s and mark it on your own. It is about nobody real.",
        exercise=a.exercise,
    ),
    NoticeKind.EXERCISE_CLOSED: lambda a: _(
        "See how far the readings of %(exercise)s agree, and what to talk about.",
        exercise=a.exercise,
    ),
}


def notice_title(kind: NoticeKind) -> str:
    return str(TITLES[kind])


def notice_text(kind: NoticeKind, about: Mapping[str, str]) -> str:
    """The sentence of a notice, and until when there is time, where there is a day for it."""
    told = About(about)
    return " ".join(str(part) for part in (SENTENCES[kind](told), told.deadline) if part)


def notice_action(kind: NoticeKind) -> str:
    """The words on the button that leads on."""
    if kind is NoticeKind.EVIDENCE_ASKED:
        return str(_("Write evidence"))
    return str(_("Have a look"))
