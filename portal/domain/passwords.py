"""What makes a password acceptable: long, not common, not about its owner.

No composition rules and no expiry, as NIST SP 800-63B-4 §3.1.1 and OWASP ASVS 5.0 §6.2 ask; any
character counts, nothing is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable

from zxcvbn import zxcvbn

from portal.domain.refusals import Refusal

SHORTEST = 15
LONGEST = 256
GUESSABLE_BELOW = 3
"""The zxcvbn score (0 to 4) under which a password counts as guessable."""


def refusal(password: str, about: Iterable[str]) -> Refusal | None:
    """Why ``password`` will not do; ``about`` are words that belong to its owner or the portal."""
    if len(password) < SHORTEST:
        return Refusal.PASSWORD_SHORT
    if len(password) > LONGEST:
        return Refusal.PASSWORD_LONG
    words = [word.casefold() for phrase in about for word in phrase.replace("@", " ").split()]
    remainder = password.casefold()
    for word in words:
        if len(word) > 3:
            remainder = remainder.replace(word, "")
    if len(remainder) < SHORTEST // 2:
        return Refusal.PASSWORD_PERSONAL
    # zxcvbn refuses more than 72 characters, and takes long to weigh many
    if zxcvbn(password[:72], user_inputs=words)["score"] < GUESSABLE_BELOW:
        return Refusal.PASSWORD_COMMON
    return None
