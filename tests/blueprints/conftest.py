"""People-ops at their desk, for whatever they keep."""

from __future__ import annotations

import pytest
from flask import Flask

from portal.models import Person
from tests.browser import Browser
from tests.factories import make_member


@pytest.fixture
def ops(app: Flask) -> Person:
    del app
    return make_member("Paula Peopleops", role="ops-specialist", is_people_ops=True)


@pytest.fixture
def desk(browser: Browser, ops: Person) -> Browser:
    """The browser of people-ops, signed in."""
    browser.sign_in(ops.email)
    return browser
