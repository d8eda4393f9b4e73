"""Tracks, the roles on them, and the moves between roles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "tracks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("summary", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracks")),
        sa.UniqueConstraint("key", name=op.f("uq_tracks_key")),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("short", JSON, nullable=False),
        sa.Column("purpose", JSON, nullable=False),
        sa.Column("owns", JSON, nullable=False),
        sa.Column("ask", JSON, nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.CheckConstraint("rank between 1 and 9", name=op.f("ck_roles_rank_range")),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name=op.f("fk_roles_track_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("key", name=op.f("uq_roles_key")),
    )
    op.create_index(op.f("ix_roles_track_id"), "roles", ["track_id"], unique=False)
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("summary", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("key", name=op.f("uq_programmes_key")),
    )
    op.create_table(
        "destinations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destinations")),
        sa.UniqueConstraint("key", name=op.f("uq_destinations_key")),
    )
    op.create_table(
        "moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "promotion",
                "sideways",
                "embed",
                "return",
                "exit",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("destination_id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("takes", JSON, nullable=False),
        sa.CheckConstraint(
            "(destination_id is not null) = (origin_id is null or target_id is null)",
            name=op.f("ck_moves_outside_has_a_name"),
        ),
        sa.CheckConstraint("origin_id <> target_id", name=op.f("ck_moves_goes_somewhere")),
        sa.CheckConstraint(
            "origin_id is not null or target_id is not null", name=op.f("ck_moves_touches_a_role")
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["destinations.id"], name=op.f("fk_moves_destination_id")
        ),
        sa.ForeignKeyConstraint(["origin_id"], ["roles.id"], name=op.f("fk_moves_origin_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_moves_programme_id")
        ),
        sa.ForeignKeyConstraint(["target_id"], ["roles.id"], name=op.f("fk_moves_target_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moves")),
        sa.UniqueConstraint("key", name=op.f("uq_moves_key")),
    )
    op.create_index(op.f("ix_moves_origin_id"), "moves", ["origin_id"], unique=False)
    op.create_index(op.f("ix_moves_target_id"), "moves", ["target_id"], unique=False)


def downgrade() -> None:
    op.drop_table("moves")
    op.drop_table("destinations")
    op.drop_table("programmes")
    op.drop_table("roles")
    op.drop_table("tracks")
