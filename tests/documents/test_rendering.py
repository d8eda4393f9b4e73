"""HTML to PDF: what may come in, what is said about what could not be drawn."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from portal.documents.printing import FONTS, AddressRefused, RenderingFailed
from portal.documents.rendering import FontFetcher, render

PAGE = '<html lang="en"><head><title>Probe</title>{}</head><body>{}</body></html>'


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        yield server


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", '<img src="{url}" alt="x">'),
        ("", '<object data="{url}"></object>'),
        ("", '<embed src="{url}">'),
        ('<link rel="stylesheet" href="{url}">', "x"),
        ('<style>@import "{url}";</style>', "x"),
        ("<style>body {{ background: url({url}) }}</style>", "x"),
        ("<style>li {{ list-style-image: url({url}) }}</style>", "<ul><li>x</ul>"),
        ("<style>p::before {{ content: url({url}) }}</style>", "<p>x"),
        ("<style>@font-face {{ font-family: f; src: url({url}) }}</style>", "x"),
        ('<link rel="attachment" href="{url}">', "x"),
        ('<base href="{url}"><link rel="stylesheet" href="sheet.css">', "x"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_document_cannot_fetch(
    head: str, body: str, scheme: str, listener: socket.socket, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}/x" if scheme == "http" else secret.as_uri()
    with pytest.raises(AddressRefused):
        render(PAGE.format(head.format(url=url), body.format(url=url)), "assessment")
    with pytest.raises(TimeoutError):
        listener.accept()


def test_a_drawing_cannot_fetch_either(listener: socket.socket) -> None:
    # The typesetter gives up the drawing, whatever went wrong in it, and goes on.
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9"><image href="{url}"/></svg>'
    assert b"Image" not in render(PAGE.format("", drawing), "assessment").pdf
    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("path", ["/etc/passwd", "../bootstrap.min.css", "../../../config.py"])
def test_fonts_come_from_their_own_folder_only(path: str) -> None:
    with pytest.raises(ValueError, match="not one of the documents' fonts"):
        FontFetcher().fetch(f"file://{FONTS / path}")


def test_text_is_set_in_our_own_fonts(read: Callable[[bytes], PdfReader]) -> None:
    pdf = render(
        PAGE.format("", "<h1>Title</h1><p>Text with <b>weight</b> in it"), "assessment"
    ).pdf
    fonts = read(pdf).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    names = {str(font.get_object()["/BaseFont"]).split("+")[1] for font in fonts.values()}
    assert {name.split("-")[0] for name in names} == {"Source"}, names


def test_characters_that_no_font_has_are_named() -> None:
    rendered = render(PAGE.format("", "<p>Here: \U0010fffd."), "assessment")
    assert rendered.missing == ("\U0010fffd",)
    assert render(PAGE.format("", "<p>¿Ñandú? €"), "assessment").missing == ()


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(RenderingFailed):
        render(PAGE.format("", "<div>" * 3000), "assessment")
