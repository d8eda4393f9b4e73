"""The shipped programmes: what they teach is in the matrices, and nobody's own are overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from portal.config import ROOT
from portal.db import db
from portal.domain.languages import LANGUAGES
from portal.models import Behaviour, Lesson, Module
from portal.queries import ladders, matrices
from portal.queries import programmes as queries
from portal.queries.visibility.programmes import load_programme
from portal.services.seeds import files, loading
from portal.services.seeds.files import SeedsRefused

SHIPPED = {"onboarding": 6, "technical-development": 8}
NUMBERS = re.compile(r"\d|%|\b(CSAT|NPS|SLA|AHT)\b", re.IGNORECASE)


@pytest.fixture
def modules(app: Flask) -> dict[str, list[Module]]:
    del app
    return {key: queries.modules(load_programme(key)) for key in SHIPPED}


def test_every_module_teaches_what_a_published_matrix_expects(
    modules: dict[str, list[Module]],
) -> None:
    published = {
        behaviour.key: role.key
        for matrix in matrices.all_published()
        for role in matrix.roles
        for _, behaviour in matrix.behaviours(role.key)
    }
    for key, found in modules.items():
        assert len(found) == SHIPPED[key]
        lessons = [lesson for module in found for lesson in queries.taught_by_key(module)]
        assert all(queries.taught_by_key(module) for module in found)
        assert set(lessons) <= published.keys()
        assert len(lessons) == len(set(lessons)), "a behaviour is taught once"
        assert all(one.is_current for one in queries.taught(lessons).values())
    first_months = queries.taught_by(modules["onboarding"]).values()
    assert {published[one.key] for lessons in first_months for one in lessons} == {"css1"}


def test_texts_are_written_in_every_language_and_count_nothing(
    modules: dict[str, list[Module]],
) -> None:
    for module in (module for found in modules.values() for module in found):
        for text in (module.title, module.text, module.shown_by):
            assert set(text.texts) == set(LANGUAGES)
            assert not [words for words in text.texts.values() if NUMBERS.search(words)]


def test_a_move_into_engineering_requires_the_technical_programme(app: Flask) -> None:
    required = {
        (move.origin.key, move.target.key)
        for move in ladders.whole_ladder().moves
        if move.programme and move.origin and move.target
    }
    assert required == {("css2", "cse"), ("senior-css", "cse")}


def test_a_programme_that_has_modules_keeps_them(modules: dict[str, list[Module]]) -> None:
    shipment = files.read(ROOT / "seeds")
    for module in modules["onboarding"][1:]:
        db.session.delete(module)
    db.session.flush()
    report = loading.load(shipment)
    assert not report.added
    assert len(queries.modules(load_programme("onboarding"))) == 1, "nothing comes back by itself"

    for model in (Lesson, Module):
        db.session.execute(delete(model))
    gone = db.session.scalars(
        select(Behaviour).where(Behaviour.key == "isolates-the-failing-step")
    ).one()
    gone.key = "was-renamed-here"
    db.session.flush()
    assert loading.load(shipment).added["modules"] == sum(SHIPPED.values())
    again = queries.taught_by(queries.modules(load_programme("technical-development")))
    assert len(again["logs-and-requests"]) == 2, "what this installation lacks is left out"
    assert not loading.load(shipment).added


def first(pattern: str, by: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, by, text, count=1, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (first("^  onboarding:", "  gossip:"), "there is no programme gossip"),
        (first("- key: a-reply-read-once", "- key: whose-data-it-is"),
         "programme onboarding: the module whose-data-it-is is given twice"),
        (first("isolates-the-failing-step", "is-nice"),
         "module logs-and-requests: there is no behaviour is-nice"),
        (first("isolates-the-failing-step", "separates-evidence-from-guesses"),
         "the behaviour separates-evidence-from-guesses is given twice"),
        (first(r"teaches: \[.*\]", "teaches: []"), "teaches"),
        (first("title:", "score: 3\n      title:"), "Extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(seeds_folder: Path, spoil: Callable[[str], str], told: str) -> None:
    path = seeds_folder / "programmes.yaml"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(SeedsRefused) as refusal:
        files.read(seeds_folder)
    assert any(told in problem for problem in refusal.value.problems), refusal.value.problems
    path.unlink()
    assert not files.read(seeds_folder).programmes.modules, "a folder may go without it"
