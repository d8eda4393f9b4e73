"""The rows of a Moodle competency framework as the tree they describe."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.keys import is_key
from portal.domain.names import folded
from portal.interchange.column_words import names_a_role
from portal.interchange.htmls import check_marks, plain_markdown
from portal.interchange.htmls import plain as plain_html
from portal.interchange.language_marks import plain
from portal.interchange.tables import Row

PARENT, NUMBER, NAME, DESCRIPTION, FORMAT = range(5)
CROSS_REFERENCES = 10

_LEVELS = re.compile(r"levels?|roles?|nivel(es)?|puestos?|proficiency( levels?)?|grades?")
_CUT = re.compile(r"(\.{3}|…)\s*$")
_OWN_PREFIX = re.compile(r"(categories|competencies|behaviours|levels)/")
_MARKDOWN = "4"
LONGEST_NAME = 100


@dataclass
class Node:
    """One competency in Moodle's sense, whatever it is to us."""

    number: str
    parent: str
    name: str
    description: str
    related: tuple[str, ...]
    row: int
    depth: int = 0
    children: list[Node] = field(default_factory=list)

    def under(self) -> Iterator[Node]:
        """Everything below this one, in the file's order."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    @property
    def is_cut(self) -> bool:
        return len(self.name) >= LONGEST_NAME or _CUT.search(self.name) is not None

    @property
    def words(self) -> str:
        """The whole wording: the description where the name is only its beginning."""
        start = folded(_CUT.sub("", self.name)).strip()
        begins = folded(self.description).startswith(start[: LONGEST_NAME - 5])
        return self.description if self.description and begins else self.name


@dataclass(frozen=True)
class Tree:
    """The top of the tree, its rows that hang on nothing, and those without a name or number."""

    top: tuple[Node, ...]
    orphans: tuple[Node, ...]
    nameless: tuple[int, ...]

    def levels(self) -> Node | None:
        """The branch whose members are cross-referenced with the rest, if there is one."""
        ends = [(node, other) for node in self._all() for other in node.related]
        if not ends:
            return None
        candidates = []
        for branch in self.top:
            inside = {branch.number} | {node.number for node in branch.under()}
            if branch.children and all((n.number in inside) != (o in inside) for n, o in ends):
                candidates.append(branch)
        named = [branch for branch in candidates if _LEVELS.fullmatch(plain(branch.name))]
        rolish = [
            branch
            for branch in candidates
            if all(names_a_role(leaf.name) for leaf in branch.under() if not leaf.children)
        ]
        return next(iter(named or rolish or (candidates if len(self.top) > 1 else [])), None)

    def links(self, levels: Node) -> Mapping[str, set[str]]:
        """The levels that each other number is cross-referenced with, whichever row says so."""
        inside = {node.number for node in levels.under()}
        linked: dict[str, set[str]] = {}
        for node in self._all():
            for other in node.related:
                number, level = (
                    (other, node.number)
                    if node.number in inside
                    else (
                        node.number,
                        other,
                    )
                )
                if level in inside:
                    linked.setdefault(number, set()).add(level)
        return linked

    def _all(self) -> Iterator[Node]:
        for branch in self.top:
            yield branch
            yield from branch.under()


def own_key(number: str) -> str | None:
    """The key that the portal wrote as an id number, or one that would do as a key."""
    key = _OWN_PREFIX.sub("", number)
    return key if is_key(key) and not key.isdigit() else None


def tree_of(rows: Sequence[Row], *, has_references: bool) -> Tree:
    """The tree of the rows below the framework's. A number given twice means its later row."""
    check_marks(row.cell(DESCRIPTION) for row in rows if row.cell(FORMAT) == _MARKDOWN)
    nodes: dict[str, Node] = {}
    nameless: list[int] = []
    for row in rows:
        number, name = row.cell(NUMBER), row.cell(NAME)
        if not number or not name:
            nameless.append(row.number)
            continue
        nodes[number] = Node(
            number,
            row.cell(PARENT),
            name,
            _description(row),
            _related(row) if has_references else (),
            row.number,
        )
    for node in nodes.values():
        if node.parent in nodes:
            nodes[node.parent].children.append(node)
    top = [node for node in nodes.values() if not node.parent]
    reached: set[str] = set()
    for branch in top:
        _descend(branch, reached)
    orphans = [node for node in nodes.values() if node.number not in reached]
    return Tree(tuple(top), tuple(orphans), tuple(nameless))


def usual_depth(branches: Sequence[Node]) -> int:
    """How deep the behaviours lie: where most of the leaves are. The top is 1."""
    depths = Counter(
        node.depth for branch in branches for node in [branch, *branch.under()] if not node.children
    )
    return max(depths, key=lambda depth: (depths[depth], depth), default=0)


def _descend(branch: Node, reached: set[str]) -> None:
    branch.depth = 1
    waiting = [branch]
    while waiting:
        node = waiting.pop()
        reached.add(node.number)
        for child in node.children:
            child.depth = node.depth + 1
            waiting.append(child)


def _description(row: Row) -> str:
    written = row.cell(DESCRIPTION)
    return plain_markdown(written) if row.cell(FORMAT) == _MARKDOWN else plain_html(written)


def _related(row: Row) -> tuple[str, ...]:
    listed = row.cell(CROSS_REFERENCES).split(",")
    numbers = (number.strip().replace("%2C", ",").replace("%2c", ",") for number in listed)
    return tuple(number for number in numbers if number)
