"""HTML to PDF: tagged (PDF/UA-1), the same bytes for the same input, and nothing fetched.

A document may carry a file along, associated with it as PDF/A-3 has it.

A document's HTML may carry ``data:`` addresses only; fonts come in through our own style sheets,
which read from one folder. Anything else that asks to be fetched stops the document.
"""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from urllib.request import url2pathname

import pydyf  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from portal.documents.printing import (
    FONTS,
    STYLES,
    AddressRefused,
    Enclosure,
    Rendered,
    RenderingFailed,
)
from portal.documents.tagging import complete_tags

complete_tags()


class FontFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches the portal's own font files and nothing else."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file"}, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = Path(url2pathname(url.removeprefix("file://"))).resolve()
        if not path.is_relative_to(FONTS.resolve()):
            raise ValueError(f"{url} is not one of the documents' fonts")
        return super().fetch(url, headers)


@cache
def _font_configuration() -> FontConfiguration:
    # One for the process: making one takes a fifth of a small render, and each is kept for ever.
    return FontConfiguration()


@cache
def _style_sheets(name: str) -> tuple[CSS, ...]:
    return tuple(
        CSS(
            filename=STYLES / f"{each}.css",
            url_fetcher=FontFetcher(),
            font_config=_font_configuration(),
        )
        for each in ("document", name)
    )


class _MissingCharacters(logging.Handler):
    """Collects what this thread's render says no font can draw: a blank is easily overlooked."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[str] = set()
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread and str(record.msg).startswith(".notdef glyph"):
            match record.args:
                case (str(character), _):
                    self.characters.add(character)


def render(html: str, style: str, enclosure: Enclosure | None = None) -> Rendered:
    """``html`` as a PDF, set with ``document.css`` and the sheet called ``style``."""
    log = logging.getLogger("weasyprint")
    missing = _MissingCharacters()
    log.addHandler(missing)
    try:
        document = HTML(
            string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
        )
        pdf: bytes = document.write_pdf(
            stylesheets=_style_sheets(style),
            font_config=_font_configuration(),
            pdf_variant="pdf/ua-1",
            attachments=[_attachment(enclosure)] if enclosure else None,
            finisher=_associate,
        )
    except FatalURLFetchingError as refused:  # not an Exception: would take the whole process down
        raise AddressRefused(str(refused)) from refused
    except RecursionError as refused:
        raise RenderingFailed("The document is nested too deeply") from refused
    finally:
        log.removeHandler(missing)
    return Rendered(pdf, tuple(sorted(missing.characters)))


def _attachment(enclosure: Enclosure) -> Attachment:
    made_at = datetime.combine(enclosure.day, time(), UTC)
    return Attachment(
        string=enclosure.content,
        name=enclosure.name,
        description=enclosure.description,
        created=made_at,
        modified=made_at,
    )


def _associate(_document: Any, pdf: Any) -> None:
    """Say that an enclosed file is what the whole document was made from.

    WeasyPrint 70 says so in PDF/A only; PDF/UA-1 allows it just as well.
    """
    enclosed = [found for found in pdf.objects if _is_file(found)]
    for found in enclosed:
        found["AFRelationship"] = "/Source"
    if enclosed:
        pdf.catalog["AF"] = pydyf.Array([found.reference for found in enclosed])


def _is_file(found: Any) -> bool:
    return isinstance(found, dict) and found.get("Type") == "/Filespec"
