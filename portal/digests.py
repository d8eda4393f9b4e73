"""Digests: what is stored in place of secrets and of who tried to sign in from where."""

from __future__ import annotations

import hashlib
import hmac

from flask import current_app


def digest(token: str) -> str:
    """SHA-256 in hex of a secret token; tokens are long and random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(value: str) -> str:
    """HMAC-SHA-256 in hex under the portal's secret key, for values that could be guessed."""
    return hmac.new(str(current_app.secret_key).encode(), value.encode(), "sha256").hexdigest()
