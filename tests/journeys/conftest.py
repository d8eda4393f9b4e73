"""Journeys: a real browser against the real server, as somebody sits in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from portal.db import db
from portal.domain.refusals import Missing
from portal.services.demo import organisation
from tests import drafting
from tests.databases import Databases
from tests.journeys.serving import Portal, served
from tests.journeys.visitors import Visitor
from tests.journeys.writing import TRACK, arrive

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 800}
expect.set_options(timeout=30_000)

NewPortal = Callable[[str], Portal]
NewVisitor = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def open_portal(
    databases: Databases, fast_passwords: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewPortal]:
    """Serve the demo organisation on a kind of database of its own until the run ends."""
    folder = tmp_path_factory.mktemp("served")
    with ExitStack() as until_the_end:

        def start(kind: str) -> Portal:
            app = until_the_end.enter_context(databases.separate(kind))
            with app.app_context():
                organisation.load(size=40, seed=1)
                db.session.commit()
            return until_the_end.enter_context(served(app, folder))

        yield start


@pytest.fixture(scope="session")
def portals(open_portal: NewPortal) -> Callable[[str], Portal]:
    """The portal that the journeys of this worker share, on a kind of database."""
    started: dict[str, Portal] = {}

    def on(kind: str) -> Portal:
        if kind not in started:
            started[kind] = open_portal(kind)
        return started[kind]

    return on


@pytest.fixture
def portal(portals: Callable[[str], Portal]) -> Portal:
    return portals("sqlite")


@pytest.fixture
def new_visitor(chromium: Browser, portals: Callable[[str], Portal]) -> Iterator[NewVisitor]:
    """For journeys of several people; each has a browser that knows nobody yet."""
    visitors: list[Visitor] = []

    def arrive(at: Portal | None = None, **options: Any) -> Visitor:
        context = chromium.new_context(
            **{"viewport": DESKTOP, "locale": "en-GB", "reduced_motion": "reduce", **options}
        )
        visitors.append(Visitor(context, (at or portals("sqlite")).base_url))
        return visitors[-1]

    yield arrive
    problems = [problem for visitor in visitors for problem in visitor.problems()]
    for visitor in visitors:
        visitor.context.close()
    assert not problems, "the browser complained:\n  " + "\n  ".join(problems)


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    return new_visitor()


@pytest.fixture
def draft(portal: Portal) -> None:
    """A draft just begun, whatever earlier journeys left."""
    with portal.app.app_context():
        try:
            drafting.discard(track=TRACK)
        except Missing:
            db.session.rollback()
        drafting.begin(track=TRACK)
        db.session.commit()


@pytest.fixture
def writer(portal: Portal, draft: None, visitor: Visitor) -> Visitor:
    """Somebody of people-ops who has the draft before them."""
    return arrive(portal, visitor, "Wilma Writer")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker does all journeys, so that they share a server; another looks at every page."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            group = "every page" if "every_page" in item.path.name else "journeys"
            item.add_marker(pytest.mark.xdist_group(group))
