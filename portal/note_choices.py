"""Choosing a note of somebody's evidence log: the same wherever one shows something."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from wtforms import SelectChoice

from portal.models import Evidence
from portal.wording.days import day

SHOWN_OF_A_NOTE = 70


def note_choices(notes: Iterable[Evidence]) -> list[SelectChoice]:
    """None of them, or one by its id: its day and how it begins, in one line."""
    return [SelectChoice("", _("None"))] + [
        SelectChoice(str(note.id), _line(note)) for note in notes
    ]


def _line(note: Evidence) -> str:
    words = " ".join(note.text.split())
    if len(words) > SHOWN_OF_A_NOTE:
        words = words[:SHOWN_OF_A_NOTE].rsplit(" ", 1)[0] + "…"
    return f"{day(note.happened_on)}: {words}"
