"""People for a journey, and what the portal then holds of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import delete, func, select

from portal.db import db
from portal.domain.drafting import behaviours
from portal.domain.evidence import Entry
from portal.domain.languages import LocalizedText
from portal.domain.observations import Mark
from portal.domain.role_changes import ChangeKind, Proposal
from portal.domain.workflows import CycleState, ExerciseState
from portal.models import (
    Absence,
    Account,
    AccountSession,
    Answer,
    Assessment,
    Cycle,
    Evidence,
    Exercise,
    Goal,
    Person,
    View,
)
from portal.models.assessments import ViewKind
from portal.queries import assessments
from portal.queries.visibility.calibrations import load_exercise
from portal.queries.visibility.goals import load_goal
from portal.services import (
    absences,
    calibrations,
    cycles,
    evidence,
    goals,
    import_files,
    ladders,
    role_changes,
)
from portal.services.absences import Leave
from portal.services.accounts import issue_set_up_link
from portal.services.demo.organisation import PASSWORD
from portal.services.ladders import RoleEntry
from tests import drafting
from tests.factories import (
    make_account,
    make_enrolment,
    make_evidence,
    make_goal,
    make_member,
    make_person,
    make_submitted_view,
    make_view,
)
from tests.journeys.round_scenes import set_rounds
from tests.journeys.serving import Portal
from tests.reviewing import make_exercise, make_reading, make_review, shipped_exercise
from tests.rounds import make_assessment, make_round

REP = "rep@demo.example"
LEAD = "lead@demo.example"
PEOPLE_OPS = "peopleops@demo.example"
ADMIN = "admin@demo.example"
LOOKER = "sasha.scene@demo.example"
IMPORTED = (
    b"Area,Competency,Agent,Senior agent\n"
    b'Craft,Invoices,Explains an invoice line by line,"- Solves 9 of 10 disputes\n- Helps"\n'
    b"Craft,,Greets people by name,=1+1\n"
)
"""A table with advice on its wording and a problem."""


@dataclass(frozen=True)
class Scene:
    """The numbers of the records that pages are about; the assessments are the looker's."""

    rep: int
    lead: int
    former: int
    draft: int
    submitted: int
    account: int
    token: str
    import_file: int
    planned_round: int
    leave: int
    running_round: int
    participant: int
    enrolment: int
    goal: int
    dropped_goal: int
    looker: int
    note: int
    review: int
    review_draft: int
    exercise: int
    exercise_draft: int
    compared: int
    round_draft: int
    opened: int
    sealed_view: int
    talking: int
    withdrawn: int

    def path(self, pattern: str) -> str:
        return pattern.format(**vars(self))


def set_scene(portal: Portal) -> Scene:
    """Bring in a rep who looks at everything, and something to look at."""
    with portal.app.app_context():
        rep, lead = _person(REP), _person(LEAD)
        looker = make_person("Sasha Scene", email=LOOKER, role="css2", manager=lead)
        make_account(looker, password=PASSWORD)
        submitted = make_submitted_view(looker, note="A whole thought")
        draft = make_view(looker, marks=Mark.WHEN_PROMPTED, note="Half a thought")
        planned = _plan_a_round(rep)
        _bring_versions_out(_person(PEOPLE_OPS))
        waiting = make_account(make_person("Willa Waiting"), password=None)
        former = db.session.scalars(select(Person).where(Person.left_on.is_not(None))).first()
        assert former is not None
        _retire_a_role(lead)
        part = _run_a_round(lead)
        scene = Scene(
            planned_round=planned.id,
            leave=_take_leave(rep).id,
            running_round=part.cycle_id or 0,
            participant=part.person_id,
            rep=rep.id,
            lead=lead.id,
            former=former.id,
            draft=draft.assessment_id,
            submitted=submitted.assessment_id,
            account=waiting.id,
            token=issue_set_up_link(waiting, by=None),
            import_file=import_files.keep("team.csv", IMPORTED, by=_person(PEOPLE_OPS)).id,
            enrolment=make_enrolment(
                looker,
                mentor=lead,
                done={"logs-and-requests": "The import that stops at its third step."},
                confirmed=["data-in-safe-hands"],
            ).id,
            goal=_practise(looker, lead).id,
            dropped_goal=_let_go(looker).id,
            looker=looker.id,
            note=_write_down(looker, lead).id,
            review=make_review(looker, lead, remarks={"human": "It sounds like you."}).id,
            review_draft=make_review(lead, looker, is_sent=False).id,
            exercise=shipped_exercise().id,
            exercise_draft=make_exercise("Scene sample", state=ExerciseState.DRAFT).id,
            compared=_compare(lead).id,
            **vars(set_rounds(looker, lead, _person(PEOPLE_OPS))),
        )
        db.session.commit()
    return scene


def _compare(lead: Person) -> Exercise:
    """An exercise that is closed, with a behaviour that was read in different ways."""
    exercise = make_exercise("Scene compared")
    make_reading(exercise, lead, because="The sample says so.")
    make_reading(exercise, _person(PEOPLE_OPS), ends_with_the_next_step=Mark.NOT_YET)
    calibrations.close(
        load_exercise(exercise.id, with_drafts=True, lock=True), by=_person(PEOPLE_OPS)
    )
    return exercise


def _plan_a_round(rep: Person) -> Cycle:
    """A round that is being set up, with somebody left out of it and older versions in it."""
    cycle = make_round("Scene plan", state=CycleState.DRAFT)
    cycles.choose(cycle, rep, is_in=False, reason="Joins later", by=_person(PEOPLE_OPS))
    return cycle


def _take_leave(person: Person) -> Absence:
    return absences.enter(person, Leave(date(2026, 1, 5), None), by=_person(PEOPLE_OPS))


def _run_a_round(lead: Person) -> Assessment:
    """A round with somebody whose own view is in, and two others at other stages."""
    cycle = make_round("Scene round")
    first = make_person("Runa Round", role="css2", manager=lead)
    second = make_person("Opal Open", role="css2", manager=lead, office="Porto")
    third = make_person("Lars Late", role="css2", manager=lead)
    part = make_assessment(cycle, first)
    part.self_in_at = datetime.now(UTC)
    opened = make_assessment(cycle, second)
    opened.self_in_at = opened.manager_in_at = opened.views_open_at = datetime.now(UTC)
    make_assessment(cycle, third).extended_to = cycle.talks_due_on
    db.session.add(Absence(person_id=third.id, from_on=cycle.opens_on))
    db.session.flush()
    return part


def _retire_a_role(by: Person) -> None:
    """A role that nobody holds, retired, to look at what becomes of one."""
    name = LocalizedText({"en": "Scene Guide", "es": "Guía de escena"})
    role = ladders.add_role(RoleEntry("frontline", 3, name, name), by=by)
    proposal = Proposal(ChangeKind.RETIRE, (), by.started_on, {}, {}, {})
    seen = role_changes.propose(role.key, proposal, by=by).seen
    why = LocalizedText({"en": "Nobody guided scenes.", "es": "Nadie guiaba escenas."})
    role_changes.carry_out(role.key, proposal, why, seen=seen, by=by)


def _write_down(person: Person, lead: Person) -> Evidence:
    """A note that is shared, a context card, a thank-you to the person and one from them."""
    shown = ("offers-a-tested-workaround",)
    day = date(2026, 3, 2)
    card = Entry(day, "A long week, and a right answer.", metric="Reply time", period="March")
    evidence.write(replace(card, is_right_but_unhappy=True), by=person)
    evidence.thank(Entry(day, "Thank you for the guide.", behaviours=shown), to=person, by=lead)
    evidence.thank(Entry(day, "Thank you for the question."), to=lead, by=person)
    return make_evidence(person, "Found a way around.", behaviours=shown, is_shared=True)


def _practise(person: Person, lead: Person) -> Goal:
    """A quiet goal with a word from each of two, for a behaviour that was split since."""
    goal = make_goal(person, "offers-a-tested-workaround", role="css2")
    goal = load_goal(person, goal.id, lock=True)
    goals.check_in(goal, "Tried it once.", by=person)
    goals.check_in(goal, "Shall we look at one together?", by=lead)
    goal.moved_at -= timedelta(days=40)
    return goal


def _let_go(person: Person) -> Goal:
    goal = make_goal(person)
    goals.drop(goal, "There was no occasion for it.", by=person)
    return goal


def add_rep(portal: Portal, name: str, *, with_draft: bool = False) -> str:
    """The address of a new colleague, who may have begun a self-assessment."""
    with portal.app.app_context():
        person = make_member(name)
        if with_draft:
            make_view(person)
        db.session.commit()
        return person.email


def submit_one(portal: Portal, email: str) -> int:
    """The number of a self-assessment that somebody has submitted."""
    with portal.app.app_context():
        view = make_submitted_view(_person(email))
        db.session.commit()
        return view.assessment_id


def draft_id(portal: Portal, email: str) -> int:
    """The number of the self-assessment that somebody is writing."""
    with portal.app.app_context():
        draft = assessments.open_check(_person(email))
        assert draft is not None
        return draft.assessment_id


def notes(portal: Portal, email: str) -> list[str]:
    """What somebody has written beside their marks, as stored."""
    with portal.app.app_context():
        written = db.session.scalars(
            select(Answer.note)
            .join(Answer.view)
            .where(View.author_id == _person(email).id, Answer.note != "")
            .order_by(Answer.note)
        )
        return list(written)


def view_states(portal: Portal, email: str) -> list[str]:
    """The states of somebody's own assessments, the oldest first."""
    with portal.app.app_context():
        views = db.session.scalars(
            select(View)
            .where(View.author_id == _person(email).id, View.kind == ViewKind.SELF)
            .order_by(View.id)
        )
        return [str(view.state) for view in views]


def end_sessions(portal: Portal, email: str) -> None:
    """Sign somebody out everywhere behind their back, as time does."""
    with portal.app.app_context():
        of_theirs = select(Account.id).where(Account.person_id == _person(email).id)
        db.session.execute(delete(AccountSession).where(AccountSession.account_id.in_(of_theirs)))
        db.session.commit()


def speak(portal: Portal, email: str, language: str) -> None:
    with portal.app.app_context():
        _person(email).locale = language
        db.session.commit()


def _person(email: str) -> Person:
    return db.session.scalars(select(Person).where(func.lower(Person.email) == email)).one()


def _bring_versions_out(editor: Person) -> None:
    """A second version of the frontline matrix with many kinds of change, a draft of a third."""
    drafting.begin(editor)
    first, second, third, *_ = drafting.asked(drafting.draft())
    pieces = [{"en": "Offers a workaround."}, {"en": "Tests a workaround first.", "es": "Prueba."}]
    drafting.publish(
        editor,
        drafting.rewording(first, en="Explains a feature by what the customer wants to achieve."),
        drafting.removing(second),
        lambda matrix: behaviours.split(matrix, third, pieces, ()),
        drafting.adding("Replies within 4 hours.", role="senior-css"),
        drafting.waiving(first, {"en": "The law asks for it."}),
        lambda matrix: drafting.waiving(
            drafting.asked(matrix, role="senior-css")[-1], {"en": "A contract promises it."}
        )(matrix),
        lambda matrix: behaviours.drop_cell(matrix, "problem-solving", "css2"),
    )
    drafting.change(drafting.adding("Answers 20 tickets a day."), editor)
    drafting.change(drafting.adding("Understands the product."), editor)
