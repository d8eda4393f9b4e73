"""What is wrong with a page: the rules that every page of the portal keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

TITLED_BY_TASK = frozenset({"accounts.sign_in", "accounts.set_up"})
"""Entrances: the tab names what one does there, the heading welcomes."""

ADDRESSES = (
    ("a[href]", "href", "GET"),
    ("link[href]", "href", "GET"),
    ("[src]", "src", "GET"),
    ("[hx-get]", "hx-get", "GET"),
    ("[hx-post]", "hx-post", "POST"),
)
CONTROLS = (
    "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]),"
    " select, textarea"
)
NAMED_BY = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


class _Strict(HTML5TreeBuilder):
    """Keeps the errors that HTML's own parsing algorithm finds."""

    errors: list[str]

    def feed(self, markup: str) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        self.underlying_builder.parser = parser
        parser.parse(markup).original_encoding = None
        self.errors = [
            f"line {place[0]}: {html5lib.constants.E[code] % told}"
            for place, code, told in parser.errors
        ]


def parsed(markup: str) -> tuple[BeautifulSoup, list[str]]:
    """A page as a tree, and what is not valid about its markup."""
    builder = _Strict()
    soup = BeautifulSoup(markup, builder=builder)
    return soup, builder.errors


def parsed_fragment(markup: str) -> tuple[BeautifulSoup, list[str]]:
    """A part of a page, put where a page would have it."""
    return parsed(
        "<!doctype html><html lang=en><head><title>Part</title></head>"
        f"<body><main>{markup}</main></body></html>"
    )


def problems(soup: BeautifulSoup, app: Flask, endpoint: str | None, path: str) -> list[str]:
    """What is wrong with a whole page."""
    return [
        *_frame_problems(soup, endpoint),
        *part_problems(soup, app, path),
    ]


def part_problems(soup: BeautifulSoup, app: Flask, path: str) -> list[str]:
    """What is wrong with the content of a page, or with a part of one."""
    return [
        *_id_problems(soup),
        *_name_problems(soup),
        *_form_problems(soup),
        *_inline_problems(soup),
        *_address_problems(soup, app, path),
    ]


def _frame_problems(soup: BeautifulSoup, endpoint: str | None) -> Iterator[str]:
    root = soup.find("html")
    if not isinstance(root, Tag) or root.get("lang") not in {"en", "es"}:
        yield "the page does not say its language"
    headings = soup.select("h1")
    if len(headings) != 1:
        yield f"the page has {len(headings)} h1 headings"
        return
    heading = words(headings[0])
    title = words(soup.select_one("title"))
    if not heading:
        yield "the h1 is empty"
    without_error = re.sub(r"^Error: ", "", title)
    if endpoint not in TITLED_BY_TASK and not without_error.startswith(heading):
        yield f"the title {title!r} does not start with the heading {heading!r}"
    if len(soup.select("main")) != 1:
        yield "the page has not one main part"


def _id_problems(soup: BeautifulSoup) -> Iterator[str]:
    ids = [tag["id"] for tag in soup.select("[id]")]
    yield from (f"the id {one} is given twice" for one in sorted(set(ids)) if ids.count(one) > 1)
    for attribute in NAMED_BY:
        for tag in soup.select(f"[{attribute}]"):
            for one in str(tag[attribute]).split():
                if one not in ids:
                    yield f"{attribute} names {one}, which is not there"
    for label in soup.select("label[for]"):
        if label["for"] not in ids:
            yield f"a label is for {label['for']}, which is not there"


def _name_problems(soup: BeautifulSoup) -> Iterator[str]:
    labelled = {label["for"] for label in soup.select("label[for]") if words(label)}
    for control in soup.select(CONTROLS):
        is_named = (
            control.get("id") in labelled
            or control.find_parent("label")
            or control.get("aria-label")
            or control.get("aria-labelledby")
        )
        if not is_named:
            yield f"nothing labels {control}"
    for tag in soup.select("a[href], button, summary"):
        if not words(tag) and not tag.get("aria-label"):
            yield f"no name: {tag}"
    yield from (f"no alt text: {image}" for image in soup.select("img:not([alt])"))
    for picture in soup.select("svg:not([aria-hidden=true])"):
        if picture.get("role") not in {"img", "group"} or not (
            picture.get("aria-label") or picture.get("aria-labelledby")
        ):
            yield f"a picture without words: {str(picture)[:120]}"


def _form_problems(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.select("form"):
        if not form.get("action"):
            yield f"a form without an action: {str(form)[:120]}"
        if str(form.get("method", "get")).lower() == "post":
            token = form.select("input[type=hidden][name=csrf_token]")
            if len(token) != 1 or not token[0].get("value"):
                yield f"a form with {len(token)} CSRF tokens: {form.get('action')}"


def _inline_problems(soup: BeautifulSoup) -> Iterator[str]:
    yield from ("a style element" for _ in soup.select("style"))
    yield from (f"an inline script: {tag}" for tag in soup.select("script:not([src])"))
    for tag in soup.find_all(True):
        for name in tag.attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"an inline {name}: {str(tag)[:120]}"


def _address_problems(soup: BeautifulSoup, app: Flask, path: str) -> Iterator[str]:
    ids = {tag["id"] for tag in soup.select("[id]")}
    for selector, attribute, method in ADDRESSES:
        for tag in soup.select(selector):
            address = str(tag[attribute])
            if address.startswith("#"):
                if address[1:] not in ids and len(address) > 1:
                    yield f"a link leads to {address}, which is not there"
            elif problem := address_problem(app, address, method, path):
                yield problem
    for form in soup.select("form[action]"):
        method = str(form.get("method", "get")).upper()
        if problem := address_problem(app, str(form["action"]), method, path):
            yield problem


def address_problem(app: Flask, address: str, method: str, path: str = "/") -> str | None:
    """Why an address of ours leads nowhere; other sites' are taken as they are."""
    parts = urlsplit(address)
    if parts.scheme in {"http", "https", "mailto", "data"}:
        return None
    if parts.scheme or parts.netloc or not (parts.path or path).startswith("/"):
        return f"{address} is no address of ours"
    try:
        endpoint, _values = app.url_map.bind("localhost").match(
            unquote(parts.path or path), method=method
        )
    except (RequestRedirect, HTTPException) as error:
        return f"{method} {address} has no route ({type(error).__name__})"
    if endpoint == "static":
        file = Path(str(app.static_folder)) / unquote(parts.path).removeprefix("/static/")
        return None if file.is_file() else f"{address} is not among the static files"
    return None


def words(tag: Tag | None) -> str:
    """The text of an element, with its white space evened out."""
    return " ".join(tag.get_text(" ").split()) if tag is not None else ""
