"""Drafts of matrices: one at a time, with their steps; where behaviours came from; waivers.

A behaviour may move to another competency, so that its identity no longer names one. What an
imported framework does not say (a purpose, a summary, a note yet to be written) may be missing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STEP_KINDS = (
    "add",
    "reword",
    "move",
    "remove",
    "split",
    "merge",
    "weigh",
    "waive",
    "translate",
    "import",
    "undo",
    "redo",
)
OPTIONAL = (
    ("matrix_versions", "note"),
    ("roles", "ask"),
    ("roles", "purpose"),
    ("tracks", "summary"),
    ("written_competencies", "summary"),
    ("written_roles", "purpose"),
)
"""Texts that may be missing from now on, and what stands in for them when going back: titles."""


def upgrade() -> None:
    with op.batch_alter_table("behaviours") as table:
        table.drop_index("ix_behaviours_competency_id")
        table.drop_constraint("fk_behaviours_competency_id", type_="foreignkey")
        table.drop_column("competency_id")
    for name, column in OPTIONAL:
        with op.batch_alter_table(name) as table:
            table.alter_column(column, existing_type=JSON, nullable=True)
    for name in ("tracks", "roles", "moves"):
        op.add_column(name, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        with op.batch_alter_table(name) as table:
            table.alter_column("version", existing_type=sa.Integer(), server_default=None)
    for name in ("written_behaviours", "written_competencies"):
        op.add_column(name, sa.Column("came_from", JSON, nullable=False, server_default="[]"))
        with op.batch_alter_table(name) as table:
            table.alter_column("came_from", existing_type=JSON, server_default=None)
    op.add_column("written_behaviours", sa.Column("waiver", JSON, nullable=True))
    with op.batch_alter_table("matrix_versions") as table:
        table.add_column(sa.Column("based_on_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_matrix_versions_based_on_id"), "matrix_versions", ["based_on_id"], ["id"]
        )
        table.add_column(sa.Column("track_title", JSON, nullable=True))
        table.create_check_constraint(
            op.f("ck_matrix_versions_published_has_a_note"), "state = 'draft' or note is not null"
        )
    op.execute(
        "update matrix_versions set track_title = ("
        " select title from tracks join matrices on matrices.track_id = tracks.id"
        " where matrices.id = matrix_versions.matrix_id) where state <> 'draft'"
    )
    with op.batch_alter_table("matrix_versions") as table:
        table.create_check_constraint(
            op.f("ck_matrix_versions_published_names_its_track"),
            "state = 'draft' or track_title is not null",
        )
    op.create_index(
        op.f("ix_matrix_versions_based_on_id"), "matrix_versions", ["based_on_id"], unique=False
    )
    op.create_index(
        "uq_matrix_versions_one_draft",
        "matrix_versions",
        ["matrix_id"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_table(
        "draft_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*STEP_KINDS, name="kind", native_enum=False, create_constraint=True, length=20),
            nullable=False,
        ),
        sa.Column("alterations", sa.JSON(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_draft_steps_by_id")),
        sa.ForeignKeyConstraint(
            ["undoes_id"],
            ["draft_steps.id"],
            name=op.f("fk_draft_steps_undoes_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["matrix_versions.id"],
            name=op.f("fk_draft_steps_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_steps")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_draft_steps_undoes_id")),
    )
    op.create_index(op.f("ix_draft_steps_by_id"), "draft_steps", ["by_id"])
    op.create_index(op.f("ix_draft_steps_version_id"), "draft_steps", ["version_id"])


def downgrade() -> None:
    op.drop_table("draft_steps")
    op.drop_index("uq_matrix_versions_one_draft", "matrix_versions")
    op.drop_index(op.f("ix_matrix_versions_based_on_id"), "matrix_versions")
    with op.batch_alter_table("matrix_versions") as table:
        table.drop_constraint(op.f("ck_matrix_versions_published_names_its_track"), type_="check")
        table.drop_constraint(op.f("ck_matrix_versions_published_has_a_note"), type_="check")
        table.drop_column("track_title")
        table.drop_constraint(op.f("fk_matrix_versions_based_on_id"), type_="foreignkey")
        table.drop_column("based_on_id")
    for name, column in (
        ("written_behaviours", "waiver"),
        ("written_behaviours", "came_from"),
        ("written_competencies", "came_from"),
        ("moves", "version"),
        ("roles", "version"),
        ("tracks", "version"),
    ):
        with op.batch_alter_table(name) as table:
            table.drop_column(column)
    _fill_what_may_not_be_missing()
    for name, column in OPTIONAL:
        with op.batch_alter_table(name) as table:
            table.alter_column(column, existing_type=JSON, nullable=False)
    op.add_column("behaviours", sa.Column("competency_id", sa.Integer(), nullable=True))
    op.execute(
        "update behaviours set competency_id = ("
        " select min(c.competency_id) from written_behaviours b"
        " join expectations e on e.id = b.expectation_id"
        " join written_competencies c on c.id = e.competency_id"
        " where b.behaviour_id = behaviours.id)"
    )
    # Identities of drafts that were discarded half way would have no place any more.
    op.execute("delete from behaviours where competency_id is null")
    with op.batch_alter_table("behaviours") as table:
        table.alter_column("competency_id", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key(
            op.f("fk_behaviours_competency_id"), "competencies", ["competency_id"], ["id"]
        )
    op.create_index(op.f("ix_behaviours_competency_id"), "behaviours", ["competency_id"])


def _fill_what_may_not_be_missing() -> None:
    for name, column in OPTIONAL:
        stand_in = "title" if name != "matrix_versions" else None
        if stand_in:
            op.execute(f"update {name} set {column} = {stand_in} where {column} is null")  # noqa: S608
    op.execute(
        """update matrix_versions set note = '{"texts": {"en": "Draft"}, "outdated": []}'
        where note is null"""
    )
