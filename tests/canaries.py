"""Words that must not get about: one of each kind, told apart wherever they turn up.

``plant`` writes a word of its own into every field of a round, of the evidence log and of growth
that is not for everybody. Who may come across each of them is in ``tests/canary_readers.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import Answer, ViewKind
from portal.domain.evidence import Entry
from portal.domain.observations import Mark
from portal.domain.sealing import Party
from portal.domain.workflows import CycleState, ExerciseState
from portal.models import Assessment, Cycle, Person, View
from portal.queries import assessments as queries
from portal.queries import matrices
from portal.queries.visibility.assessments import load_assessment, load_own_view
from portal.queries.visibility.evidence import own_evidence
from portal.queries.visibility.goals import load_goal
from portal.queries.visibility.programmes import load_enrolment, load_module, load_programme
from portal.services import (
    absences,
    answers,
    assessments,
    completions,
    conversations,
    cycles,
    enrolments,
    evidence,
    goals,
    programmes,
    running_cycles,
    sealed_views,
)
from portal.services.answers import Typed
from tests.canary_readers import LEAVE, bird
from tests.factories import make_account, make_goal, make_person, make_position, make_team
from tests.reviewing import make_exercise, make_reading, make_review
from tests.rounds import make_assessment, make_round

SELF, MANAGER, AGREED = ViewKind.SELF, ViewKind.MANAGER, ViewKind.AGREED


@dataclass
class Aviary:
    """The people by persona, and the ids of everything that says something, by name in a route."""

    people: dict[str, Person]
    ids: dict[str, list[str]] = field(default_factory=dict)
    editions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def rep(self) -> Person:
        return self.people["rep"]

    @property
    def lead(self) -> Person:
        return self.people["manager"]

    @property
    def ops(self) -> Person:
        return self.people["people-ops"]

    def keep(self, name: str, *ids: object) -> None:
        self.ids.setdefault(name, []).extend(str(one) for one in ids)


def plant() -> Aviary:
    """An organisation in which everything sensitive has been said once."""
    aviary = Aviary(_people())
    for planted in (_rounds, _handovers, _checks, _log, _reviews, _readings, _growth, _setting_up):
        planted(aviary)
    aviary.keep("person_id", aviary.rep.id, aviary.lead.id)
    aviary.ids |= {"key": ["technical-development"], "module_key": ["logs-and-requests"]}
    db.session.flush()
    views = db.session.execute(select(View.assessment_id, View.id).order_by(View.id))
    for assessment_id, view_id in views:
        aviary.editions.setdefault(str(assessment_id), []).append(str(view_id))
    aviary.keep("assessment_id", *aviary.editions)
    return aviary


def _people() -> dict[str, Person]:
    here, there = make_team("Inbox North"), make_team("Inbox South")
    head = make_person("Harriet Head", role="support-manager")
    lead = make_person("Lena Lead", role="team-lead", manager=head, team=here)
    other = make_person("Otto Otherlead", role="team-lead", manager=head, team=there)
    former = make_person("Fred Formerlead", role="team-lead")
    rep = make_person("Rita Rep", manager=lead, team=here)
    make_position(rep, "css1")
    make_person("Nell Newcomer", role="css1", manager=former)
    people = {
        "rep": rep,
        "peer": make_person("Piet Peer", role="css2", manager=lead, team=here),
        "other-team": make_person("Sona South", role="css2", manager=other, team=there),
        "manager": lead,
        "other-manager": other,
        "skip-level": head,
        "former-manager": former,
        "mentor": make_person("Mira Mentor", role="cse", team=there),
        "people-ops": make_person("Paula Peopleops", role="ops-specialist"),
        "admin": make_person("Adam Admin", role="senior-ops"),
    }
    for persona, person in people.items():
        make_account(person, is_people_ops=persona == "people-ops", is_admin=persona == "admin")
    return people


def _write(assessment: Assessment, kind: ViewKind, author: Person, name: str) -> View:
    """A draft that says ``name`` beside the first competency, and why its first mark is none."""
    if assessment.cycle_id is not None:
        seen = load_assessment(author, assessment.id, is_people_ops=False, lock=True)
        if kind is AGREED:
            conversations.begin(seen.assessment, by=author)
        else:
            sealed_views.begin(seen.assessment, kind, by=author)
    view = load_own_view(author, assessment.id, kind=kind, lock=True)
    role, stored = view.assessment.role.key, queries.answers(view)
    typed = {}
    for place, competency in enumerate(
        matrices.frozen(view.assessment.matrix_version_id).for_role(role).competencies()
    ):
        keys = [one.key for one in competency.expectations[role].behaviours]
        marks = dict.fromkeys(keys, Mark.OWN_INITIATIVE)
        answer = Answer(marks, {}, "")
        if place == 0:
            marks[keys[0]] = Mark.NOT_APPLICABLE
            answer = Answer(marks, {keys[0]: bird(f"{name}-why")}, bird(name))
        typed[competency.key] = Typed(answer, stored.get(competency.key, Answer()).fingerprint)
    assert not answers.save(view, typed).conflicts
    return view


def _seal(assessment: Assessment, kind: ViewKind, author: Person, name: str) -> View:
    view = _write(assessment, kind, author, name)
    matrix = matrices.frozen(assessment.matrix_version_id)
    if kind is AGREED:
        view.next_steps = bird("steps-done")
        conversations.agree(view, matrix, seen=str(view.version), by=author, party=Party.MANAGER)
    else:
        sealed_views.submit(view, matrix, by=author)
    db.session.flush()
    return view


def _attach(aviary: Aviary, view: View, name: str) -> None:
    evidence.attach(view, "product-knowledge", [_note(aviary, name)], by=aviary.rep)


def _note(aviary: Aviary, name: str, **entry: str) -> int:
    note = evidence.write(Entry(date(2026, 2, 2), bird(name), **entry), by=aviary.rep)  # type: ignore[arg-type]
    db.session.flush()
    aviary.keep("evidence_id", note.id)
    return note.id


def _part(aviary: Aviary, cycle: Cycle | None = None, manager: Person | None = None) -> Assessment:
    return make_assessment(cycle or make_round(), aviary.rep, manager=manager)


def _rounds(aviary: Aviary) -> None:
    rep, lead, ops = aviary.rep, aviary.lead, aviary.ops
    writing = _part(aviary)
    _attach(aviary, _write(writing, SELF, rep, "self-draft"), "note-in-draft")
    _write(writing, MANAGER, lead, "manager-draft")
    alone = _part(aviary)
    _attach(aviary, _write(alone, SELF, rep, "self-alone"), "note-in-sealed")
    _seal(alone, SELF, rep, "self-alone")
    _seal(_part(aviary), MANAGER, lead, "manager-alone")
    later = make_round(views_open_on=datetime.now(UTC).date() + timedelta(days=9))
    waiting = _part(aviary, later)
    _seal(waiting, SELF, rep, "self-waits")
    _seal(waiting, MANAGER, lead, "manager-waits")

    talking = _part(aviary)
    _attach(aviary, _write(talking, SELF, rep, "self-open"), "note-in-open")
    _seal(talking, SELF, rep, "self-open")
    _seal(talking, MANAGER, lead, "manager-open")
    conversation = _write(talking, AGREED, lead, "agreed-draft")
    conversation.next_steps = bird("steps-draft")
    done = _part(aviary)
    _seal(done, SELF, rep, "self-done")
    _seal(done, MANAGER, lead, "manager-done")
    agreed = _seal(done, AGREED, lead, "agreed-done")
    conversations.acknowledge(agreed, edition="1", comment=bird("comment"), by=rep)

    reopened = _part(aviary)
    _seal(reopened, SELF, rep, "self-before")
    _seal(reopened, MANAGER, lead, "manager-before")
    sealed_views.reopen(reopened, SELF, reason=bird("reopened"), by=ops)
    _write(reopened, SELF, rep, "self-anew")
    resting = make_round()
    paused = _part(aviary, resting)
    _write(paused, SELF, rep, "self-draft")
    _write(paused, MANAGER, lead, "manager-draft")
    running_cycles.pause(resting, bird("paused"), version=resting.version, by=ops)
    db.session.flush()
    for part in (writing, alone, waiting, talking, done, reopened):
        aviary.keep("cycle_id", part.cycle_id)
    aviary.keep("cycle_id", resting.id)


def _handovers(aviary: Aviary) -> None:
    former, lead, ops = aviary.people["former-manager"], aviary.lead, aviary.ops
    drafted, sealed = _part(aviary, manager=former), _part(aviary, manager=former)
    _write(drafted, MANAGER, former, "withdrawn")
    _seal(sealed, MANAGER, former, "predecessor")
    sealed_views.reopen(sealed, MANAGER, reason="A slip.", by=ops)
    for part in (drafted, sealed):
        running_cycles.change_manager(part, lead.email, seen=former.id, by=ops)
        db.session.flush()
    _seal(sealed, MANAGER, lead, "successor")


def _checks(aviary: Aviary) -> None:
    view = assessments.start(aviary.rep)
    view = _write(view.assessment, SELF, aviary.rep, "check-sealed")
    matrix = matrices.frozen(view.assessment.matrix_version_id)
    assessments.submit(view, matrix, by=aviary.rep)
    db.session.flush()
    _write(assessments.start(aviary.rep).assessment, SELF, aviary.rep, "check-draft")


def _log(aviary: Aviary) -> None:
    rep, peer = aviary.rep, aviary.people["peer"]
    _note(aviary, "note")
    _note(aviary, "card-story", metric=bird("card-metric"), period=bird("card-period"))
    thanks = evidence.thank(Entry(date(2026, 2, 3), bird("thanks")), to=rep, by=peer)
    db.session.flush()
    shared = db.session.get_one(type(thanks), _note(aviary, "note-shared"))
    evidence.share(shared, by=rep)
    aviary.keep("evidence_id", thanks.id)


def _reviews(aviary: Aviary) -> None:
    rep, peer = aviary.rep, aviary.people["peer"]
    sent = make_review(rep, peer, worked=bird("review"), to_try=bird("review-try"),
                       remarks={"proud": bird("remark")})  # fmt: skip
    draft = make_review(
        rep, peer, is_sent=False, conversation="Another one",
        worked=bird("review-draft"), to_try=bird("review-draft-try"),
    )  # fmt: skip
    aviary.keep("review_id", sent.id, draft.id)


def _readings(aviary: Aviary) -> None:
    lead, other = aviary.lead, aviary.people["other-manager"]
    going_on, over = make_exercise("Going on"), make_exercise("Over")
    make_reading(going_on, lead, because=bird("because-draft"), is_sent=False)
    make_reading(going_on, other, because=bird("because-sent"))
    for assessor in (lead, other):
        make_reading(over, assessor, because=bird("because-closed"))
    over.state, over.closed_at = ExerciseState.CLOSED, datetime.now(UTC)
    aviary.keep("exercise_id", going_on.id, over.id)


def _growth(aviary: Aviary) -> None:
    rep, lead, mentor = aviary.rep, aviary.lead, aviary.people["mentor"]
    going_on = load_goal(rep, make_goal(rep, how=bird("goal-how")).id, lock=True)
    going_on.with_whom = bird("goal-with")
    goals.check_in(going_on, bird("goal-check-in"), by=rep)
    seen = load_goal(rep, make_goal(rep, "notes-what-was-tried").id, lock=True)
    shown = _note(aviary, "note-in-goal")
    when = datetime.now(UTC).date()
    goals.observe(seen, goals.Seen(bird("goal-outcome"), lead.email, when, shown), by=rep)
    dropped = make_goal(rep, "says-when-an-answer-needs-checking")
    goals.drop(dropped, bird("goal-dropped"), by=rep)
    aviary.keep("goal_id", going_on.id, seen.id, dropped.id)

    course = load_programme("technical-development")
    programmes.add_mentor(course, mentor.email, by=aviary.ops)
    way = enrolments.enrol(course, rep.email, mentor, is_people_ops=True, by=aviary.ops)
    db.session.flush()
    way = load_enrolment(rep, way.id, sees_all=False, lock=True).enrolment
    note_id = _note(aviary, "note-in-module")
    note = next(n for n in db.session.scalars(own_evidence(rep)) if n.id == note_id)
    module = load_module(course, "logs-and-requests")
    done = completions.say_done(way, module, bird("module"), note, version=0)
    completions.say_missing(done, bird("module-missing"), version=done.version, by=mentor)
    aviary.keep("enrolment_id", way.id)


def _setting_up(aviary: Aviary) -> None:
    planned = make_round(state=CycleState.DRAFT)
    cycles.choose(planned, aviary.rep, is_in=False, reason=bird("left-out"), by=aviary.ops)
    opened = make_round()
    opened.unmended_reason = bird("unmended")
    leave = absences.enter(aviary.rep, LEAVE, by=aviary.ops)
    db.session.flush()
    aviary.keep("cycle_id", planned.id, opened.id)
    aviary.keep("absence_id", leave.id)
