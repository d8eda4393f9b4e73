"""Goals: one for each behaviour, moved by check-ins, done when seen, outliving matrix versions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from portal.db import db
from portal.domain.drafting import behaviours
from portal.domain.goals import Pace, Plan
from portal.domain.notices import NoticeKind
from portal.domain.refusals import Missing, Refusal, RuleBroken
from portal.models import Absence, AuditEvent, Citation, Evidence, Goal, Notice, Person
from portal.queries import effects, goal_wordings, matrices
from portal.queries import goals as queries
from portal.queries.visibility.goals import load_goal
from portal.services import goals
from portal.services.goals import Seen
from tests.drafting import asked, change, draft, publish, removing, rewording
from tests.factories import PRACTISED, make_goal, make_member, make_person, make_submitted_view

TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=40)
SECRET = "A word about a hard week: marten-5518"


@pytest.fixture
def lead(app: Flask) -> Person:
    del app
    return make_member("Lena Lead", role="team-lead")


@pytest.fixture
def rep(lead: Person) -> Person:
    return make_person("Rita Rep", role="css1", manager=lead)


def loaded(goal: Goal) -> Goal:
    """As pages load it."""
    db.session.flush()
    db.session.expire_all()
    return load_goal(db.session.get_one(Person, goal.person_id), goal.id, lock=True)


def refusal(broken: pytest.ExceptionInfo[RuleBroken]) -> tuple[Refusal, str | None]:
    return broken.value.refusal, broken.value.field


def told(person: Person) -> list[NoticeKind]:
    return list(
        db.session.scalars(
            select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
        )
    )


def note(person: Person, kind: str = "note", **more: object) -> Evidence:
    card = {"metric": "CSAT", "period": "March"} if kind == "card" else {}
    evidence = Evidence(
        person_id=person.id,
        author_id=person.id,
        kind=kind,
        happened_on=TODAY,
        text="Asked what they were after, then answered that.",
        written_at=datetime.now(UTC),
        **card,
        **more,
    )
    db.session.add(evidence)
    db.session.flush()
    return evidence


def test_there_is_one_active_goal_for_each_behaviour(rep: Person) -> None:
    plan = Plan("Looks it up first.", "Ana", LATER)
    goal = goals.start(rep, PRACTISED, "css1", plan, by=rep)
    assert goals.start(rep, PRACTISED, "css1", plan, by=rep) is goal  # a double click
    with pytest.raises(RuleBroken) as broken:
        goals.start(rep, PRACTISED, "css1", Plan("Otherwise.", "", LATER), by=rep)
    assert refusal(broken) == (Refusal.GOAL_OPEN, None)
    with pytest.raises(RuleBroken) as broken:
        goals.start(rep, "notes-what-was-tried", "css1", Plan("x", "", date(2020, 1, 1)), by=rep)
    assert refusal(broken) == (Refusal.GOAL_DAY_UNFIT, "until_on")
    for behaviour, role in ((PRACTISED, "pse"), ("nothing-of-the-kind", "css1")):
        with pytest.raises(Missing):
            goals.start(rep, behaviour, role, plan, by=rep)

    goals.drop(goal, "No occasion for it.", by=rep)
    second = goals.start(rep, PRACTISED, "css1", Plan("Otherwise.", "", LATER), by=rep)
    with pytest.raises(RuleBroken) as broken:
        goals.bring_back(loaded(goal), LATER, by=rep)
    assert refusal(broken) == (Refusal.GOAL_OPEN, None)
    goals.drop(loaded(second), "Too much at once.", by=rep)
    goals.bring_back(loaded(goal), LATER, by=rep)
    assert [said.text for said in loaded(goal).check_ins] == ["No occasion for it."]


def test_a_goal_agreed_in_a_conversation_says_where(rep: Person, lead: Person) -> None:
    assessment = make_submitted_view(rep).assessment
    plan = Plan("Looks it up first.", "", LATER)
    goal = goals.start(rep, PRACTISED, "css1", plan, by=lead, assessment=assessment)
    assert goal.assessment_id == assessment.id


def test_check_ins_move_a_goal_and_tell_the_other_one(rep: Person, lead: Person) -> None:
    goal = make_goal(rep, quiet_for=timedelta(days=40))
    now = datetime.now(UTC)
    assert queries.going(rep, now).paces == (Pace.QUIET,)
    goals.check_in(loaded(goal), SECRET, by=rep)
    goals.check_in(loaded(goal), SECRET, by=rep)  # a double click
    goals.check_in(loaded(goal), "Shall we look at one together?", by=lead)
    goal = loaded(goal)
    assert [said.author.name for said in goal.check_ins] == ["Rita Rep", "Lena Lead"]
    assert queries.going(rep, now).quiet == 0
    assert (told(lead), told(rep)) == ([NoticeKind.GOAL_CHECKED_IN], [NoticeKind.GOAL_CHECKED_IN])


def test_two_tabs_never_overwrite_each_other_unseen(rep: Person) -> None:
    goal = loaded(make_goal(rep))
    seen = goals.plan_of(goal).fingerprint
    goals.check_in(goal, "Once today.", by=rep)  # is no other plan
    first, second = Plan("First.", "", LATER), Plan("Second.", "", LATER)
    goals.change(loaded(goal), first, seen=seen, by=rep)
    goals.change(loaded(goal), first, seen=seen, by=rep)  # a double click
    with pytest.raises(RuleBroken) as broken:
        goals.change(loaded(goal), second, seen=seen, by=rep)
    assert refusal(broken) == (Refusal.CHANGED_MEANWHILE, None)
    assert goals.plan_of(loaded(goal)) == first


def test_a_goal_is_done_when_somebody_else_saw_it(rep: Person, lead: Person) -> None:
    peer, gone = make_person("Piet Peer"), make_person("Gone Away", left_on=date(2025, 1, 1))
    goal = make_goal(rep)
    kept, card = note(rep), note(rep, "card")
    foreign = note(peer)
    for changed, expected in (
        ({"by_email": rep.email}, (Refusal.SEEN_BY_ONESELF, "seen_by")),
        ({"by_email": gone.email}, (Refusal.PERSON_UNKNOWN, "seen_by")),
        ({"on": TODAY + timedelta(days=2)}, (Refusal.SEEN_AHEAD, "seen_on")),
        ({"evidence_id": card.id}, (Refusal.CARD_ALONE, "evidence")),
    ):
        told_wrongly = Seen(**{"what": "Asked.", "by_email": peer.email, "on": TODAY, **changed})
        with pytest.raises(RuleBroken) as broken:
            goals.observe(loaded(goal), told_wrongly, by=rep)
        assert refusal(broken) == expected
    gone = note(rep)
    table = Evidence.__table__
    db.session.execute(delete(table).where(table.c.id == gone.id))  # type: ignore[arg-type]
    # not theirs; not shared with them; deleted in another tab: all alike
    for evidence, by in ((foreign, rep), (kept, lead), (gone, rep)):
        chosen = Seen("Asked.", peer.email, TODAY, evidence.id)
        with pytest.raises(RuleBroken) as broken:
            goals.observe(load_goal(rep, goal.id, lock=True), chosen, by=by)
        assert refusal(broken) == (Refusal.EVIDENCE_GONE, "evidence")

    seen = Seen("Asked for the log before answering.", peer.email, TODAY, kept.id)
    goals.observe(loaded(goal), seen, by=rep)
    goals.observe(loaded(goal), seen, by=rep)  # a double click
    goal = loaded(goal)
    assert (goal.state, goal.seen_by_id, goal.noted_by_id) == ("observed", peer.id, rep.id)
    assert told(lead) == [NoticeKind.GOAL_CHECKED_IN]
    for act in (
        lambda: goals.drop(goal, "No.", by=rep),
        lambda: goals.check_in(goal, "More.", by=rep),
        lambda: goals.observe(goal, Seen("Other.", lead.email, TODAY), by=lead),
        lambda: goals.bring_back(goal, LATER, by=rep),
        lambda: goals.change(goal, Plan("x", "", LATER), seen="", by=rep),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert refusal(broken) == (Refusal.GOAL_ENDED, None)


def test_each_quiet_spell_is_reminded_of_once_and_without_a_word_of_it(rep: Person) -> None:
    now = datetime.now(UTC).replace(hour=12)
    make_goal(rep, "notes-what-was-tried")
    left, on_leave = make_person(role="css1"), make_person(role="css1")
    for person in (left, on_leave, make_person(role="css1", time_zone="Asia/Tokyo")):
        make_goal(person, quiet_for=timedelta(days=30))
    left.left_on = left.started_on
    leave = Absence(person_id=on_leave.id, from_on=TODAY - timedelta(days=9), until_on=None)
    db.session.add(leave)
    goal = make_goal(rep, how=SECRET, quiet_for=timedelta(days=30))
    assert goal.id in {found.id for found, _person in queries.quiet(now)}
    assert goals.remind_of_quiet(now) == 1  # in Tokyo it is night
    assert goals.remind_of_quiet(now + timedelta(hours=1)) == 0
    assert told(rep) == [NoticeKind.GOAL_QUIET]
    leave.until_on = TODAY
    assert goals.remind_of_quiet(now) == 1
    assert told(on_leave) == [NoticeKind.GOAL_QUIET]

    goals.check_in(loaded(goal), SECRET, by=rep)
    assert rep.id not in {person.id for _goal, person in queries.quiet(now)}
    goals.remind_of_quiet(now + timedelta(days=22))
    assert told(rep).count(NoticeKind.GOAL_QUIET) == 3  # of the goal that lay still as well
    rows = db.session.execute(select(Notice.key, Notice.about, Notice.path)).all()
    traced = db.session.scalars(select(AuditEvent).where(AuditEvent.object_kind == "goals"))
    told_of = repr(rows) + repr([(event.action, event.fields) for event in traced])
    assert "marten" not in told_of
    assert f"'/growth/goals/{goal.id}'" in told_of


def test_a_manager_finds_the_quiet_goals_of_those_they_lead(rep: Person, lead: Person) -> None:
    now = datetime.now(UTC)
    head = make_person("Harriet Head")
    lead.manager_id = head.id
    stranger = make_person("Sona South", role="css1")
    quiet = make_goal(rep, quiet_for=timedelta(days=30))
    past = make_goal(rep, "notes-what-was-tried")
    past.until_on = TODAY - timedelta(days=2)
    moving = make_goal(rep, "asks-a-narrowing-question")
    make_goal(stranger, quiet_for=timedelta(days=30))
    db.session.flush()
    for above in (lead, head):
        assert [g.id for g in queries.asleep_below(above, now)] == [past.id, quiet.id]
    assert [g.id for g in queries.moving_among_reports(lead, now)] == [moving.id]
    assert queries.moving_among_reports(head, now) == []


def test_goals_outlive_the_versions_of_a_matrix(rep: Person) -> None:
    ops = make_member(role="ops-specialist", is_people_ops=True)
    first, second, third, *_ = asked_of("css2")
    kept, split, removed = (make_goal(rep, key, role="css2") for key in (first, second, third))
    old_words = _wordings(removed)[removed.id].text
    change(rewording(first, en="Says it in other words."), ops)
    change(
        lambda m: behaviours.split(m, second, [{"en": "Does one."}, {"en": "Does two."}], ()), ops
    )
    competency = next(row.key for row, b in draft().behaviours("css2") if b.key == third)
    roles = [role.key for role in draft().roles if third in asked(draft(), competency, role.key)]
    for role in roles:
        change(removing(third, competency, role), ops)
    make_several_notes_and_goals(third)
    number = publish(ops)
    found = _wordings(kept, split, removed)
    assert found[kept.id].text.words("en") == "Says it in other words."
    assert not found[kept.id].is_gone
    assert found[split.id].gone_in == number
    assert [piece.text.words("en") for piece in found[split.id].became] == [
        "Does one.",
        "Does two.",
    ]
    assert (found[removed.id].text, found[removed.id].became) == (old_words, ())
    assert found[removed.id].gone_in == number

    cited = effects.on_behaviours([third, second])
    assert (cited[third].goals.told, cited[third].notes.told) == (7, 6)
    assert not cited[second].may_tell  # one person's
    assert effects.on_goals_for("css2").told == 9
    assert effects.on_goals_for("pse").told is None


def make_several_notes_and_goals(behaviour: str) -> None:
    for number in range(6):
        person = make_person(f"Somebody {number}", role="css2")
        goal = make_goal(person, behaviour, role="css2")
        db.session.add(Citation(evidence_id=note(person).id, behaviour_id=goal.behaviour_id))
    db.session.flush()


def asked_of(role: str) -> list[str]:
    """The keys of everything a role of the frontline is expected to show."""
    matrix = matrices.published("frontline")
    assert matrix is not None
    return [behaviour.key for _competency, behaviour in matrix.behaviours(role)]


def _wordings(*found: Goal) -> dict[int, goal_wordings.Wording]:
    return goal_wordings.wordings(loaded(goal) for goal in found)
