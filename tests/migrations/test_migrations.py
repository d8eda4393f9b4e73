"""Migrations: in one line, both ways with data in the tables, never apart from the models."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import MetaData, inspect, select
from sqlalchemy.engine import Connection

from portal.config import ROOT
from portal.db import Base, Keys, LocalizedList, db
from portal.services import checks

FOLDER = ROOT / "migrations"


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(config())
    return [found.revision for found in reversed(list(script.walk_revisions()))]


def migrate(app: Flask, to: str) -> None:
    with app.app_context(), db.engine.connect() as connection:
        if int(to[:4]) > _at(connection):
            command.upgrade(config(connection), to)
        else:
            command.downgrade(config(connection), "base" if to == "0000" else to)
        connection.commit()


def _at(connection: Connection) -> int:
    found = MigrationContext.configure(connection).get_current_revision()
    connection.rollback()
    return int(found or 0)


def test_they_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (FOLDER / "versions").glob("*.py"))
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names)
    assert revisions() == [name[:4] for name in names]


def test_there_is_one_head() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [revisions()[-1]]
    assert checks.newest_migration() == revisions()[-1]


def test_each_says_what_it_is_for() -> None:
    script = ScriptDirectory.from_config(config())
    assert all(found.doc and found.doc.endswith(".") for found in script.walk_revisions())


def test_models_and_migrations_agree(app: Flask) -> None:
    context = MigrationContext.configure(
        db.session.connection(), opts={"compare_type": True, "compare_server_default": True}
    )
    assert compare_metadata(context, db.metadata) == []


def test_every_constraint_has_its_name_in_the_database(app: Flask) -> None:
    """Also those that comparing does not look at: checks."""
    inspector = inspect(db.session.connection())
    for table in Base.metadata.sorted_tables:
        wanted = {
            str(constraint.name)
            for constraint in table.constraints
            if str(constraint.name).startswith("ck_")
        }
        found = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert wanted == found, table.name


SAMPLES: dict[str, Any] = {
    "DATE": date(2026, 1, 5),
    "BOOLEAN": False,
    "INTEGER": 1,
    "FLOAT": 1.0,
    "JSON": {"texts": {"en": "x"}, "outdated": []},
    "BLOB": b"x",
    "BYTEA": b"x",
}


def sample(column: Any, known: Any) -> Any:
    """A value that a column takes: by the choices the models know of, or else by its type."""
    if choices := getattr(known.type if known is not None else None, "enums", None):
        return choices[0]
    if known is not None and isinstance(known.type, Keys):
        return ["sample"]
    if known is not None and isinstance(known.type, LocalizedList):
        return [SAMPLES["JSON"]]
    if "DATETIME" in str(column.type) or "TIMESTAMP" in str(column.type):
        return datetime(2026, 1, 5, 12, tzinfo=UTC)
    for name, value in SAMPLES.items():
        if str(column.type).upper().startswith(name):
            return value
    return "sample"


def fill(connection: Connection) -> set[str]:
    """A row in every table that is empty, with the columns the database has by now."""
    there = MetaData()
    there.reflect(connection)
    filled = set()
    for table in there.sorted_tables:
        if connection.execute(select(table.c[0]).limit(1)).first():
            continue
        known = Base.metadata.tables.get(table.name)
        row = {
            column.name: sample(
                column, known.columns.get(column.name) if known is not None else None
            )
            for column in table.columns
            if not column.nullable and not (column.primary_key and column.autoincrement is True)
        }
        connection.execute(table.insert().values(row | EXCEPTIONS.get(table.name, {})))
        if table.name in SECOND_ROWS:
            connection.execute(table.insert().values(row | SECOND_ROWS[table.name]))
        filled.add(table.name)
    connection.commit()
    return filled


EXCEPTIONS: dict[str, dict[str, Any]] = {
    "moves": {"origin_id": 1, "destination_id": 1},
    "people": {"email": "ana@example.com"},
    "matrix_versions": {"state": "draft"},
    "views": {"state": "draft"},
    "quality_reviews": {"reviewer_id": 2},
    "evidence": {"kind": "card"},
}
SECOND_ROWS: dict[str, dict[str, Any]] = {"people": {"id": 2, "email": "bea@example.com"}}
"""Another row, where a table tells two people apart."""


def test_each_goes_up_down_and_up_again(blank_app: Flask) -> None:
    """With a row in every table there is, before it goes down and before the next comes up."""
    for revision in revisions():
        migrate(blank_app, revision)
        with blank_app.app_context(), db.engine.connect() as connection:
            tables = set(inspect(connection).get_table_names())
            fill(connection)
        migrate(blank_app, f"{int(revision) - 1:04}")
        with blank_app.app_context(), db.engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) <= tables, revision
        migrate(blank_app, revision)
        with blank_app.app_context(), db.engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) == tables, revision
            fill(connection)


def test_everything_can_be_taken_back(blank_app: Flask) -> None:
    migrate(blank_app, revisions()[-1])
    migrate(blank_app, "0000")
    with blank_app.app_context(), db.engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_the_portal_is_not_ready_before_its_migrations(blank_app: Flask) -> None:
    client = blank_app.test_client()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    migrate(blank_app, revisions()[0])
    assert client.get("/readyz").status_code == 503
    migrate(blank_app, revisions()[-1])
    assert client.get("/readyz").status_code == 200
