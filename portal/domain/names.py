"""Names as people look for them: without regard to case and accents."""

from __future__ import annotations

import unicodedata

LONGEST = 400


def folded(name: str) -> str:
    """``name`` in lower case and without accents, so that Inês sorts and is found beside Ines.

    At most LONGEST letters: some single letters unfold into eighteen.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return plain[:LONGEST]
