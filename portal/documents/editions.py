"""What, besides its content, decides how a document looks: the edition it was printed in."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from portal.documents.printing import FONTS, STYLES

_PORTAL = Path(__file__).parent.parent
_LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "pyphen", "fonttools")


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
    from weasyprint.text.ffi import pango  # noqa: PLC0415 - see printing.py

    digest = hashlib.sha256()
    for path in _sources():
        digest.update(f"{path.relative_to(_PORTAL)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    libraries.append(f"pango {pango.pango_version()}")
    digest.update("\n".join(libraries).encode())
    return digest.hexdigest()
