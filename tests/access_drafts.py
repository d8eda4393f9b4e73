"""Who may write drafts of matrices: people-ops, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.access_rows import PEOPLE_OPS, Row, get, post
from tests.personas import DRAFTED, Organisation


def _drafted(**more: str) -> Callable[[Organisation], dict[str, Any]]:
    """An address below the draft of the frontline matrix."""
    return lambda _: {"track": "frontline", **more}


def _writing(
    endpoint: str, marker: str = "", *, posts: int = 303, **values: str
) -> tuple[Row, Row]:
    """A page of the draft's editor and the form on it: people-ops alone."""
    at = {"refused": 403, "values": _drafted(**values)}
    name = f"drafts.{endpoint}"
    return get(name, PEOPLE_OPS, marker, **at), post(name, PEOPLE_OPS, posts, **at)


DRAFTS = (
    get("drafts.editor", PEOPLE_OPS, DRAFTED, refused=403, values=_drafted()),
    post("drafts.start", PEOPLE_OPS, refused=403, values=_drafted()),
    post("drafts.start", PEOPLE_OPS, refused=403, values=lambda _: {"track": "leadership"}),
    get("drafts.editor", PEOPLE_OPS, "There is no draft", refused=403,
         values=lambda _: {"track": "leadership"}),
    get("drafts.note", PEOPLE_OPS, status=303, refused=403,
         values=lambda _: {"track": "leadership"}),
    *_writing("discard", "Discard the draft", posts=409),
    post("drafts.undo", PEOPLE_OPS, refused=403, values=_drafted()),
    post("drafts.redo", PEOPLE_OPS, 409, refused=403, values=_drafted()),
    get("drafts.history", PEOPLE_OPS, DRAFTED, refused=403, values=_drafted()),
    get("drafts.preview", PEOPLE_OPS, DRAFTED, refused=403, values=_drafted()),
    get("drafts.preview_pdf", PEOPLE_OPS, "%PDF", refused=403,
         values=_drafted(role="css2")),
    *_writing("cell", DRAFTED, competency="product-knowledge", role="css2"),
    *_writing("drop_cell", DRAFTED, posts=409, competency="product-knowledge", role="css2"),
    *_writing("split_behaviour", posts=409, key="checks-before-answering"),
    *_writing("merge_behaviours", posts=422, key="checks-before-answering"),
    *_writing("new_competency", posts=422),
    *_writing("competency", 'name="competencies-product-knowledge-title-en"',
              key="product-knowledge"),
    *_writing("split_competency", DRAFTED, posts=422, key="product-knowledge"),
    *_writing("merge_competencies", DRAFTED, posts=409, key="product-knowledge"),
    *_writing("remove_competency", DRAFTED, posts=409, key="product-knowledge"),
    *_writing("new_category", posts=422),
    *_writing("category", key="product-and-problems"),
    *_writing("note", 'name="note-en"'),
    *_writing("roles", 'value="left/css2"'),
    *_writing("remove_role", DRAFTED, posts=409, key="css2"),
    *_writing("translations", DRAFTED, lang="es"),
)  # fmt: skip
