"""The commands that the documentation shows are run, and what it says of them is compared."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest
from flask.cli import FlaskGroup

from portal import cli, create_app
from portal.config import ROOT
from tests.databases import settings_for
from tests.docs import warm
from tests.docs.console import Shell, examples
from tests.docs.markdown import DOCS, PAGES, Block, blocks, name_of, prose, section

COMMANDS = DOCS / "commands.md"
OPERATORS = DOCS / "operators.md"
SEEDED_BY = "portal seed load"


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with warm.programs(tmp_path_factory.mktemp("warm") / "bin") as folder:
        yield folder


def shell_in(folder: Path, programs: Path) -> Shell:
    folder.mkdir()
    return Shell(
        folder,
        programs,
        {
            "PORTAL_ENV": "test",
            "PORTAL_SECRET_KEY": "a key that is only good for tests 0123456789",
            "PORTAL_BASE_URL": "http://127.0.0.1:8000",
            "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite'}",
        },
    )


def copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def run_page(page: Path, shell: Shell, seeded: Path | None = None) -> list[str]:
    """Type a page's examples in order; keep the database as it is once the seeds are loaded."""
    wrong = []
    for block in blocks(page):
        shell.write(block)
        for example in examples(block) if block.info == "console" else ():
            wrong += shell.run(example)
            if seeded and example.typed == SEEDED_BY and not seeded.exists():
                copy_database(shell.folder / "portal.sqlite", seeded)
    return wrong


def test_commands_do_what_the_pages_show(programs: Path, tmp_path: Path) -> None:
    """One test for both pages: they share what takes long, a database with the seeds loaded."""
    seeded = tmp_path / "seeded.sqlite"
    wrong = run_page(COMMANDS, shell_in(tmp_path / "commands", programs), seeded)
    assert seeded.exists(), "\n".join(wrong)
    shell = shell_in(tmp_path / "operators", programs)
    copy_database(seeded, shell.folder / "portal.sqlite")
    wrong += run_page(OPERATORS, shell)
    assert not wrong, "\n".join(wrong)


def test_the_installed_command_is_the_one_that_was_run() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["scripts"] == {"portal": f"{cli.main.__module__}:{cli.main.__name__}"}


def test_only_these_two_pages_have_examples_to_run() -> None:
    with_examples = {page for page in PAGES for block in blocks(page) if block.info == "console"}
    assert with_examples == {COMMANDS, OPERATORS}


def test_a_backup_of_sqlite_is_whole(tmp_path: Path) -> None:
    """The statement that the page gives, on a database that somebody is writing to."""
    statement = "VACUUM INTO '/var/backups/career-portal.sqlite'"
    assert statement in section(OPERATORS, "Backup and restore")
    database, copy = tmp_path / "portal.sqlite", tmp_path / "copy.sqlite"
    with (
        closing(sqlite3.connect(database, isolation_level=None)) as writer,
        closing(sqlite3.connect(database, isolation_level=None)) as reader,
    ):
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("create table marks (said text)")
        writer.execute("insert into marks values ('kept')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("insert into marks values ('not settled')")
        reader.execute(statement.replace("/var/backups/career-portal.sqlite", str(copy)))
    with closing(sqlite3.connect(copy)) as restored:
        assert restored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert restored.execute("select said from marks").fetchall() == [("kept",)]


def test_an_answer_that_differs_is_noticed(tmp_path: Path) -> None:
    shell = shell_in(tmp_path / "shell", tmp_path)
    right = Block("console", "$ printf 'one two\\nthree\\n'; exit 3\none …\nthree\n$ echo $?\n3\n")
    other_words = Block("console", "$ echo one\ntwo\n")
    other_order = Block("console", "$ printf 'one\\ntwo\\n'\ntwo\none\n")
    other_end = Block("console", "$ false\n")
    for block, problems in ((right, 0), (other_words, 1), (other_order, 1), (other_end, 1)):
        found = [wrong for example in examples(block) for wrong in shell.run(example)]
        assert len(found) == problems, block


def own_commands() -> dict[str, click.Command]:
    """Our commands by what one types: ``portal seed load``."""
    found: dict[str, click.Command] = {}
    for command in cli.COMMANDS:
        if isinstance(command, click.Group):
            found |= {f"portal {command.name} {name}": c for name, c in command.commands.items()}
        else:
            found[f"portal {command.name}"] = command
    return found


@pytest.mark.parametrize("typed", own_commands())
def test_every_command_of_ours_is_described(typed: str) -> None:
    described = section(COMMANDS, f"`{typed}`")
    for parameter in own_commands()[typed].params:
        if isinstance(parameter, click.Option):
            assert all(option in described for option in parameter.opts), parameter.opts
        else:
            assert (
                parameter.make_metavar(click.Context(own_commands()[typed])).strip("[]")
                in described
            )


def test_every_command_of_the_libraries_is_named() -> None:
    app = create_app(settings_for("sqlite://"))
    theirs = {command.name for command in FlaskGroup(create_app=lambda: app).commands.values()}
    theirs |= set(app.cli.commands) - {command.name for command in cli.COMMANDS}
    unnamed = {name for name in theirs if f"`portal {name}" not in COMMANDS.read_text()}
    assert not unnamed


def test_no_page_names_a_command_that_is_not_there() -> None:
    app = create_app(settings_for("sqlite://"))
    known = {f"portal {name}" for name in FlaskGroup(create_app=lambda: app).commands}
    known |= {f"portal {name}" for name in app.cli.commands}
    known |= set(own_commands())
    known |= {
        f"portal db {name}" for name in ("upgrade", "downgrade", "current", "history", "check")
    } | {"portal db migrate"}
    for page in PAGES:
        for mention in _commands_in(prose(page)):
            assert mention in known, f"{name_of(page)}: {mention}"


def _commands_in(text: str) -> list[str]:
    """``portal word word`` at the start of code in a line of text, without its arguments."""
    starts = [piece for piece in text.split("`")[1::2] if piece.startswith("portal ")]
    words = [[w for w in piece.split() if w.isalpha() and w.islower()][:3] for piece in starts]
    return [" ".join(each) for each in words]
