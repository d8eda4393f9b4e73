"""Holding on to a form that was sent after the sign-in had ended, so that nothing typed is lost.

The sign-in page carries what was sent as one hidden field; after signing in, the person is shown
that it is still there and sends it again with one button.
"""

from __future__ import annotations

import json

from flask import request

from portal.blueprints.accounts.forms import LONGEST_HELD

Pairs = list[tuple[str, str]]


def held_form() -> str:
    """The fields of the form just sent, as JSON; empty when there is nothing to hold."""
    pairs = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", "password", "current_password", "new_password"}
    ]
    written = json.dumps(pairs, ensure_ascii=False) if pairs else ""
    return written if len(written) <= LONGEST_HELD else ""


def read_held(written: str) -> Pairs:
    """The fields of a held form; nothing when it is not one."""
    try:
        pairs = [(str(name), str(value)) for name, value in json.loads(written)]
        for pair in pairs:
            "".join(pair).encode()  # half a surrogate pair is no text that a page can hold
        return pairs
    except (ValueError, TypeError, RecursionError):
        return []
