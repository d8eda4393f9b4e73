"""What a form says of what was typed into it."""

from __future__ import annotations

from tests.browser import Page


def error_at(page: Page, field: str) -> str:
    """What is said beside a field, which must also stand in the summary, leading there."""
    said = page.texts(f"#{field}-error")[0].removeprefix("Error: ")
    assert said in page.texts(f'.error-summary a[href="#{field}"]')
    return said
