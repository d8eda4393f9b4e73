"""Matrices in versions: identities of competencies and behaviours, and what versions say."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "competencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competencies")),
        sa.UniqueConstraint("key", name=op.f("uq_competencies_key")),
    )
    op.create_table(
        "behaviours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competencies.id"], name=op.f("fk_behaviours_competency_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_behaviours")),
        sa.UniqueConstraint("key", name=op.f("uq_behaviours_key")),
    )
    op.create_index(
        op.f("ix_behaviours_competency_id"), "behaviours", ["competency_id"], unique=False
    )
    op.create_table(
        "matrices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["track_id"], ["tracks.id"], name=op.f("fk_matrices_track_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrices")),
        sa.UniqueConstraint("track_id", name=op.f("uq_matrices_track_id")),
    )
    op.create_table(
        "matrix_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("major", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("patch", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "superseded",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("note", JSON, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (published_at is null)",
            name=op.f("ck_matrix_versions_published_has_a_moment"),
        ),
        sa.ForeignKeyConstraint(
            ["matrix_id"], ["matrices.id"], name=op.f("fk_matrix_versions_matrix_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_versions")),
        sa.UniqueConstraint(
            "matrix_id",
            "major",
            "minor",
            "patch",
            name=op.f("uq_matrix_versions_matrix_id_major_minor_patch"),
        ),
    )
    op.create_index(
        "uq_matrix_versions_one_published",
        "matrix_versions",
        ["matrix_id"],
        unique=True,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "written_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("short", JSON, nullable=False),
        sa.Column("purpose", JSON, nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_written_roles_role_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["matrix_versions.id"], name=op.f("fk_written_roles_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_roles")),
        sa.UniqueConstraint(
            "version_id", "role_id", name=op.f("uq_written_roles_version_id_role_id")
        ),
    )
    op.create_index(op.f("ix_written_roles_role_id"), "written_roles", ["role_id"], unique=False)
    op.create_table(
        "written_categories",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["matrix_versions.id"], name=op.f("fk_written_categories_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_categories")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_written_categories_version_id_key")),
    )
    op.create_table(
        "written_competencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("summary", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["written_categories.id"],
            name=op.f("fk_written_competencies_category_id"),
        ),
        sa.ForeignKeyConstraint(
            ["competency_id"],
            ["competencies.id"],
            name=op.f("fk_written_competencies_competency_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_competencies")),
        sa.UniqueConstraint(
            "category_id",
            "competency_id",
            name=op.f("uq_written_competencies_category_id_competency_id"),
        ),
    )
    op.create_index(
        op.f("ix_written_competencies_competency_id"),
        "written_competencies",
        ["competency_id"],
        unique=False,
    )
    op.create_table(
        "expectations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column(
            "weight",
            sa.Enum(
                "must-have",
                "expected",
                "later",
                name="weight",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["competency_id"],
            ["written_competencies.id"],
            name=op.f("fk_expectations_competency_id"),
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_expectations_role_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expectations")),
        sa.UniqueConstraint(
            "competency_id", "role_id", name=op.f("uq_expectations_competency_id_role_id")
        ),
    )
    op.create_index(op.f("ix_expectations_role_id"), "expectations", ["role_id"], unique=False)
    op.create_table(
        "written_behaviours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("expectation_id", sa.Integer(), nullable=False),
        sa.Column("behaviour_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["behaviour_id"], ["behaviours.id"], name=op.f("fk_written_behaviours_behaviour_id")
        ),
        sa.ForeignKeyConstraint(
            ["expectation_id"],
            ["expectations.id"],
            name=op.f("fk_written_behaviours_expectation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_written_behaviours")),
        sa.UniqueConstraint(
            "expectation_id",
            "behaviour_id",
            name=op.f("uq_written_behaviours_expectation_id_behaviour_id"),
        ),
    )
    op.create_index(
        op.f("ix_written_behaviours_behaviour_id"),
        "written_behaviours",
        ["behaviour_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("written_behaviours")
    op.drop_table("expectations")
    op.drop_table("written_competencies")
    op.drop_table("written_categories")
    op.drop_table("written_roles")
    op.drop_table("matrix_versions")
    op.drop_table("matrices")
    op.drop_table("behaviours")
    op.drop_table("competencies")
