"""What documents are printed with, told without loading it: WeasyPrint takes a second to.

Every command and every server starts without it; only the process that prints needs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

STATIC = Path(__file__).parent.parent / "static"
STYLES = STATIC / "css" / "documents"
FONTS = STATIC / "vendor" / "fonts"


class RenderingFailed(Exception):
    """The document could not be made."""


class AddressRefused(RenderingFailed):
    """The document asked for something outside itself, or for a font that is not installed."""


@dataclass(frozen=True)
class Rendered:
    """A PDF, and the characters that no installed font could draw (they are blank in it)."""

    pdf: bytes
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Enclosure:
    """A file inside a document; ``day`` is when it was made, ``description`` says what it is."""

    name: str
    content: bytes
    day: date
    description: str


class Renderer(Protocol):
    """What turns HTML and a style sheet's name into a PDF: ``render_here``, ``Press.render``."""

    def __call__(self, html: str, style: str, enclosure: Enclosure | None = None) -> Rendered: ...


def render_here(html: str, style: str, enclosure: Enclosure | None = None) -> Rendered:
    """``rendering.render`` in this very process, without a press."""
    from portal.documents.rendering import render  # noqa: PLC0415 - only who prints loads it

    return render(html, style, enclosure)
