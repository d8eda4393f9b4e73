"""Names as people look for them: without regard to case and accents."""

from __future__ import annotations

import unicodedata


def folded(name: str) -> str:
    """``name`` in lower case and without accents, so that Inês sorts and is found beside Ines."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
