"""What is wrong with a page: the rules that every page of the portal keeps."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
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

ADDRESSES = (("src", "GET"), ("hx-get", "GET"), ("hx-post", "POST"))
UNLABELLED = frozenset({"hidden", "submit", "button", "image"})
"""Inputs that need no label."""
NAMED_BY = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


class _Elements:
    """The elements of a page, gathered in one walk: a selector would walk it anew each time."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.named: defaultdict[str, list[Tag]] = defaultdict(list)
        self.having: defaultdict[str, list[Tag]] = defaultdict(list)
        for tag in soup.descendants:
            if isinstance(tag, Tag):
                self.named[tag.name].append(tag)
                for attribute in tag.attrs:
                    self.having[attribute].append(tag)
        self.ids = Counter(str(tag["id"]) for tag in self.having["id"])


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


def read_quickly(markup: str) -> BeautifulSoup:
    """A page as a tree, where nobody asks whether it is valid."""
    # HTML leaves out a line's end right at the start of a field; this parser does not.
    return BeautifulSoup(re.sub(r"(<textarea[^>]*>)\r?\n", r"\1", markup), "html.parser")


def as_page(part: str) -> str:
    """A part of a page, put where a page would have it."""
    return (
        "<!doctype html><html lang=en><head><title>Part</title></head>"
        f"<body><main>{part}</main></body></html>"
    )


def problems(soup: BeautifulSoup, app: Flask, endpoint: str | None, path: str) -> list[str]:
    """What is wrong with a whole page."""
    elements = _Elements(soup)
    return [
        *_frame_problems(elements, endpoint),
        *_part_problems(elements, app, path),
    ]


def part_problems(soup: BeautifulSoup, app: Flask, path: str) -> list[str]:
    """What is wrong with a part of a page."""
    return list(_part_problems(_Elements(soup), app, path))


def _part_problems(elements: _Elements, app: Flask, path: str) -> Iterator[str]:
    yield from _id_problems(elements)
    yield from _label_problems(elements)
    yield from _name_problems(elements)
    yield from _form_problems(elements)
    yield from _inline_problems(elements)
    yield from _address_problems(elements, app, path)


def _frame_problems(elements: _Elements, endpoint: str | None) -> Iterator[str]:
    if [root.get("lang") for root in elements.named["html"]] not in (["en"], ["es"]):
        yield "the page does not say its language"
    headings = elements.named["h1"]
    if len(headings) != 1:
        yield f"the page has {len(headings)} h1 headings"
        return
    heading = words(headings[0])
    title = words(elements.named["title"][0])
    if not heading:
        yield "the h1 is empty"
    without_error = re.sub(r"^Error: ", "", title)
    if endpoint not in TITLED_BY_TASK and not without_error.startswith(heading):
        yield f"the title {title!r} does not start with the heading {heading!r}"
    if len(elements.named["main"]) != 1:
        yield "the page has not one main part"


def _id_problems(elements: _Elements) -> Iterator[str]:
    for one, times in sorted(elements.ids.items()):
        if times > 1:
            yield f"the id {one} is given twice"
    for attribute in NAMED_BY:
        for tag in elements.having[attribute]:
            for one in str(tag[attribute]).split():
                if one not in elements.ids:
                    yield f"{attribute} names {one}, which is not there"
    for label in elements.named["label"]:
        if label.get("for", "") not in {"", *elements.ids}:
            yield f"a label is for {label['for']}, which is not there"


def _label_problems(elements: _Elements) -> Iterator[str]:
    labelled = {label.get("for") for label in elements.named["label"] if words(label)} - {None}
    inputs = [tag for tag in elements.named["input"] if tag.get("type") not in UNLABELLED]
    for control in (*inputs, *elements.named["select"], *elements.named["textarea"]):
        is_named = (
            control.get("id") in labelled
            or control.find_parent("label")
            or control.get("aria-label")
            or control.get("aria-labelledby")
        )
        if not is_named:
            yield f"nothing labels {control}"


def _name_problems(elements: _Elements) -> Iterator[str]:
    links = [tag for tag in elements.named["a"] if tag.has_attr("href")]
    for tag in (*links, *elements.named["button"], *elements.named["summary"]):
        if not words(tag) and not tag.get("aria-label"):
            yield f"no name: {tag}"
    for image in elements.named["img"]:
        if not image.has_attr("alt"):
            yield f"no alt text: {image}"
    for picture in elements.named["svg"]:
        is_told = picture.get("aria-label") or picture.get("aria-labelledby")
        is_shown = picture.get("aria-hidden") != "true"
        if is_shown and not (is_told and picture.get("role") in {"img", "group"}):
            yield f"a picture without words: {str(picture)[:120]}"


def _form_problems(elements: _Elements) -> Iterator[str]:
    for form in elements.named["form"]:
        if not form.get("action"):
            yield f"a form without an action: {str(form)[:120]}"
        if str(form.get("method", "get")).lower() == "post":
            token = form.find_all("input", attrs={"type": "hidden", "name": "csrf_token"})
            if len(token) != 1 or not token[0].get("value"):
                yield f"a form with {len(token)} CSRF tokens: {form.get('action')}"


def _inline_problems(elements: _Elements) -> Iterator[str]:
    yield from ("a style element" for _ in elements.named["style"])
    for script in elements.named["script"]:
        if not script.has_attr("src"):
            yield f"an inline script: {script}"
    for attribute, tags in elements.having.items():
        if attribute == "style" or attribute.startswith(("on", "hx-on")):
            yield from (f"an inline {attribute}: {str(tag)[:120]}" for tag in tags)


def _address_problems(elements: _Elements, app: Flask, path: str) -> Iterator[str]:
    for address, method in _addresses(elements):
        if address.startswith("#"):
            if address[1:] not in elements.ids and len(address) > 1:
                yield f"a link leads to {address}, which is not there"
        elif problem := address_problem(app, address, method, path):
            yield problem


def _addresses(elements: _Elements) -> Iterator[tuple[str, str]]:
    """Every address on a page, with the method it is asked with."""
    for tag in (*elements.named["a"], *elements.named["link"]):
        if tag.has_attr("href"):
            yield str(tag["href"]), "GET"
    for attribute, method in ADDRESSES:
        yield from ((str(tag[attribute]), method) for tag in elements.having[attribute])
    for form in elements.named["form"]:
        if action := form.get("action"):
            yield str(action), str(form.get("method", "get")).upper()


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
        under = f"{app.static_url_path}/"
        file = Path(str(app.static_folder)) / unquote(parts.path).removeprefix(under)
        return None if file.is_file() else f"{address} is not among the static files"
    return None


def words(tag: Tag | None) -> str:
    """The text of an element, with its white space evened out."""
    return " ".join(tag.get_text(" ").split()) if tag is not None else ""
