"""What, besides its content, decides how a document looks: the edition it was printed in."""

from __future__ import annotations

import ctypes
import hashlib
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from portal.documents.printing import FONTS, STYLES

_PORTAL = Path(__file__).parent.parent
_LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "fonttools")
_PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0-0")
"""What Pango is called on one system or another, as WeasyPrint looks for it."""


def _sources() -> list[Path]:
    """Every file whose change may change a document: its words, its look, and what puts them in."""
    return sorted(
        [
            *(_PORTAL / "documents").glob("*.py"),
            *(_PORTAL / "templates" / "documents").iterdir(),
            *STYLES.glob("*.css"),
            *FONTS.glob("*.ttf"),
            *(_PORTAL / "translations").glob("*/LC_MESSAGES/*.mo"),
            *(_PORTAL / "interchange").glob("lossless*.py"),
            _PORTAL / "interchange" / "json_files.py",
            *(_PORTAL / "wording").glob("*.py"),
            *_PORTAL.glob("presentation.py"),
        ]
    )


@cache
def edition() -> str:
    """SHA-256 (hex) of templates, styles, fonts, translations and libraries; once a process."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(f"{path.relative_to(_PORTAL)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    libraries.append(f"pango {pango_version()}")
    digest.update("\n".join(libraries).encode())
    return digest.hexdigest()


def pango_version() -> int:
    """The version of the Pango that WeasyPrint sets text with, asked without loading WeasyPrint.

    OSError where there is none: nothing can be printed there either.
    """
    for name in _PANGO[:-1]:
        with suppress(OSError):
            return int(ctypes.CDLL(name).pango_version())
    return int(ctypes.CDLL(_PANGO[-1]).pango_version())
