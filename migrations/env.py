"""Runs migrations for the portal's database, inside the application's context."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from portal.db import db


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        compare_type=True,
        # SQLite changes a table by copying it
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations need a database to look at; run them without --sql.")

if (given := context.config.attributes.get("connection")) is not None:
    run(given)
else:
    with current_app.app_context(), db.engine.connect() as own:
        run(own)
