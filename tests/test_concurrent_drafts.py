"""Several editors of one draft at the same moment: real connections, real commits."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.models import DraftStep, MatrixVersion
from tests.browser import Browser
from tests.drafting import begin, draft
from tests.factories import make_member
from tests.test_concurrency import AT_ONCE, arranged, at_the_same_moment, count, post, signed_in

EDITOR = "/matrices/frontline/draft"
CELL = f"{EDITOR}/cells/product-knowledge/css1"
FIRST = "checks-before-answering"
FIELD = f"behaviours-{FIRST}"


@pytest.fixture
def editors(separate_app: Flask) -> list[Browser]:
    def arrange() -> dict[str, object]:
        return {"emails": [make_member(is_people_ops=True).email for _ in range(AT_ONCE)]}

    emails = arranged(separate_app, arrange)["emails"]
    return [signed_in(separate_app, email) for email in emails]  # type: ignore[attr-defined]


@pytest.fixture
def begun(separate_app: Flask) -> None:
    def arrange() -> dict[str, object]:
        begin()
        return {}

    arranged(separate_app, arrange)


def behaviours(app: Flask, role: str = "css1") -> list[str]:
    with app.app_context():
        return [
            behaviour.text.original
            for row, behaviour in draft().behaviours(role)
            if row.key == "product-knowledge"
        ]


def sent(browser: Browser, fields: dict[str, str], do: str) -> Callable[[], int]:
    """The form of the cell as it stands now, with something typed in."""
    form = browser.get(CELL).form("form.cell-form")
    data = {**form.filled(fields), "do": do}
    return lambda: browser.send(CELL, method="POST", data=data).status_code


def test_a_draft_is_begun_once(separate_app: Flask, editors: list[Browser]) -> None:
    before = count(separate_app, MatrixVersion)
    answers = at_the_same_moment([post(browser, f"{EDITOR}/start") for browser in editors])
    assert answers == [303] * AT_ONCE
    assert count(separate_app, MatrixVersion) == before + 1


@pytest.mark.usefixtures("begun")
def test_one_wording_is_kept_and_the_others_are_told(
    separate_app: Flask, editors: list[Browser]
) -> None:
    answers = at_the_same_moment(
        [
            sent(browser, {f"{FIELD}-en": f"Wording {number}."}, "save")
            for number, browser in enumerate(editors)
        ]
    )
    assert sorted(answers) == [303] + [409] * (AT_ONCE - 1)
    assert behaviours(separate_app)[0].startswith("Wording ")
    assert count(separate_app, DraftStep) == 1


@pytest.mark.usefixtures("begun")
def test_what_several_add_is_all_there(separate_app: Flask, editors: list[Browser]) -> None:
    before = behaviours(separate_app)
    answers = at_the_same_moment(
        [
            sent(browser, {"behaviours-new-en": f"Writes down number {number}."}, "add")
            for number, browser in enumerate(editors)
        ]
    )
    assert answers == [303] * AT_ONCE
    added = behaviours(separate_app)[len(before) :]
    assert sorted(added) == [f"Writes down number {number}." for number in range(AT_ONCE)]


@pytest.mark.usefixtures("begun")
def test_a_double_click_adds_once(separate_app: Flask, editors: list[Browser]) -> None:
    before = behaviours(separate_app)
    click = sent(editors[0], {"behaviours-new-en": "Writes it down."}, "add")
    assert at_the_same_moment([click, click]) == [303, 303]
    assert behaviours(separate_app) == [*before, "Writes it down."]
    assert count(separate_app, DraftStep) == 1


@pytest.mark.usefixtures("begun")
def test_order_and_words_changed_together_are_both_kept(
    separate_app: Flask, editors: list[Browser]
) -> None:
    one, two = editors[:2]
    answers = at_the_same_moment(
        [sent(one, {}, f"down/{FIRST}"), sent(two, {f"{FIELD}-en": "Looks it up."}, "save")]
    )
    assert answers == [303, 303]
    assert behaviours(separate_app)[1] == "Looks it up."


@pytest.mark.usefixtures("begun")
def test_a_step_is_taken_back_once(separate_app: Flask, editors: list[Browser]) -> None:
    browser = editors[0]
    assert sent(browser, {f"{FIELD}-en": "Looks it up."}, "save")() == 303
    answers = at_the_same_moment([post(browser, f"{EDITOR}/undo") for _ in range(2)])
    assert sorted(answers) == [303, 409]
    with separate_app.app_context():
        undone = db.session.scalar(
            select(func.count()).select_from(DraftStep).where(DraftStep.undoes_id.is_not(None))
        )
    assert undone == 1
    assert not behaviours(separate_app)[0].startswith("Looks")


@pytest.mark.usefixtures("begun")
def test_words_typed_while_the_draft_goes_are_saved_or_shown(
    separate_app: Flask, editors: list[Browser]
) -> None:
    """Whoever is second is told: that there are newer words, or that there is no draft."""
    one, two = editors[:2]
    form = one.get(f"{EDITOR}/discard").form("main form[method=post]")

    def discard() -> int:
        return one.send(form.action, method="POST", data=form.values).status_code

    answers = at_the_same_moment([discard, sent(two, {f"{FIELD}-en": "Looks it up."}, "save")])
    assert sorted(answers) == [303, 409]
    if answers[0] == 409:
        assert behaviours(separate_app)[0] == "Looks it up."
    else:
        assert count(separate_app, DraftStep) == 0
