"""The trace of every change. The database itself refuses to rewrite it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ON_SQLITE = """
create trigger audit_events_no_{verb} before {verb} on audit_events
begin select raise(abort, 'the trace is never rewritten'); end
"""
ON_POSTGRESQL = (
    """
    create function refuse_rewriting() returns trigger language plpgsql as $$
    begin raise exception 'the trace is never rewritten'; end $$
    """,
    """
    create trigger audit_events_no_rewriting before update or delete or truncate on audit_events
    for each statement execute function refuse_rewriting()
    """,
)


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("request_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["people.id"], name=op.f("fk_audit_events_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(op.f("ix_audit_events_actor_id"), "audit_events", ["actor_id"], unique=False)
    op.create_index(
        "ix_audit_events_object", "audit_events", ["object_kind", "object_id"], unique=False
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(ON_SQLITE.format(verb=verb))
    else:
        for statement in ON_POSTGRESQL:
            op.execute(statement)


def downgrade() -> None:
    op.drop_table("audit_events")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("drop function refuse_rewriting()")
