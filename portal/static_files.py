"""Style sheets, scripts, pictures and fonts: their address changes when they do.

So a browser asks for each of them once and keeps it, and never meets an old one after an update.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
KEPT_FOR = 365 * 24 * 60 * 60
"""Seconds: what HTTP's own specification calls "never expires" (RFC 2616, section 14.21)."""


@cache
def fingerprint(folder: Path = FOLDER) -> str:
    """Twelve hexadecimal digits that are others as soon as any file in ``folder`` is."""
    digest = sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def address() -> str:
    """The path under which the files of this very release are served."""
    return f"/static/{fingerprint()}"
