"""An author reads what bringing their self-assessment over would mean, and decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.assessments import Answer
from portal.domain.drafting import behaviours
from portal.domain.drafting.outlines import remove_role
from portal.domain.observations import Mark
from portal.models import Assessment, Person, View
from portal.queries import assessments as queries
from portal.queries import matrices
from portal.queries.visibility.assessments import load_own_view
from portal.services import answers, assessments
from tests.browser import Browser
from tests.drafting import (
    KNOWING,
    ROLE,
    adding,
    asked,
    begin,
    draft,
    publish,
    removing,
    rewording,
)
from tests.factories import make_member, make_person, make_view, typed_over
from tests.statements import counted

NEW = "Shows a colleague where an answer came from."
NOTICE = "A newer version of this matrix is published."


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_person("Paula Peopleops")


@pytest.fixture
def rep(app: Flask) -> Person:
    del app
    return make_member("Rita Rep")


@pytest.fixture
def browser(app: Flask, rep: Person) -> Browser:
    browser = Browser(app)
    browser.sign_in(rep.email)
    return browser


def address(view: View) -> str:
    return f"/assessments/{view.assessment_id}/newer-version"


def answers_of(view: View) -> str:
    return f"/assessments/{view.assessment_id}/answers"


def now(view: View) -> Assessment:
    """The assessment as it is stored, with its version."""
    return db.session.scalars(
        select(Assessment)
        .where(Assessment.id == view.assessment_id)
        .options(joinedload(Assessment.matrix_version))
        .execution_options(populate_existing=True)
    ).one()


def number_of(view: View) -> str:
    return str(now(view).matrix_version.number)


def test_the_author_is_told_calmly_and_chooses(
    browser: Browser, rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.OWN_INITIATIVE, note="Half a thought.")
    assert NOTICE not in browser.get(answers_of(view)).text
    begin(editor)
    first, second, third, *_ = asked(draft())
    pieces = [{"en": "Offers a workaround."}, {"en": "Tests a workaround first."}]
    publish(
        editor,
        rewording(first, en="Explains a feature by what the customer is trying to achieve."),
        removing(second),
        lambda m: behaviours.split(m, third, pieces, ()),
        adding(NEW),
    )
    for page in (
        browser.get(answers_of(view)),
        browser.get(f"/assessments/{view.assessment_id}/check"),
    ):
        assert f"{NOTICE} Yours stays on 1.0.0 unless you bring it over." in page.text
        assert page.all(f'a[href="{address(view)}"]')
    page = browser.get(address(view))
    told = {
        str(section["aria-labelledby"]): section.get_text(" ", strip=True)
        for section in page.all("section.brought")
    }
    assert set(told) == {
        "offered-heading", "new-heading", "reworded-heading", "gone-heading",
    }  # fmt: skip
    assert "Offers a workaround." in told["offered-heading"]
    assert NEW in told["new-heading"]
    assert "[Taken out: through ]" in told["reworded-heading"]
    accept = str(page.all("input[name=accept]")[0]["value"])
    page = browser.follow(browser.submit(accept=[accept]))
    assert "Your self-assessment is on version 2.0.0 now." in page.text
    assert NOTICE not in page.text
    answer = queries.answers(view)[KNOWING]
    assert answer.marks[accept] is Mark.OWN_INITIATIVE
    assert answer.note == "Half a thought."
    assert number_of(view) == "2.0.0"


def test_nothing_happens_by_looking(browser: Browser, rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, adding(NEW))
    browser.get(address(view))
    assert number_of(view) == "1.0.0"


def test_a_second_click_and_a_way_back_lead_to_the_answers(
    browser: Browser, rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    browser.get(address(view), status=303)
    publish(editor, adding(NEW))
    sent = browser.get(address(view)).form().values
    for _ in range(2):
        assert browser.post(address(view), sent).location == answers_of(view)  # type: ignore[arg-type]
    assert browser.get(address(view), status=303).location == answers_of(view)


def test_a_still_newer_version_is_told_of_first(
    browser: Browser, rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, adding(NEW))
    browser.get(address(view))
    publish(editor, adding("Reads the release notes aloud."))
    page = browser.submit(status=409)
    assert "Another version was published meanwhile" in page.text
    assert "Reads the release notes aloud." in page.text
    assert number_of(view) == "1.0.0"
    browser.submit()
    assert number_of(view) == "3.0.0"


def test_what_was_submitted_meanwhile_stays_sealed(
    browser: Browser, rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, adding(NEW))
    browser.get(address(view))
    seal(view, rep)
    page = browser.submit(status=409)
    assert "submitted and sealed" in page.text
    shown = f"/assessments/{view.assessment_id}"
    assert browser.get(address(view), status=303).location == shown
    assert NOTICE not in browser.get(shown).text


def seal(view: View, rep: Person) -> None:
    loaded = load_own_view(rep, view.assessment_id, lock=True)
    assessments.submit(loaded, matrices.frozen(now(view).matrix_version_id), by=rep)
    db.session.commit()


def test_a_role_that_is_gone_is_said_and_nothing_is_offered(
    browser: Browser, rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, lambda m: remove_role(m, ROLE))
    page = browser.get(answers_of(view))
    assert "expects nothing of your role any more" in page.text
    assert not page.all(f'a[href="{address(view)}"]')
    page = browser.get(address(view))
    assert "It cannot be brought over" in page.text
    assert not page.all("main form[method=post]")
    assert "expects nothing" in browser.get(answers_of(view)).text
    browser.post(address(view), {"to": "1.1.0"}, status=409)
    assert number_of(view) == "1.0.0"


def test_what_has_no_place_is_kept_and_shown(browser: Browser, rep: Person, editor: Person) -> None:
    view = make_view(rep, marks=Mark.NOT_YET, note="A whole thought.")
    publish(editor, lambda m: behaviours.drop_cell(m, KNOWING, ROLE))
    page = browser.get(address(view))
    assert "Is kept beside your answers, for you alone" in page.text
    assert "A whole thought." in page.text
    page = browser.follow(browser.submit())
    aside = page.one(".kept-aside").get_text(" ", strip=True)
    assert "Product knowledge" in aside
    assert "A whole thought." in aside
    for where in ("check", ""):
        if not where:
            seal(view, rep)
        page = browser.get(f"/assessments/{view.assessment_id}/{where}".rstrip("/"))
        assert "A whole thought." in page.one(".kept-aside").get_text()


def test_a_tab_that_stayed_open_loses_nothing(
    browser: Browser, rep: Person, editor: Person
) -> None:
    view = make_view(rep, marks=Mark.NOT_YET, note="Half a thought.")
    old = browser.get(answers_of(view)).form("form.answers").values
    publish(editor, lambda m: behaviours.drop_cell(m, KNOWING, ROLE))
    browser.get(address(view))
    browser.submit()
    before = queries.answers(view)
    old |= {f"{KNOWING}-note": ["A whole thought."], "problem-solving-note": ["On problems."]}
    page = browser.post(answers_of(view), old, status=409)  # type: ignore[arg-type]
    assert "You brought this draft over to version 1.1.0 in another tab." in page.text
    assert "A whole thought." in page.one(".error-summary").get_text()
    assert page.form("form.answers").values["problem-solving-note"] == ["On problems."]
    assert queries.answers(view) == before
    browser.submit("form.answers")
    assert queries.answers(view)["problem-solving"].note == "On problems."


@pytest.mark.parametrize("persona", ["manager", "people-ops", "nobody in particular"])
def test_it_is_nobody_elses_business(app: Flask, rep: Person, editor: Person, persona: str) -> None:
    view = make_view(rep, marks=Mark.NOT_YET)
    publish(editor, adding(NEW))
    other = make_member("Otto Other", role=None, is_people_ops=persona == "people-ops")
    if persona == "manager":
        rep.manager_id = other.id
    stranger = Browser(app)
    stranger.sign_in(other.email)
    stranger.get(address(view), status=404)
    stranger.post(address(view), {"to": "2.0.0"}, status=404)
    assert number_of(view) == "1.0.0"


def test_the_preview_takes_the_same_number_of_queries_however_much_was_said(
    browser: Browser, rep: Person, editor: Person
) -> None:
    view = make_view(rep)
    publish(editor, adding(NEW))

    def queries_of(act: Callable[[], object]) -> int:
        act()
        with counted() as statements:
            act()
        return len(statements)

    few = queries_of(lambda: browser.send(address(view)))
    said = {KNOWING: Answer(note="A thought.")}
    answers.save(view, typed_over(said, queries.answers(view)))
    assert queries_of(lambda: browser.send(address(view))) <= few + 1  # marks, once there are any
    assert few <= 22
