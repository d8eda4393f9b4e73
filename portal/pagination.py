"""Which page of a long list is asked for, and pages of lists that are in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_sqlalchemy.pagination import Pagination

LAST = 100_000
"""Beyond it, what is asked for is no page of any list, and databases cannot count that far."""


def page_number() -> int:
    """``?page=`` as a number from 1 on; 1 where it is none."""
    wanted = request.args.get("page", 1, type=int)
    return wanted if 1 <= wanted <= LAST else 1


class ListPage(Pagination):
    """A page of things that are in memory already; an empty one past the end."""

    @classmethod
    def of(cls, things: Sequence[object], *, page: int, per_page: int) -> ListPage:
        return cls(page=page, per_page=per_page, error_out=False, things=things)

    def _query_items(self) -> list[Any]:
        start = (self.page - 1) * self.per_page
        return list(self._query_args["things"][start : start + self.per_page])

    def _query_count(self) -> int:
        return len(self._query_args["things"])
