"""What programmes consist of, who mentors, and who is on their way through them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("programmes") as table:
        table.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("programmes") as table:
        table.alter_column("version", existing_type=sa.Integer(), server_default=None)
    op.create_table(
        "modules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("shown_by", JSON, nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_modules_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_modules")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_modules_programme_id_key")),
    )
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "completed",
                "left",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'active') = (ended_on is null)", name=op.f("ck_enrolments_ended_has_a_day")
        ),
        sa.CheckConstraint("mentor_id <> person_id", name=op.f("ck_enrolments_not_own_mentor")),
        sa.ForeignKeyConstraint(["mentor_id"], ["people.id"], name=op.f("fk_enrolments_mentor_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enrolments_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_enrolments_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
    )
    op.create_index(op.f("ix_enrolments_mentor_id"), "enrolments", ["mentor_id"], unique=False)
    op.create_index(op.f("ix_enrolments_person_id"), "enrolments", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_enrolments_programme_id"), "enrolments", ["programme_id"], unique=False
    )
    op.create_index(
        "uq_enrolments_one_active",
        "enrolments",
        ["person_id", "programme_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("behaviour_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["behaviour_id"], ["behaviours.id"], name=op.f("fk_lessons_behaviour_id")
        ),
        sa.ForeignKeyConstraint(["module_id"], ["modules.id"], name=op.f("fk_lessons_module_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint(
            "module_id", "behaviour_id", name=op.f("uq_lessons_module_id_behaviour_id")
        ),
    )
    op.create_index(op.f("ix_lessons_behaviour_id"), "lessons", ["behaviour_id"], unique=False)
    op.create_table(
        "mentors",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_mentors_person_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_mentors_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentors")),
        sa.UniqueConstraint(
            "programme_id", "person_id", name=op.f("uq_mentors_programme_id_person_id")
        ),
    )
    op.create_index(op.f("ix_mentors_person_id"), "mentors", ["person_id"], unique=False)
    op.create_table(
        "completions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "missing",
                "confirmed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("what_shows_it", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("what_shows_it <> ''", name=op.f("ck_completions_says_what_shows_it")),
        sa.CheckConstraint(
            "(confirmed_on is null) = (confirmed_by_id is null)",
            name=op.f("ck_completions_confirmed_by_one"),
        ),
        sa.CheckConstraint(
            "(state = 'confirmed') = (confirmed_on is not null)",
            name=op.f("ck_completions_confirmed_on_a_day"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["people.id"], name=op.f("fk_completions_confirmed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_completions_enrolment_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_completions_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["module_id"], ["modules.id"], name=op.f("fk_completions_module_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completions")),
        sa.UniqueConstraint(
            "enrolment_id", "module_id", name=op.f("uq_completions_enrolment_id_module_id")
        ),
    )
    op.create_index(
        op.f("ix_completions_confirmed_by_id"), "completions", ["confirmed_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_completions_evidence_id"), "completions", ["evidence_id"], unique=False
    )
    op.create_index(op.f("ix_completions_module_id"), "completions", ["module_id"], unique=False)
    op.create_table(
        "completion_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("completion_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("takes_back", sa.Boolean(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_completion_notes_says_something")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_completion_notes_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completions.id"], name=op.f("fk_completion_notes_completion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_notes")),
    )
    op.create_index(
        op.f("ix_completion_notes_author_id"), "completion_notes", ["author_id"], unique=False
    )
    op.create_index(
        op.f("ix_completion_notes_completion_id"),
        "completion_notes",
        ["completion_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("completion_notes")
    op.drop_table("completions")
    op.drop_table("mentors")
    op.drop_table("lessons")
    op.drop_table("enrolments")
    op.drop_table("modules")
    with op.batch_alter_table("programmes") as table:
        table.drop_column("version")
