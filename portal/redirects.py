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
    if _endpoint_of(parts.path, method) is None:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def way_back(wanted: str | None, *, to: str) -> str | None:
    """``wanted`` as a path of ours, if it is a page of the endpoint ``to``; None for another."""
    target = safe_target(wanted)
    if target is None or _endpoint_of(urlsplit(target).path, "GET") != to:
        return None
    return target


def _endpoint_of(path: str, method: str) -> str | None:
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(path, method=method)
    except (RequestRedirect, HTTPException):
        return None
    return str(endpoint)
