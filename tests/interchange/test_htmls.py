"""Descriptions in HTML and Markdown as plain text."""

from __future__ import annotations

import pytest

from portal.interchange.htmls import plain, plain_markdown


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Listens &amp; answers<br>calmly</p>", "Listens & answers\ncalmly"),
        ("<p>Always</p><ul><li>listens</li><li>answers</li></ul>", "Always\n- listens\n- answers"),
        ("Hears<script>alert(1)</script> all", "Hears all"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("a < b and c > d", "a < b and c > d"),
        ("Q&A for R&D;", "Q&A for R&D;"),
        ("  plain  ", "plain"),
        ("", ""),
    ],
)
def test_html_loses_its_tags_only(html: str, text: str) -> None:
    assert plain(html) == text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Listens *first*, **always**", "Listens first, always"),
        ("See [the guide](guide.md) and `snake_case`", "See the guide and snake_case"),
        ("2 \\* 3 \\_ x", "2 * 3 _ x"),
        ("one\\\ntwo", "one\ntwo"),
        ("one\ntwo", "one two"),
        ("one<br>two", "one\ntwo"),
        ("R&amp;D &lt; all", "R&D < all"),
    ],
)
def test_markdown_loses_its_marks_only(markdown: str, text: str) -> None:
    assert plain_markdown(markdown) == text
