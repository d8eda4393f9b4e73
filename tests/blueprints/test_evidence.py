"""The evidence log in the browser: writing it, sharing it, thanking, and who gets to see what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.time_zones import today_in
from portal.models import AuditEvent, Behaviour, Citation, Evidence, Mail, Notice, Person
from portal.services import evidence
from tests.browser import Browser
from tests.factories import make_account, make_evidence, make_member, make_person
from tests.field_errors import error_at
from tests.rounds import make_assessment, make_round, submit_view, write_view
from tests.statements import counted

SECRET = "The knot nobody saw: marten-4471"
SHOWN = "offers-a-tested-workaround"
OTHER = "explains-by-the-customers-goal"
SHOWN_TEXT = "Offers a tested workaround when the product lacks what the customer needs."


@pytest.fixture
def head(app: Flask) -> Person:
    del app
    return make_member("Harriet Head", role="support-manager")


@pytest.fixture
def lead(head: Person) -> Person:
    lead = make_member("Lena Lead", role="team-lead")
    lead.manager_id = head.id
    return lead


@pytest.fixture
def rep(lead: Person) -> Person:
    rep = make_person("Rita Rep", role="css2", manager=lead)
    make_account(rep)
    return rep


@pytest.fixture
def desk(browser: Browser, rep: Person) -> Browser:
    """The browser of the rep, signed in."""
    browser.sign_in(rep.email)
    return browser


def log(person: Person) -> list[Evidence]:
    notes = select(Evidence).where(Evidence.person_id == person.id).order_by(Evidence.id)
    return list(db.session.scalars(notes))


def cited(note: Evidence) -> list[str]:
    keys = select(Behaviour.key).join(Citation, Citation.behaviour_id == Behaviour.id)
    return list(db.session.scalars(keys.where(Citation.evidence_id == note.id)))


def test_a_note_is_written_found_changed_and_deleted(desk: Browser, rep: Person) -> None:
    page = desk.get("evidence.index")
    assert "Your log is empty" in page.text
    page = desk.get(str(page.one("a.write-evidence")["href"]))
    assert page.form().values["happened_on"] == [today_in(rep.time_zone).isoformat()]
    assert "Only you, until you share it with Lena Lead" in page.text
    assert page.texts(".evidence-more > summary")[1].startswith("All behaviours of")

    tomorrow = (today_in(rep.time_zone) + timedelta(days=2)).isoformat()
    for typed, field, said in (
        ({"text": " "}, "text", "Write what happened."),
        ({"text": "x" * 2001}, "text", "Use at most 2,000 characters."),
        ({"text": "Ok", "happened_on": ""}, "happened_on", "Enter a date."),
        ({"text": "Ok", "happened_on": tomorrow}, "happened_on", "today or an earlier day"),
        ({"text": "Ok", "link": "javascript:1"}, "link", "https://"),
    ):
        desk.get("evidence.new")
        page = desk.submit(status=422, **typed)
        assert said in error_at(page, field)
        assert page.form().values["text"] == [typed["text"].strip()], "what was typed is kept"
    page = desk.post("evidence.new", {"text": "Ok", "happened_on": "2026-03-02", "version": "1",
                                      "behaviours": "made-up"}, status=422)  # fmt: skip
    assert "Choose again" in error_at(page, "behaviours")

    page = desk.get("evidence.new", behaviour=[SHOWN, "made-up"])
    assert page.form().values["suggested"] == [SHOWN]
    sent = desk.submit(text=f"{SECRET}\n<b>twice</b>", link="https://example.com/1",
                       happened_on="2026-03-02", behaviours=[OTHER])  # fmt: skip
    page = desk.follow(sent)
    assert "It is in your log. Only you can read it." in page.text
    assert page.one("article .evidence-text").get_text() == f"{SECRET}\n<b>twice</b>"
    assert page.one("article .status-tag").get_text() == "Private"
    assert len(page.all(".evidence-behaviours li")) == 2

    make_evidence(rep, "Another day", happened_on=today_in(rep.time_zone))
    link = str(page.all(".evidence-behaviours a")[0]["href"])
    assert desk.get(link).texts(".evidence-head time") == ["2 March 2026"]
    found = desk.get("evidence.index", q="KNOT", kind="note", competency="product-knowledge")
    assert "1 note found" in found.text
    assert "Nothing matches this" in desk.get("evidence.index", q="giraffe").text
    assert desk.get("evidence.index").texts(".evidence-text")[0] == "Another day"
    assert "past the end" in desk.get("evidence.index", page=7).text

    note = log(rep)[0]
    page = desk.get("evidence.edit", evidence_id=note.id)
    assert set(page.form().values["suggested"]) == {SHOWN, OTHER}
    desk.follow(desk.submit(text="Reworded", suggested=[SHOWN]))
    assert note.text == "Reworded"
    assert cited(note) == [SHOWN]
    assert "Delete this from your log?" in desk.get("evidence.delete", evidence_id=note.id).heading
    desk.follow(desk.submit())
    assert [left.text for left in log(rep)] == ["Another day"]
    trace = db.session.scalars(select(AuditEvent).where(AuditEvent.object_kind == "evidence"))
    assert SECRET not in str([vars(event) for event in trace])


def test_two_tabs_are_both_shown_and_nothing_is_overwritten_unasked(
    desk: Browser, rep: Person
) -> None:
    note = make_evidence(rep, "As it was")
    page = desk.get("evidence.edit", evidence_id=note.id)
    sent = {name: values[0] for name, values in page.form().values.items()}
    desk.post("evidence.edit", {**sent, "text": "From the other tab"}, evidence_id=note.id)
    page = desk.post("evidence.edit", {**sent, "text": "From this tab"}, status=409,
                     evidence_id=note.id)  # fmt: skip
    assert "From the other tab" in page.one(".evidence-conflict").get_text()
    assert page.form().values["text"] == ["From this tab"]
    desk.submit(status=409)  # sending it again is no way around it
    assert note.text == "From the other tab"
    over = str(page.one("button[name=over]")["value"])
    desk.post("evidence.edit", {**sent, "text": "From this tab", "over": over}, evidence_id=note.id)
    assert note.text == "From this tab"
    assert "It is in your log" in desk.follow(
        [desk.post("evidence.new", {**sent, "text": "Twice"}) for _twice in range(2)][-1]
    ).text  # fmt: skip
    assert [left.text for left in log(rep)] == ["From this tab", "Twice"]


def test_suggestions_say_why_choose_nothing_and_keep_nothing(desk: Browser, rep: Person) -> None:
    typed = {"text": "The product lacks it, so I offered a workaround I had tested first."}
    part = desk.post("evidence.suggestions", typed, status=200, htmx=True)
    first = part.all(".form-check")[0]
    assert first.select_one("label").get_text() == SHOWN_TEXT
    assert "because you wrote: " in first.get_text()
    assert "workaround" in first.get_text()
    assert not part.all("input[checked]")
    ticked = desk.post("evidence.suggestions", {**typed, "suggested": SHOWN}, status=200, htmx=True)
    assert [box["value"] for box in ticked.all("input[checked]")] == [SHOWN]
    assert len(ticked.all(f'input[value="{SHOWN}"]')) == 1
    below = desk.post("evidence.suggestions", {**typed, "behaviours": SHOWN}, status=200, htmx=True)
    assert not below.all(f'input[value="{SHOWN}"]'), "it is ticked in the list below"
    assert log(rep) == []

    desk.get("evidence.new")  # without a script, a button does the same
    page = desk.submit(status=200, do="suggest", **typed)
    assert page.form().values["text"] == [typed["text"]]
    assert "suggested" not in page.form().values
    assert page.all(f'#suggestions input[value="{SHOWN}"]')
    desk.follow(desk.submit(suggested=[SHOWN]))
    assert cited(log(rep)[0]) == [SHOWN]

    nobody = make_member("Nora New", role=None)
    desk.sign_out()
    desk.sign_in(nobody.email)
    page = desk.get("evidence.new")
    assert not page.all("button[value=suggest]")
    desk.follow(desk.submit(text="First day: listened."))


def test_a_card_tells_its_story_and_says_that_it_proves_nothing(desk: Browser, rep: Person) -> None:
    desk.get("evidence.new_card")
    page = desk.submit(text="", metric="", period="", status=422)
    assert "a number without one is not evidence" in error_at(page, "text")
    assert "Say which metric it is" in error_at(page, "metric")
    assert "Say which time it is about" in error_at(page, "period")
    page = desk.follow(
        desk.submit(text="The answer was no, kindly.", metric="Satisfaction survey",
                    period="March 2026", is_right_but_unhappy="y")
    )  # fmt: skip
    card = page.one("article.evidence-card").get_text(" ", strip=True)
    for said in ("Satisfaction survey", "March 2026", "Right answer, unhappy customer",
                 "it proves nothing by itself"):  # fmt: skip
        assert said in card
    page = desk.get("evidence.edit", evidence_id=log(rep)[0].id)
    assert page.form().values["metric"] == ["Satisfaction survey"]


def test_a_log_is_its_owners_and_sharing_opens_it_upwards_alone(
    desk: Browser,
    new_browser: Callable[[], Browser],
    rep: Person,
    lead: Person,
    head: Person,
) -> None:
    others = {
        "peer": make_member("Piet Peer"),
        "other lead": make_member("Otto Other", role="team-lead"),
        "ops": make_member("Olga Ops", is_people_ops=True),
        "admin": make_member("Adam Admin", is_admin=True),
    }
    others["peer"].manager_id = lead.id
    make_person(manager=others["other lead"])
    note = make_evidence(rep, SECRET, behaviours=(SHOWN,))
    make_evidence(rep, "Another secret")
    db.session.commit()
    browsers = {}
    for name, person in {**others, "lead": lead, "head": head}.items():
        browsers[name] = new_browser()
        browsers[name].sign_in(person.email)

    about_it = (f"/evidence/of/{rep.id}", f"/evidence/{note.id}/edit")
    elsewhere = (f"/evidence/{note.id}/delete", "/evidence?q=knot", "/evidence/thanks",
                 f"/people/{rep.id}", "/admin/audit", "/", "/notices")  # fmt: skip

    def readers(*also: str) -> set[str]:
        """Who finds the note on some page that they may open."""
        found = set()
        for name, browser in browsers.items():
            pages = [browser.send(path) for path in (*about_it, *also)]
            assert {page.status_code for page in pages} <= {200, 403, 404}
            if any(SECRET in page.get_data(as_text=True) for page in pages):
                found.add(name)
            assert not any("Another secret" in page.get_data(as_text=True) for page in pages)
        return found

    assert readers() == set()
    assert "Nothing is shared with you" in browsers["lead"].get(f"/evidence/of/{rep.id}").text
    assert browsers["other lead"].send(f"/evidence/of/{rep.id}").status_code == 404
    assert browsers["ops"].send(f"/evidence/of/{rep.id}").status_code == 403
    for name, browser in browsers.items():
        for action in ("edit", "delete", "share", "take-back"):
            path = f"/evidence/{note.id}/{action}"
            assert browser.post(path, status=404).status == 404, (name, action)

    page = desk.get("evidence.index", q="knot")
    page = desk.follow(desk.submit(".evidence-quick"))
    assert "your manager and those above them can read it" in page.text
    assert page.one(".status-tag").get_text() == "Shared with Lena Lead"
    assert readers(*elsewhere) == {"lead", "head"}
    assert SHOWN_TEXT in browsers["head"].get(f"/evidence/of/{rep.id}", behaviour=SHOWN).text
    page = browsers["lead"].get("people.show", person_id=rep.id)
    assert page.all(f'a[href="/evidence/of/{rep.id}"]')
    told = str([(one.kind, one.about, one.path) for one in db.session.scalars(select(Notice))])
    told += str([(one.subject, one.text) for one in db.session.scalars(select(Mail))])
    assert SECRET not in told
    assert f"/evidence/of/{rep.id}" in told

    desk.follow(desk.submit(".evidence-quick"))
    assert readers() == set()
    assert note.shared_at is None


def test_a_thank_you_is_between_two_until_it_is_shared(
    desk: Browser, new_browser: Callable[[], Browser], rep: Person, lead: Person
) -> None:
    peer = make_member("Piet Peer")
    theirs = new_browser()
    theirs.sign_in(peer.email)
    page = theirs.get("people.show", person_id=rep.id)
    page = theirs.get(str(page.one('main a[href*="/evidence/thanks/"]')["href"]))
    assert page.heading == "Thank Rita Rep"
    assert "Write what you thank them for." in error_at(theirs.submit(text="", status=422), "text")
    page = theirs.submit(status=200, do="suggest", text="Offered a tested workaround")
    assert page.all(f'#suggestions input[value="{SHOWN}"]'), "of the role of whom one thanks"
    page = theirs.follow(theirs.submit(text=SECRET, suggested=[SHOWN]))
    assert page.texts(".evidence-kind") == ["to Rita Rep"]
    assert SECRET in page.text
    assert SHOWN_TEXT not in page.text

    page = desk.get("evidence.index", kind="thanks")
    assert page.texts(".evidence-kind") == ["Thank-you from Piet Peer"]
    above = new_browser()
    above.sign_in(lead.email)
    assert SECRET not in above.get(f"/evidence/of/{rep.id}").text
    note = log(rep)[0]
    theirs.get(f"/evidence/{note.id}/edit", status=404)
    page = desk.get("evidence.edit", evidence_id=note.id)
    assert page.heading == "What it shows"
    assert SECRET in page.text
    assert not page.all("textarea")
    said = "Which behaviours you choose, only you can read. Piet Peer keeps what they wrote."
    assert said in page.text
    desk.follow(desk.submit(suggested=[SHOWN], behaviours=[OTHER]))
    assert set(cited(note)) == {SHOWN, OTHER}
    page = theirs.get("evidence.thanks")
    assert SECRET in page.text
    assert not page.all(".evidence-behaviours"), "what it was filed under is its owner's to know"
    desk.get("evidence.edit", evidence_id=note.id)
    desk.follow(desk.submit(suggested=[], behaviours=[]))
    assert cited(note) == []
    evidence.share(note, by=rep)
    db.session.commit()
    assert "Thank-you from Piet Peer" in above.get(f"/evidence/of/{rep.id}").text
    desk.get("evidence.thank", person_id=rep.id, status=404)
    desk.get("evidence.delete", evidence_id=note.id)
    desk.follow(desk.submit())
    assert "You have not sent any yet" in theirs.get("evidence.thanks").text


def test_what_a_sealed_view_attaches_says_why_it_stays(desk: Browser, rep: Person) -> None:
    note = make_evidence(rep, SECRET)
    assessment = make_assessment(make_round(), rep)
    view = write_view(assessment, ViewKind.SELF, rep)
    evidence.attach(view, "product-knowledge", [note.id], by=rep)
    submit_view(assessment, ViewKind.SELF, rep)
    page = desk.get("evidence.index")
    assert "attached to a view that is sealed" in page.one(".evidence-because").get_text()
    assert not page.all(f'a[href^="/evidence/{note.id}/"]')
    for action in ("edit", "delete"):
        assert "is sealed" in desk.get(f"/evidence/{note.id}/{action}", status=409).text
        desk.post(f"/evidence/{note.id}/{action}", {"text": "x", "version": "1"}, status=409)
    assert note.text == SECRET


def test_a_long_log_takes_as_many_statements_as_a_short_one(desk: Browser, rep: Person) -> None:
    needed = []
    for many in (2, 10):
        for n in range(many):
            make_evidence(rep, f"Note {many} {n}", behaviours=(SHOWN, OTHER), is_shared=n == 0)
        with counted() as statements:
            desk.get("evidence.index")
        needed.append(len(statements))
    assert needed[0] == needed[1]
