"""House rules of the code that a reviewer would otherwise have to repeat."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import configure_mappers

from portal.access import access_of
from portal.config import ROOT
from portal.db import Base
from portal.domain.cycle_audiences import LeftOut
from portal.domain.cycle_boards import Waiting
from portal.domain.cycle_readiness import Problem
from portal.domain.evidence import EvidenceKind
from portal.domain.goals import Pace
from portal.domain.ladders import MoveKind
from portal.domain.matrices import VersionState, Weight
from portal.domain.observations import Mark
from portal.domain.programmes import CompletionState
from portal.domain.refusals import Refusal
from portal.domain.sealing import Stage
from portal.domain.workflows import CycleState, EnrolmentState, ExerciseState, GoalState, ViewState
from portal.navigation import MENU
from portal.wording import (
    calibrations,
    cycle_boards,
    cycles,
    evidence,
    goals,
    marks,
    names,
    programmes,
    refusals,
)

PACKAGE = ROOT / "portal"
MODULES = sorted(PACKAGE.rglob("*.py"))
OWN_FOLDERS = ("bench", "bin", "docs", "migrations", "portal", "seeds", "tests")
MAY_COMMIT = {
    "transactions.py": "the edge of a request",
    "services/sessions.py": "a session's last use, after the request is settled",
}
MAY_IMPORT_LATE = {
    "cli/__init__.py": "the package imports this module",
    "documents/printing.py": "WeasyPrint takes a second to load, and only who prints needs it",
}
NOT_OURS = {"vendor", "__pycache__", "node_modules"}
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc", "base"}
LONGEST_FILE = 400


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def own_files(*endings: str) -> Iterator[Path]:
    for folder in OWN_FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not NOT_OURS & set(path.parts) and path.suffix in endings:
                yield path


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_keeps_the_rules(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    commits = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    }
    if name(path) not in MAY_COMMIT and not name(path).startswith("cli/"):
        assert not commits, "changes are kept at the edge: see transactions.py"
    late = {
        inner.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert not late or name(path) in MAY_IMPORT_LATE, "imports stand at the top of a module"
    assert ast.get_docstring(tree) or not tree.body, "a module says what it is for"
    assert path.stem not in VAGUE, "a module is named after what is in it"


def test_the_exceptions_are_still_needed() -> None:
    for exceptions in (MAY_COMMIT, MAY_IMPORT_LATE):
        assert all((PACKAGE / path).exists() for path in exceptions)


def test_no_file_grows_too_long() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in own_files(".py", ".html", ".js", ".css")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_nothing_is_left_to_do_and_nobody_is_named() -> None:
    marks = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX"]) + r")\b")
    found = [
        path.relative_to(ROOT)
        for path in own_files(".py", ".html", ".js", ".css", ".md", ".yaml")
        if marks.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_file_names_a_package_registry() -> None:
    """A file that names one ties whoever installs from it to that host."""
    hosts = re.compile(
        r"(pypi|pythonhosted|npmjs|yarnpkg|nodesource)[.](org|com|io)"
        r"|(deb|security|ftp)[.]debian[.]org"
    )
    files = [*own_files(".py", ".html", ".js", ".css", ".md", ".yaml", ".txt", ".json", ".po", "")]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    files += list((ROOT / "requirements").glob("*.txt"))
    named = [
        path.relative_to(ROOT)
        for path in files
        if hosts.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []


# Addresses


def test_addresses_are_in_kebab_case_and_say_what_they_take(app: Flask) -> None:
    part = re.compile(r"[a-z]+(-[a-z]+)*(\.pdf|\.<string:ending>)?|<(int|string):[a-z_]+>|")
    standard = re.compile(r"/ims/case/v1p1/CF[A-Za-z]+(/<string:sourced_id>)?")
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {"static", "bootstrap.static"}:
            continue
        if rule.endpoint.startswith("case."):  # its addresses are the standard's
            assert standard.fullmatch(rule.rule), rule.rule
            continue
        assert all(part.fullmatch(one) for one in rule.rule.split("/")), rule.rule


NOT_IN_THE_MENU = {
    "accounts.password": "from one's account",
    "accounts.session_token": "asked for by a script",
    "accounts.settings": "in the person's own menu",
    "accounts.sign_in": "the entrance",
    "admin.account_list": "from the administration",
    "admin.audit_trail": "from the administration",
    "admin.new_account": "from the accounts",
    "calibrations.index": "from the assessments",
    "calibrations.write": "from the exercises",
    "case.documents": "asked for by machines",
    "cycles.index": "from the assessments",
    "cycles.new": "from the rounds",
    "evidence.new": "in the head of every page",
    "evidence.new_card": "from one's evidence",
    "evidence.thanks": "from one's evidence",
    "exports.file": "from the exports",
    "growth.new_goal": "from a gap",
    "growth.history": "from one's growth",
    "growth.insights": "from the administration",
    "growth.readiness": "from one's growth",
    "growth.team": "from one's growth",
    "growth.team_goals": "from one's growth",
    "health.process": "asked for by machines",
    "health.ready": "asked for by machines",
    "imports.new": "from the matrices",
    "ladder_admin.health": "from the ladders",
    "ladder_admin.index": "from the administration",
    "ladder_admin.new_move": "from the ladders",
    "ladder_admin.new_role": "from the ladders",
    "ladder_admin.new_track": "from the ladders",
    "programmes.index": "from one's growth",
    "programmes.new": "from the programmes",
    "mails.index": "from the administration",
    "notices.index": "in the head of every page",
    "marks.index": "from the assessments",
    "quality.choose": "from the reviews",
    "quality.index": "from the assessments",
    "quality.new_principle": "from the tone guide",
    "quality.tone_guide": "from the reviews",
    "tokens.index": "from the administration",
}


def test_every_page_is_in_the_menu_or_reached_from_another(app: Flask) -> None:
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or set()) and not rule.arguments
    }
    assert pages == {entry.endpoint for entry in MENU} | set(NOT_IN_THE_MENU)


def test_the_menu_asks_for_what_the_page_asks_for(app: Flask) -> None:
    for entry in MENU:
        assert entry.permission == access_of(app, entry.endpoint)
        assert entry.covers <= set(app.blueprints)


# Words and tables


def test_every_name_of_the_domain_has_its_words(app: Flask) -> None:
    for kind, words in (
        (Refusal, refusals.REFUSALS),
        (Mark, names.MARKS),
        (Mark, names.MARK_HINTS),
        (Mark, marks.MARK_MEANINGS),
        (Mark, marks.HOW_TO_TELL),
        (ExerciseState, calibrations.EXERCISE_STATES),
        (Weight, names.WEIGHTS),
        (Weight, names.WEIGHT_HINTS),
        (MoveKind, names.MOVES),
        (VersionState, names.VERSION_STATES),
        (ViewState, names.VIEW_STATES),
        (CycleState, cycles.CYCLE_STATES),
        (Problem, cycles.PROBLEMS),
        (Problem, cycles.PROBLEM_HINTS),
        (LeftOut, cycles.LEFT_OUT),
        (EvidenceKind, evidence.EVIDENCE_KINDS),
        (GoalState, goals.GOAL_STATES),
        (CompletionState, programmes.COMPLETION_STATES),
        (EnrolmentState, programmes.ENROLMENT_STATES),
        (Pace, goals.PACES),
        (Stage, cycle_boards.STAGES),
        (Stage, cycle_boards.STAGE_HINTS),
        (Waiting, cycle_boards.WAITING),
    ):
        assert set(words) == set(kind)
        assert all(str(text).strip() for text in words.values())


def test_relations_are_loaded_on_purpose() -> None:
    """What a page forgot to load fails at once, instead of asking once a row."""
    configure_mappers()
    lazy = {
        f"{mapper.class_.__name__}.{relation.key}": relation.lazy
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
    }
    assert set(lazy.values()) == {"raise_on_sql"}, lazy


def test_every_foreign_key_can_be_followed_backwards() -> None:
    """Each has an index of its own, or begins one."""
    for table in Base.metadata.sorted_tables:
        starts = {next(iter(index.columns)).name for index in table.indexes}
        for constraint in table.constraints:
            columns = list(getattr(constraint, "columns", []))
            if constraint.__class__.__name__ in {"UniqueConstraint", "PrimaryKeyConstraint"}:
                starts.add(columns[0].name)
        for column in table.columns:
            if column.foreign_keys and (table.name, column.name) not in SMALL:
                assert column.name in starts, f"{table.name}.{column.name}"


SMALL = {("moves", "destination_id"), ("moves", "programme_id")}
"""A few dozen rows for good: an index would not be used."""
