"""What marks mean, and calibration exercises from the draft to the comparison."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.observations import Mark
from portal.domain.workflows import ExerciseState
from portal.models import AuditEvent, Exercise, ExerciseReading, MarkExample, Person
from portal.queries import mark_examples
from portal.queries.visibility.calibrations import load_exercise
from portal.services import calibrations
from portal.services import mark_examples as services
from tests.browser import Browser
from tests.factories import make_member
from tests.reviewing import (
    asked_in,
    make_closed_exercise,
    make_exercise,
    make_manager,
    make_reading,
)
from tests.statements import counted

FEW = "those who took part can tell whose marks are whose"
FORM = "main form.page-form"
BECAUSE = "The promise was kept: turnstone-3319"
ENDS = "ends-with-the-next-step"


@pytest.fixture
def ops(app: Flask) -> Person:
    return make_member("Olga Ops", is_people_ops=True)


def signed_in(new_browser: Callable[[], Browser], person: Person) -> Browser:
    browser = new_browser()
    browser.sign_in(person.email)
    return browser


def marking(exercise: Exercise, mark: Mark, **others: str) -> dict[str, str]:
    marks = {f"mark-{key}": mark.value for key in asked_in(exercise)}
    return marks | {name.replace("__", "-"): value for name, value in others.items()}


def test_what_the_marks_mean_with_examples(new_browser: Callable[[], Browser], ops: Person) -> None:
    browser = signed_in(new_browser, make_member("Rita Rep", role="css2"))
    page = browser.get("marks.index")
    assert "Can I name somebody who does it now because of them?" in page.text
    assert "work of Customer Support Specialist 2" in page.text
    assert "Product knowledge" in page.text
    assert "People management" not in page.text
    assert "Practise reading alike" not in page.text
    assert "People management" in browser.get("marks.index", role="team-lead").text
    browser.get("marks.index", status=404, role="never-was")
    for example in db.session.scalars(select(MarkExample)):
        db.session.delete(example)
    assert "There are no examples for this role" in browser.get("marks.index").text
    nobody = signed_in(new_browser, make_member("New Here", role=None))
    assert "Choose a role" in nobody.get("marks.index").text
    assert "Practise reading alike" in signed_in(new_browser, ops).get("marks.index").text


def test_people_ops_reword_the_examples_and_go_back_to_the_shipped_words(
    new_browser: Callable[[], Browser], ops: Person
) -> None:
    rep = make_member("Rita Rep", role="css2")
    keeping, reading = signed_in(new_browser, ops), signed_in(new_browser, rep)
    assert "Reword the examples" not in reading.get("marks.index").text
    reading.get("marks.edit_examples", status=403, key="ownership")
    keeping.get("marks.edit_examples", status=404, key="never-was")
    page = keeping.get("marks.index", role="css2")
    link = str(page.one('a[href*="/examples/ownership"]')["href"])
    page = keeping.get(link)
    assert page.heading == "Examples: Ownership and follow-through"
    assert "come with the portal" not in page.text
    page = keeping.submit(FORM, not_yet__en="", not_yet__es="", status=422)
    assert "Write an example for this mark." in page.text

    keeping.get(link)
    before = mark_examples.of_competency("ownership")
    other = {**before.texts, Mark.NOT_YET: LocalizedText({"en": "Waits to be asked twice."})}
    with counted() as statements:
        for _click in range(2):
            services.reword("ownership", other, version=before.version, by=ops)
    held = [statement for statement in statements if "FOR UPDATE" in statement]
    assert not held, "whoever writes about the competency does not wait"
    page = keeping.submit(FORM, lifts_others__en="Shows others how.", status=409)
    assert "Waits to be asked twice." in page.one(".saved-meanwhile").text
    assert page.form(FORM).values["lifts_others-en"] == ["Shows others how."]
    back = keeping.submit(FORM)
    assert back.location == "/assessments/marks?role=css2#examples-ownership"
    assert "Shows others how." in reading.get("marks.index").text
    assert mark_examples.of_competency("ownership").texts[Mark.LIFTS_OTHERS].outdated == {"es"}

    keeping.get(link)
    shipped = keeping.page.one('a[href*="from=shipped"]')["href"]  # type: ignore[union-attr]
    page = keeping.get(str(shipped))
    assert "Nothing is changed until you save." in page.text
    assert "Shows others how." in reading.get("marks.index").text
    keeping.submit(FORM)
    assert mark_examples.of_competency("ownership").texts == before.texts
    done = list(db.session.scalars(select(AuditEvent.action)))
    assert done.count("changed example of mark") == 4, "one elsewhere, two here, one back"
    db.session.delete(mark_examples.rows("ownership")[Mark.NOT_YET])
    db.session.flush()
    keeping.get(str(shipped))
    keeping.submit(FORM)
    assert mark_examples.of_competency("ownership").texts == before.texts


def test_people_ops_write_and_open_an_exercise(
    new_browser: Callable[[], Browser], ops: Person
) -> None:
    writing = signed_in(new_browser, ops)
    manager = make_manager("Mona Manager")
    reading = signed_in(new_browser, manager)
    assert "no exercise to read" in reading.get("calibrations.index").text
    assert "The price list" in writing.get("calibrations.index").text  # the shipped draft
    assert "Customer Support Specialist 2" in writing.get("calibrations.write").text
    writing.get("calibrations.write", status=404, role="never-was")
    writing.get("calibrations.write", role="css2")
    page = writing.submit(FORM, title__en="A quiet week", status=422)
    assert "Choose at least one competency" in page.text
    assert page.form(FORM).values["title-en"] == ["A quiet week"]
    page = writing.submit(
        FORM, sample__en="Noa answers.", sample__es="Noa responde.", competencies=["ownership"]
    )
    assert "look it through" in writing.follow(page).text
    exercise = db.session.scalars(select(Exercise).where(Exercise.key == "a-quiet-week")).one()
    reading.get("calibrations.show", status=404, exercise_id=exercise.id)
    reading.get("calibrations.read", status=404, exercise_id=exercise.id)

    here = signed_in(new_browser, ops)
    for tab in (here, writing):
        tab.get("calibrations.edit", exercise_id=exercise.id)
    writing.submit(FORM, title__en="A calm week")
    page = here.submit(FORM, title__en="A slow week", status=409)
    assert "A calm week" in page.one(".saved-meanwhile").text
    assert page.form(FORM).values["title-en"] == ["A slow week"]
    here.submit(FORM)
    here.get("calibrations.show", exercise_id=exercise.id)
    here.submit(FORM)
    writing.post("calibrations.open_to_assessors", exercise_id=exercise.id)
    page = writing.post("calibrations.edit", {"title-en": "No"}, status=422,
                        exercise_id=exercise.id)  # fmt: skip
    writing.get("calibrations.edit", status=303, exercise_id=exercise.id)
    assert "A slow week" in reading.get("calibrations.index").text
    assert "A slow week" in reading.get("notices.index").text
    reading.get("calibrations.show", status=303, exercise_id=exercise.id)


def test_each_reads_alone_and_all_compare_afterwards(
    new_browser: Callable[[], Browser], ops: Person
) -> None:
    exercise = make_exercise()
    ada, ben, cy = (make_manager(name) for name in ("Ada Able", "Ben Bold", "Cy Calm"))
    first, second, keeping = (signed_in(new_browser, who) for who in (ada, ben, ops))
    assert (
        "What each mark looks like here"
        in first.get("calibrations.read", exercise_id=exercise.id).text
    )
    page = first.submit_form(FORM, {f"because-{ENDS}": BECAUSE}, status=422)  # words, no mark
    assert "Choose a mark: Ends each message" in page.text
    assert page.form(FORM).values[f"because-{ENDS}"] == [BECAUSE]
    first.submit_form(FORM, {f"mark-{ENDS}": "lifts_others"})
    page = first.get("calibrations.read", exercise_id=exercise.id)
    assert page.form(FORM).values[f"mark-{ENDS}"] == ["lifts_others"]
    page = first.submit_form(FORM, {"then": "send"}, status=422)
    assert page.text.count("Choose a mark:") == 2 * (len(asked_in(exercise)) - 1)
    own = {**marking(exercise, Mark.OWN_INITIATIVE), f"mark-{ENDS}": "lifts_others"}
    page = first.submit_form(FORM, {**own, "then": "send"})
    assert BECAUSE in first.follow(page).text
    make_reading(exercise, cy, Mark.NOT_APPLICABLE, is_sent=False)

    second.get("calibrations.read", exercise_id=exercise.id)
    sent = marking(exercise, Mark.NOT_YET)
    for _click in range(2):
        second.post(
            "calibrations.read", {**sent, "then": "send", "version": "0"}, exercise_id=exercise.id
        )
    second.get("calibrations.read", status=303, exercise_id=exercise.id)
    assert len(db.session.scalars(select(ExerciseReading)).all()) == 3
    for browser in (second, keeping):  # before it is closed, nobody sees anybody's
        for where in ("calibrations.show", "calibrations.index"):
            values = {"exercise_id": exercise.id} if where == "calibrations.show" else {}
            text = browser.get(where, **values).text
            assert "turnstone" not in text
            assert "Ada Able" not in text
    keeping.get("calibrations.read", exercise_id=exercise.id)

    page = keeping.get("calibrations.close", exercise_id=exercise.id)
    assert "2 readings are in." in page.text
    assert FEW in page.text
    keeping.submit(FORM)
    page = second.get("calibrations.show", exercise_id=exercise.id)
    assert "Readings differ on 3 behaviours of 3." in page.text
    assert "2 assessors" in page.text
    assert FEW in page.text
    assert page.texts(".to-talk-about li")[0].endswith("Read from “Not yet” to “Lifts others”.")
    assert "0% of all pairs" in page.text
    assert "no closer than chance" in page.text
    assert "Computing Krippendorff's Alpha-Reliability" in page.text
    spread = page.one(f"#spread-{ENDS}")
    assert "Not yet: 1 · Lifts others: 1" in " ".join(spread.get_text(" ").split())
    assert len(spread.select(".stand-place svg")) == 2
    assert "Not applicable" not in spread.get_text()  # the draft is not among them
    assert BECAUSE in page.text
    assert "Yours: Not yet" in page.text
    assert not any(name in page.text for name in ("Ada Able", "Ben Bold", "Cy Calm"))
    rep = signed_in(new_browser, make_member("Rita Rep"))
    rep.get("calibrations.show", status=403, exercise_id=exercise.id)


def test_too_few_readings_and_full_agreement_are_said_as_such(
    new_browser: Callable[[], Browser], ops: Person
) -> None:
    browser = signed_in(new_browser, ops)
    alone = make_exercise("Read by one")
    make_reading(alone, make_manager("Ada Able"))
    calibrations.close(load_exercise(alone.id, with_drafts=True, lock=True), by=ops)
    page = browser.get("calibrations.show", exercise_id=alone.id)
    assert "Only one assessor sent a reading" in page.text
    assert "Krippendorff" not in page.text
    assert FEW not in page.text
    same = make_closed_exercise(make_manager("Ben Bold"), make_manager("Cy Calm"))
    page = browser.get("calibrations.show", exercise_id=same.id)
    assert "All readings say the same of every behaviour." in page.text
    assert "100% of all pairs" in page.text
    assert "It cannot be worked out here" in page.text
    assert "What to talk about first" not in page.text
    none = make_exercise("Read by nobody", state=ExerciseState.CLOSED)
    page = browser.get("calibrations.show", exercise_id=none.id)
    assert "Nobody sent a reading" in page.text
