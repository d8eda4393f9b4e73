"""What every document's layout needs besides its content."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from portal.documents.rendering import Enclosure, Renderer


def folio() -> list[str]:
    """The words around the two numbers of "Page 1 of 3", in the current language."""
    written: str = _("Page %(number)s of %(total)s", number="\0", total="\0")
    return written.split("\0")


def set_in_type(
    compose: Callable[[str], str],
    style: str,
    renderer: Renderer,
    enclosure: Enclosure | None = None,
) -> bytes:
    """The PDF of what ``compose`` writes, given the names of characters that cannot be printed.

    Which ones these are shows only in print. The second time each is a question mark, and a note
    names them, so that nothing turns into a blank that nobody notices.
    """
    rendered = renderer(compose(""), style, enclosure)
    if rendered.missing:
        html = compose(", ".join(f"U+{ord(character):04X}" for character in rendered.missing))
        html = html.translate({ord(character): "?" for character in rendered.missing})
        rendered = renderer(html, style, enclosure)
    return rendered.pdf
