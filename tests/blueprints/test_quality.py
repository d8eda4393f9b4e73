"""Quality reviews and the tone guide as people meet them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.models import Evidence, Person, QualityReview
from portal.services import tone_guide
from portal.services.tone_guide import PrincipleEntry
from tests.browser import Browser
from tests.factories import make_member
from tests.reviewing import TO_TRY, WORKED, make_review

FORM = "main form.page-form"


@pytest.fixture
def reviewer(app: Flask) -> Person:
    return make_member("Rowan Reviewer")


@pytest.fixture
def person(app: Flask) -> Person:
    return make_member("Pia Person")


def reviews() -> list[QualityReview]:
    return list(db.session.scalars(select(QualityReview).order_by(QualityReview.id)))


def signed_in(new_browser: Callable[[], Browser], person: Person) -> Browser:
    browser = new_browser()
    browser.sign_in(person.email)
    return browser


def test_a_review_from_the_directory_to_the_evidence_log(
    new_browser: Callable[[], Browser], reviewer: Person, person: Person
) -> None:
    writing, reading = signed_in(new_browser, reviewer), signed_in(new_browser, person)
    nosy = signed_in(new_browser, make_member("Nosy Peer"))
    assert "Nobody has reviewed" in reading.get("quality.index").text
    writing.get("quality.choose", q="pia")
    assert writing.page is not None
    assert writing.page.texts(".people-list a") == ["Pia Person"]
    assert "Nobody matches" in writing.get("quality.choose", q="nobody at all").text
    writing.get("quality.write", status=404, person_id=reviewer.id)
    page = writing.get("quality.write", person_id=person.id)
    assert "only you see this" in page.text

    # What is missing is told beside it, and nothing typed is lost
    page = writing.submit(FORM, then="send", status=422, worked=WORKED, remark__human="Warm.")
    assert page.soup.title is not None
    assert page.soup.title.text.startswith("Error:")
    assert "Say which conversation it is" in page.text
    assert "Say one thing to try" in page.text
    assert page.form(FORM).values["worked"] == [WORKED]
    assert page.form(FORM).values["remark-human"] == ["Warm."]
    assert reviews() == []
    page = writing.submit(FORM, status=422, happened_on="2999-01-01", conversation="Case 4711")
    assert "still to come" in page.text

    page = writing.submit(FORM, conversation="Case 4711", happened_on="2026-02-02")
    review_id = reviews()[0].id
    assert WORKED in writing.follow(page).text
    for other in (reading, nosy):
        other.get("quality.show", status=404, review_id=review_id)
        assert "Case 4711" not in other.get("quality.index").text
    page = writing.submit(FORM, then="send", to_try=TO_TRY)
    assert "Only Pia Person and you" in writing.follow(page).text
    assert not writing.get("quality.show", review_id=review_id).all(FORM)

    nosy.get("quality.show", status=404, review_id=review_id)
    assert "Rowan Reviewer looked at" in reading.get("notices.index").text
    assert "Rowan Reviewer on a conversation" in reading.get("quality.index").text
    page = reading.get("quality.show", review_id=review_id)
    assert all(words in page.text for words in (WORKED, TO_TRY, "Human Warm.", "Case 4711"))
    page = reading.submit(FORM)
    assert "in your evidence log" in reading.follow(page).text
    for _click in range(2):
        reading.post("quality.add_to_evidence", review_id=review_id)
    note = db.session.scalars(select(Evidence)).one()
    assert note.text == f"{WORKED}\n\nCase 4711"
    assert WORKED in reading.get("evidence.index").text
    writing.post("quality.add_to_evidence", status=404, review_id=review_id)


def test_two_tabs_never_overwrite_each_other_unseen(
    new_browser: Callable[[], Browser], reviewer: Person, person: Person
) -> None:
    review = make_review(person, reviewer, is_sent=False)
    here, there = signed_in(new_browser, reviewer), signed_in(new_browser, reviewer)
    for tab in (here, there):
        tab.get("quality.edit", review_id=review.id)
    there.submit(FORM, worked="From the other tab.", remark__proud="And this.")
    page = here.submit(FORM, worked="From this tab.", status=409)
    assert "From the other tab." in page.one(".saved-meanwhile").text
    assert "And this." in page.one(".saved-meanwhile").text
    assert page.form(FORM).values["worked"] == ["From this tab."]
    assert reviews()[0].worked == "From the other tab."
    here.submit(FORM)
    assert reviews()[0].worked == "From this tab."
    here.get("quality.discard", review_id=review.id)
    here.submit(FORM)
    assert reviews() == []


def test_people_ops_keep_the_tone_guide(new_browser: Callable[[], Browser], person: Person) -> None:
    ops = make_member("Olga Ops", is_people_ops=True)
    keeping, reading = signed_in(new_browser, ops), signed_in(new_browser, person)
    page = reading.get("quality.tone_guide")
    assert page.texts(".tone-guide h2")[0] == "Proud"
    assert not page.all("main form")
    reading.get("quality.principle", status=403, key="proud")

    keeping.get("quality.new_principle")
    page = keeping.submit(FORM, title__en="Curious", status=422)
    assert "Say in two or three sentences" in page.text
    keeping.submit(FORM, text__en="Ask first.", text__es="Pregunta primero.", after="proud")
    assert reading.get("quality.tone_guide").texts(".tone-guide h2")[:2] == ["Proud", "Curious"]

    keeping.get("quality.principle", key="curious")
    text = tone_guide.queries.principle("curious").text
    other = PrincipleEntry(text.reworded({"en": "Keen"}), text, "proud")
    tone_guide.change("curious", other, version=1, by=ops)
    selector = f"{FORM}:has([name=title-en])"
    page = keeping.submit(selector, title__en="Nosy", status=409)
    assert "Keen" in page.one(".saved-meanwhile").text
    assert page.form(selector).values["title-en"] == ["Nosy"]
    keeping.submit(selector, text__en="Ask again.")
    page = reading.get("quality.tone_guide")
    assert page.texts(".tone-guide h2")[1] == "Nosy"

    keeping.post("quality.retire_principle", key="curious")
    assert "Nosy" not in reading.get("quality.tone_guide").text
    assert "Nosy" in keeping.get("quality.tone_guide").text
    keeping.post("quality.bring_principle_back", key="curious")
    assert "Nosy" in reading.get("quality.tone_guide").text
