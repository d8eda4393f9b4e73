"""Rounds in which two act at the same moment: real connections, real commits, on both databases.

Whoever comes first, nothing is half done, done twice or told twice.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.notices import NoticeKind
from portal.domain.workflows import ViewState
from portal.models import (
    Assessment,
    AuditEvent,
    Cycle,
    Enrolment,
    Evidence,
    Mail,
    Notice,
    Person,
    View,
)
from portal.queries import assessments as queries
from portal.services import evidence
from tests.factories import make_account, make_evidence, make_member, make_person
from tests.rounds import make_assessment, make_round, open_views, submit_view, write_view
from tests.test_concurrency import arranged, at_the_same_moment, post, signed_in

SELF, MANAGER, AGREED = ViewKind.SELF, ViewKind.MANAGER, ViewKind.AGREED


def arrange(*, is_open: bool = False, sealed: tuple[ViewKind, ...] = ()) -> dict[str, object]:
    """An assessment of which both write; ``sealed`` views are in, ``is_open`` seals both."""
    manager = make_member("Lena Lead", role="team-lead")
    other = make_member("Otto Other", role="team-lead")
    rep = make_person("Rita Rep", role="css2", manager=manager)
    ops = make_member("Olga Ops", role="ops-specialist", is_people_ops=True)
    make_account(rep)
    assessment = make_assessment(make_round(), rep)
    if is_open:
        open_views(assessment)
        write_view(assessment, AGREED, manager).next_steps = "Pair on it."
    else:
        for kind, author in ((SELF, rep), (MANAGER, manager)):
            (submit_view if kind in sealed else write_view)(assessment, kind, author)
    db.session.flush()
    return {
        "id": assessment.id, "cycle": assessment.cycle_id, "person": rep.id,
        "version": db.session.get_one(Cycle, assessment.cycle_id).version,
        "rep": rep.email, "manager": manager.email, "other": other.email, "ops": ops.email,
        "manager_id": manager.id, "rep_id": rep.id,
    }  # fmt: skip


def stored(app: Flask, values: dict[str, object]) -> Assessment:
    """The assessment as it is now, with its views and whom it told what."""
    with app.app_context():
        assessment = db.session.get_one(Assessment, values["id"])
        is_in = {
            view.kind: view.state == ViewState.SUBMITTED
            for kind in ViewKind
            if (view := queries.newest_view(assessment, kind))
        }
        # what the row says and what the views say never part
        assert is_in.get(SELF, False) == (assessment.self_in_at is not None)
        assert is_in.get(MANAGER, False) == (assessment.manager_in_at is not None)
        return assessment


def told(app: Flask, kind: NoticeKind) -> list[int]:
    with app.app_context():
        ids = db.session.scalars(select(Notice.person_id).where(Notice.kind == kind))
        return sorted(ids)


def counted(app: Flask, *what: object) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(what[0]).where(*what[1:])) or 0  # type: ignore[arg-type]


def test_both_views_come_in_at_the_same_moment_and_open_once(separate_app: Flask) -> None:
    values = arranged(separate_app, arrange)
    path = f"/assessments/{values['id']}"
    reps = [signed_in(separate_app, str(values["rep"])) for _ in range(2)]
    managers = [signed_in(separate_app, str(values["manager"])) for _ in range(2)]
    answers = at_the_same_moment(
        [post(one, f"{path}/submit") for one in reps]
        + [post(one, f"{path}/manager/submit") for one in managers]
    )
    assert answers == [303] * 4
    assert stored(separate_app, values).views_open_at is not None
    both = sorted([values["rep_id"], values["manager_id"]])  # type: ignore[type-var]
    assert told(separate_app, NoticeKind.VIEWS_OPEN) == both
    assert counted(separate_app, Mail) == counted(separate_app, Notice)
    for action in ("submitted self view", "submitted manager view"):
        assert counted(separate_app, AuditEvent, AuditEvent.action == action) == 1

    # What both agree on is closed once and read once, however often it is sent.
    reps[0].post(f"{path}/agreed/begin")
    with separate_app.app_context():
        view = queries.newest_view(db.session.get_one(Assessment, values["id"]), AGREED)
        assert view is not None
        view.next_steps = "Pair on it."
        db.session.commit()
    agree = f"{path}/agreed/agree"
    seen = str(managers[0].get(f"{path}/agreed/check").one('input[name="seen"]')["value"])
    assert at_the_same_moment([post(one, agree, seen=seen) for one in managers]) == [303] * 2
    read = [post(one, f"{path}/acknowledge", edition="1", comment="Read.") for one in reps]
    assert at_the_same_moment(read) == [303] * 2
    assert told(separate_app, NoticeKind.AGREED_READY) == [values["rep_id"]]
    assert told(separate_app, NoticeKind.ACKNOWLEDGED) == [values["manager_id"]]
    assert stored(separate_app, values).acknowledged_at is not None


@pytest.mark.parametrize("deed", ["pause", "close", "reopen", "manager"])
def test_people_ops_act_while_a_view_is_submitted(separate_app: Flask, deed: str) -> None:
    """One comes first: it is all there, or refused as a whole."""
    sealed = (SELF,) if deed == "reopen" else ()
    values = arranged(separate_app, lambda: arrange(sealed=sealed))
    rounds = f"/assessments/rounds/{values['cycle']}"
    part = f"{rounds}/people/{values['person']}"
    version = str(values["version"])
    done = {
        "pause": (f"{rounds}/pause", {"version": version, "reason": "A peak."}),
        "close": (f"{rounds}/close", {"version": version}),
        "reopen": (f"{part}/reopen", {"kind": "self", "reason": "A slip."}),
        "manager": (f"{part}/manager", {"seen": str(values["manager_id"]),
                                        "manager_email": str(values["other"])}),
    }  # fmt: skip
    path, data = done[deed]
    ops = signed_in(separate_app, str(values["ops"]))
    manager = signed_in(separate_app, str(values["manager"]))
    did, submitted = at_the_same_moment(
        [post(ops, path, **data),
         post(manager, f"/assessments/{values['id']}/manager/submit")]
    )  # fmt: skip
    now = stored(separate_app, values)
    opened = told(separate_app, NoticeKind.VIEWS_OPEN)
    assert (now.manager_in_at is not None) == (submitted == 303)
    if deed in {"pause", "close"}:
        assert did == 303
        assert submitted in {303, 409}
    elif deed == "manager":
        # what was in stays its author's; what was not is nobody's but its author's to read
        assert did == 303
        assert submitted in {303, 404}
        assert now.manager_id != values["manager_id"]
    else:  # reopened before they opened, both are shut again; after, what was read stays open
        assert (did, submitted) == (303, 303)
        assert now.self_in_at is None
        assert (now.views_open_at is not None) == (len(opened) == 2)
    assert len(opened) in {0, 2}
    drafts = counted(separate_app, View, View.state == ViewState.DRAFT, View.kind == MANAGER)
    assert drafts == (1 if deed in {"pause", "close"} and submitted == 409 else 0)


def test_what_is_sent_twice_at_once_is_there_once(separate_app: Flask) -> None:
    values = arranged(separate_app, arrange)
    rep, ops = str(values["rep"]), str(values["ops"])
    today = datetime.now(UTC).date().isoformat()
    thanks = {"happened_on": today, "text": "You found the way out."}
    managers = [signed_in(separate_app, str(values["manager"])) for _ in range(3)]
    path = f"/evidence/thanks/{values['person']}"
    assert at_the_same_moment([post(one, path, **thanks) for one in managers]) == [303] * 3
    assert counted(separate_app, Evidence) == 1
    assert len(told(separate_app, NoticeKind.THANKED)) == 1
    desks = [signed_in(separate_app, ops) for _ in range(3)]
    path = "/growth/programmes/onboarding/enrol"
    data = {"email": rep, "mentor": ""}
    assert at_the_same_moment([post(one, path, **data) for one in desks]) == [303] * 3
    assert counted(separate_app, Enrolment) == 1


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_note_stays_as_it_is_while_a_view_is_sealed_with_it(separate_app: Flask) -> None:
    """Sealing holds the notes; taking back and rewording look again once they hold the note."""

    def attach() -> dict[str, object]:
        values = arrange()
        rep = db.session.get_one(Person, values["rep_id"])
        manager = db.session.get_one(Person, values["manager_id"])
        note = make_evidence(rep, "As it was attached.", is_shared=True)
        for kind, author in ((SELF, rep), (MANAGER, manager)):
            view = write_view(db.session.get_one(Assessment, values["id"]), kind, author)
            evidence.attach(view, "product-knowledge", [note.id], by=author)
        return {**values, "note": note.id, "at": note.version}

    values = arranged(separate_app, attach)
    note = values["note"]
    reps = [signed_in(separate_app, str(values["rep"])) for _ in range(3)]
    with separate_app.app_context():
        engine = db.engine
    seen: list[str] = []

    def seal(_c: object, _x: object, statement: str, *_: object) -> None:
        """The manager's view comes in just before the note is held."""
        if "FROM evidence" in statement and "FOR UPDATE" in statement and not seen:
            seen.append("sealed")
            with engine.begin() as elsewhere:
                elsewhere.exec_driver_sql(
                    "update views set state = 'submitted', submitted_at = now()"
                    " where kind = 'manager'"
                )
                elsewhere.exec_driver_sql("update assessments set manager_in_at = now()")

    day = datetime.now(UTC).date().isoformat()
    reworded = {"text": "Reworded.", "happened_on": day, "version": str(values["at"])}
    deeds = [post(reps[0], f"/evidence/{note}/take-back"),
             post(reps[1], f"/evidence/{note}/edit", **reworded)]  # fmt: skip
    for deed in deeds:
        seen.clear()
        event.listen(engine, "before_cursor_execute", seal)
        assert deed() == 409
        event.remove(engine, "before_cursor_execute", seal)
        assert seen == ["sealed"]
        with engine.begin() as elsewhere:
            for undo in (
                "update views set state = 'draft', submitted_at = null where kind = 'manager'",
                "update assessments set manager_in_at = null",
            ):
                elsewhere.exec_driver_sql(undo)

    def touch(_c: object, _x: object, statement: str, *_: object) -> None:
        """Somebody tries to touch the note while the view that attaches it is being sealed."""
        if statement.startswith("UPDATE views") and "held" not in seen:
            seen.append("held")
            with engine.connect() as elsewhere:
                elsewhere.exec_driver_sql("set lock_timeout = '100ms'")
                with pytest.raises(OperationalError, match="lock timeout"):
                    elsewhere.exec_driver_sql(f"update evidence set text = 'x' where id = {note}")

    event.listen(engine, "before_cursor_execute", touch)
    assert post(reps[2], f"/assessments/{values['id']}/submit")() == 303
    event.remove(engine, "before_cursor_execute", touch)
    assert seen[-1] == "held"
    with separate_app.app_context():
        kept = db.session.get_one(Evidence, note)
        assert (kept.text, kept.shared_at is None) == ("As it was attached.", False)


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_manager_who_is_replaced_between_looking_and_writing_writes_nothing(
    separate_app: Flask,
) -> None:
    """What may be written is looked up once the row is held. SQLite lets nobody in between."""
    values = arranged(separate_app, arrange)
    manager = signed_in(separate_app, str(values["manager"]))
    submit = post(manager, f"/assessments/{values['id']}/manager/submit")
    with separate_app.app_context():
        engine = db.engine
        other = db.session.scalars(
            select(Person.id).where(Person.email == str(values["other"]))
        ).one()
    replaced: list[int] = []

    def replace(_c: object, _x: object, statement: str, *_: object) -> None:
        if "FOR UPDATE" in statement and "FROM assessments" in statement and not replaced:
            replaced.append(other)
            with engine.begin() as elsewhere:
                elsewhere.exec_driver_sql(
                    f"update assessments set manager_id = {other} where id = {values['id']}"
                )

    event.listen(engine, "before_cursor_execute", replace)
    assert submit() == 404
    event.remove(engine, "before_cursor_execute", replace)
    assert replaced
    assert stored(separate_app, values).manager_in_at is None
