"""Noting that somebody read about somebody else."""

from __future__ import annotations

from portal import audit
from portal.db import db
from portal.models import Assessment, Person
from portal.transactions import aside


def note_reading(assessment_id: int, reader_id: int) -> None:
    """Note in the trace that somebody read another person's assessment, once the page is made.

    It is a small write of its own: reading waits for nobody.
    """

    def note() -> None:
        reader = db.session.get_one(Person, reader_id)
        audit.record(reader, "read assessment", db.session.get_one(Assessment, assessment_id))

    aside(note)
