"""What the editor's templates ask: words, how texts stand, where behaviours stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.blueprints.drafts.blueprint import bp
from portal.domain.drafting.retelling import Wording
from portal.domain.drafting.texts import seen_print
from portal.domain.drafting.translations import Standing, standing
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Category, Competency, Matrix, RoleColumn
from portal.presentation import words
from portal.wording.drafting import standing_label, step_label, text_kind_label


@dataclass(frozen=True)
class Fresh:
    """The places of the matrix that look otherwise after a save."""

    rows: tuple[tuple[Competency, tuple[RoleColumn, ...]], ...] = ()
    categories: tuple[Category, ...] = ()


def fresh_cells(before: Matrix, after: Matrix, competency: str) -> Fresh:
    """The cells that a save changed, and those whose advice depends on them: the same row's."""
    rows = []
    for row in after.competencies():
        old = before.competency(row.key)
        changed = tuple(
            role
            for role in after.roles
            if row.key == competency
            or old is None
            or old.expectations.get(role.key) != row.expectations.get(role.key)
        )
        if changed:
            rows.append((row, changed))
    return Fresh(rows=tuple(rows))


def translation_gaps(
    texts: Iterable[LocalizedText | None],
) -> list[tuple[str, str, int, int]]:
    """By language: code, own name, how many of the texts it lacks, how many are outdated in it."""
    written = [text for text in texts if text]
    gaps = []
    for code, name in LANGUAGES.items():
        stand = [standing(text, code) for text in written]
        missing, outdated = stand.count(Standing.MISSING), stand.count(Standing.OUTDATED)
        if missing or outdated:
            gaps.append((code, name, missing, outdated))
    return gaps


def wording_changes(wording: Wording) -> list[tuple[str, str, str, str]]:
    """Code, own name, and the words before and after, of each language that changed."""
    before = wording.before.texts if wording.before else {}
    after = wording.after.texts if wording.after else {}
    return [
        (code, name, before.get(code, ""), after.get(code, ""))
        for code, name in LANGUAGES.items()
        if before.get(code, "") != after.get(code, "")
    ]


def also_in(matrix: Matrix, key: str, competency: str, role: str) -> list[str]:
    """The other cells in which a behaviour stands, in words."""
    found = []
    for row in matrix.competencies():
        for column in matrix.roles:
            cell = row.expectations.get(column.key)
            is_here = (row.key, column.key) == (competency, role)
            if cell is None or is_here or all(b.key != key for b in cell.behaviours):
                continue
            name = words(column.title)
            found.append(name if row.key == competency else f"{name}, {words(row.title)}")
    return found


def status_words() -> dict[str, str]:
    """How a form that saves as one types may stand, for the script that says so."""
    return {
        "data-words-saving": _("Saving…"),
        "data-words-unsaved": _("Not saved yet"),
        "data-words-retrying": _("Not saved – retrying"),
        "data-words-signed-out": _("Not saved – your sign-in has ended."),
        "data-words-invalid": _("Not saved – something you typed needs another look."),
        "data-words-conflict": _(
            "Not saved – somebody else changed it too. Choose which text to keep."
        ),
        "data-words-closed": _(
            "Not saved – this cannot be changed here any more."
            " Copy what you typed, then reload the page."
        ),
        "data-words-failed": _("That did not work. Try again in a moment."),
    }


@bp.context_processor
def asked_by_templates() -> dict[str, Any]:
    return {
        "also_in": also_in,
        "language_name": LANGUAGES.__getitem__,
        "seen_of": seen_print,
        "standing_label": standing_label,
        "standing_of": standing,
        "status_words": status_words,
        "step_label": step_label,
        "text_kind_label": text_kind_label,
        "translation_gaps": translation_gaps,
        "wording_changes": wording_changes,
    }
