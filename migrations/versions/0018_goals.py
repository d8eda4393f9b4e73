"""Goals and how it goes with them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("behaviour_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("with_whom", sa.String(length=200), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "observed",
                "dropped",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'active') = (ended_at is null)", name=op.f("ck_goals_ended_has_a_moment")
        ),
        sa.CheckConstraint(
            "state <> 'observed' or outcome <> ''", name=op.f("ck_goals_observed_says_what")
        ),
        sa.CheckConstraint(
            "state <> 'observed' or (seen_by_id is not null and seen_on is not null)",
            name=op.f("ck_goals_observed_by_somebody"),
        ),
        sa.CheckConstraint("seen_by_id <> person_id", name=op.f("ck_goals_seen_by_somebody_else")),
        sa.CheckConstraint(
            "state <> 'dropped' or reason <> ''", name=op.f("ck_goals_dropped_says_why")
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name=op.f("fk_goals_assessment_id")
        ),
        sa.ForeignKeyConstraint(
            ["behaviour_id"], ["behaviours.id"], name=op.f("fk_goals_behaviour_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_goals_evidence_id")
        ),
        sa.ForeignKeyConstraint(["noted_by_id"], ["people.id"], name=op.f("fk_goals_noted_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_goals_person_id")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_goals_role_id")),
        sa.ForeignKeyConstraint(["seen_by_id"], ["people.id"], name=op.f("fk_goals_seen_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )
    op.create_index(op.f("ix_goals_assessment_id"), "goals", ["assessment_id"], unique=False)
    op.create_index(op.f("ix_goals_behaviour_id"), "goals", ["behaviour_id"], unique=False)
    op.create_index(op.f("ix_goals_evidence_id"), "goals", ["evidence_id"], unique=False)
    op.create_index(op.f("ix_goals_noted_by_id"), "goals", ["noted_by_id"], unique=False)
    op.create_index(op.f("ix_goals_person_id"), "goals", ["person_id"], unique=False)
    op.create_index(op.f("ix_goals_role_id"), "goals", ["role_id"], unique=False)
    op.create_index(op.f("ix_goals_seen_by_id"), "goals", ["seen_by_id"], unique=False)
    op.create_index(
        "uq_goals_one_active",
        "goals",
        ["person_id", "behaviour_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "check_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_check_ins_says_something")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_check_ins_author_id")),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_check_ins_goal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ins")),
    )
    op.create_index(op.f("ix_check_ins_author_id"), "check_ins", ["author_id"], unique=False)
    op.create_index(op.f("ix_check_ins_goal_id"), "check_ins", ["goal_id"], unique=False)


def downgrade() -> None:
    op.drop_table("check_ins")
    op.drop_table("goals")
