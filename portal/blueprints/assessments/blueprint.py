"""The pages of assessments: private checks, and the views of a round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

from portal.domain.assessments import ViewKind

Page = TypeVar("Page", bound=Callable[..., Any])

bp = Blueprint("assessments", __name__, url_prefix="/assessments")

PLACES = {ViewKind.SELF: "", ViewKind.MANAGER: "/manager", ViewKind.AGREED: "/agreed"}
"""Where the pages of each view are, below the address of its assessment."""


def of_each_view(rule: str, **options: Any) -> Callable[[Page], Page]:
    """Put a page at the place of each kind of view; it is told which by ``kind``.

    An address that is built without a ``kind`` is that of one's own view.
    """

    def put(page: Page) -> Page:
        for kind in PLACES:
            of_view(kind, rule, **options)(page)
        return page

    return put


def of_view(kind: ViewKind, rule: str, **options: Any) -> Callable[[Page], Page]:
    """The same for one kind; of several on one page, that of one's own view stands nearest to it.

    It is the first to be put in place then, and so the one without a ``kind``.
    """
    place = f"/<int:assessment_id>{PLACES[kind]}/{rule}"
    return bp.route(place, defaults={"kind": kind.value}, **options)
