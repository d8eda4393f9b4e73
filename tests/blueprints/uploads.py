"""Sending a file to be imported, as a browser does."""

from __future__ import annotations

from sqlalchemy import func, select

from portal.db import db
from portal.models import ImportFile
from tests.browser import Browser, Page


def upload(
    browser: Browser, content: bytes | str, name: str = "team.csv", status: int = 303
) -> Page:
    """Send a file as a browser does, in one body of a stated length."""
    sent = content.encode() if isinstance(content, str) else content
    edge = "------------------------an-edge"
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
        f"{browser.token()}\r\n"
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return browser.open(
        "/imports/new",
        method="POST",
        status=status,
        data=head.encode() + sent + f"\r\n--{edge}--\r\n".encode(),
        content_type=f"multipart/form-data; boundary={edge}",
    )


def looked_at(browser: Browser, content: bytes | str, name: str = "team.csv") -> Page:
    return browser.follow(upload(browser, content, name))


def waiting() -> int:
    return db.session.scalar(select(func.count(ImportFile.id))) or 0
