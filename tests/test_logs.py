"""The log: one JSON line an event, with its request, and nothing that anybody typed."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from portal.access import Permission, requires
from portal.logs import JsonLines
from tests.browser import Browser
from tests.factories import make_member

CANARY = "canary-7731"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("portal")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_every_request_is_a_line(browser: Browser, log: io.StringIO) -> None:
    page = browser.get("accounts.sign_in")
    line = lines(log)[-1]
    assert line["request_id"] == page.response.headers["X-Request-ID"]
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "accounts.sign_in", 200)
    assert line["level"] == "info"
    assert line["ms"] >= 0


def test_the_log_repeats_nothing_that_was_typed(browser: Browser, log: io.StringIO) -> None:
    browser.sign_in(f"{CANARY}@example.com", CANARY, status=422)
    browser.sign_in(make_member().email)
    browser.send(f"/people?q={CANARY}")
    browser.send(f"/roles/{CANARY}")
    browser.send(f"/no/such/{CANARY}")
    browser.send(f"/set-up/{CANARY}", headers={"User-Agent": CANARY, "Referer": CANARY})
    assert len(lines(log)) >= 7
    assert CANARY not in log.getvalue()


def test_an_unexpected_error_is_logged_by_place_not_by_words(
    app: Flask, browser: Browser, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    @requires(Permission.PUBLIC)
    def view() -> str:
        raise ValueError(CANARY)

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "accounts.sign_in", view)
    page = browser.get("/sign-in", status=500)
    error = next(line for line in lines(log) if line["level"] == "error")
    assert error["error"] == "ValueError"
    assert error["request_id"] == page.response.headers["X-Request-ID"]
    assert "test_logs.py" in error["traceback"][-1]
    assert CANARY not in log.getvalue()


def test_a_line_stays_one_line(log: io.StringIO) -> None:
    logging.getLogger("portal.tests").warning("two\nlines %s", "\r\nforged")
    assert len(log.getvalue().splitlines()) == 1
    assert lines(log)[0]["message"] == "two\nlines \r\nforged"
