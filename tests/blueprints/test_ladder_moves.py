"""Keeping the ladder in the browser: its moves, and its health."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete

from portal.db import db
from portal.models import Move
from portal.queries import ladder_rows
from tests.browser import Browser, Page
from tests.factories import make_member
from tests.field_errors import error_at


def cells(page: Page, name: str) -> list[str]:
    """One row of a table, by what its first cell says."""
    rows = {row.select_one("th").get_text().strip(): row for row in page.all("tbody tr")}  # type: ignore[union-attr]
    return [" ".join(cell.get_text().split()) for cell in rows[name].select("td")]


# Moves


def test_a_move_is_written_and_stands_on_the_ladder(desk: Browser) -> None:
    desk.get("ladder_admin.new_move", **{"from": "css1", "to": "ops-specialist"})
    answer = desk.submit(kind="sideways", takes__0__en="Has mended a tool that others use.")
    page = desk.follow(answer)
    assert page.heading == "Customer Support Specialist 1"
    assert cells(page, "Support Operations Specialist") == [
        "Sideways move", "What it takes 1 sentence",
    ]  # fmt: skip
    assert "Has mended a tool" in desk.get("roles.show", key="css1").text


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"kind": "exit", "origin": "css1", "target": "css2"}, "target", "leads out of support"),
        ({"origin": "css1", "target": "css1"}, "target", "two different ones"),
        ({"origin": "", "target": ""}, "origin", "Choose the role it starts from"),
        ({"origin": "css1", "target": ""}, "destination", "Say where outside"),
        ({"origin": "css1", "target": "cse", "destination": "sales"}, "destination",
         "stays in support"),
        ({"origin": "css1", "target": "css2"}, "target", "there already"),
        ({"origin": "css1", "target": "", "destination": "+"}, "new_place-en", "new place"),
    ],
)  # fmt: skip
def test_what_is_no_move_is_told_beside_its_field(
    desk: Browser, typed: dict[str, str], field: str, said: str
) -> None:
    desk.get("ladder_admin.new_move")
    page = desk.submit_form(
        "main form[method=post]", {"kind": "promotion", "takes-0-en": "Kept.", **typed}, status=422
    )
    assert said in error_at(page, field)
    assert page.form().values["takes-0-en"] == ["Kept."]


def test_people_may_leave_for_a_new_place(desk: Browser) -> None:
    desk.get("ladder_admin.new_move", **{"from": "css1"})
    desk.follow(
        desk.submit(kind="exit", destination="+", new_place__en="Marketing",
                    new_place__es="Mercadotecnia")
    )  # fmt: skip
    assert "Marketing" in desk.get("roles.show", key="css1").text
    page = desk.get("ladder_admin.move", key="css1-to-marketing")
    assert page.form().values["destination"] == ["marketing"]


def test_a_move_is_changed_and_removed(desk: Browser) -> None:
    desk.get("ladder_admin.move", key="css1-to-css2")
    desk.follow(desk.submit(kind="sideways", programme="technical-development"))
    move = ladder_rows.move("css1-to-css2")
    assert (move.kind, move.programme is not None) == ("sideways", True)
    page = desk.get("ladder_admin.remove_move", key="css1-to-css2")
    assert page.heading == "Remove this move?"
    page = desk.follow(desk.submit())
    assert "The move is removed." in page.text
    desk.get("ladder_admin.move", key="css1-to-css2", status=404)


# Ladder health


def test_health_says_what_was_found_why_and_what_to_do(desk: Browser) -> None:
    db.session.execute(delete(Move).where(Move.key.like("css1-to-%")))
    page = desk.get("ladder_admin.health")
    assert "strands people today" in page.text
    assert "No move leads from Customer Support Specialist 1 to another role." in page.text
    assert "Why it matters" in page.text
    assert "Add a move" in page.text
    assert "/admin/ladders/roles/css1" in {a["href"] for a in page.all(".health-findings a")}
    found = len(page.all(".health-findings > li"))
    assert f"{found} things to look at" in desk.get("ladder_admin.index").text


def test_health_says_so_when_all_is_well(blank_ladder: Browser) -> None:
    """A ladder of one track on which people go up and come back."""
    browser = blank_ladder
    browser.get("ladder_admin.new_track")
    browser.submit(title__en="Frontline")
    for rank, title in (("1", "Rep"), ("2", "Guide")):
        browser.get("ladder_admin.new_role", track="frontline")
        browser.submit(title__en=title, short__en=title, rank=rank)
    for kind, origin, target in (("promotion", "rep", "guide"), ("return", "guide", "rep")):
        browser.get("ladder_admin.new_move", **{"from": origin, "to": target})
        browser.submit(kind=kind)
    page = browser.get("ladder_admin.health")
    assert "Nothing found: every role leads on" in page.text
    assert "Of tracks without a published matrix, only roles and moves: Frontline" in page.text
    assert "Nothing found" in browser.get("ladder_admin.index").text


def test_an_empty_ladder_says_where_to_begin(blank_ladder: Browser) -> None:
    page = blank_ladder.get("ladder_admin.index")
    assert "There is no ladder yet" in page.text
    assert "/admin/ladders/new-track" in {a["href"] for a in page.all(".empty-state a")}
    assert "There is no ladder yet" in blank_ladder.get("ladder_admin.health").text
    blank_ladder.get("ladder_admin.new_track")
    blank_ladder.submit(title__es="Primera línea")
    assert "Primera línea" in blank_ladder.get("ladder_admin.index").text


@pytest.fixture
def blank_ladder(blank_app: Flask) -> Browser:
    """People-ops in a portal without any seeds."""
    with blank_app.app_context():
        db.create_all()
        email = make_member(role=None, is_people_ops=True).email
        db.session.commit()
    browser = Browser(blank_app)
    browser.sign_in(email)
    return browser
