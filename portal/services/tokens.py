"""Tokens for other programs: issued once, shown once, ended at once."""

from __future__ import annotations

import hmac
import secrets
from datetime import UTC, date, datetime

from sqlalchemy import select, update

from portal import audit
from portal.db import db
from portal.digests import digest
from portal.domain import api_tokens as rules
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import ApiToken, Person

LONGEST_SECRET = 200


def issue(label: str, *, expires_on: date, by: Person) -> str:
    """A new token; the portal keeps its digest only, so this is the one time it can be read.

    Names tell tokens apart: a form that is sent twice makes one.
    """
    today = datetime.now(UTC).date()
    if not rules.may_expire_on(expires_on, today=today):
        raise RuleBroken(Refusal.EXPIRY_UNFIT, "expires_on")
    working = select(ApiToken.id).where(
        ApiToken.label == label, ApiToken.revoked_at.is_(None), ApiToken.expires_on >= today
    )
    if db.session.scalars(working).first() is not None:
        raise RuleBroken(Refusal.TOKEN_EXISTS, "label")
    secret = rules.PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        label=label,
        digest=digest(secret),
        created_by_id=by.id,
        created_at=datetime.now(UTC),
        expires_on=expires_on,
    )
    db.session.add(token)
    audit.record(by, "issued token", token, ["label", "expires_on"])
    return secret


def revoke(token: ApiToken, *, by: Person) -> None:
    """The token opens nothing from now on; that it existed stays in the list."""
    if token.revoked_at is None:
        token.revoked_at = datetime.now(UTC)
        audit.record(by, "revoked token", token)


def find(secret: str) -> ApiToken | None:
    """The token behind what a program sent, if it works today."""
    if not secret.startswith(rules.PREFIX) or len(secret) > LONGEST_SECRET:
        return None
    sent = digest(secret)
    token = db.session.scalar(select(ApiToken).where(ApiToken.digest == sent))
    if token is None or not hmac.compare_digest(token.digest, sent):
        return None
    return token if token.works else None


def use_is_due(token: ApiToken) -> bool:
    """Whether today's first use of a token is still to be noted; later ones are not."""
    return token.last_used_on != datetime.now(UTC).date()


def note_use(token_id: int) -> None:
    """Record that a token was used today."""
    use = update(ApiToken).where(ApiToken.id == token_id)
    db.session.execute(use.values(last_used_on=datetime.now(UTC).date()))
