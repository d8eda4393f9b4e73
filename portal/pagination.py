"""Which page of a long list is asked for."""

from __future__ import annotations

from flask import request

LAST = 100_000
"""Beyond it, what is asked for is no page of any list, and databases cannot count that far."""


def page_number() -> int:
    """``?page=`` as a number from 1 on; 1 where it is none."""
    wanted = request.args.get("page", 1, type=int)
    return wanted if 1 <= wanted <= LAST else 1
