"""A press survives what it is given to print."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.documents.presses import Press, RenderingTooSlow
from portal.documents.printing import AddressRefused, RenderingFailed
from portal.documents.rendering import render

PAGE = '<html lang="en"><head><title>Probe</title></head><body>{}</body></html>'
HONEST = PAGE.format("<h1>Title</h1><p>Words.")
ENDLESS = PAGE.format('<div style="display: flex">' * 16 + "word")


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


def test_it_prints_what_the_process_itself_would_print(press: Press) -> None:
    # The worker hashes strings with another seed, so this also shows that no order depends on it.
    assert press.render(HONEST, "assessment") == render(HONEST, "assessment")


def test_it_passes_on_what_is_wrong(press: Press) -> None:
    with pytest.raises(AddressRefused):
        press.render(PAGE.format('<img src="http://127.0.0.1:9/" alt="x">'), "assessment")
    with pytest.raises(RenderingFailed):
        press.render(PAGE.format("<div>" * 3000), "assessment")
    assert press.render(PAGE.format("<p>\U0010fffd"), "assessment").missing == ("\U0010fffd",)


def test_a_document_without_end_is_ended_and_the_next_one_printed() -> None:
    with Press(seconds=4) as press:
        with pytest.raises(RenderingTooSlow):
            press.render(ENDLESS, "assessment")
        assert press.render(HONEST, "assessment").pdf.startswith(b"%PDF")


def test_a_document_without_measure_is_refused_and_the_next_one_printed() -> None:
    with Press(memory=320 * 1024**2) as press:
        with pytest.raises(RenderingFailed):
            press.render(PAGE.format("<p>" + "word<br>" * 400_000), "assessment")
        assert press.render(HONEST, "assessment").pdf.startswith(b"%PDF")


def test_the_worker_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "the secret of the portal")
    before = children()
    with Press() as press:
        press.render(HONEST, "assessment")
        (worker,) = children() - before
        environment = Path(f"/proc/{worker}/environ").read_bytes()
    assert b"PORTAL_" not in environment


def test_nothing_is_left_running() -> None:
    before = children()
    with Press() as press:
        press.render(HONEST, "assessment")
        assert children() > before
    assert children() == before


def children() -> set[str]:
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return {child for task in listed for child in task.read_text().split()}


def test_an_answer_that_was_not_read_to_its_end_reaches_nobody_else(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_worker: object, _deadline: float) -> None:
        raise MemoryError

    ours = press.render(HONEST, "assessment")  # the worker is there
    with monkeypatch.context() as fault:
        fault.setattr("portal.documents.presses._Worker._receive_line", stumble)
        with pytest.raises(MemoryError):
            press.render(PAGE.format("<p>For somebody else."), "assessment")
    assert press.render(HONEST, "assessment") == ours
