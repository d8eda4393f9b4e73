"""Reading the tokens that were issued to other programs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.db import db
from portal.domain.refusals import Missing
from portal.models import ApiToken


def every_token() -> list[ApiToken]:
    """All of them with who issued them, the newest first."""
    tokens = select(ApiToken).options(joinedload(ApiToken.created_by))
    return list(db.session.scalars(tokens.order_by(ApiToken.id.desc())))


def load_token(token_id: int) -> ApiToken:
    token = db.session.get(ApiToken, token_id, options=[joinedload(ApiToken.created_by)])
    if token is None:
        raise Missing
    return token
