"""What, besides a matrix, decides the bytes of a written file: the code that writes it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_HERE = Path(__file__).parent
_LIBRARIES = ("pyyaml", "xlsxwriter")


@cache
def edition() -> str:
    """SHA-256 (hex) of the writers and of the libraries they use; once a process."""
    digest = hashlib.sha256()
    for path in sorted(_HERE.rglob("*.py")):
        digest.update(f"{path.relative_to(_HERE)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update("\n".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    return digest.hexdigest()
