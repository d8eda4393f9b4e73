"""People-ops' way to a next version: what the draft changes, advice, and publishing it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.assessments import ViewKind
from portal.domain.drafting import behaviours, outlines
from portal.domain.languages import LocalizedText
from portal.models import AuditEvent, Person, Role
from portal.queries import drafts as draft_queries
from portal.queries import effects, matrices, versions
from portal.services import assessments, drafts
from tests.browser import Browser, Page
from tests.drafting import (
    KNOWING,
    ROLE,
    TRACK,
    adding,
    asked,
    begin,
    change,
    draft,
    removing,
    rewording,
    typed_note,
    waiving,
)
from tests.factories import make_member, make_person, make_view
from tests.rounds import make_assessment, make_round, write_view
from tests.statements import counted

PUBLISH = "/matrices/frontline/draft/publish"
ADVICE = "/matrices/frontline/draft/advice"
CHANGES = "/matrices/frontline/draft/changes"
NEW = "Shows a colleague where an answer came from."
FORM = "main form[method=post]"


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_member("Paula Peopleops", role=None, is_people_ops=True)


@pytest.fixture
def desk(app: Flask, editor: Person) -> Browser:
    browser = Browser(app)
    browser.sign_in(editor.email)
    return browser


def discard(editor: Person) -> None:
    stored = draft_queries.stored(TRACK)
    assert stored is not None
    drafts.discard(TRACK, seen=draft_queries.state(stored), by=editor)


def publish(desk: Browser, status: int = 303, **fields: str) -> Page:
    return desk.submit_form(FORM, {"then": "publish", **fields}, status)


# What the draft changes


def test_a_draft_is_compared_as_readers_will_be_told(desk: Browser) -> None:
    begin()
    assert "Nothing is changed yet" in desk.get(CHANGES).text
    change(adding(NEW))
    page = desk.get(CHANGES)
    assert NEW in page.one(f"#for-{ROLE}").get_text()
    assert "1.0.0 → 2.0.0" in page.text
    assert "Major" in page.text


@pytest.mark.parametrize("address", [CHANGES, ADVICE, PUBLISH])
def test_without_a_draft_the_editor_says_how_to_begin(desk: Browser, address: str) -> None:
    answer = desk.get(address, status=303)
    assert answer.location == "/matrices/frontline/draft"
    desk.get(address.replace("frontline", "nowhere"), status=404)


# Publishing


def test_a_draft_is_published_with_its_note(desk: Browser, editor: Person) -> None:
    change(adding(NEW), editor)
    page = desk.get(PUBLISH)
    assert page.form().values["level"] == ["major"]
    assert "A role is asked for a behaviour it was not asked for." in page.text
    page = desk.follow(publish(desk, text_en="Where answers come from.", text_es=""))
    assert "Version 2.0.0 is published." in page.text
    assert page.texts(".version h2") == ["2.0.0", "1.0.0"]
    assert page.texts(".version-note")[0] == "Where answers come from."
    actions = db.session.scalars(
        select(AuditEvent.action).where(AuditEvent.actor_id == editor.id)
    ).all()
    assert "published matrix version" in actions


def test_a_note_is_needed_and_what_was_typed_stays(desk: Browser) -> None:
    change(adding(NEW))
    desk.get(PUBLISH)
    page = publish(desk, 422, text_en=" ", text_es="")
    assert "Tell readers in a sentence or two" in page.one("#text_en-error").get_text()
    page = publish(desk, 422, text_en="x" * 2001, text_es="Algo.")
    assert "Use at most 2,000 characters." in page.one("#text_en-error").get_text()
    assert page.form().values["text_es"] == ["Algo."]
    assert draft_queries.current(TRACK) is not None


def test_the_class_is_offered_from_the_proposed_one_down_to_the_least(desk: Browser) -> None:
    key = asked(begin())[0]
    change(removing(key))
    page = desk.get(PUBLISH)
    offered = [str(radio["value"]) for radio in page.all("input[name=level]")]
    assert offered == ["major", "minor"]
    assert page.form().values["level"] == ["minor"]
    data = page.form().values | {"level": ["patch"], "text_en": ["Less."], "then": ["publish"]}
    page = desk.post(PUBLISH, data, status=422)  # type: ignore[arg-type]
    assert "cannot be called a smaller change" in page.text
    desk.get(PUBLISH)
    publish(desk, level="major", text_en="Less.")
    assert str(versions.history(TRACK)[0].number) == "2.0.0"


def test_what_somebody_edited_meanwhile_is_looked_at_first(desk: Browser) -> None:
    change(adding(NEW))
    desk.get(PUBLISH)
    change(adding("Reads the release notes aloud."), make_person())
    page = publish(desk, 409, text_en="Where answers come from.")
    assert "The draft changed while you were here" in page.text
    assert page.form().values["text_en"] == ["Where answers come from."]
    assert "2 cases" not in page.text
    assert "Reads the release notes aloud." in page.text
    desk.follow(publish(desk))
    assert str(versions.history(TRACK)[0].number) == "2.0.0"


def test_a_second_click_gets_a_friendly_answer(desk: Browser) -> None:
    change(adding(NEW))
    page = desk.get(PUBLISH)
    sent = page.form().values | {"text_en": ["Once."], "then": ["publish"]}
    for said in ("Version 2.0.0 is published.", "published already; once is enough"):
        answer = desk.post(PUBLISH, sent)  # type: ignore[arg-type]
        assert said in desk.follow(answer).text
    assert len(versions.history(TRACK)) == 2


def test_a_note_is_kept_for_later(desk: Browser) -> None:
    change(adding("Answers 20 tickets a day."))
    page = desk.get(PUBLISH)
    assert not page.all('button[value="publish"]')
    answer = desk.submit_form(FORM, {"then": "keep-note", "text_en": "Half a note."}, 303)
    page = desk.follow(answer)
    assert page.form().values["text_en"] == ["Half a note."]
    assert draft().note == LocalizedText({"en": "Half a note."})


@pytest.mark.parametrize("then", ["publish", "keep-note"])
def test_two_notes_meet_and_neither_is_lost(desk: Browser, then: str) -> None:
    change(adding(NEW))
    desk.get(PUBLISH)
    change(lambda m: outlines.reword_note(m, typed_note({"en": "Theirs."})), make_person())
    page = desk.submit_form(FORM, {"then": then, "text_en": "Mine."}, 409)
    assert "Theirs." in page.one(".their-text").get_text()
    assert page.form().values["text_en"] == ["Mine."]
    desk.submit_form(FORM, {"then": then}, 303)
    now = matrices.published(TRACK) if then == "publish" else draft()
    assert now is not None
    assert now.note == LocalizedText({"en": "Mine."})


def test_what_was_typed_outlives_a_draft_that_is_gone(desk: Browser, editor: Person) -> None:
    change(adding(NEW))
    desk.get(PUBLISH)
    discard(editor)
    for then in ("publish", "keep-note"):
        page = desk.submit_form(FORM, {"then": then, "text_en": "A whole note."}, 409)
        assert page.heading == "The draft is gone"
        assert "A whole note." in page.text
        desk.page = None
        begin()
        desk.get(PUBLISH)
        discard(editor)


def test_what_stands_in_the_way_is_named_with_the_way_there(desk: Browser) -> None:
    begin()
    assert "It says the same as version 1.0.0." in desk.get(PUBLISH).text
    for key in asked(draft()):
        change(removing(key))
    change(adding("Answers 20 tickets a day.", "problem-solving"))
    page = desk.get(PUBLISH)
    assert "Not yet: something still stands in the way." in page.text
    links = [str(a["href"]) for a in page.all(".blockers a")]
    number = asked(draft(), "problem-solving")[-1]
    assert links == [
        f"/matrices/frontline/draft/cells/{KNOWING}/{ROLE}",
        f"{ADVICE}#advice-{number}",
    ]
    sent = page.form().values | {"text_en": ["Now."], "then": ["publish"]}
    page = desk.post(PUBLISH, sent, status=409)  # type: ignore[arg-type]
    assert page.form().values["text_en"] == ["Now."]


# Whom it concerns


def test_people_are_named_and_their_drafts_only_counted(desk: Browser) -> None:
    people = [make_member(f"Holder {n}", role=ROLE) for n in range(6)]
    for person in people[:2]:
        make_view(person)
    change(adding(NEW))
    change(adding(NEW, role="senior-css"))
    page = desk.get(PUBLISH)
    concerned = page.texts(".concerned")
    assert len(concerned) == 2
    assert "6 people are in this role" in concerned[0]
    assert "Holder 3" in concerned[0]
    assert "2 self-assessments are open." in concerned[0]
    assert "Nobody is in this role today." in concerned[1]


@pytest.mark.parametrize(("holders", "open_drafts"), [(1, 1), (4, 2), (5, 5), (5, 0)])
def test_a_number_that_gives_somebody_away_is_not_told(
    desk: Browser, holders: int, open_drafts: int
) -> None:
    people = [make_member(role=ROLE) for _ in range(holders)]
    for person in people[:open_drafts]:
        make_view(person)
    change(adding(NEW))
    page = desk.get(PUBLISH)
    assert "How many self-assessments are open is not told" in page.text
    assert effects.on_roles(TRACK, [ROLE])[ROLE].open_drafts == open_drafts


def test_where_nothing_new_is_asked_nobody_is_named(desk: Browser) -> None:
    make_member("Holder One", role=ROLE)
    change(removing(asked(begin())[0]))
    page = desk.get(PUBLISH)
    assert "Nothing new is asked of anybody." in page.text
    assert "Holder One" not in page.text


def test_only_who_is_here_and_in_the_role_today_counts(desk: Browser) -> None:
    make_member("Elsewhere", role="css1")
    gone = make_member("Gone Away", role=ROLE)
    gone.left_on = gone.started_on
    here = make_member("Here Now", role=ROLE)
    found = effects.on_roles(TRACK, [ROLE, "css1"])
    assert [p.name for p in found[ROLE].holders] == [here.name]
    assert [p.name for p in found["css1"].holders] == ["Elsewhere"]

    make_view(here)
    write_view(make_assessment(make_round(), here), ViewKind.SELF, here)  # frozen
    other = make_member("Looking Ahead", role="css1")
    assessments.start(other, db.session.scalars(select(Role).where(Role.key == ROLE)).one())
    assert effects.on_roles(TRACK, [ROLE])[ROLE].open_drafts == 1


# Advice and waivers


def test_advice_says_what_why_and_how(desk: Browser) -> None:
    change(adding("Answers 20 tickets a day."))
    change(adding("Understands the product."))
    page = desk.get(ADVICE)
    must = page.one("#must-heading").find_parent("section")
    assert must is not None
    assert "20 tickets a day" in must.mark.get_text()  # type: ignore[union-attr]
    assert "says how much, not how" in must.get_text()
    should = page.one("#should-heading").find_parent("section")
    assert should is not None
    assert "Understands" in should.mark.get_text()  # type: ignore[union-attr]
    link = should.select_one("a")
    assert link is not None
    assert link["href"] == f"/matrices/frontline/draft/cells/{KNOWING}/{ROLE}"


def test_a_draft_with_nothing_to_mend_says_so(desk: Browser) -> None:
    begin()
    assert "Nothing to mend" in desk.get(ADVICE).text


def test_a_number_stays_with_a_reason_and_the_reason_is_taken_back(
    desk: Browser, editor: Person
) -> None:
    change(adding("Answers 20 tickets a day."))
    key = asked(draft())[-1]
    form = f"#advice-{key} form"
    desk.get(ADVICE)
    page = desk.submit_form(form, {"then": "keep", "text_en": ""}, 422)
    assert "Say in at least one language" in page.one(f"#{key}-text_en-error").get_text()
    answer = desk.submit_form(
        form, {"then": "keep", "text_en": "The law asks for it.", "text_es": "Lo pide la ley."}, 303
    )
    assert answer.location == f"{ADVICE}#advice-{key}"
    page = desk.get(ADVICE)
    assert "Nothing stands in the way" in page.text or "Nothing to mend" in page.text
    assert "The law asks for it." in page.one(".waiver-told").get_text()
    assert page.all('button[value="take-back"]')
    step = draft_queries.steps(draft_queries.stored(TRACK))[0]  # type: ignore[arg-type]
    assert (step.kind, step.by_id) == ("waive", editor.id)
    assert desk.get(PUBLISH).all('button[value="publish"]')
    desk.get(ADVICE)
    desk.submit_form(form, {"then": "take-back"}, 303)
    assert draft().every_behaviour()[key].waiver is None
    assert not desk.get(PUBLISH).all('button[value="publish"]')


def test_two_reasons_meet_and_neither_is_lost(desk: Browser) -> None:
    change(adding("Answers 20 tickets a day."))
    key = asked(draft())[-1]
    form = f"#advice-{key} form"
    desk.get(ADVICE)
    change(waiving(key, {"en": "Theirs."}), make_person())
    page = desk.submit_form(form, {"then": "keep", "text_en": "Mine."}, 409)
    assert "Theirs." in page.one(".their-text").get_text()
    assert page.form(form).values["text_en"] == ["Mine."]
    assert page.one(f"#advice-{key} details").has_attr("open")
    desk.submit_form(form, {"then": "keep"}, 303)
    assert draft().every_behaviour()[key].waiver == LocalizedText({"en": "Mine."})


def test_a_reason_for_what_is_gone_is_shown_to_be_copied(desk: Browser) -> None:
    change(adding("Answers 20 tickets a day."))
    key = asked(draft())[-1]
    desk.get(ADVICE)
    change(lambda m: behaviours.remove(m, KNOWING, ROLE, key), make_person())
    page = desk.submit_form(f"#advice-{key} form", {"then": "keep", "text_en": "The law."}, 409)
    assert "The law." in page.one(".typed-words").get_text()


def test_the_pages_take_the_same_number_of_queries_however_much_there_is(
    desk: Browser, editor: Person
) -> None:
    change(adding(NEW))
    counts = []
    for _ in range(2):
        for address in (PUBLISH, CHANGES, ADVICE):
            desk.send(address)
            with counted() as statements:
                assert desk.send(address).status_code == 200
            counts.append(len(statements))
        for role in ("css1", ROLE, "senior-css"):
            for number in ("one", "two", "three"):
                person = make_member(role=role)
                make_view(person)
                change(adding(f"Reads chapter {number} aloud to {role}.", role=role))
        change(rewording(asked(draft())[0], en="Answers 20 tickets a day."))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 32
