"""Every page, for everybody who may open it: in both languages, both appearances, wide and narrow.

Its markup is the same in every way to look at it, so all rules judge a page once, in English, light
and wide; those of names, colour and size judge it again in Spanish, dark and narrow. That nothing
is too wide for a narrow screen is seen in both languages. What the browser complains about on the
way, a refused style or script included, fails as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from werkzeug.exceptions import NotFound

from portal.domain.languages import LANGUAGES
from portal.services.demo.organisation import PASSWORD
from tests.journeys import people
from tests.journeys.conftest import NewVisitor
from tests.journeys.looking import (
    AXE,
    OF_APPEARANCE,
    OPEN_EXPLANATIONS,
    focus_problems,
    too_wide,
    violations,
)
from tests.journeys.page_paths import NO_PAGES, NOBODY, PATHS
from tests.journeys.people import LOOKER, Scene
from tests.journeys.serving import Portal
from tests.journeys.visitors import Visitor

WORDS = ("html-has-lang", "html-lang-valid", "document-title", "button-name", "link-name", "label")
"""What a translation may break: an empty word is no name."""
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 360, "height": 740}
NARROWEST: ViewportSize = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Look:
    """How a page is looked at; ``rules`` are those axe-core judges by, None for all of them."""

    appearance: Literal["light", "dark"]
    size: ViewportSize
    rules: tuple[str, ...] | None = None


LOOKS = {"en": Look("light", WIDE), "es": Look("dark", NARROW, (*WORDS, *OF_APPEARANCE))}
TABBED = (
    "/",
    "/ladders",
    "/roles/css2",
    "/matrices/frontline",
    "/people",
    "/account",
    "/assessments/{draft}/answers",
    "/assessments/{submitted}",
)


@pytest.fixture(scope="module")
def scene(request: pytest.FixtureRequest) -> Scene:
    portal: Portal = request.getfixturevalue("portals")("sqlite")
    return people.set_scene(portal)


@pytest.fixture
def looker(new_visitor: NewVisitor) -> Visitor:
    """A visitor who has axe-core with them."""
    visitor = new_visitor()
    visitor.context.add_init_script(path=AXE)
    visitor.expects(AXE.name)  # it tries to add styles, which our policy refuses it too
    return visitor


def problems_of(page: Page, look: Look) -> list[str]:
    page.set_viewport_size(look.size)
    page.emulate_media(color_scheme=look.appearance)
    found = violations(page, look.rules or ())
    for size in (NARROW, NARROWEST):
        page.set_viewport_size(size)
        found += too_wide(page)
    return [f"{look.appearance}, {look.size['width']}: {problem}" for problem in found]


def look_at(looker: Visitor, path: str, language: str) -> list[str]:
    looker.open(path)
    expect(looker.page.locator("html")).to_have_attribute("lang", language)
    looker.page.evaluate(OPEN_EXPLANATIONS)
    return [f"{path}, {problem}" for problem in problems_of(looker.page, LOOKS[language])]


def test_no_page_is_left_out(portal: Portal) -> None:
    routes = portal.app.url_map.bind("127.0.0.1")
    examples = dict.fromkeys(Scene.__dataclass_fields__, "1")
    looked_at = set()
    for path in {path for paths in PATHS.values() for path in paths}:
        try:
            looked_at.add(routes.match(path.format(**examples).split("?")[0])[0])
        except NotFound:
            assert path == "/nowhere"
    pages = {
        rule.endpoint for rule in portal.app.url_map.iter_rules() if "GET" in (rule.methods or ())
    }
    assert looked_at == pages - NO_PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", PATHS)
def test_everybody_can_read_and_use_every_page(
    who: str, language: str, portal: Portal, scene: Scene, looker: Visitor
) -> None:
    looker.expects("status of 404")
    if who == NOBODY:
        looker.open("/sign-in")
        looker.page.get_by_role("button", name=LANGUAGES[language]).click()
    else:
        looker.sign_in(who, PASSWORD)
        looker.page.wait_for_url(looker.base_url + "/")
        people.speak(portal, who, language)
    try:
        problems = [
            problem
            for path in PATHS[who]
            for problem in look_at(looker, scene.path(path), language)
        ]
    finally:
        if who != NOBODY:
            people.speak(portal, who, "en")
    assert not problems, "\n" + "\n".join(problems)


def test_problems_are_shown_so_that_everybody_can_read_them(
    portal: Portal, looker: Visitor
) -> None:
    looker.expects("status of 409", "status of 422")
    page = looker.page
    problems: list[str] = []

    def see(state: str) -> None:
        problems.extend(
            f"{state}, {problem}" for look in LOOKS.values() for problem in problems_of(page, look)
        )
        page.set_viewport_size(WIDE)

    looker.open("/sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_focused()
    see("signing in")

    email = people.add_rep(portal, "Wanda Wrong", with_draft=True)
    draft = f"/assessments/{people.draft_id(portal, email)}/answers"
    looker.sign_in(email)
    page.wait_for_url(looker.base_url + "/")
    looker.open(draft)
    other = looker.context.new_page()
    looker.open(draft, page=other)
    other.locator("textarea").first.fill("From the other tab.")
    expect(other.locator("[data-draft-status=saved]")).to_be_visible()
    page.locator("textarea").first.fill("From this tab.")
    expect(page.locator("[data-conflict]")).to_be_visible()
    see("two versions")
    page.locator("input[type=url]").nth(1).fill("no address at all")
    page.get_by_role("button", name="Save and check answers").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.wait_for_load_state("networkidle")  # what came back is saved again, part by part
    see("a wrong link")
    assert not problems, "\n" + "\n".join(problems)


@pytest.mark.parametrize(
    ("size", "paths"), [(WIDE, TABBED[::2]), (NARROW, TABBED[1::2])], ids=["wide", "narrow"]
)
def test_what_has_the_focus_is_in_sight(
    size: ViewportSize, paths: Sequence[str], scene: Scene, new_visitor: NewVisitor
) -> None:
    visitor = new_visitor(viewport=size)
    visitor.sign_in(LOOKER, PASSWORD)
    visitor.page.wait_for_url(visitor.base_url + "/")
    problems = []
    for path in paths:
        visitor.open(scene.path(path))
        found = focus_problems(visitor.page, at_most=70)
        problems += [f"{path}: {problem}" for problem in found]
    assert not problems, "\n" + "\n".join(problems)


def test_pages_hold_letters_twice_as_large(scene: Scene, new_visitor: NewVisitor) -> None:
    visitor = new_visitor()
    visitor.sign_in(LOOKER, PASSWORD)
    visitor.page.wait_for_url(visitor.base_url + "/")
    for path in ("/", "/ladders", "/assessments/{draft}/answers", "/people"):
        visitor.open(scene.path(path))
        visitor.page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert too_wide(visitor.page) == [], path
