"""Each assessment knows when its self view came in.

Going back, what the older tables have no room for is let go: the assessments of cycles, later
editions of a view, and drafts that were withdrawn.
"""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

LOST = (
    "select views.id from views join assessments on assessments.id = views.assessment_id"
    " where assessments.cycle_id is not null or views.edition > 1 or views.state = 'withdrawn'"
)


def upgrade() -> None:
    op.execute(
        "update assessments set self_in_at = (select views.submitted_at from views"
        " where views.assessment_id = assessments.id and views.kind = 'self')"
    )


def downgrade() -> None:
    answers = f"select id from answers where view_id in ({LOST})"  # noqa: S608 - nothing from outside
    op.execute(f"delete from observations where answer_id in ({answers})")  # noqa: S608
    op.execute(f"delete from answers where view_id in ({LOST})")  # noqa: S608
    op.execute(f"delete from views where id in ({LOST})")  # noqa: S608
    op.execute("delete from assessments where cycle_id is not null")
