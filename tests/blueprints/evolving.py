"""Going through the steps in which a role evolves."""

from __future__ import annotations

from typing import Any

from tests.browser import Browser, Page

WHY = "Two jobs had grown together."
FORM = "main form[method=post]"
NEW = {
    "new_roles-0-title-en": "Inbox Operations",
    "new_roles-0-title-es": "Operaciones de bandeja",
    "new_roles-0-short-en": "Inbox Ops",
    "new_roles-0-track": "operations",
    "new_roles-0-rank": "3",
    "note-en": WHY,
}


def describe_split(browser: Browser, **fields: str) -> Page:
    """The first step, filled in with a new role."""
    browser.get("ladder_admin.split", key="senior-css")
    browser.submit(FORM, do="new_roles-more", status=200)
    return browser.submit_form(FORM, {**NEW, **fields}, status=200)


def on(browser: Browser, status: int = 200, **fields: Any) -> Page:
    """From one step to the next."""
    return browser.submit(FORM, status=status, **fields)
