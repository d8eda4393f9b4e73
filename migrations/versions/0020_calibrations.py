"""What marks mean, by example, and exercises in reading them alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "mark_examples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "not_yet",
                "when_prompted",
                "own_initiative",
                "lifts_others",
                "not_applicable",
                name="mark",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("text", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competencies.id"], name=op.f("fk_mark_examples_competency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark_examples")),
        sa.UniqueConstraint(
            "competency_id", "mark", name=op.f("uq_mark_examples_competency_id_mark")
        ),
    )
    op.create_table(
        "exercises",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("sample", JSON, nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("matrix_version_id", sa.Integer(), nullable=False),
        sa.Column("competencies", JSON, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at is not null)",
            name=op.f("ck_exercises_closed_has_a_moment"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_exercises_by_id")),
        sa.ForeignKeyConstraint(
            ["matrix_version_id"],
            ["matrix_versions.id"],
            name=op.f("fk_exercises_matrix_version_id"),
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_exercises_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercises")),
        sa.UniqueConstraint("key", name=op.f("uq_exercises_key")),
    )
    op.create_index(op.f("ix_exercises_by_id"), "exercises", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_exercises_matrix_version_id"), "exercises", ["matrix_version_id"], unique=False
    )
    op.create_index(op.f("ix_exercises_role_id"), "exercises", ["role_id"], unique=False)
    op.create_table(
        "exercise_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exercise_id"], ["exercises.id"], name=op.f("fk_exercise_readings_exercise_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_exercise_readings_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_readings")),
        sa.UniqueConstraint(
            "exercise_id", "person_id", name=op.f("uq_exercise_readings_exercise_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_exercise_readings_person_id"), "exercise_readings", ["person_id"], unique=False
    )
    op.create_table(
        "exercise_marks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.Integer(), nullable=False),
        sa.Column("behaviour_id", sa.Integer(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "not_yet",
                "when_prompted",
                "own_initiative",
                "lifts_others",
                "not_applicable",
                name="mark",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("because", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["behaviour_id"], ["behaviours.id"], name=op.f("fk_exercise_marks_behaviour_id")
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["exercise_readings.id"], name=op.f("fk_exercise_marks_reading_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exercise_marks")),
        sa.UniqueConstraint(
            "reading_id", "behaviour_id", name=op.f("uq_exercise_marks_reading_id_behaviour_id")
        ),
    )
    op.create_index(
        op.f("ix_exercise_marks_behaviour_id"), "exercise_marks", ["behaviour_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("exercise_marks")
    op.drop_table("exercise_readings")
    op.drop_table("exercises")
    op.drop_table("mark_examples")
