"""The items of a package as a tree, whatever the associations say: no cycle, nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from portal.interchange.case.item_types import ItemKind
from portal.interchange.case.sources import HAS_LEVEL, PART_OF, Node, Source, Tie
from portal.interchange.case.wordings import Wordings
from portal.interchange.readings import ProblemKind

KINDS = {
    ItemKind.CATEGORY: ("category", "cluster", "domain", "strand", "theme"),
    ItemKind.COMPETENCY: ("skill", "attribute"),
    ItemKind.BEHAVIOUR: ("behavior", "indicator", "performance indicator"),
    ItemKind.ROLE: ("role", "level", "proficiency level", "skill level"),
}
"""What others call the kinds of items, beside our own words for them."""

LONGEST_CODE = 100
NAMES = {name: kind for kind, others in KINDS.items() for name in (kind.value.casefold(), *others)}


def stated_kind(node: Node) -> ItemKind | None:
    """The kind an item says it is of, where it says one that we know."""
    return NAMES.get(node.kind)


@dataclass
class Tree:
    """``levels`` are the items that others name as their level; they stand outside the tree."""

    roots: list[Node] = field(default_factory=list)
    children: dict[str, list[Node]] = field(default_factory=dict)
    parents: dict[str, Node] = field(default_factory=dict)
    levels: list[Node] = field(default_factory=list)

    def under(self, node: Node) -> list[Node]:
        return self.children.get(node.identifier, [])

    def put(self, node: Node, parent: Node | None) -> None:
        if parent is None:
            self.roots.append(node)
            return
        self.children.setdefault(parent.identifier, []).append(node)
        self.parents.setdefault(node.identifier, parent)


def tree_of(source: Source, wordings: Wordings) -> Tree:
    """The tree that the associations draw, or the items' codes where there are none."""
    tree = Tree()
    named = {tie.destination for tie in source.tied(HAS_LEVEL)}
    level_ids = {
        node.identifier
        for node in source.nodes.values()
        if node.identifier in named or stated_kind(node) is ItemKind.ROLE
    }
    ties = sorted(
        (tie for tie in source.ties if tie.kind in PART_OF and tie.origin in source.nodes),
        key=lambda tie: tie.position,
    )
    tree.levels = _in_order(
        [source.nodes[tie.origin] for tie in ties if tie.origin in level_ids],
        [node for node in source.nodes.values() if node.identifier in level_ids],
    )
    rest = {key: node for key, node in source.nodes.items() if key not in level_ids}
    if not ties:
        _by_codes(tree, rest.values())
        return tree
    wanted: dict[str, list[str]] = {}
    at_root: list[Node] = []
    for tie in ties:
        if tie.origin in rest and tie.destination in rest and tie.destination != tie.origin:
            wanted.setdefault(tie.destination, []).append(tie.origin)
        elif tie.origin in rest and tie.destination in source.roots:
            at_root.append(rest[tie.origin])
    _grow(tree, at_root, rest, wanted, wordings)
    _leave_out_shelves(tree, level_ids, ties)
    return tree


def _grow(
    tree: Tree,
    at_root: list[Node],
    rest: dict[str, Node],
    wanted: dict[str, list[str]],
    wordings: Wordings,
) -> None:
    """From the document down; what that does not reach stands beside it, and is told."""
    placed: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    below = {child for children in wanted.values() for child in children}
    orphans = [node for key, node in rest.items() if key not in below]
    expected = {node.identifier for node in at_root}
    for node in [*at_root, *orphans, *rest.values()]:
        if node.identifier in placed:
            continue
        if node.identifier not in expected:
            wordings.note(ProblemKind.ORPHAN, node.place, node.words)
        tree.put(node, None)
        placed.add(node.identifier)
        waiting = [node]
        while waiting:
            parent = waiting.pop()
            for key in wanted.get(parent.identifier, ()):
                is_leaf = key not in wanted
                if (parent.identifier, key) in pairs or (key in placed and not is_leaf):
                    continue  # a cycle, or a branch that hangs elsewhere already
                pairs.add((parent.identifier, key))
                tree.put(rest[key], parent)
                if key not in placed:
                    placed.add(key)
                    waiting.append(rest[key])


def _by_codes(tree: Tree, nodes: Iterable[Node]) -> None:
    """The tree that codes such as 1, 1.2 and 1.2.3 draw; without them everything is a root."""
    nodes = list(nodes)
    by_code = {node.code: node for node in nodes if 0 < len(node.code) <= LONGEST_CODE}
    for node in nodes:
        above = node.code[:LONGEST_CODE].rpartition(".")[0]
        while above and above not in by_code:
            above = above.rpartition(".")[0]
        parent = by_code.get(above) if above else None
        tree.put(node, parent if parent is not node else None)


def _leave_out_shelves(tree: Tree, level_ids: set[str], ties: Iterable[Tie]) -> None:
    """An item that only holds the levels together is no competency."""
    shelves = {tie.destination for tie in ties if tie.origin in level_ids}
    tree.roots = [node for node in tree.roots if node.identifier not in shelves or tree.under(node)]


def _in_order(first: Iterable[Node], then: Iterable[Node]) -> list[Node]:
    return list({node.identifier: node for node in (*first, *then)}.values())
