"""A Markdown text as sections: what stands under each heading, and what that stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from portal.domain.matrices import Weight
from portal.domain.typed import cleaned
from portal.interchange.column_words import weight_named
from portal.interchange.htmls import plain_markdown
from portal.interchange.markdown_blocks import Block, Grid, Heading, Item

_OWN_WEIGHT = re.compile(r"\*\*(?P<weight>[^*\n]{1,40})\*\* · (?P<category>.+)")


@dataclass
class Section:
    """What stands under one heading, up to the next; ``above`` are the headings it stands in."""

    level: int
    title: str
    line: int
    above: list[Section] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    weight: Weight | None = None
    category: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.items) or self.weight is not None


def sections_of(blocks: Iterable[Block]) -> list[Section]:
    """The sections in reading order; what stands before the first heading has level 0."""
    sections = [Section(0, "", 1)]
    open_: list[Section] = []
    for block in blocks:
        if isinstance(block, Heading):
            while open_ and open_[-1].level >= block.level:
                open_.pop()
            title = cleaned(plain_markdown(block.text))
            section = Section(block.level, title, block.line, list(open_))
            open_.append(section)
            sections.append(section)
        elif isinstance(block, Item):
            sections[-1].items.append(block)
        elif not isinstance(block, Grid):
            _add_paragraph(sections[-1], block.text)
    return sections


def _add_paragraph(section: Section, text: str) -> None:
    own = None if section.paragraphs or section.items else _OWN_WEIGHT.fullmatch(text)
    if own and (weight := weight_named(own["weight"])):
        section.weight = weight
        section.category = cleaned(plain_markdown(own["category"]))
    else:
        section.paragraphs.append(text)


def title_of(sections: Sequence[Section]) -> Section | None:
    """The one heading of the first level, unless it alone has a list."""
    tops = [section for section in sections if section.level == 1]
    listed = [section for section in sections if section.says_something]
    has_others = not listed or any(section.level > 1 for section in listed)
    return tops[0] if len(tops) == 1 and len(sections) > 2 and has_others else None
