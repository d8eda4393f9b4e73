"""Where to go next, when something outside the code says so: only to pages of our own."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def safe_target(wanted: str | None, *, method: str = "GET") -> str | None:
    """``wanted`` as a path of ours that answers ``method``; None for anything else.

    Browsers read several spellings (``//host``, ``/\\host``, ``http:host``) as another site, so
    only what starts with exactly one slash, holds no backslash or control character, and matches
    a route is taken, and the address is put together anew.
    """
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if "\\" in wanted or any(ord(letter) < 33 or ord(letter) == 127 for letter in wanted):
        return None
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or parts.path.startswith("//"):
        return None
    try:
        current_app.url_map.bind("localhost").match(parts.path, method=method)
    except (RequestRedirect, HTTPException):
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
