"""House rules of the templates: they compile, use what they import, and can be translated."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes
from jinja2.visitor import NodeVisitor

from portal import create_app
from portal.config import ROOT
from tests.databases import settings_for

FOLDER = ROOT / "portal" / "templates"
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
SPOKEN = frozenset({"alt", "aria-label", "aria-description", "placeholder", "title", "label"})
SILENT = frozenset({"script", "style", "code"})
SAME_IN_EVERY_LANGUAGE = frozenset({"PDF"})
NAMES_FOR_STYLES = frozenset({"kind", "wide"})
"""Blocks that fill a class attribute of their layout."""

KEBAB = re.compile(r"[a-z]+(_[a-z]+)*/_?[a-z0-9]+(-[a-z0-9]+)*\.html")


@pytest.fixture(scope="module")
def bare_app() -> Flask:
    """Reading templates takes no database."""
    return create_app(settings_for("sqlite://"))


def source(template: str) -> str:
    return (FOLDER / template).read_text(encoding="utf-8")


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_compiles_and_has_a_proper_name(bare_app: Flask, template: str) -> None:
    bare_app.jinja_env.get_template(template)
    assert KEBAB.fullmatch(template)


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_uses_what_it_imports(template: str) -> None:
    text = source(template)
    for imported in re.findall(r"{%-?\s*from\s+\S+\s+import\s+(.+?)\s*-?%}", text):
        for one in imported.replace(" with context", "").split(","):
            alias = one.split(" as ")[-1].strip()
            times = len(re.findall(rf"(?<![\w\"'/-]){re.escape(alias)}\b(?!-)", text))
            assert times > 1, f"{alias} is imported and not used"


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_escapes_everything(bare_app: Flask, template: str) -> None:
    """Only markup that stands in the template itself may be called safe."""
    text = source(template)
    tree = bare_app.jinja_env.parse(text)
    trusted = [found.node for found in tree.find_all(nodes.Filter) if found.name == "safe"]
    assert all(isinstance(one, nodes.Const) for one in trusted)
    assert not re.search(r"{%-?\s*autoescape|Markup\(", text)
    written = re.sub(r"{{.*?}}|{%.*?%}|{#.*?#}", "", text, flags=re.DOTALL)
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)\s*=", written)


class Skeleton(NodeVisitor):
    """A template's own text, with a mark in the place of everything computed."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def visit_TemplateData(self, node: nodes.TemplateData) -> None:  # noqa: N802 - as Jinja asks
        self.parts.append(node.data)

    def visit_Block(self, node: nodes.Block) -> None:  # noqa: N802
        if node.name not in NAMES_FOR_STYLES:
            self.generic_visit(node)

    def visit_Output(self, node: nodes.Output) -> None:  # noqa: N802
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.visit(child)
            else:
                self.parts.append("\x1a")


class Words(HTMLParser):
    """The letters that a reader of the page would see or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        for name, value in attrs:
            if name in SPOKEN:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._note(data)

    def _note(self, text: str) -> None:
        words = set(re.findall(r"[^\W\d_]+", text.replace("\x1a", " ")))
        if words - SAME_IN_EVERY_LANGUAGE:
            self.found.append(" ".join(text.replace("\x1a", " ").split()))


def literal_words(app: Flask, text: str) -> list[str]:
    skeleton = Skeleton()
    skeleton.visit(app.jinja_env.parse(text))
    reader = Words()
    reader.feed("".join(skeleton.parts))
    reader.close()
    return reader.found


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_word_is_in_the_catalogue(bare_app: Flask, template: str) -> None:
    assert literal_words(bare_app, source(template)) == []


def test_words_outside_the_catalogue_are_noticed(bare_app: Flask) -> None:
    assert literal_words(bare_app, "<p>Hello {{ name }}</p>") == ["Hello"]
    assert literal_words(bare_app, '<a aria-label="Open {{ x }}">{{ y }}</a>') == ["Open"]
    assert (
        literal_words(bare_app, '{% if a %}<b class="x-{{ y }}">{{ _("Hi") }}</b>{% endif %}') == []
    )


def test_every_template_is_used() -> None:
    """By a view, another template or a document."""
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "portal").rglob("*.py")]
    texts = {template: source(template) for template in TEMPLATES}
    for template in TEMPLATES:
        stem = Path(template).stem
        others = [text for name, text in texts.items() if name != template]
        assert any(template in text for text in (*code, *others)) or any(
            f'"{stem}"' in text or f"{stem}.html" in text for text in code
        ), template
