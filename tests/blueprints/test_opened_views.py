"""The page of an assessment of a round: what each party reads of it, and when."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.observations import Mark
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import Assessment, AuditEvent, Person
from portal.queries import assessments as queries
from portal.services import conversations, running_cycles, sealed_views
from tests.browser import Browser
from tests.factories import make_account, make_person
from tests.rounds import make_assessment, make_round, submit_view, write_view
from tests.statements import counted

OWN, MANAGERS, AGREED, READ = "heron-own", "zebra-manager", "otter-agreed", "lark-comment"
REDRAFTED = "moth-redrafted"
PARTIES = ("rep", "manager", "head", "peer", "other", "ops", "admin")


@dataclass(frozen=True)
class Scene:
    people: dict[str, Person]
    browsers: dict[str, Browser]
    assessment: Assessment

    def page_words(self, who: str, *, printed: bool = False) -> Set[str]:
        """The canaries that somebody finds on the page; the PDF is closed or open with it.

        ``printed``: and holds the same.
        """
        browser, found = self.browsers[who], set[str]()
        response = browser.send(f"/assessments/{self.assessment.id}")
        if response.status_code == 200:
            found |= canaries(response.get_data(as_text=True))
        else:
            assert response.status_code == 404
        if response.status_code == 200 and not printed:
            return found
        pdf = browser.send(f"/assessments/{self.assessment.id}/round.pdf")
        assert pdf.status_code == 404 or found
        if pdf.status_code == 200:
            pages = PdfReader(BytesIO(pdf.data)).pages
            in_print = canaries("\n".join(page.extract_text() for page in pages))
            assert in_print == found
        else:
            assert pdf.status_code == 404
        return found


def canaries(text: str) -> Set[str]:
    return {word for word in (OWN, MANAGERS, AGREED, READ, REDRAFTED) if word in text}


@pytest.fixture
def scene(app: Flask, new_browser: Callable[[], Browser]) -> Scene:
    del app
    head = make_person("Harriet Head", role="support-manager")
    manager = make_person("Mara Manager", role="team-lead", manager=head)
    people = {
        "rep": make_person("Rita Rep", role="css2", manager=manager),
        "manager": manager,
        "head": head,
        "peer": make_person("Piet Peer", role="css2", manager=manager),
        "other": make_person("Otto Other", role="team-lead", manager=head),
        "ops": make_person("Olga Ops"),
        "admin": make_person("Ada Admin"),
    }
    browsers = {}
    for name, person in people.items():
        make_account(person, is_people_ops=name == "ops", is_admin=name == "admin")
        browsers[name] = new_browser()
        browsers[name].sign_in(person.email)
    return Scene(people, browsers, make_assessment(make_round("Autumn"), people["rep"]))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_each_party_reads_exactly_what_is_theirs_at_every_moment(scene: Scene) -> None:
    a, people = scene.assessment, scene.people

    def reads(*, printed: bool = False, **expected: Set[str]) -> None:
        db.session.commit()
        for who in PARTIES:
            found = scene.page_words(who, printed=printed)
            assert found == expected.get(who, set()), who

    reads()
    write_view(a, ViewKind.SELF, people["rep"], note=OWN)
    reads()
    submit_view(a, ViewKind.SELF, people["rep"], note=OWN)
    reads(rep={OWN})
    write_view(a, ViewKind.MANAGER, people["manager"], note=MANAGERS)
    reads(rep={OWN})
    submit_view(a, ViewKind.MANAGER, people["manager"], note=MANAGERS)
    both = {OWN, MANAGERS}
    reads(rep=both, manager=both, head=both, ops=both)
    agreed = submit_view(a, ViewKind.AGREED, people["manager"], note=AGREED)
    three = both | {AGREED}
    reads(rep=three, manager=three, head=three, ops=three)
    conversations.acknowledge(agreed, edition="1", comment=READ, by=people["rep"])
    four = three | {READ}
    reads(rep=four, manager=four, head=four, ops=four)
    sealed_views.reopen(a, ViewKind.SELF, reason="A case was left out.", by=people["ops"])
    write_view(a, ViewKind.SELF, people["rep"], note=REDRAFTED)
    reads(rep=four, manager=four, head=four, ops=four, printed=True)


def test_views_that_wait_for_a_day_are_shut_until_then(scene: Scene) -> None:
    day = datetime.now(UTC).date() + timedelta(days=4)
    peer, manager = scene.people["peer"], scene.people["manager"]
    a = make_assessment(make_round("Later", views_open_on=day), peer)
    waiting = Scene(scene.people, scene.browsers, a)
    submit_view(a, ViewKind.SELF, peer, note=OWN)
    submit_view(a, ViewKind.MANAGER, manager, note=MANAGERS)
    db.session.commit()
    assert waiting.page_words("peer") == {OWN}
    assert waiting.page_words("manager") == {MANAGERS}
    assert waiting.page_words("head") == waiting.page_words("ops") == set()
    page = scene.browsers["manager"].get(f"/assessments/{a.id}")
    assert "to those Piet Peer reports to" in page.text
    page = scene.browsers["peer"].get(f"/assessments/{a.id}")
    assert "Both views are in. They open together on" in page.text
    assert a.views_open_at is not None
    with time_machine.travel(a.views_open_at + timedelta(minutes=1)):
        for who in ("peer", "manager"):
            scene.browsers[who].sign_in(scene.people[who].email)
            assert waiting.page_words(who) == {OWN, MANAGERS}


def test_saying_that_one_has_read_it(scene: Scene) -> None:
    a, people = scene.assessment, scene.people
    submit_view(a, ViewKind.SELF, people["rep"], note=OWN)
    write_view(a, ViewKind.MANAGER, people["manager"], marks=Mark.LIFTS_OTHERS, note=MANAGERS)
    rep, manager = scene.browsers["rep"], scene.browsers["manager"]
    db.session.commit()
    manager.get(f"/assessments/{a.id}/manager/check")
    opened = manager.follow(manager.submit())
    assert "Both views are open now." in opened.text
    assert opened.texts(".sides-said h4") == ["What Rita Rep wrote", "What you wrote"]
    assert opened.all(f"{opened.all('.glance-row a')[0]['href']} .is-different")
    rep.post("assessments.acknowledge", assessment_id=a.id, status=404)
    submit_view(a, ViewKind.AGREED, people["manager"], marks=Mark.NOT_YET, note=AGREED)
    db.session.commit()
    page = manager.get(f"/assessments/{a.id}")
    assert not page.all(".practice .practise-link")  # whose goal it is makes it
    assert "has not said yet that they have read it" in page.text
    manager.post("assessments.acknowledge", assessment_id=a.id, status=403)
    rep.get(f"/assessments/{a.id}")
    wrong = rep.submit("form.acknowledge", status=422, comment="x" * 2001)
    assert "Use at most 2,000 characters." in wrong.text
    assert queries.sealed_views(a)[ViewKind.AGREED].acknowledged_at is None
    rep.get(f"/assessments/{a.id}")
    after = rep.follow(rep.submit("form.acknowledge", comment=READ))
    assert READ in after.text
    assert "Mara Manager is told" in after.text
    assert READ in manager.get(f"/assessments/{a.id}").text
    home = rep.get("home.index")
    assert "What you agreed on: Autumn" in home.text
    assert f"{AGREED} and what comes next" in home.text


def test_what_was_agreed_becomes_a_goal_of_that_conversation(scene: Scene) -> None:
    a, people = scene.assessment, scene.people
    submit_view(a, ViewKind.SELF, people["rep"])
    submit_view(a, ViewKind.MANAGER, people["manager"])
    submit_view(a, ViewKind.AGREED, people["manager"], marks=Mark.NOT_YET)
    rep, manager = scene.browsers["rep"], scene.browsers["manager"]
    db.session.commit()
    link = str(rep.get(f"/assessments/{a.id}").all(".practice .practise-link")[0]["href"])
    for wrong in ("x", "9" * 30, str(a.id + 1)):
        rep.get(link.replace(f"assessment={a.id}", f"assessment={wrong}"), status=404)
    manager.get(link, status=404)
    rep.get(link)
    goal = rep.follow(rep.submit(how="With the shadow queue."))
    assert "agreed in the conversation of a round" in goal.text
    assert goal.path in {tag["href"] for tag in manager.get(f"/assessments/{a.id}").all("a[href]")}


def test_a_goal_can_be_made_while_what_was_agreed_is_written_anew(scene: Scene) -> None:
    """It cites no conversation then; a form that was open before is not lost."""
    a, people = scene.assessment, scene.people
    submit_view(a, ViewKind.SELF, people["rep"])
    submit_view(a, ViewKind.MANAGER, people["manager"])
    submit_view(a, ViewKind.AGREED, people["manager"], marks=Mark.NOT_YET)
    rep = scene.browsers["rep"]
    db.session.commit()
    rep.get(str(rep.get(f"/assessments/{a.id}").all(".practice .practise-link")[0]["href"]))
    sealed_views.reopen(a, ViewKind.AGREED, reason="A date was wrong.", by=people["ops"])
    db.session.commit()
    goal = rep.follow(rep.submit(how="With the shadow queue."))
    writing = rep.get(f"/assessments/{a.id}/agreed/answers").text
    assert "It begins as a copy of what you agreed on before" in writing
    assert "you both marked alike" not in writing
    assert "With the shadow queue." in goal.text
    assert "agreed in the conversation of a round" not in goal.text
    link = str(rep.get(f"/assessments/{a.id}").all(".practice .practise-link")[0]["href"])
    assert "assessment=" not in link
    rep.get(link)


def test_who_reads_on_is_whoever_holds_the_managers_part_now(scene: Scene) -> None:
    a, people, browsers = scene.assessment, scene.people, scene.browsers
    submit_view(a, ViewKind.SELF, people["rep"])
    submit_view(a, ViewKind.MANAGER, people["manager"])
    running_cycles.change_manager(
        a, people["other"].email, seen=people["manager"].id, by=people["ops"]
    )
    submit_view(a, ViewKind.AGREED, people["other"], marks=Mark.NOT_YET)
    with pytest.raises(RuleBroken) as refused:
        sealed_views.reopen(a, ViewKind.MANAGER, reason="A case is missing.", by=people["ops"])
    assert refused.value.refusal is Refusal.NOT_THEIR_VIEW
    db.session.commit()
    address = f"/assessments/{a.id}"
    page = browsers["rep"].get(address)
    assert "Open to you and Otto Other, to those you report to" in page.text
    page = browsers["other"].get(address)
    assert "which they and those they report to see" in page.text, "they lead nobody here"
    page = browsers["manager"].get(address)
    assert "Open to Rita Rep and Otto Other" in page.text


def test_an_earlier_edition_stays_readable_and_reading_is_noted(scene: Scene) -> None:
    a, people = scene.assessment, scene.people
    first = submit_view(a, ViewKind.SELF, people["rep"], note=OWN)
    submit_view(a, ViewKind.MANAGER, people["manager"], note=MANAGERS)
    sealed_views.reopen(a, ViewKind.SELF, reason="A case was left out.", by=people["ops"])
    second = submit_view(a, ViewKind.SELF, people["rep"], note=REDRAFTED)
    sealed_views.reopen(a, ViewKind.MANAGER, reason="So was another.", by=people["ops"])
    db.session.commit()
    page = scene.browsers["manager"].get(f"/assessments/{a.id}")
    writing = scene.browsers["manager"].get(str(page.one("main .btn-primary")["href"]))
    assert "Both views have been opened already" in writing.text
    assert "open at once" in writing.text
    assert "without Rita Rep’s view" not in writing.text
    assert "stays yours alone" not in writing.text
    assert not scene.browsers["rep"].get(f"/assessments/{a.id}").all("main .btn-primary")
    assert REDRAFTED in page.text
    assert OWN not in page.text
    assert "A case was left out." in page.text
    for view, words in ((first, OWN), (second, REDRAFTED)):
        opened = scene.browsers["head"].get(f"/assessments/{a.id}/editions/{view.id}")
        assert words in opened.text
    scene.browsers["peer"].get(f"/assessments/{a.id}/editions/{first.id}", status=404)
    scene.browsers["head"].get(f"/assessments/{a.id}/editions/{second.id + 999}", status=404)
    scene.browsers["ops"].get(f"/assessments/{a.id}")
    readers = db.session.scalars(
        select(AuditEvent.actor_id).where(AuditEvent.action == "read assessment")
    ).all()
    assert set(readers) == {people["ops"].id, people["head"].id}


def test_an_opened_page_asks_the_database_the_same_however_much_there_is(scene: Scene) -> None:
    a, people = scene.assessment, scene.people
    submit_view(a, ViewKind.SELF, people["rep"], note=OWN)
    submit_view(a, ViewKind.MANAGER, people["manager"], note=MANAGERS)
    db.session.commit()
    scene.browsers["rep"].get(f"/assessments/{a.id}")  # what told of it counts as seen from here
    counts = []
    for _ in range(2):
        with counted() as statements:
            scene.browsers["rep"].get(f"/assessments/{a.id}")
        counts.append(len(statements))
        for _more in range(5):
            other = make_person(role="css2", manager=people["manager"])
            make_assessment(db.session.get_one(type(a.cycle), a.cycle_id), other)
        db.session.commit()
    assert counts[0] == counts[1] <= 30
