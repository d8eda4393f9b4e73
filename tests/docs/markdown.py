"""The documentation, taken apart: pages, their blocks, tables, headings and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.config import ROOT

DOCS = ROOT / "docs"
AT_THE_TOP = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
PAGES = tuple(sorted([*(ROOT / name for name in AT_THE_TOP), *DOCS.rglob("*.md")]))

FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<content>.*?)^```$", re.M | re.S)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@dataclass(frozen=True)
class Block:
    """A fenced block: what stands behind its fence, and its content."""

    info: str
    content: str


def blocks(page: Path) -> list[Block]:
    return [Block(m["info"].strip(), m["content"]) for m in FENCE.finditer(page.read_text())]


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", page.read_text())


def anchors(page: Path) -> set[str]:
    """What a link may point at within a page: its headings, as Git hosts name them."""
    headings = re.findall(r"^#+ (.+)$", prose(page), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in headings}


def section(page: Path, heading: str) -> str:
    """What stands below a heading, up to the next one of the same height or higher."""
    text = page.read_text()
    found = re.search(rf"^(?P<marks>#+) {re.escape(heading)}$", text, re.M)
    assert found, f"{name_of(page)} has no heading {heading!r}"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found['marks'])}}} ", FENCE.sub(_blanked, rest), re.M)
    return rest[: end.start()] if end else rest


def _blanked(block: re.Match[str]) -> str:
    return " " * len(block[0])


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table row, headings and rules left out."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        is_rule = re.fullmatch(r"\|[-|: ]+\|", line)
        heads_a_table = number + 1 < len(lines) and re.fullmatch(r"\|[-|: ]+\|", lines[number + 1])
        if line.startswith("|") and not is_rule and not heads_a_table:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def links(page: Path) -> list[str]:
    return [match["target"] for match in LINK.finditer(prose(page))]
