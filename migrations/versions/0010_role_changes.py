"""What became of roles, which roles took over, and whom it concerned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
KINDS = ("split", "merge", "retire", "revive")


def upgrade() -> None:
    op.create_table(
        "role_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("note", JSON, nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_role_changes_by_id")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_role_changes_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_changes")),
    )
    op.create_index(op.f("ix_role_changes_by_id"), "role_changes", ["by_id"])
    op.create_index(op.f("ix_role_changes_role_id"), "role_changes", ["role_id"])
    op.create_table(
        "successions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["role_changes.id"], name=op.f("fk_successions_change_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_successions_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successions")),
        sa.UniqueConstraint("change_id", "role_id", name=op.f("uq_successions_change_id_role_id")),
    )
    op.create_index(op.f("ix_successions_role_id"), "successions", ["role_id"])
    op.create_table(
        "concerned_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("position_id", sa.Integer(), nullable=False),
        sa.Column("has_moved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["role_changes.id"], name=op.f("fk_concerned_people_change_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_concerned_people_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["position_id"], ["positions.id"], name=op.f("fk_concerned_people_position_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerned_people")),
        sa.UniqueConstraint(
            "change_id", "person_id", name=op.f("uq_concerned_people_change_id_person_id")
        ),
    )
    op.create_index(op.f("ix_concerned_people_person_id"), "concerned_people", ["person_id"])
    op.create_index(op.f("ix_concerned_people_position_id"), "concerned_people", ["position_id"])


def downgrade() -> None:
    op.drop_table("concerned_people")
    op.drop_table("successions")
    op.drop_table("role_changes")
