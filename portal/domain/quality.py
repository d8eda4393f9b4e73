"""Quality reviews: what belongs in one before it is sent."""

from __future__ import annotations

from urllib.parse import urlsplit

LONGEST_CONVERSATION = 500
LONGEST_WORDS = 1400
"""Leaves room for the name of the conversation where the words go into an evidence log."""
LONGEST_REMARK = 1000


def unfinished(worked: str, to_try: str) -> tuple[str, ...]:
    """The parts, by field name, that a review lacks: it says what worked *and* what to try."""
    parts = {"worked": worked, "to_try": to_try}
    return tuple(name for name, text in parts.items() if not text.strip())


def link_of(conversation: str) -> str:
    """The address under which a conversation is found; empty where only its name is given."""
    try:
        parts = urlsplit(conversation)
    except ValueError:
        return ""
    is_page = parts.scheme in {"http", "https"} and parts.hostname and not conversation.split()[1:]
    return conversation if is_page else ""


def as_evidence(conversation: str, worked: str) -> tuple[str, str]:
    """What a review becomes in the log of the person it is for: text and link."""
    if link := link_of(conversation):
        return worked, link
    return f"{worked}\n\n{conversation}", ""
