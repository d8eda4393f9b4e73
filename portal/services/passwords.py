"""Hashing and checking passwords with argon2id."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_at_once = BoundedSemaphore(2)  # each hash takes 64 MiB
_nobodys = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    with _at_once:
        return _hasher.hash(password)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right. Without a hash as much work is done, for the answer no."""
    with _at_once:
        try:
            _hasher.verify(password_hash or _nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether a stored hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)
