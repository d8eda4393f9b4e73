"""Roles that evolve while somebody else changes them: real connections, real commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from portal.db import db
from portal.models import Position, Role, RoleChange
from portal.queries import ladder_rows
from tests.blueprints.evolving import FORM, WHY, describe_split, on
from tests.browser import Browser
from tests.factories import make_account, make_member, make_person


def test_two_people_split_a_role_at_once_and_one_wins(separate_app: Flask) -> None:
    with separate_app.app_context():
        emails = [make_member(is_people_ops=True).email for _ in range(2)]
        goes = make_person("Gus Goes", role="senior-css").id
        db.session.commit()
    browsers = []
    for email in emails:
        browser = Browser(separate_app)
        browser.sign_in(email)
        describe_split(browser)
        browser.submit_form(FORM, {f"people-{goes}": "+0"}, status=200)
        browsers.append(browser)
    ready = Barrier(len(browsers))

    def confirm(browser: Browser) -> int:
        assert browser.page is not None
        form = browser.page.form(FORM)
        ready.wait(timeout=20)
        return browser.send(form.action, method="POST", data=form.values).status_code

    with ThreadPoolExecutor(len(browsers)) as pool:
        answers = list(pool.map(confirm, browsers))
    assert sorted(answers) == [303, 409]
    with separate_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(RoleChange)) == 1
        assert db.session.scalar(select(func.count()).where(Position.person_id == goes)) == 2
        keys = db.session.scalars(select(Role.key).where(Role.key.like("inbox-operations%"))).all()
        assert keys == ["inbox-operations"]


def test_somebody_put_into_a_role_while_it_retires_is_not_lost(separate_app: Flask) -> None:
    """Either they are in before, and the preview is out of date; or the role is closed to them."""
    with separate_app.app_context():
        email, other = (make_member(is_people_ops=True).email for _ in range(2))
        person = make_person("Nora New", role="css2")
        make_account(person)
        person_id = person.id
        db.session.commit()
    browser, elsewhere = Browser(separate_app), Browser(separate_app)
    browser.sign_in(email)
    browser.get("ladder_admin.retire", key="senior-css")
    browser.submit(FORM, others="css2", note__en=WHY, status=200)
    on(browser)
    elsewhere.sign_in(other)
    elsewhere.get("people.position", person_id=person_id)
    sent = elsewhere.page.form(FORM).filled({"role": "senior-css"})  # type: ignore[union-attr]
    ready = Barrier(2)

    def retire() -> int:
        form = browser.page.form(FORM)  # type: ignore[union-attr]
        ready.wait(timeout=20)
        return browser.send(form.action, method="POST", data=form.values).status_code

    def enter() -> int:
        ready.wait(timeout=20)
        path = f"/people/{person_id}/position"
        return elsewhere.send(path, method="POST", data=sent).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = [future.result() for future in [pool.submit(retire), pool.submit(enter)]]
    with separate_app.app_context():
        role = ladder_rows.role("senior-css")
        inside = db.session.scalar(
            select(func.count()).where(Position.role_id == role.id, Position.ended_on.is_(None))
        )
        assert (role.retired_on is None, inside) in {(True, 1), (False, 0)}, answers
    assert sorted(answers) in ([303, 409], [303, 422])
