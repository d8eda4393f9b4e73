"""Text cells that no spreadsheet takes for a formula, and the way back to the text.

A spreadsheet that opens a CSV file runs what begins like a formula. Such a text gets an
apostrophe before it, by which spreadsheets themselves mark text. So that the way back is certain,
a text that already looks protected gets one more.
"""

from __future__ import annotations

import re

# What OWASP lists, and the wide forms of the signs, which some spreadsheets take for them.
_STARTS_LIKE_A_FORMULA = re.compile("'*[=+\\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20]")
_PROTECTED = re.compile("'" + _STARTS_LIKE_A_FORMULA.pattern)


def inert(text: str) -> str:
    return f"'{text}" if _STARTS_LIKE_A_FORMULA.match(text) else text


def freed(cell: str) -> str:
    """The text that ``inert`` made the cell of; other cells stay as they are."""
    return cell[1:] if _PROTECTED.match(cell) else cell
