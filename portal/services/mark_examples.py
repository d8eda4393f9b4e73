"""Keeping the examples of what marks look like; those shipped with the portal stay at hand.

Whoever changes the examples of a competency waits for whoever is changing them; whoever writes an
answer or a matrix about it does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import select

from portal import audit
from portal.config import ROOT
from portal.db import db
from portal.domain.languages import LocalizedText
from portal.domain.observations import Mark
from portal.models import Competency, MarkExample, Person
from portal.queries import mark_examples as queries
from portal.services.row_edits import check_version, put
from portal.services.seeds import files


def shipped(key: str) -> Mapping[Mark, LocalizedText]:
    """The examples of a competency as they come with the portal; empty where none do."""
    return _all_shipped().get(key, {})


@cache
def _all_shipped() -> Mapping[str, Mapping[Mark, LocalizedText]]:
    file = files.read_mark_examples(ROOT / "seeds")
    return {key: entry.by_mark() for key, entry in file.examples.items()} if file else {}


def reword(key: str, texts: Mapping[Mark, LocalizedText], *, version: int, by: Person) -> None:
    """Word the examples of a competency anew; a form that is sent twice changes them once."""
    competency_id = db.session.scalars(
        select(Competency.id).where(Competency.key == key).with_for_update(key_share=True)
    ).one()
    rows = queries.rows(key)
    if all(mark in rows and rows[mark].text == text for mark, text in texts.items()):
        return
    check_version(queries.version_of(rows), version)
    for mark, text in texts.items():
        if mark not in rows:
            example = MarkExample(competency_id=competency_id, mark=mark, text=text)
            db.session.add(example)
            audit.record(by, "added example of mark", example)
        elif changed := put(rows[mark], {"text": text}):
            audit.record(by, "changed example of mark", rows[mark], changed)
