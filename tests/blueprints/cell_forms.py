"""The form of one cell of the frontline draft, for tests that fill it in."""

from __future__ import annotations

from portal.domain.matrices import Matrix
from portal.queries import drafts as queries
from tests.browser import Browser, Page
from tests.drafting import draft

EDITOR = "/matrices/frontline/draft"
CELL = f"{EDITOR}/cells/product-knowledge/css1"
HERE = ("product-knowledge", "css1")
BACK = f"{EDITOR}?role=css1#cell--product-knowledge--css1"
FIRST, SECOND, THIRD = (
    "checks-before-answering",
    "says-when-an-answer-needs-checking",
    "retraces-the-customers-steps",
)
FORM = "form.cell-form"
MINE, THEIRS = "Looks it up in the guides.", "Reads the guides first."


def field(key: str, part: str = "en") -> str:
    return f"behaviours-{key}-{part}"


def press(writer: Browser, do: str = "save", *, status: int = 303, **fields: str) -> Page:
    """Fill in the form on the page and press one of its buttons."""
    typed = {name.replace("__", "-"): value for name, value in fields.items()}
    return writer.submit_form(FORM, {**typed, "do": do}, status)


def keys(matrix: Matrix | None = None, competency: str = HERE[0], role: str = HERE[1]) -> list[str]:
    row = (matrix or draft()).competency(competency)
    cell = row.expectations.get(role) if row else None
    return [b.key for b in cell.behaviours] if cell else []


def words(key: str, language: str = "en") -> str:
    return draft().every_behaviour()[key].text.texts[language]


def kinds() -> list[str]:
    """What was noted, the oldest first."""
    version = queries.stored("frontline")
    assert version is not None
    return [str(step.kind) for step in reversed(queries.steps(version))]
