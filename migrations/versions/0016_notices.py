"""What people are told, in the portal and by mail, and how often they ask to be reminded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cycle_opened",
                "cycle_extended",
                "cycle_paused",
                "cycle_resumed",
                "cycle_closed",
                "self_view_due",
                "manager_views_due",
                "talk_due",
                "manager_changed",
                "manager_chosen",
                "views_open",
                "view_reopened",
                "agreed_ready",
                "acknowledged",
                "evidence_asked",
                "evidence_shared",
                "thanked",
                "review_received",
                "goal_quiet",
                "goal_checked_in",
                "enrolled",
                "module_done",
                "module_confirmed",
                "module_missing",
                "module_taken_back",
                "exercise_opened",
                "exercise_closed",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_notices_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("key", name=op.f("uq_notices_key")),
    )
    op.create_index(
        "ix_notices_person_id_seen_at", "notices", ["person_id", "seen_at"], unique=False
    )
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sending",
                "sent",
                "failed",
                "in_doubt",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at is not null)", name=op.f("ck_mails_sent_has_a_moment")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_mails_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mails_message_id")),
        sa.UniqueConstraint("notice_id", name=op.f("uq_mails_notice_id")),
    )
    op.create_index("ix_mails_state_due_at", "mails", ["state", "due_at"], unique=False)
    with op.batch_alter_table("accounts") as table:
        table.add_column(
            sa.Column("gets_mail", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        table.add_column(
            sa.Column(
                "evidence_reminder",
                sa.Enum(
                    "never",
                    "weekly",
                    "fortnightly",
                    name="evidence_reminder",
                    native_enum=False,
                    create_constraint=False,
                    length=20,
                ),
                server_default="never",
                nullable=False,
            )
        )
        table.create_check_constraint(
            op.f("ck_accounts_evidence_reminder"),
            "evidence_reminder in ('never', 'weekly', 'fortnightly')",
        )
    with op.batch_alter_table("accounts") as table:
        table.alter_column("evidence_reminder", existing_type=sa.String(20), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        table.drop_constraint(op.f("ck_accounts_evidence_reminder"), type_="check")
        table.drop_column("evidence_reminder")
        table.drop_column("gets_mail")
    op.drop_table("mails")
    op.drop_table("notices")
