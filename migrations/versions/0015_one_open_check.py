"""Nobody has two private checks open for the same role."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

OPEN_CHECK = sa.text("cycle_id is null and self_in_at is null")


def upgrade() -> None:
    op.create_index(
        "uq_assessments_one_open_check",
        "assessments",
        ["person_id", "role_id"],
        unique=True,
        sqlite_where=OPEN_CHECK,
        postgresql_where=OPEN_CHECK,
    )


def downgrade() -> None:
    op.drop_index("uq_assessments_one_open_check", "assessments")
