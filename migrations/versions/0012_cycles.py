"""Rounds of assessments, whom they leave out, the versions they freeze, and who is on leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until_on is null or until_on > from_on", name=op.f("ck_absences_ends_after_start")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_absences_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absences")),
        sa.UniqueConstraint("person_id", "from_on", name=op.f("uq_absences_person_id_from_on")),
    )
    op.create_table(
        "cycles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "paused",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("views_due_on", sa.Date(), nullable=False),
        sa.Column("talks_due_on", sa.Date(), nullable=False),
        sa.Column("views_open_on", sa.Date(), nullable=True),
        sa.Column("tracks", JSON, nullable=False),
        sa.Column("teams", JSON, nullable=False),
        sa.Column("new_starter_days", sa.Integer(), nullable=False),
        sa.Column("leaves_out_absent", sa.Boolean(), nullable=False),
        sa.Column("unmended_reason", sa.Text(), nullable=False),
        sa.Column("paused_reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at is not null)",
            name=op.f("ck_cycles_closed_has_a_moment"),
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (opened_at is null)", name=op.f("ck_cycles_opened_has_a_moment")
        ),
        sa.CheckConstraint(
            "(state = 'paused') = (paused_at is not null)",
            name=op.f("ck_cycles_paused_has_a_moment"),
        ),
        sa.CheckConstraint("new_starter_days >= 0", name=op.f("ck_cycles_new_starter_days_range")),
        sa.CheckConstraint(
            "talks_due_on >= views_due_on", name=op.f("ck_cycles_talks_due_after_views")
        ),
        sa.CheckConstraint(
            "views_due_on >= opens_on", name=op.f("ck_cycles_views_due_after_opening")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_cycles_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycles")),
        sa.UniqueConstraint("name", name=op.f("uq_cycles_name")),
    )
    op.create_index(op.f("ix_cycles_by_id"), "cycles", ["by_id"], unique=False)
    op.create_table(
        "cycle_choices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycles.id"], name=op.f("fk_cycle_choices_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_cycle_choices_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_choices")),
        sa.UniqueConstraint(
            "cycle_id", "person_id", name=op.f("uq_cycle_choices_cycle_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_cycle_choices_person_id"), "cycle_choices", ["person_id"], unique=False
    )
    op.create_table(
        "cycle_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("matrix_version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycles.id"], name=op.f("fk_cycle_versions_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["matrix_version_id"],
            ["matrix_versions.id"],
            name=op.f("fk_cycle_versions_matrix_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["track_id"], ["tracks.id"], name=op.f("fk_cycle_versions_track_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_versions")),
        sa.UniqueConstraint(
            "cycle_id", "track_id", name=op.f("uq_cycle_versions_cycle_id_track_id")
        ),
    )
    op.create_index(
        op.f("ix_cycle_versions_matrix_version_id"),
        "cycle_versions",
        ["matrix_version_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_cycle_versions_track_id"), "cycle_versions", ["track_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("cycle_versions")
    op.drop_table("cycle_choices")
    op.drop_table("cycles")
    op.drop_table("absences")
