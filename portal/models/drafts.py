"""What was done to a draft matrix, step by step, so that steps can be taken back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, choice, moment, pk
from portal.domain.drafting.steps import StepKind
from portal.models.people import Person


class DraftStep(Base):
    """One edit of a draft: the places it altered, and what they held before and after.

    It goes when the draft is published or discarded: what lasts is in the versions.
    """

    __tablename__ = "draft_steps"

    id: Mapped[pk]
    version_id: Mapped[int] = mapped_column(
        ForeignKey("matrix_versions.id", ondelete="CASCADE"), index=True
    )
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    at: Mapped[moment]
    kind: Mapped[StepKind] = choice(StepKind, "kind")
    alterations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undoes_id: Mapped[int | None] = mapped_column(
        ForeignKey("draft_steps.id", ondelete="CASCADE"), unique=True
    )

    by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
