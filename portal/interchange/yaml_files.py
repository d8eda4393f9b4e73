"""Lossless matrices as YAML for people to edit, and YAML files read with care."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from portal.domain.matrices import Matrix
from portal.interchange import lossless
from portal.interchange.lossless_shapes import Lines, Path
from portal.interchange.readings import FileRefusal, FileRefused, ReadFramework
from portal.interchange.text_files import decoded

try:
    from yaml import CSafeLoader as _FastLoader
except ImportError:  # PyYAML without libyaml reads the same, ten times slower
    from yaml import SafeLoader as _FastLoader  # type: ignore[assignment]

MOST_VALUES = 1_000_000
"""Values in a file once its aliases are written out; more than 20,000 behaviours ever need."""

DEEPEST = 40
WIDTH = 100

HEADING = """\
# A competency matrix. Keys are for good; wordings may change. A text is written by language, and
# "outdated" names the languages whose wording is older than the original.
"""

_NULL = "tag:yaml.org,2002:null"
_TAGS: Mapping[type[yaml.Event], frozenset[str]] = {
    yaml.ScalarEvent: frozenset({"!", "tag:yaml.org,2002:str", _NULL}),
    yaml.SequenceStartEvent: frozenset({"!", "tag:yaml.org,2002:seq"}),
    yaml.MappingStartEvent: frozenset({"!", "tag:yaml.org,2002:map"}),
}
"""The tags that say what is plain anyway. Others make numbers, dates or objects: none is read."""


class _KeysOnce(yaml.constructor.SafeConstructor):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            is_single = isinstance(key, Hashable)
            if not is_single or key in seen:
                said = "given twice" if is_single else "no single value"
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key!r} is {said}", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


class UniqueKeys(_KeysOnce, yaml.SafeLoader):
    """YAML that refuses a key given twice, where PyYAML would quietly keep the last."""


class _PlainTexts(_KeysOnce, _FastLoader):
    """Every plain value is text: ``no`` is a word, not false, and ``2026-01-05`` is no object.

    Only null stays what it is.
    """

    yaml_implicit_resolvers = {  # noqa: RUF012 - as PyYAML's own classes have it
        start: [(tag, pattern) for tag, pattern in known if tag == _NULL]
        for start, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _Sheet(yaml.SafeDumper):
    """Lists indented below their name, and every value written out where it stands."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(matrix: Matrix) -> bytes:
    """The same bytes for the same matrix."""
    written = yaml.dump(
        lossless.document_of(matrix),
        Dumper=_Sheet,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
    )
    return f"{HEADING}\n{written}".encode()


def read(content: bytes) -> ReadFramework:
    """A lossless matrix, with the line of each problem."""
    node, data = _parsed(content)
    return lossless.read(data, _lines_of(node))


def load(content: bytes) -> Any:
    """Any YAML as mappings, lists, texts and None; FileRefused for what is broken or a trap.

    That is: keys given twice, tags that make objects, several documents in one file, nesting
    without end, and aliases that unfold into more than a file may hold.
    """
    return _parsed(content)[1]


def load_with_lines(content: bytes) -> tuple[Any, Lines]:
    """As ``load``, with the line of every value."""
    node, data = _parsed(content)
    return data, _lines_of(node)


def _parsed(content: bytes) -> tuple[yaml.Node, Any]:
    text = decoded(content)
    try:
        _measure(text)
        loader = _PlainTexts(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise FileRefused(FileRefusal.EMPTY)
            return node, loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = error.problem or error.context or "broken YAML"
        raise FileRefused(FileRefusal.BROKEN, said, _line(mark)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise FileRefused(FileRefusal.BROKEN, " ".join(str(error).split())) from None


def _line(mark: Any) -> int | None:
    """The line of a parser's mark, counted from 1."""
    return mark.line + 1 if mark else None


@dataclass
class _Extent:
    """How many values something holds, and how deep they nest, aliases written out."""

    values: int = 1
    depth: int = 1
    anchor: str | None = None

    def add(self, inner: _Extent) -> None:
        self.values += inner.values
        self.depth = max(self.depth, inner.depth + 1)
        if self.values > MOST_VALUES:
            raise FileRefused(FileRefusal.UNPACKS_TOO_LARGE)


def _measure(text: str) -> None:
    """Refuse what would unfold or nest without measure, before anything is built of it."""
    known: dict[str, _Extent] = {}
    open_: list[_Extent] = [_Extent()]
    for event in yaml.parse(text, Loader=_PlainTexts):
        _refuse_tag(event)
        match event:
            case yaml.AliasEvent():
                if event.anchor not in known:
                    is_open = any(outer.anchor == event.anchor for outer in open_)
                    said = f"*{event.anchor} {'holds itself' if is_open else 'names nothing'}"
                    raise FileRefused(FileRefusal.BROKEN, said, _line(event.start_mark))
                open_[-1].add(known[event.anchor])
            case yaml.ScalarEvent():
                _close(_Extent(anchor=event.anchor), open_, known)
            case yaml.CollectionStartEvent():
                open_.append(_Extent(anchor=event.anchor))
            case yaml.CollectionEndEvent():
                _close(open_.pop(), open_, known)
        if len(open_) + open_[-1].depth > DEEPEST:
            row = _line(event.start_mark)
            raise FileRefused(FileRefusal.BROKEN, "nested too deeply", row)


def _refuse_tag(event: yaml.Event) -> None:
    tag = getattr(event, "tag", None)
    if tag is not None and tag not in _TAGS.get(type(event), ()):
        said = f"{tag.replace('tag:yaml.org,2002:', '!!')} is not read: leave the tag out"
        raise FileRefused(FileRefusal.BROKEN, said, _line(event.start_mark))


def _close(inner: _Extent, open_: list[_Extent], known: dict[str, _Extent]) -> None:
    if inner.anchor:
        known[inner.anchor] = inner
    open_[-1].add(inner)


def _lines_of(root: yaml.Node) -> Lines:
    fields: dict[int, dict[str, yaml.Node]] = {}
    """What is in each mapping that was looked into, by the mapping's identity."""

    def inside(node: yaml.Node, step: str | int) -> yaml.Node | None:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            return node.value[step] if step < len(node.value) else None
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            if id(node) not in fields:
                fields[id(node)] = {key.value: value for key, value in node.value}
            return fields[id(node)].get(step)
        return None

    def line(path: Path) -> int | None:
        node = root
        for step in path:
            inner = inside(node, step)
            if inner is None:
                break
            node = inner
        return _line(node.start_mark)

    return line
