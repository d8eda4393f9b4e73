"""Modules people are through with: saying what shows it, confirming it, saying what is missing.

The enrolment's row is locked (``load_enrolment(lock=True)``). The person says it is done; a mentor,
or somebody the person reports to, confirms it or writes what is still missing. They, or people-ops,
take back what was confirmed by mistake.
"""

from __future__ import annotations

from portal import audit
from portal.db import db
from portal.domain.evidence import EvidenceKind, refused_alone
from portal.domain.notices import NoticeKind
from portal.domain.programmes import COMPLETION_MOVES, CompletionState
from portal.domain.refusals import Refusal, RuleBroken
from portal.domain.time_zones import today_in
from portal.domain.workflows import EnrolmentState, allows
from portal.models import Completion, CompletionNote, Enrolment, Evidence, Module, Person
from portal.services.enrolments import (
    complete_if_through,
    reopen_unless_through,
    require_active,
)
from portal.services.evidence import hold_chosen
from portal.services.programme_notices import tell_person, tell_waiting
from portal.services.row_edits import check_version
from portal.services.uniqueness import unless_taken


def say_done(
    enrolment: Enrolment,
    module: Module,
    what_shows_it: str,
    evidence: Evidence | None,
    *,
    version: int,
) -> Completion:
    """The person says they are through with a module, and what shows it; their mentor is told.

    Until it is confirmed they may reword it. ``version`` is that of what they saw, 0 for nothing.
    A context card alone shows nothing (CARD_ALONE), nor does a note that is gone (EVIDENCE_GONE).
    """
    require_active(enrolment)
    if module.is_retired:
        raise RuleBroken(Refusal.MODULE_RETIRED)
    evidence = hold_chosen(evidence.id) if evidence is not None else None
    if evidence is not None and (refusal := refused_alone([EvidenceKind(evidence.kind)])):
        raise RuleBroken(refusal, "evidence")
    done = completion_of(enrolment, module)
    if done is None:
        return _say_first(enrolment, module, what_shows_it, evidence, version=version)
    if done.state == CompletionState.CONFIRMED:
        check_version(done.version, version)
        raise RuleBroken(Refusal.MODULE_CONFIRMED)
    is_waiting = done.state == CompletionState.WAITING
    if is_waiting and (done.what_shows_it, done.evidence) == (what_shows_it, evidence):
        return done  # the same form, sent twice
    _go_on(done, CompletionState.WAITING, version)
    done.what_shows_it, done.evidence = what_shows_it, evidence
    done.done_on = today_in(enrolment.person.time_zone)
    audit.record(enrolment.person, "said module done", done, ["what_shows_it", "evidence_id"])
    if not is_waiting:
        tell_waiting(done)
    return done


def _say_first(
    enrolment: Enrolment,
    module: Module,
    what_shows_it: str,
    evidence: Evidence | None,
    *,
    version: int,
) -> Completion:
    check_version(0, version)
    with unless_taken(Refusal.CHANGED_MEANWHILE):
        done = Completion(
            enrolment=enrolment,
            module=module,
            state=CompletionState.WAITING,
            done_on=today_in(enrolment.person.time_zone),
            what_shows_it=what_shows_it,
            evidence=evidence,
            notes=[],
        )
        db.session.add(done)
    audit.record(enrolment.person, "said module done", done)
    tell_waiting(done)
    return done


def completion_of(enrolment: Enrolment, module: Module) -> Completion | None:
    """What was said of a module; needs ``completions`` loaded."""
    return next((one for one in enrolment.completions if one.module_id == module.id), None)


def confirm(done: Completion, *, version: int, evidence_version: int = 0, by: Person) -> None:
    """Confirm a module; with the last one the programme is completed. The person is told.

    ``version`` and ``evidence_version`` are those of what was read: what was reworded meanwhile is
    not confirmed unread.
    """
    if done.state == CompletionState.CONFIRMED and done.confirmed_by_id == by.id:
        return  # the same form, sent twice
    _refuse_oneself(done, by)
    require_active(done.enrolment)
    _check_evidence(done, evidence_version)
    _go_on(done, CompletionState.CONFIRMED, version)
    done.confirmed_by = by
    done.confirmed_on = today_in(by.time_zone)
    audit.record(by, "confirmed module", done, ["state"])
    tell_person(done, NoticeKind.MODULE_CONFIRMED, by=by)
    complete_if_through(done.enrolment, by=by)


def _check_evidence(done: Completion, version: int) -> None:
    """Refuse to confirm with a note that is another by now; it is held as it is."""
    if done.evidence_id is None:
        check_version(0, version)
        return
    try:
        note = hold_chosen(done.evidence_id)
    except RuleBroken:
        raise RuleBroken(Refusal.CHANGED_MEANWHILE) from None
    check_version(note.version, version)


def say_missing(done: Completion, text: str, *, version: int, by: Person) -> None:
    """Say what is still missing instead of confirming; the person is told, and can answer."""
    last = done.notes[-1] if done.notes else None
    if done.state == CompletionState.MISSING and last and last.text == text:
        return  # the same form, sent twice
    _refuse_oneself(done, by)
    require_active(done.enrolment)
    _go_on(done, CompletionState.MISSING, version)
    done.notes.append(CompletionNote(author=by, written_on=today_in(by.time_zone), text=text))
    audit.record(by, "said what is missing", done, ["state"])
    tell_person(done, NoticeKind.MODULE_MISSING, by=by)


def take_back(done: Completion, reason: str, *, version: int, by: Person) -> None:
    """Take back that a module is confirmed: it waits again, and its person is told and reads why.

    A programme that was completed with it opens again. Whoever has left it stays off it
    (NOT_ON_PROGRAMME), and what is not confirmed has nothing to take back (MODULE_UNCONFIRMED). A
    module that has retired would wait for good (MODULE_RETIRED). Whoever can confirm it is told.
    """
    last = done.notes[-1] if done.notes else None
    is_waiting = done.state == CompletionState.WAITING
    if is_waiting and last and last.takes_back and (last.text, last.author_id) == (reason, by.id):
        return  # the same form, sent twice
    _refuse_oneself(done, by)
    if done.enrolment.state == EnrolmentState.LEFT:
        raise RuleBroken(Refusal.NOT_ON_PROGRAMME)
    check_version(done.version, version)
    if done.state != CompletionState.CONFIRMED:
        raise RuleBroken(Refusal.MODULE_UNCONFIRMED)
    if done.module.is_retired:
        raise RuleBroken(Refusal.MODULE_RETIRED)
    done.state, done.confirmed_by, done.confirmed_on = CompletionState.WAITING, None, None
    written_on = today_in(by.time_zone)
    done.notes.append(
        CompletionNote(author=by, written_on=written_on, text=reason, takes_back=True)
    )
    audit.record(by, "took back confirmation of module", done, ["state"])
    tell_person(done, NoticeKind.MODULE_TAKEN_BACK, by=by)
    tell_waiting(done, by=by)
    reopen_unless_through(done.enrolment, by=by)


def _refuse_oneself(done: Completion, by: Person) -> None:
    if done.enrolment.person_id == by.id:
        raise RuleBroken(Refusal.NOT_YOURSELF)


def _go_on(done: Completion, after: CompletionState, version: int) -> None:
    check_version(done.version, version)
    if not allows(COMPLETION_MOVES, CompletionState(done.state), after):
        raise RuleBroken(Refusal.MODULE_CONFIRMED)
    done.state = after
