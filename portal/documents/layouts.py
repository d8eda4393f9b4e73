"""What every document's layout needs besides its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.documents.printing import Enclosure, Renderer
from portal.domain.languages import LANGUAGES, LocalizedText
from portal.domain.matrices import Weight
from portal.domain.observations import Mark


def folio() -> list[str]:
    """The words around the two numbers of "Page 1 of 3", in the current language."""
    sentence: str = _("Page %(number)s of %(total)s", number="\0", total="\0")
    return sentence.split("\0")


def written(
    template: str, language: str, texts: Iterable[LocalizedText], missing: str, **content: Any
) -> str:
    """A document's HTML in ``language``, from ``documents/<template>.html``.

    ``texts`` are all it shows that may be untranslated, which a note then says. ``missing`` names
    characters that turned out to be unprintable.
    """
    readings = [text.read(language) for text in texts]
    with force_locale(language):
        return render_template(
            f"documents/{template}.html",
            language=language,
            language_name=LANGUAGES[language],
            folio=folio(),
            fallbacks=sum(reading.is_fallback for reading in readings),
            outdated=sum(reading.is_outdated for reading in readings),
            missing=missing,
            weights=list(Weight),
            marks=list(Mark),
            **content,
        )


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
