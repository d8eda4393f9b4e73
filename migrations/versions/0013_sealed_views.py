"""Assessments in a cycle, with two sealed views, what both agreed, and editions of each view.

The moment a self view was submitted moves to its assessment, with the next migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

MOMENTS = ("self_in_at", "manager_in_at", "views_open_at", "agreed_at", "acknowledged_at")
STATES = ("draft", "submitted")
WITH_WITHDRAWN = (*STATES, "withdrawn")
TEXTS = ("reopened_reason", "next_steps", "acknowledgement")
OPEN_SELF_DRAFT = sa.text("kind = 'self' and state = 'draft'")
DRAFT = sa.text("state = 'draft'")


def _state_among(states: tuple[str, ...]) -> str:
    return f"state in ({', '.join(repr(state) for state in states)})"


def upgrade() -> None:
    with op.batch_alter_table("assessments") as table:
        table.add_column(sa.Column("cycle_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("manager_id", sa.Integer(), nullable=True))
        for moment in MOMENTS:
            table.add_column(sa.Column(moment, sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("extended_to", sa.Date(), nullable=True))
        table.create_foreign_key(op.f("fk_assessments_cycle_id"), "cycles", ["cycle_id"], ["id"])
        table.create_foreign_key(
            op.f("fk_assessments_manager_id"), "people", ["manager_id"], ["id"]
        )
        table.create_index(op.f("ix_assessments_manager_id"), ["manager_id"])
        table.create_unique_constraint(
            op.f("uq_assessments_cycle_id_person_id"), ["cycle_id", "person_id"]
        )
        table.create_check_constraint(
            op.f("ck_assessments_not_own_manager"), "manager_id <> person_id"
        )
        table.create_check_constraint(
            op.f("ck_assessments_private_has_one_view"),
            "cycle_id is not null or (manager_id is null and manager_in_at is null"
            " and views_open_at is null and agreed_at is null and extended_to is null)",
        )
        table.create_check_constraint(
            op.f("ck_assessments_agreed_after_opening"),
            "agreed_at is null or views_open_at is not null",
        )
        table.create_check_constraint(
            op.f("ck_assessments_read_after_agreeing"),
            "acknowledged_at is null or agreed_at is not null",
        )
    with op.batch_alter_table("views") as table:
        table.drop_index("uq_views_one_self_draft")
        table.drop_constraint("uq_views_assessment_id_kind", type_="unique")
        table.drop_constraint(op.f("ck_views_state"), type_="check")
        table.add_column(sa.Column("edition", sa.Integer(), nullable=False, server_default="1"))
        for text in TEXTS:
            table.add_column(sa.Column(text, sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("views") as table:
        for column in ("edition", *TEXTS):
            kind = sa.Integer() if column == "edition" else sa.Text()
            table.alter_column(column, existing_type=kind, server_default=None)
        table.create_check_constraint(op.f("ck_views_state"), _state_among(WITH_WITHDRAWN))
        table.create_check_constraint(op.f("ck_views_edition_range"), "edition > 0")
        table.create_check_constraint(
            op.f("ck_views_only_agreed_is_acknowledged"),
            "acknowledged_at is null or (kind = 'agreed' and state = 'submitted')",
        )
        table.create_unique_constraint(
            op.f("uq_views_assessment_id_kind_edition"), ["assessment_id", "kind", "edition"]
        )
        table.create_index(
            "uq_views_one_draft",
            ["assessment_id", "kind"],
            unique=True,
            sqlite_where=DRAFT,
            postgresql_where=DRAFT,
        )


def downgrade() -> None:
    """What only a cycle holds is gone by now (see the next migration)."""
    with op.batch_alter_table("views") as table:
        table.drop_index("uq_views_one_draft")
        table.drop_constraint("uq_views_assessment_id_kind_edition", type_="unique")
        for check in ("state", "edition_range", "only_agreed_is_acknowledged"):
            table.drop_constraint(op.f(f"ck_views_{check}"), type_="check")
        for column in ("edition", *TEXTS, "acknowledged_at"):
            table.drop_column(column)
    with op.batch_alter_table("views") as table:
        table.create_check_constraint(op.f("ck_views_state"), _state_among(STATES))
        table.create_unique_constraint(
            op.f("uq_views_assessment_id_kind"), ["assessment_id", "kind"]
        )
        table.create_index(
            "uq_views_one_self_draft",
            ["author_id"],
            unique=True,
            sqlite_where=OPEN_SELF_DRAFT,
            postgresql_where=OPEN_SELF_DRAFT,
        )
    with op.batch_alter_table("assessments") as table:
        for check in (
            "not_own_manager",
            "private_has_one_view",
            "agreed_after_opening",
            "read_after_agreeing",
        ):
            table.drop_constraint(op.f(f"ck_assessments_{check}"), type_="check")
        table.drop_constraint("uq_assessments_cycle_id_person_id", type_="unique")
        table.drop_constraint("fk_assessments_cycle_id", type_="foreignkey")
        table.drop_constraint("fk_assessments_manager_id", type_="foreignkey")
        table.drop_index("ix_assessments_manager_id")
        for column in ("cycle_id", "manager_id", *MOMENTS, "extended_to"):
            table.drop_column(column)
