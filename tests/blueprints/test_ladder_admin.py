"""Keeping the ladder in the browser: tracks, roles, moves, and ladder health."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from portal.models import Person
from portal.queries import drafts as draft_queries
from portal.queries import ladder_rows, ladders
from portal.services import drafts
from tests.browser import Browser, Page
from tests.factories import make_member, make_person
from tests.field_errors import error_at


def cells(page: Page, name: str) -> list[str]:
    """One row of a table, by what its first cell says."""
    rows = {row.select_one("th").get_text().strip(): row for row in page.all("tbody tr")}  # type: ignore[union-attr]
    return [" ".join(cell.get_text().split()) for cell in rows[name].select("td")]


# The whole ladder


def test_the_whole_ladder_is_in_sight(desk: Browser) -> None:
    make_person(role="css1")
    make_person(role="css1")
    page = desk.get("ladder_admin.index")
    assert cells(page, "Customer Support Specialist 1") == [
        "Rung 1", "People 2", "Ways in 0", "Ways on 1", "In the matrix Published",
    ]  # fmt: skip
    ladder = ladders.whole_ladder()
    assert len(page.all(".moves-table tbody tr")) == len(ladder.moves)
    assert [heading.split(" ", 1)[1] for heading in page.texts(".kept-track h2")] == [
        track.title.words("en") for track in ladder.tracks
    ]


def test_people_ops_find_it_and_others_do_not(
    desk: Browser, new_browser: Callable[[], Browser]
) -> None:
    assert "/admin/ladders" in {a["href"] for a in desk.get("admin.index").all("main a")}
    assert "/admin/ladders" in {a["href"] for a in desk.get("ladders.index").all("main a")}
    other = new_browser()
    other.sign_in(make_member(is_admin=True).email)
    assert "/admin/ladders" not in {a["href"] for a in other.get("admin.index").all("main a")}
    assert "/admin/ladders" not in {a["href"] for a in other.get("ladders.index").all("main a")}


# Tracks


def test_a_track_and_its_first_role_are_added(desk: Browser) -> None:
    desk.get("ladder_admin.new_track")
    answer = desk.submit(title__en="Quality", title__es="Calidad", after="frontline")
    page = desk.follow(answer)
    assert "Quality" in page.text
    desk.get("ladder_admin.new_role", track="quality")
    answer = desk.submit(
        title__en="Quality Coach", short__en="QC", rank="3", owns__0__en="The review of answers"
    )
    page = desk.follow(answer)
    assert page.heading == "Quality Coach"
    assert "No move leads here" in page.text
    for path in ("/ladders", "/ladders?from=quality-coach", "/roles/quality-coach", "/matrices"):
        assert "Quality" in desk.get(path).text
    assert "The review of answers" in desk.get("/roles/quality-coach").text


def test_a_track_is_changed(desk: Browser) -> None:
    page = desk.get("ladder_admin.track", key="operations")
    assert page.form().values["after"] == ["engineering"]
    desk.follow(desk.submit(title__en="Support operations", after=""))
    assert ladders.whole_ladder().tracks[0].title.words("en") == "Support operations"


# Roles


def test_a_role_needs_a_name_a_track_and_a_rung(desk: Browser) -> None:
    desk.get("ladder_admin.new_role")
    page = desk.submit(title__en=" ", short__es="QC", rank="1", purpose__en="Helps.", status=422)
    assert error_at(page, "title-en") == "Give the role a title."
    assert error_at(page, "track") == "Choose a track."
    assert not page.all("#short-en-error")
    assert page.form().values["purpose-en"] == ["Helps."]


def test_a_role_is_changed_in_both_languages(desk: Browser) -> None:
    page = desk.get("ladder_admin.edit_role", key="css1")
    assert page.form().values["title-es"] == ["Especialista en soporte al cliente 1"]
    desk.follow(desk.submit(title__en="Support Specialist 1", ask__en="", ask__es=""))
    role = ladder_rows.role("css1")
    assert role.title.texts["en"] == "Support Specialist 1"
    assert role.title.outdated == {"es"}
    assert role.ask is None
    page = desk.get("ladder_admin.edit_role", key="css1")
    assert "Older than its original" in page.text
    desk.submit_form("main form[method=post]", {"title-es-still-right": "y"})
    assert ladder_rows.role("css1").title.outdated == frozenset()


def test_what_a_role_owns_is_written_line_by_line(desk: Browser) -> None:
    owns = ladder_rows.role("senior-css").owns
    page = desk.get("ladder_admin.edit_role", key="senior-css")
    assert page.form().values["owns-0-en"] == [owns[0].words("en")]
    assert page.form().values[f"owns-{len(owns)}-en"] == [""]
    desk.submit(do="owns-up-1", title__en="Half typed", status=200)
    page = desk.submit(do="owns-more", status=200)
    values = page.form().values
    assert values["owns-0-en"] == [owns[1].words("en")]
    assert values[f"owns-{len(owns) + 1}-en"] == [""]
    assert values["title-en"] == ["Half typed"], "nothing typed is lost"
    assert ladder_rows.role("senior-css").owns == owns, "nothing is saved yet"
    last = f"owns-{len(owns)}"
    desk.submit_form("main form[method=post]", {f"{last}-es": "Algo nuevo", "owns-2-en": "",
                                                "owns-2-es": ""})  # fmt: skip
    now = ladder_rows.role("senior-css").owns
    assert [text.original for text in now] == [
        owns[1].original, owns[0].original, *(text.original for text in owns[3:]), "Algo nuevo",
    ]  # fmt: skip
    assert now[0].texts == owns[1].texts


def test_a_role_with_a_column_stays_on_its_track(desk: Browser) -> None:
    desk.get("ladder_admin.edit_role", key="css1")
    page = desk.submit(track="operations", status=422)
    assert "has a column for this role" in error_at(page, "track")


def test_a_form_filled_over_an_older_role_overwrites_nothing(
    desk: Browser, new_browser: Callable[[], Browser]
) -> None:
    other = new_browser()
    other.sign_in(make_member(is_people_ops=True).email)
    other.get("ladder_admin.edit_role", key="css1")
    desk.get("ladder_admin.edit_role", key="css1")
    desk.submit(rank="2")
    page = other.submit(rank="4", title__en="Mine", status=409)
    assert "changed this meanwhile" in page.text
    assert page.form().values["title-en"] == ["Mine"]
    assert ladder_rows.role("css1").rank == 2


def test_a_new_role_is_offered_to_the_draft(desk: Browser, ops: Person) -> None:
    drafts.start("operations", by=ops)
    desk.get("ladder_admin.new_role")
    page = desk.follow(
        desk.submit(title__en="Tool Builder", short__en="Tools", track="operations", rank="3")
    )
    assert "The draft of the track has no column for this role yet." in page.text
    page = desk.follow(desk.submit())
    assert "readers see it once the draft is published" in page.text
    draft = draft_queries.current("operations")
    assert draft is not None
    assert draft.role("tool-builder")


@pytest.mark.parametrize(
    "path",
    [
        "/admin/ladders/tracks/nowhere",
        "/admin/ladders/roles/nobody",
        "/admin/ladders/roles/nobody/edit",
        "/admin/ladders/roles/nobody/split",
        "/admin/ladders/roles/css1/bring-back",
        "/admin/ladders/moves/nowhere",
        "/admin/ladders/moves/nowhere/remove",
    ],
)
def test_what_is_not_there_is_not_found(desk: Browser, path: str) -> None:
    desk.get(path, status=404)


def test_what_people_write_stands_there_as_they_wrote_it(desk: Browser) -> None:
    payload = """<b onclick="alert(1)">Zoë</b> {{7777*7777}} %(x)s %s"""
    desk.get("ladder_admin.new_role")
    answer = desk.submit(
        title__en=payload, short__en="Zoë", track="frontline", rank="3", owns__0__en=payload
    )
    key = str(answer.location).rsplit("/", 1)[1]
    desk.get("ladder_admin.new_move", **{"from": key, "to": "css2"})
    desk.submit(kind="sideways", takes__0__en=payload)
    desk.get("ladder_admin.merge", key=key)
    pages = [
        desk.submit("main form[method=post]", others="css2", note__en=payload, status=200),
        desk.submit("main form[method=post]", status=200),
        desk.get("ladder_admin.index"),
        desk.get("ladder_admin.health"),
        desk.get("ladder_admin.role", key=key),
        desk.get("ladder_admin.edit_role", key=key),
        desk.get("ladder_admin.split", key=key),
        desk.get("ladder_admin.move", key=f"{key}-to-css2"[:60]),
        desk.get("roles.show", key=key),
    ]
    for page in pages:
        markup = page.response.get_data(as_text=True)
        assert "<b onclick" not in markup
        assert str(7777 * 7777) not in page.text
    assert " ".join(payload.split()) in " ".join(pages[1].soup.get_text().split())
