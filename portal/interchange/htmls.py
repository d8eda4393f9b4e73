"""HTML and Markdown that people wrote as descriptions, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from portal.interchange.readings import LONGEST_TEXT, MOST_ROWS, FileRefusal, FileRefused

_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "pre", "section", "article"}
    | {f"h{level}" for level in range(1, 7)}
)
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>|&[a-zA-Z#][a-zA-Z0-9]{1,30};")
_SIGNS = re.compile(r"[\\`*_\[\]<>&~!]")
_LONGEST = 20_000
"""Far beyond any text that is taken; what is longer is not worth parsing."""

_LONGEST_MARKDOWN = 3 * LONGEST_TEXT
MOST_MARKS = 10 * MOST_ROWS
"""Of Markdown in one file. Each may take the parser as long as a hundred letters."""

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self.pieces.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))


def plain(html: str) -> str:
    """HTML as lines of text, list items begun by a dash; what is no HTML stays as it is."""
    if not _TAG.search(html[:_LONGEST]):
        return html.strip()
    parser = _Plain()
    parser.feed(html[:_LONGEST])
    parser.close()
    lines = (line.strip() for line in "".join(parser.pieces).split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


def check_marks(texts: Iterable[str]) -> None:
    """FileRefused when there is more Markdown in a file's texts than frameworks have."""
    left = MOST_MARKS
    for text in texts:
        for _ in _SIGNS.finditer(text):
            left -= 1
            if left < 0:
                raise FileRefused(FileRefusal.UNPACKS_TOO_LARGE, "Markdown")


def plain_markdown(markdown: str) -> str:
    """One paragraph or heading of Markdown as it is read: no marks, links as their words.

    What is too long for any text that is taken stays as it is.
    """
    if len(markdown) > _LONGEST_MARKDOWN or not _SIGNS.search(markdown):
        return " ".join(markdown.split("\n")).strip()
    pieces: list[str] = []
    for inline in _MARKDOWN.parseInline(markdown):
        for token in inline.children or ():
            if token.type == "hardbreak" or token.content.lower().startswith("<br"):
                pieces.append("\n")
            elif token.type == "softbreak":
                pieces.append(" ")
            elif token.type in {"text", "code_inline", "text_special", "image"}:
                pieces.append(token.content)
    return "".join(pieces)
