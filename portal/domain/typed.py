"""What people type, before it is kept: invisible control characters go, everything else stays."""

from __future__ import annotations

import re

# C0 and C1 controls except tab and newline, and the bidirectional controls that reorder text
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def cleaned(text: str | None) -> str:
    """``text`` with one kind of line break, no invisible controls, and no blank edges."""
    if text is None:
        return ""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
