"""Frameworks written as Markdown: a section a role, in it a heading a competency, then a list.

Categories may stand between the two, and competencies may come first with the roles below them.
The portal's own files say weight and category in a line below the competency.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from portal.domain.languages import BASE_LANGUAGE, LocalizedText
from portal.domain.typed import cleaned
from portal.interchange.column_words import names_a_role
from portal.interchange.gathering import ALL_LEVELS, Gathering
from portal.interchange.htmls import check_marks, plain_markdown
from portal.interchange.language_marks import language_of
from portal.interchange.markdown_blocks import Block, Grid, Heading, Item, blocks_of
from portal.interchange.markdown_sections import Section, sections_of, title_of
from portal.interchange.readings import (
    MOST_COLUMNS,
    FileRefusal,
    FileRefused,
    Place,
    ProblemKind,
    ReadBehaviour,
    ReadFramework,
)
from portal.interchange.registers import UNCATEGORISED
from portal.interchange.tables import Rows, Table
from portal.interchange.written_words import WORDS

_OWN_VERSION = re.compile(r"\*\w{1,20} \d{1,5}\.\d{1,5}\.\d{1,5} \([^()\n]{1,40}\)\*")
_OWN_WAIVER = re.compile(
    r"\*(?:" + "|".join(re.escape(words.waiver) for words in WORDS.values()) + r"):\*\s*(.+)", re.S
)


def read(text: str, first_line: int = 1) -> ReadFramework | tuple[Table, ...]:
    """A framework in headings and lists, or the tables in the text when most stands in those.

    FileRefused when there is neither.
    """
    check_marks([text])
    blocks = list(blocks_of(text, first_line))
    items = sum(isinstance(block, Item) for block in blocks)
    tables = _tables(blocks)
    if sum(len(table.rows) for table in tables) > items:
        return tables
    return _Reading(sections_of(blocks)).framework()


def _tables(blocks: Iterable[Block]) -> tuple[Table, ...]:
    tables = []
    name = ""
    for block in blocks:
        if isinstance(block, Heading):
            name = plain_markdown(block.text)
        elif isinstance(block, Grid) and len(block.rows) > 1:
            rows = Rows()
            for line, cells in block.rows:
                rows.add(line, [plain_markdown(cell) for cell in cells[: MOST_COLUMNS + 1]])
            tables.append(rows.table(name, is_sheet=bool(name)))
    return tuple(tables)


class _Reading:
    """One Markdown text being read."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._gathering = Gathering()
        self._all = sections
        self._title = title_of(sections)
        self._is_own = self._title is not None and any(
            _OWN_VERSION.fullmatch(text) for text in self._title.paragraphs[:1]
        )
        spoken = [item.text for section in sections for item in section.items]
        self._language = language_of(spoken) or BASE_LANGUAGE

    def framework(self) -> ReadFramework:
        leaves = [s for s in self._all if s.says_something and s.level and s is not self._title]
        if not leaves and not self._is_own:
            leaves = self._prose()
        depth = Counter(
            len(self._chain(leaf)) for leaf in leaves for _ in range(len(leaf.items) or 1)
        )
        usual = 2 if self._is_own else depth.most_common(1)[0][0] if depth else 0
        if not usual:
            raise FileRefused(FileRefusal.NOT_A_FRAMEWORK)
        role_at = 0 if self._is_own else self._role_level(leaves, usual)
        if self._is_own:
            self._take_own_roles()
        for section in leaves:
            self._take(section, usual, role_at)
        self._note_what_is_left(leaves)
        title = self._title.title if self._title else ""
        framework = self._gathering.finished(title=self._text(title) if title else None)
        return replace(framework, note=self._note())

    def _usual_depth(self, leaves: Sequence[Section]) -> int:
        """How many headings stand above most behaviours, the title of the text not counted."""
        depths: Counter[int] = Counter()
        for leaf in leaves:
            depths[len(self._chain(leaf))] += len(leaf.items)
        return max(depths, key=lambda depth: depths[depth], default=0)

    def _prose(self) -> list[Section]:
        """Headings with paragraphs instead of lists: each paragraph is a behaviour."""
        inner = {id(above) for section in self._all for above in section.above}
        leaves = [
            section
            for section in self._all
            if section.paragraphs and section.level and id(section) not in inner
        ]
        for leaf in leaves:
            leaf.items = [Item([text], leaf.line + 1) for text in leaf.paragraphs]
            leaf.paragraphs = []
        return leaves

    def _chain(self, section: Section) -> list[Section]:
        return [one for one in [*section.above, section] if one is not self._title]

    def _role_level(self, leaves: Sequence[Section], usual: int) -> int | None:
        """Which heading from the top names roles; None when none of them does."""
        chains = [chain for leaf in leaves if len(chain := self._chain(leaf)) >= usual]
        shares = []
        for at in range(usual):
            titles = {chain[at].title for chain in chains}
            shares.append(sum(map(names_a_role, titles)) / max(1, len(titles)))
        best = max(range(usual), key=lambda at: shares[at])
        if 2 * shares[best] > 1:
            return best
        inner = Counter(chain[-1].title for chain in chains)
        repeats = any(count > 1 for count in inner.values())
        if usual > 1 and (repeats or shares[0]):
            return 0
        if self._title and names_a_role(self._title.title):
            return None
        raise FileRefused(FileRefusal.NOT_A_FRAMEWORK)

    def _take(self, section: Section, usual: int, role_at: int | None) -> None:
        chain = self._chain(section)[:usual]
        place = Place(row=section.line, column=section.title)
        if len(chain) < usual:
            self._gathering.note(ProblemKind.LEFT_OUT, place, section.title)
            return
        others = [one for at, one in enumerate(chain) if at != role_at]
        if not others:
            self._gathering.note(ProblemKind.COMPETENCY_MISSING, place)
            return
        competency = others[-1]
        group = competency.category or (others[-2].title if len(others) > 1 else "")
        category = self._gathering.category({self._language: group}) if group else UNCATEGORISED
        number = self._gathering.competency(
            {self._language: competency.title},
            category=category,
            summary={self._language: self._plain(competency.paragraphs)},
            place=place,
        )
        found = [read for item in section.items if (read := self._behaviour(item, place))]
        self._gathering.put(self._role(chain, role_at), number, found, section.weight, place)

    def _role(self, chain: Sequence[Section], role_at: int | None) -> int:
        if role_at is None:
            return self._gathering.role({self._language: self._title_words()})
        heading = chain[role_at]
        role = self._gathering.role(
            {self._language: heading.title}, place=Place(heading.line, heading.title)
        )
        if not heading.items:
            self._gathering.role_purpose(role, {self._language: self._plain(heading.paragraphs)})
        return role

    def _title_words(self) -> str:
        return self._title.title if self._title else ALL_LEVELS[self._language]

    def _take_own_roles(self) -> None:
        """The portal's own files have a section for every role, even one without expectations."""
        for section in self._all:
            if section.level == 2:
                self._role([section], 0)

    def _behaviour(self, item: Item, place: Place) -> ReadBehaviour | None:
        words = cleaned(plain_markdown(item.text))
        if not words:
            return None
        waiver = next(
            (found[1] for text in item.paragraphs_after if (found := _OWN_WAIVER.match(text))), None
        )
        return ReadBehaviour(
            self._text(words),
            place=replace(place, row=item.line),
            waiver=self._text(cleaned(plain_markdown(waiver))) if waiver else None,
        )

    def _note(self) -> LocalizedText | None:
        if self._is_own and self._title and (words := self._plain(self._title.paragraphs[1:])):
            return self._text(words)
        return None

    def _note_what_is_left(self, leaves: Sequence[Section]) -> None:
        """Sections that hold no behaviours, the outermost of each; text above all of them too."""
        used = {id(one) for leaf in leaves for one in [leaf, *leaf.above]}
        for section in self._all:
            if self._is_own and section.level in {1, 2}:
                continue
            is_unused = id(section) not in used and section is not self._title
            is_outermost = all(id(above) in used or above is self._title for above in section.above)
            if (is_unused and section.level and is_outermost) or (
                section.items and (section is self._title or not section.level)
            ):
                place = Place(row=section.line, column=section.title)
                self._gathering.note(ProblemKind.LEFT_OUT, place, section.title)

    def _plain(self, paragraphs: Iterable[str]) -> str:
        return "\n".join(cleaned(plain_markdown(text)) for text in paragraphs)

    def _text(self, words: str) -> LocalizedText:
        return LocalizedText({self._language: words})
