"""Readers find every version of a matrix, and what changed between two, in their own language."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.db import db
from portal.models import Person
from tests.browser import Browser
from tests.drafting import ROLE, adding, asked, begin, draft, publish, removing, rewording, waiving
from tests.factories import make_member
from tests.statements import counted

CHANGES = "/matrices/frontline/changes"


@pytest.fixture
def editor(app: Flask) -> Person:
    del app
    return make_member("Paula Peopleops", is_people_ops=True)


@pytest.fixture
def reader(app: Flask, editor: Person) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_member("Rita Rep").email)
    return browser


def reword_and_more(editor: Person) -> str:
    """A second version; the key of the behaviour that it rewords."""
    begin(editor)
    first, second, *_ = asked(draft())
    publish(
        editor,
        rewording(
            first,
            en="Explains a feature by what the customer is trying to achieve.",
            es="Explica una función por lo que el cliente quiere lograr.",
        ),
        removing(second),
        adding("Shows a colleague where an answer came from."),
    )
    return first


def test_versions_are_listed_with_day_class_and_note(reader: Browser, editor: Person) -> None:
    page = reader.get("versions.index", track="frontline")
    assert page.texts(".version h2") == ["1.0.0"]
    assert "First version" in page.text
    assert not page.all("form select")
    reword_and_more(editor)
    page = reader.get("versions.index", track="frontline")
    assert page.texts(".version h2") == ["2.0.0", "1.0.0"]
    assert page.texts(".version-facts .status-tag") == ["Published", "Superseded"]
    newest = page.all(".version")[0].get_text(" ", strip=True)
    assert "Clearer words." in newest
    assert "Major" in newest
    assert page.one('.version a[href*="changes"]')["href"] == f"{CHANGES}?from=1.0.0&to=2.0.0"


def test_what_changed_is_told_word_by_word(reader: Browser, editor: Person) -> None:
    reword_and_more(editor)
    page = reader.get(f"{CHANGES}?from=1.0.0&to=2.0.0")
    told = page.one(f"#for-{ROLE}").get_text(" ", strip=True)
    assert "now also asks: Shows a colleague where an answer came from." in told
    assert "no longer asks:" in told
    assert page.texts(".word-diff del") == ["[Taken out: through ]"]
    assert page.texts(".word-diff ins") == ["[Put in: by ]"]
    assert "Nothing changes for:" in page.text
    assert not page.all("#for-css1")


def test_without_numbers_it_is_the_newest_beside_the_one_before(
    reader: Browser, editor: Person
) -> None:
    reword_and_more(editor)
    publish(editor, adding("Reads the release notes aloud."))
    page = reader.get(CHANGES)
    assert "From version 2.0.0 to 3.0.0." in page.text
    page = reader.get(f"{CHANGES}?to=2.0.0")
    assert "From version 1.0.0 to 2.0.0." in page.text
    page = reader.submit_form(
        "main form[method=get]", {"from": "3.0.0", "to": "1.0.0", "role": ROLE}, 200
    )
    assert page.heading.startswith("What changed for Customer Support Specialist 2")
    assert "From version 1.0.0 to 3.0.0." in page.text
    assert page.texts(".version-notes dd") == ["Clearer words.", "Clearer words."]


def test_a_role_is_told_of_itself_only(reader: Browser, editor: Person) -> None:
    reword_and_more(editor)
    page = reader.get(f"{CHANGES}?role=css1")
    assert "Nothing changed for this role" in page.text
    page = reader.get(f"{CHANGES}?role=team-lead")
    assert "This role is in neither version" in page.text
    page = reader.get("roles.show", key=ROLE)
    link = page.one(f'a[href*="{CHANGES}"]')
    assert "role=css2" in str(link["href"])
    assert reader.get(str(link["href"])).all(".entry")


@pytest.mark.parametrize(
    "address",
    ["?from=1.0.0&to=9.9.9", "?from=one", "?role=nobody", "?to=1.0.1"],
)
def test_what_was_never_published_is_not_there(
    reader: Browser, editor: Person, address: str
) -> None:
    begin(editor)
    reader.get(CHANGES + address, status=404)
    reader.get("/matrices/nowhere/changes", status=404)
    reader.get("/matrices/nowhere/versions", status=404)


def test_a_version_beside_itself_has_nothing_to_tell(reader: Browser, editor: Person) -> None:
    assert "There is nothing to compare yet" in reader.get(CHANGES).text
    reword_and_more(editor)
    page = reader.get(f"{CHANGES}?from=2.0.0&to=2.0.0")
    assert "Choose two different ones." in page.text
    page = reader.get(f"{CHANGES}?to=1.0.0")
    assert page.form("main form[method=get]").values["to"] == ["2.0.0"]


def test_a_track_without_any_version_says_so(app: Flask, reader: Browser) -> None:
    db.session.execute(
        db.text(
            "update matrix_versions set state = 'draft', published_at = null where matrix_id ="
            " (select m.id from matrices m join tracks t on t.id = m.track_id"
            " where t.key = 'operations')"
        )
    )
    db.session.commit()
    for name in ("versions", "changes"):
        assert "No version is published yet" in reader.get(f"/matrices/operations/{name}").text


def test_a_change_is_shown_in_the_readers_language_or_marked(app: Flask, editor: Person) -> None:
    key = reword_and_more(editor)
    browser = Browser(app)
    person = make_member("Rosa")
    person.locale = "es"
    browser.sign_in(person.email)
    page = browser.get(CHANGES)
    assert "lograr" in page.one(".word-diff").get_text()
    assert not page.all(".word-diff[lang]")
    publish(editor, rewording(key, en="Explains a feature through what people want from it."))
    page = browser.get(CHANGES)
    assert page.one(".word-diff")["lang"] == "en"
    assert "fallback" in page.one(".word-diff")["class"]


def test_readers_find_the_reason_at_a_behaviour_that_names_a_number(
    reader: Browser, editor: Person
) -> None:
    begin(editor)
    key = asked(draft())[0]
    publish(
        editor,
        rewording(key, en="Answers 20 tickets a day.", es="Responde 20 tickets al día."),
        waiving(key, {"en": "The law asks for it."}),
    )
    for address in ("/matrices/frontline", f"/roles/{ROLE}"):
        said = reader.get(address).texts(".waiver-reason")
        assert said == ["Names a number because: The law asks for it."]


def test_the_matrix_leads_to_what_changed(reader: Browser, editor: Person) -> None:
    assert not reader.get("matrices.show", track="frontline").all(f'a[href*="{CHANGES}"]')
    reword_and_more(editor)
    page = reader.get("matrices.show", track="frontline")
    assert page.all(f'a[href*="{CHANGES}?to=2.0.0"]')
    assert page.all('a[href="/matrices/frontline/versions"]')
    page = reader.get("/matrices/frontline?version=1.0.0")
    assert not page.all(f'a[href*="{CHANGES}"]')


def test_comparing_takes_the_same_number_of_queries_however_much_changed(
    reader: Browser, editor: Person
) -> None:
    publish(editor, adding("Shows a colleague where an answer came from."))
    counts = [statements_of(reader, CHANGES)]
    keys = asked(begin(editor), "problem-solving")
    publish(
        editor,
        *(adding(f"Reads chapter {word} aloud.") for word in ("one", "two", "three")),
        *(rewording(key, en=f"Other words for {key}.") for key in keys),
    )
    counts.append(statements_of(reader, CHANGES))
    assert counts[0] == counts[1]
    assert counts[0] <= 22


def statements_of(browser: Browser, address: str) -> int:
    browser.send(address)  # whatever is kept between requests is kept now
    with counted() as statements:
        assert browser.send(address).status_code == 200
    return len(statements)
