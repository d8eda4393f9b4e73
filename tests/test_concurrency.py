"""Two at the same moment: real connections, real commits, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.domain.observations import Mark
from portal.models import Account, Answer, Assessment, Person, SetUpLink, View
from portal.services.accounts import issue_set_up_link
from tests.browser import Browser
from tests.factories import make_account, make_member, make_person, make_view

AT_ONCE = 4


def arranged(app: Flask, arrange: Callable[[], dict[str, object]]) -> dict[str, object]:
    with app.app_context():
        values = arrange()
        db.session.commit()
        return values


def at_the_same_moment(actions: list[Callable[[], int]]) -> list[int]:
    """Run actions in threads that all set off together; what each answered."""
    ready = Barrier(len(actions))

    def run(action: Callable[[], int]) -> int:
        ready.wait(timeout=20)
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def signed_in(app: Flask, email: str) -> Browser:
    browser = Browser(app)
    browser.sign_in(email)
    browser.token()
    return browser


def post(browser: Browser, path: str, **data: str) -> Callable[[], int]:
    sent = {"csrf_token": browser.token(), **data}
    return lambda: browser.send(path, method="POST", data=sent).status_code


def test_a_double_start_starts_one(separate_app: Flask) -> None:
    email = str(arranged(separate_app, lambda: {"email": make_member().email})["email"])
    browsers = [signed_in(separate_app, email) for _ in range(AT_ONCE)]
    answers = at_the_same_moment([post(browser, "/assessments/start") for browser in browsers])
    assert set(answers) <= {303, 409}
    assert 303 in answers
    assert count(separate_app, Assessment) == count(separate_app, View) == 1


def test_saves_of_one_answer_follow_each_other(separate_app: Flask) -> None:
    """One is kept, whoever was first; the others are told, and nothing is overwritten."""

    def arrange() -> dict[str, object]:
        person = make_member()
        return {"email": person.email, "id": make_view(person).assessment_id}

    values = arranged(separate_app, arrange)
    path = f"/assessments/{values['id']}/answers/product-knowledge"
    browsers = [signed_in(separate_app, str(values["email"])) for _ in range(AT_ONCE)]
    seen = _seen(browsers[0], f"/assessments/{values['id']}/answers")
    answers = at_the_same_moment(
        [
            post(browser, path, **{"product-knowledge-note": f"words {number}",
                                   "product-knowledge-seen": seen})
            for number, browser in enumerate(browsers)
        ]
    )  # fmt: skip
    assert sorted(answers) == [200] + [409] * (AT_ONCE - 1)
    with separate_app.app_context():
        notes = [note for note in db.session.scalars(select(Answer.note)) if note]
    assert len(notes) == 1
    assert notes[0].startswith("words ")


def _seen(browser: Browser, path: str) -> str:
    page = browser.get(path)
    return str(page.one('input[name="product-knowledge-seen"]')["value"])


def test_a_double_submit_seals_once(separate_app: Flask) -> None:
    def arrange() -> dict[str, object]:
        person = make_member()
        view = make_view(person, marks=Mark.NOT_YET)
        return {"email": person.email, "id": view.assessment_id}

    values = arranged(separate_app, arrange)
    browsers = [signed_in(separate_app, str(values["email"])) for _ in range(AT_ONCE)]
    path = f"/assessments/{values['id']}/submit"
    assert at_the_same_moment([post(browser, path) for browser in browsers]) == [303] * AT_ONCE


def test_a_set_up_link_is_used_once(separate_app: Flask) -> None:
    def arrange() -> dict[str, object]:
        account = make_account(make_person(), password=None)
        return {"token": issue_set_up_link(account, by=None)}

    path = f"/set-up/{arranged(separate_app, arrange)['token']}"
    browsers = [Browser(separate_app) for _ in range(AT_ONCE)]
    answers = at_the_same_moment(
        [
            post(browser, path, new_password=f"unlikely violet teapot orbit {number}")
            for number, browser in enumerate(browsers)
        ]
    )
    assert answers.count(303) == 1
    assert set(answers) <= {303, 404, 409}
    assert count(separate_app, SetUpLink) == 0


def test_two_admins_do_not_overwrite_each_other(separate_app: Flask) -> None:
    def arrange() -> dict[str, object]:
        account = make_account(make_person())
        emails = [make_member(is_admin=True).email for _ in range(2)]
        return {"id": account.id, "version": account.version, "emails": emails}

    values = arranged(separate_app, arrange)
    path = f"/admin/accounts/{values['id']}"
    version = str(values["version"])
    first, second = (signed_in(separate_app, email) for email in values["emails"])  # type: ignore[attr-defined]
    answers = at_the_same_moment(
        [
            post(first, path, version=version, is_people_ops="y"),
            post(second, path, version=version, is_admin="y"),
        ]
    )
    assert sorted(answers) == [303, 409]
    with separate_app.app_context():
        account = db.session.get_one(Account, values["id"])
        assert account.is_people_ops != account.is_admin


def test_a_rights_form_opened_before_a_change_is_told(separate_app: Flask) -> None:
    """One after the other, too: the version the form was filled over decides."""

    def arrange() -> dict[str, object]:
        admin = make_member(is_admin=True)
        return {"id": make_account(make_person()).id, "email": admin.email}

    values = arranged(separate_app, arrange)
    path = f"/admin/accounts/{values['id']}"
    slow, quick = (signed_in(separate_app, str(values["email"])) for _ in range(2))
    slow.get(path)
    quick.get(path)
    form = 'form:has(input[name="version"])'
    quick.submit_form(form, {"is_people_ops": "y"}, status=303)
    slow.submit_form(form, {"is_admin": "y"}, status=409)
    with separate_app.app_context():
        account = db.session.get_one(Account, values["id"])
        assert (account.is_people_ops, account.is_admin) == (True, False)


def test_the_same_person_is_added_once(separate_app: Flask) -> None:
    email = str(
        arranged(separate_app, lambda: {"email": make_member(is_admin=True).email})["email"]
    )
    browsers = [signed_in(separate_app, email) for _ in range(AT_ONCE)]
    before = count(separate_app, Person)
    data = {
        "name": "Nora New", "email": "nora@example.com", "office": "Lisbon", "role": "",
        "time_zone": "Europe/Lisbon", "locale": "en", "started_on": "2026-01-12",
        "team": "A new team",
    }  # fmt: skip
    answers = at_the_same_moment(
        [post(browser, "/admin/accounts/new", **data) for browser in browsers]
    )
    assert answers.count(200) == 1
    assert set(answers) <= {200, 409, 422}
    assert count(separate_app, Person) == before + 1
