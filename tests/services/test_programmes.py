"""Keeping programmes, and people's ways through them: what is done, refused, traced and told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, select

from portal.db import db
from portal.domain.evidence import Entry
from portal.domain.languages import LocalizedText
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import AuditEvent, Completion, Enrolment, Evidence, Notice, Person, Programme
from portal.queries import programmes as queries
from portal.queries.evidence import showing_alone
from portal.queries.visibility.programmes import load_enrolment, load_module, load_programme
from portal.services import completions, enrolments, evidence, programmes
from portal.services.programmes import ModuleEntry, ProgrammeEntry
from tests.factories import make_enrolment, make_evidence, make_person

pytestmark = pytest.mark.usefixtures("app")

TECHNICAL = "technical-development"
SECRET = "A case nobody else may read: ibis-7342"


@pytest.fixture
def ops() -> Person:
    return make_person("Paula Peopleops")


@pytest.fixture
def lead() -> Person:
    return make_person("Lena Lead")


@pytest.fixture
def mentor() -> Person:
    return make_person("Mona Mentor")


@pytest.fixture
def rep(lead: Person) -> Person:
    return make_person("Rita Rep", role="css2", manager=lead)


def text(words: str) -> LocalizedText:
    return LocalizedText({"en": words})


def entry(title: str = "Reading traces", *teaches: str) -> ModuleEntry:
    taught = teaches or ("isolates-the-failing-step",)
    return ModuleEntry(text(title), text("Reads one."), text("A case."), frozenset(taught))


def refused(change: Callable[[], object]) -> tuple[Refusal, str | None]:
    with pytest.raises(RuleBroken) as broken:
        change()
    return broken.value.refusal, broken.value.field


def traced() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def told(person: Person) -> list[str]:
    found = select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
    return [str(kind) for kind in db.session.scalars(found)]


def keys_in_use(programme: Programme) -> list[str]:
    return [module.key for module in queries.modules(programme) if not module.is_retired]


def way(person: Person) -> Enrolment:
    found = db.session.scalars(select(Enrolment.id).where(Enrolment.person_id == person.id)).one()
    return load_enrolment(person, found, sees_all=False, lock=True).enrolment


def say_done(person: Person, key: str, what: str = "The case.", version: int = 0) -> Completion:
    enrolment = way(person)
    module = load_module(enrolment.programme, key)
    return completions.say_done(enrolment, module, what, None, version=version)


# Keeping programmes


def test_a_programme_and_its_modules_are_kept(ops: Person) -> None:
    words = ProgrammeEntry(text("New"), text("For whoever is new."))
    programme = programmes.add_programme(words, by=ops)
    assert programme.key == "new-2", "an address of ours is no key"
    for title in ("Reading traces", "Guides", "Calls"):
        programmes.add_module(programme, entry(title), by=ops)
    assert keys_in_use(programme) == ["reading-traces", "guides", "calls"]

    def module(key: str = "reading-traces") -> object:
        return load_module(programme, key)

    programmes.place_module(module("calls"), 0, by=ops)
    programmes.place_module(module("calls"), 0, by=ops)
    assert keys_in_use(programme) == ["calls", "reading-traces", "guides"]
    taught = entry("Reading the traces", "isolates-the-failing-step", "builds-the-smallest-example")
    programmes.change_module(module(), taught, version=1, by=ops)
    assert queries.taught_by_key(module()) == [  # type: ignore[arg-type]
        "isolates-the-failing-step", "builds-the-smallest-example",
    ]  # fmt: skip
    stale = refused(lambda: programmes.change_module(module(), entry(), version=1, by=ops))
    assert stale[0] is Refusal.CHANGED_MEANWHILE
    unknown = entry("Guides", "was-never-written")
    assert refused(lambda: programmes.change_module(module("guides"), unknown, version=1, by=ops))
    programmes.retire_module(module("calls"), by=ops)
    assert keys_in_use(programme) == ["reading-traces", "guides"]
    assert refused(lambda: programmes.place_module(module("calls"), 1, by=ops)) == (
        Refusal.MODULE_RETIRED,
        None,
    )
    programmes.bring_back_module(module("calls"), by=ops)
    assert keys_in_use(programme) == ["calls", "reading-traces", "guides"]
    words = ProgrammeEntry(text("First steps"), text("For whoever is new."))
    programmes.change_programme(programme, words, version=programme.version, by=ops)
    assert refused(lambda: programmes.change_programme(programme, words, version=1, by=ops))
    assert [action for action in traced() if "programme" in action or "module" in action] == [
        "added programme", "added module", "added module", "added module", "changed module",
        "changed module", "retired module", "brought module back", "changed programme",
    ]  # fmt: skip


def test_mentors_are_people_who_are_here(ops: Person, mentor: Person) -> None:
    programme = load_programme(TECHNICAL)
    gone = make_person(left_on=date(2025, 1, 1))
    for email in ("nobody@example.com", gone.email):
        nobody = refused(lambda to=email: programmes.add_mentor(programme, to, by=ops))  # type: ignore[misc]
        assert nobody == (Refusal.PERSON_UNKNOWN, "email")
    programmes.add_mentor(programme, mentor.email, by=ops)
    programmes.add_mentor(programme, f" {mentor.email.upper()} ", by=ops)
    assert queries.mentors(programme) == [mentor]
    programmes.remove_mentor(programme, mentor.id, by=ops)
    assert queries.mentors(programme) == []
    with pytest.raises(Missing):
        programmes.remove_mentor(programme, mentor.id, by=ops)


# On the way


def test_who_enrols_whom(ops: Person, lead: Person, rep: Person, mentor: Person) -> None:
    programme = load_programme(TECHNICAL)
    programmes.add_mentor(programme, mentor.email, by=ops)
    stranger = make_person()

    def enrol(whom: Person, by: Person, with_: Person | None = mentor) -> Enrolment:
        return enrolments.enrol(programme, whom.email, with_, is_people_ops=by == ops, by=by)

    assert refused(lambda: enrol(stranger, lead)) == (Refusal.NOT_LED_BY_YOU, "email")
    assert refused(lambda: enrol(lead, lead)) == (Refusal.NOT_YOURSELF, "email")
    assert refused(lambda: enrol(ops, ops)) == (Refusal.NOT_YOURSELF, "email")
    assert refused(lambda: enrol(rep, lead, stranger)) == (Refusal.MENTOR_UNFIT, "mentor")
    assert refused(lambda: enrol(mentor, ops)) == (Refusal.MENTOR_UNFIT, "mentor")
    made = enrol(rep, lead)
    assert enrol(rep, lead) is made, "a form sent twice enrols once"
    assert told(rep) == ["enrolled"]
    assert told(mentor) == ["enrolled"]
    assert refused(lambda: enrol(rep, ops, None)) == (Refusal.ALREADY_ENROLLED, "email")
    enrol(stranger, ops, None)

    enrolments.leave(made, by=rep)
    enrolments.leave(made, by=rep)
    assert str(made.state) == "left"
    assert made.ended_on is not None
    again = enrol(rep, ops, None)
    assert (again.id, again.mentor_id, again.ended_on) == (made.id, None, None)
    enrolments.choose_mentor(again, mentor, by=lead)
    enrolments.choose_mentor(again, mentor, by=lead)
    assert refused(lambda: enrolments.choose_mentor(again, rep, by=lead))
    assert traced().count("changed mentor") == 1
    assert told(rep) == ["enrolled"] * 3


def test_a_module_is_confirmed_by_somebody_who_saw_what_shows_it(
    rep: Person, lead: Person, mentor: Person
) -> None:
    enrolment = make_enrolment(rep, mentor=mentor)
    done = say_done(rep, "logs-and-requests", SECRET)
    assert done.enrolment is enrolment
    assert say_done(rep, "logs-and-requests", SECRET) is done, "sent twice, said once"
    assert told(mentor) == ["enrolled", "module_done"]
    assert told(lead) == []
    assert queries.waiting_for(mentor) == [done]
    assert queries.waiting_for(lead) == []
    assert refused(lambda: completions.confirm(done, version=1, by=rep))[0] is Refusal.NOT_YOURSELF

    say_done(rep, "logs-and-requests", f"{SECRET}, reworded", version=1)
    unread = refused(lambda: completions.confirm(done, version=1, by=mentor))
    assert unread[0] is Refusal.CHANGED_MEANWHILE, "nobody confirms what they have not read"
    for _ in range(2):
        completions.say_missing(done, "Which step fails?", version=done.version, by=mentor)
    assert [note.text for note in done.notes] == ["Which step fails?"]
    assert refused(lambda: completions.confirm(done, version=done.version, by=mentor))
    say_done(rep, "logs-and-requests", f"{SECRET}, with the step", version=done.version)
    for _ in range(2):
        completions.confirm(done, version=done.version, by=lead)
    assert (done.confirmed_by_id, str(done.state)) == (lead.id, "confirmed")
    assert refused(lambda: say_done(rep, "logs-and-requests", "Else", version=done.version)) == (
        Refusal.MODULE_CONFIRMED,
        None,
    )
    assert told(rep) == ["enrolled", "module_missing", "module_confirmed"]
    assert told(mentor) == ["enrolled", "module_done", "module_done"]
    kept = [(e.action, e.fields) for e in db.session.scalars(select(AuditEvent))]
    about = [(n.about, n.path) for n in db.session.scalars(select(Notice))]
    for words in ("ibis-7342", "Which step"):
        assert words not in f"{kept}{about}", "the trace and what is told hold no words of theirs"


def test_the_last_module_completes_the_programme(
    ops: Person, rep: Person, lead: Person, mentor: Person
) -> None:
    programme = load_programme("onboarding")
    first, *others, last = keys_in_use(programme)
    make_enrolment(rep, "onboarding", mentor=mentor, confirmed=others)
    colleague = make_person(manager=lead)
    for person in (colleague, ops):
        make_enrolment(person, "onboarding", mentor=mentor, confirmed=[*others, last])
    done = say_done(rep, last)
    completions.confirm(done, version=done.version, by=mentor)
    assert str(way(rep).state) == "active"
    assert keys_of_left(rep) == [first]
    programmes.retire_module(load_module(programme, first), by=ops)
    for person in (rep, colleague):
        assert str(way(person).state) == "completed"
        assert way(person).ended_on is not None
    assert str(way(ops).state) == "active", "nobody completes their own programme"
    programmes.bring_back_module(load_module(programme, first), by=ops)
    assert str(way(rep).state) == "completed", "what is completed stays so"
    again = refused(
        lambda: enrolments.enrol(programme, rep.email, None, is_people_ops=True, by=ops)
    )
    assert again == (Refusal.ALREADY_ENROLLED, "email")
    assert refused(lambda: say_done(rep, first)) == (Refusal.NOT_ON_PROGRAMME, None)
    assert refused(lambda: enrolments.leave(way(rep), by=rep))
    programmes.retire_module(load_module(programme, first), by=make_person("Olga Ops"))
    assert str(way(ops).state) == "completed", "somebody else may"


def keys_of_left(person: Person) -> list[str]:
    return [module.key for module in queries.progress_of(way(person)).left]


def test_a_note_of_the_log_may_show_it_and_a_card_may_not(rep: Person, mentor: Person) -> None:
    make_enrolment(rep, mentor=mentor)
    module = load_module(load_programme(TECHNICAL), "logs-and-requests")
    card = Entry(date(2026, 2, 2), "A hard month.", metric="CSAT", period="March")
    kept = evidence.write(card, by=rep)
    alone = refused(lambda: completions.say_done(way(rep), module, "See", kept, version=0))
    assert alone == (Refusal.CARD_ALONE, "evidence")
    assert kept not in showing_alone(rep.id)
    note = make_evidence(rep, "Found the failing step.")
    done = completions.say_done(way(rep), module, "See the note.", note, version=0)
    seen = note.version
    note.text = "Found it, in other words."
    db.session.flush()
    unread = refused(
        lambda: completions.confirm(done, version=done.version, evidence_version=seen, by=mentor)
    )
    assert unread[0] is Refusal.CHANGED_MEANWHILE

    gone = make_evidence(rep, "Deleted in another tab.")
    db.session.execute(delete(Evidence.__table__).where(Evidence.__table__.c.id == gone.id))  # type: ignore[arg-type]
    missing = refused(lambda: completions.say_done(way(rep), module, "See", gone, version=1))
    assert missing == (Refusal.EVIDENCE_GONE, "evidence")


def test_without_a_mentor_the_manager_is_asked(rep: Person, lead: Person, mentor: Person) -> None:
    make_enrolment(rep, mentor=mentor)
    mentor.left_on = date(2026, 1, 5)
    done = say_done(rep, "logs-and-requests")
    assert told(lead) == ["module_done"]
    assert queries.waiting_for(lead) == [done]
    rep.left_on = date(2026, 1, 5)
    db.session.flush()
    assert queries.waiting_for(lead) == []
