"""Files that people-ops are about to import: kept between the upload and the decision."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, moment, pk


class ImportFile(Base):
    """An uploaded file, with what its uploader chose so far. Only they can open it.

    It goes when it was imported or thrown away, and after a day in any case.
    """

    __tablename__ = "import_files"

    id: Mapped[pk]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    uploaded_at: Mapped[moment]
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes]
    choices: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own idiom
