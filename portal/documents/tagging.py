"""What a screen reader needs and WeasyPrint 70 leaves out of a tagged PDF.

- A passage's language: without it English words are read with a Spanish voice.
- A header cell's scope: without it nobody can say which row and column a cell belongs to.
- Which headers a cell has, beside a cell that spans several rows: there it miscounts columns.
- Running heads and feet as artifacts: page furniture, not something to read on every page.
- Links that show in print as on screen.

WeasyPrint has no hook for these, so two of its functions are wrapped; ``requirements`` pins its
version, and the tests read the result back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import MarginBox, ParentBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

_build_box_tree = tags._build_box_tree
_marked = Stream.marked

PRINTED = 4
"""The annotation flag that says so."""

FURNITURE = pydyf.Dictionary({"Type": "/Pagination"})


def _build_described_box_tree(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)  # an absolutely placed box comes in a wrapper
    if isinstance(box, MarginBox):
        return
    is_root = box.element is None or box.element.tag in ("html", "body")
    attributes = {} if is_root else box.element.attrib
    if box.link_annotation:
        box.link_annotation["F"] = PRINTED
    for tag in _build_box_tree(box, parent, *rest):
        if language := attributes.get("lang"):
            tag["Lang"] = f"({language})"
        if tag["S"] == "/TH":
            tag["A"]["Scope"] = "/Row" if _heads_row(box) else "/Column"
        if tag["S"] == "/Table":
            _relate_to_headers(list(_rows(box)))
        yield tag


def _heads_row(cell: Any) -> bool:
    return bool(cell.element.attrib.get("scope") == "row")


def _rows(box: Any) -> Iterator[Any]:
    for child in box.children:
        if child.element_tag == "tr":
            yield child
        elif isinstance(child, ParentBox):
            yield from _rows(child)


def _relate_to_headers(rows: list[Any]) -> None:
    """Name for each cell of a table the headers before it in its row, then those of its column."""
    columns: defaultdict[int, list[pydyf.String]] = defaultdict(list)
    for row in rows:
        headers: list[pydyf.String] = []
        for cell in row.children:
            across = range(cell.grid_x, cell.grid_x + cell.colspan)
            if cell.element_tag == "td":
                above = [header for column in across for header in columns[column]]
                cell.mark["A"]["Headers"] = pydyf.Array([*headers, *above])
            elif _heads_row(cell):
                headers.append(cell.mark["ID"])
            else:
                for column in across:
                    columns[column].append(cell.mark["ID"])


@contextmanager
def _marked_unless_furniture(stream: Stream, box: Any, tag: str) -> Iterator[None]:
    if box.element is not None:
        with _marked(stream, box, tag):
            yield
        return
    # Only the boxes in a page's margins belong to no element.
    pydyf.Stream.begin_marked_content(stream, "Artifact", FURNITURE)
    yield
    pydyf.Stream.end_marked_content(stream)


def complete_tags() -> None:
    """Have every PDF that this process writes from now on tagged completely."""
    tags._build_box_tree = _build_described_box_tree
    Stream.marked = _marked_unless_furniture
