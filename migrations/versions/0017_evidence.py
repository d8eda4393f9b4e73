"""Evidence and what it cites, where it is attached; quality reviews and the tone guide."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "tone_principles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("text", JSON, nullable=False),
        sa.Column("is_retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tone_principles")),
        sa.UniqueConstraint("key", name=op.f("uq_tone_principles_key")),
    )
    op.create_table(
        "quality_reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("conversation", sa.String(length=500), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("worked", sa.Text(), nullable=False),
        sa.Column("to_try", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "reviewer_id <> person_id", name=op.f("ck_quality_reviews_not_of_oneself")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_quality_reviews_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["people.id"], name=op.f("fk_quality_reviews_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_reviews")),
    )
    op.create_index(
        op.f("ix_quality_reviews_person_id"), "quality_reviews", ["person_id"], unique=False
    )
    op.create_index(
        op.f("ix_quality_reviews_reviewer_id"), "quality_reviews", ["reviewer_id"], unique=False
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "note",
                "thanks",
                "review",
                "card",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("metric", sa.String(length=200), nullable=False),
        sa.Column("period", sa.String(length=200), nullable=False),
        sa.Column("is_right_but_unhappy", sa.Boolean(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'card') = (metric <> '')", name=op.f("ck_evidence_only_cards_name_a_metric")
        ),
        sa.CheckConstraint(
            "(kind = 'review') = (review_id is not null)", name=op.f("ck_evidence_review_is_named")
        ),
        sa.CheckConstraint(
            "(kind = 'thanks') = (author_id <> person_id)",
            name=op.f("ck_evidence_thanks_come_from_others"),
        ),
        sa.CheckConstraint(
            "(metric <> '') = (period <> '')", name=op.f("ck_evidence_metric_has_a_period")
        ),
        sa.CheckConstraint("text <> ''", name=op.f("ck_evidence_says_something")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_evidence_author_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_evidence_person_id")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["quality_reviews.id"], name=op.f("fk_evidence_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("review_id", name=op.f("uq_evidence_review_id")),
    )
    op.create_index(op.f("ix_evidence_author_id"), "evidence", ["author_id"], unique=False)
    op.create_index(op.f("ix_evidence_person_id"), "evidence", ["person_id"], unique=False)
    op.create_table(
        "quality_remarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("principle_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["principle_id"], ["tone_principles.id"], name=op.f("fk_quality_remarks_principle_id")
        ),
        sa.ForeignKeyConstraint(
            ["review_id"], ["quality_reviews.id"], name=op.f("fk_quality_remarks_review_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_remarks")),
        sa.UniqueConstraint(
            "review_id", "principle_id", name=op.f("uq_quality_remarks_review_id_principle_id")
        ),
    )
    op.create_index(
        op.f("ix_quality_remarks_principle_id"), "quality_remarks", ["principle_id"], unique=False
    )
    op.create_table(
        "citations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("behaviour_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["behaviour_id"], ["behaviours.id"], name=op.f("fk_citations_behaviour_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_citations_evidence_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
        sa.UniqueConstraint(
            "evidence_id", "behaviour_id", name=op.f("uq_citations_evidence_id_behaviour_id")
        ),
    )
    op.create_index(op.f("ix_citations_behaviour_id"), "citations", ["behaviour_id"], unique=False)
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("view_id", sa.Integer(), nullable=False),
        sa.Column("competency_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["competency_id"], ["competencies.id"], name=op.f("fk_attachments_competency_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_attachments_evidence_id")
        ),
        sa.ForeignKeyConstraint(["view_id"], ["views.id"], name=op.f("fk_attachments_view_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
        sa.UniqueConstraint(
            "view_id",
            "competency_id",
            "evidence_id",
            name=op.f("uq_attachments_view_id_competency_id_evidence_id"),
        ),
    )
    op.create_index(
        op.f("ix_attachments_competency_id"), "attachments", ["competency_id"], unique=False
    )
    op.create_index(
        op.f("ix_attachments_evidence_id"), "attachments", ["evidence_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("attachments")
    op.drop_table("citations")
    op.drop_table("quality_remarks")
    op.drop_table("evidence")
    op.drop_table("quality_reviews")
    op.drop_table("tone_principles")
