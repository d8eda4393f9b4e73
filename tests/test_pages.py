"""The rules of the strict browser themselves: a page that breaks them all is found out."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages import parsed, problems

BROKEN = """<!doctype html><html><head><title>Something else</title><style></style></head><body>
<main id="twice"><h1>Heading</h1><p id="twice" style="color: red" onclick="go()"></p>
<label for="nothing">Name</label> <input name="name"> <select></select> <textarea></textarea>
<a href="/nowhere"> </a> <a href="#nothing">Further</a> <button></button>
<img src="/static/none.png">
<svg></svg> <svg aria-hidden="true"></svg> <div aria-labelledby="nothing" hx-get="/sign-out"></div>
<form method="post"><label><input type="checkbox"> Yes</label></form>
<script>go()</script></main><main></main></body></html>"""
FOUND = (
    "the page does not say its language",
    "the title 'Something else' does not start with the heading 'Heading'",
    "the page has not one main part",
    "the id twice is given twice",
    "aria-labelledby names nothing, which is not there",
    "a label is for nothing, which is not there",
    'nothing labels <input name="name"/>',
    "nothing labels <select></select>",
    "nothing labels <textarea></textarea>",
    'no name: <a href="/nowhere"> </a>',
    "no name: <button></button>",
    'no alt text: <img src="/static/none.png"/>',
    "a picture without words: <svg></svg>",
    "a form without an action:",
    "a form with 0 CSRF tokens: None",
    "a style element",
    "an inline script: <script>go()</script>",
    "an inline style:",
    "an inline onclick:",
    "GET /nowhere has no route (NotFound)",
    "a link leads to #nothing, which is not there",
    "/static/none.png is not among the static files",
    "GET /sign-out has no route (MethodNotAllowed)",
)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_every_broken_rule_is_told(app: Flask) -> None:
    soup, invalid = parsed(BROKEN)
    told = problems(soup, app, None, "/")
    assert not invalid
    assert len(told) == len(FOUND), "\n".join(told)
    for one, expected in zip(told, FOUND, strict=True):
        assert one.startswith(expected)


def test_invalid_markup_is_told_with_its_line() -> None:
    _soup, invalid = parsed("<!doctype html><html lang=en><title>T</title>\n<p><div></span></div>")
    assert len(invalid) == 1
    assert invalid[0].startswith("line 2:")
