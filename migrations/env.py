"""Runs migrations for the portal's database, inside the application's context."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from portal.db import db


def run(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        _mind_no_foreign_keys(connection)
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        compare_type=True,
        # SQLite changes a table by copying it
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            _find_all_foreign_keys(connection)


def _mind_no_foreign_keys(connection: Connection) -> None:
    """Let SQLite put a changed copy of a table in its place while other tables point at it.

    The setting holds for connections outside a transaction only; the next one made minds again.
    """
    connection.rollback()
    connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")


def _find_all_foreign_keys(connection: Connection) -> None:
    if astray := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise RuntimeError(f"Rows point at nothing after the migration: {astray[:5]}")


if context.is_offline_mode():
    raise SystemExit("Migrations need a database to look at; run them without --sql.")

if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    with current_app.app_context(), db.engine.connect() as own:
        run(own)
