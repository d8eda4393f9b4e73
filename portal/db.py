"""The database session, the base class of the models, their column types, and engine set-up.

SQLite is the embedded default: foreign keys on, write-ahead log, full sync, and writing requests
take the write lock when they begin (``BEGIN IMMEDIATE``), because a transaction that reads first
and writes later fails at once when somebody else committed in between. PostgreSQL needs none of
this.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

from flask import Flask, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, Enum, MetaData, String, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, MappedColumn, Session, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from portal.domain.languages import LocalizedText

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

BUSY_TIMEOUT = 5000
"""How long, in milliseconds, a request waits for SQLite's write lock."""

NO_WAITING = {"portal_no_waiting": True}
"""Execution options of a connection that does not wait for it."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware on the way in, UTC in the database, aware UTC on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("An instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _json() -> TypeEngine[Any]:
    return JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class Localized(TypeDecorator[LocalizedText]):
    """A text in its languages, stored as one JSON value."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_json())

    def process_bind_param(
        self, value: LocalizedText | None, dialect: Dialect
    ) -> dict[str, Any] | None:
        return None if value is None else value.to_json()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> LocalizedText | None:
        return None if value is None else LocalizedText.from_json(value)


class LocalizedList(TypeDecorator[tuple[LocalizedText, ...]]):
    """Several texts in their languages, in order, stored as one JSON value."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_json())

    def process_bind_param(
        self, value: tuple[LocalizedText, ...] | None, dialect: Dialect
    ) -> list[dict[str, Any]] | None:
        return None if value is None else [text.to_json() for text in value]

    def process_result_value(
        self, value: Any | None, dialect: Dialect
    ) -> tuple[LocalizedText, ...] | None:
        return None if value is None else tuple(LocalizedText.from_json(text) for text in value)


class Keys(TypeDecorator[tuple[str, ...]]):
    """Keys of things in order, stored as one JSON list."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_json())

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> Any:
        return None if value is None else list(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value)


pk = Annotated[int, mapped_column(primary_key=True)]
key = Annotated[str, mapped_column(String(80))]
short_text = Annotated[str, mapped_column(String(200))]
moment = Annotated[datetime, mapped_column(UtcDateTime())]
localized = Annotated[LocalizedText, mapped_column(Localized())]
keys = Annotated[tuple[str, ...], mapped_column(Keys())]
localized_list = Annotated[tuple[LocalizedText, ...], mapped_column(LocalizedList())]


def choice(
    states: type[StrEnum], name: str, *, default: StrEnum | None = None
) -> MappedColumn[Any]:
    """A column that holds one of ``states`` by value, and a check constraint that says so."""
    kind = Enum(
        states,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=20,
        values_callable=lambda kind: [state.value for state in kind],
    )
    return mapped_column(kind) if default is None else mapped_column(kind, default=default)


def init_app(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        set_up(db.engine)
    if not event.contains(db.session, "before_flush", _refuse_to_write_on_safe_requests):
        event.listen(db.session, "before_flush", _refuse_to_write_on_safe_requests)


def set_up(engine: Engine) -> None:
    """Give SQLite connections of ``engine`` the portal's pragmas and transaction beginnings."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)


def _on_sqlite_connect(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver's own transactions break savepoints
    cursor = connection.cursor()
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        f"busy_timeout = {BUSY_TIMEOUT}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    if not is_writing():
        connection.exec_driver_sql("BEGIN")
    elif connection.get_execution_options().get("portal_no_waiting"):
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    else:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def is_writing() -> bool:
    """Whether what runs now may write: commands and jobs, unsafe requests, and declared others."""
    if not has_request_context():
        return True
    return request.method not in SAFE_METHODS or g.get("writes", False)


def _refuse_to_write_on_safe_requests(session: Session, *_: Any) -> None:
    if is_writing() or not (session.new or session.dirty or session.deleted):
        return
    raise RuntimeError(f"{request.method} {request.path} tried to change the database")
