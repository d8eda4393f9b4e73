"""Tokens for other programs: read once, stored as digests, ended at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from portal.db import db
from portal.domain.api_tokens import LONGEST_LIFE
from portal.domain.refusals import Refusal, RuleBroken
from portal.models import ApiToken, AuditEvent
from portal.queries.tokens import every_token, load_token
from portal.services import tokens
from tests.factories import make_account, make_person

pytestmark = pytest.mark.usefixtures("app")


def in_days(days: int) -> datetime:
    return datetime.now(UTC) + timedelta(days=days)


def issued(label: str = "Platform", days: int = 10) -> tuple[str, ApiToken]:
    secret = tokens.issue(label, expires_on=in_days(days).date(), by=make_person("Ada Admin"))
    return secret, every_token()[0]


def test_only_its_digest_is_stored() -> None:
    secret, token = issued()
    assert secret.startswith("cpt_")
    assert len(secret) > 40
    row = db.session.connection().execute(select(ApiToken.__table__)).one()
    assert secret not in repr(row)
    assert tokens.find(secret) == token
    assert issued("Another")[0] != secret


def test_nothing_but_the_token_itself_finds_it() -> None:
    secret, token = issued()
    for wrong in ("", "cpt_", secret[:-1], secret + "x", secret.upper(), secret[4:], token.digest,
                  f" {secret}", "cpt_" + "x" * 5_000):  # fmt: skip
        assert tokens.find(wrong) is None, wrong


def test_it_works_through_its_last_day() -> None:
    secret, _ = issued(days=10)
    for days, does in ((0, True), (10, True), (11, False)):
        with time_machine.travel(in_days(days), tick=False):
            assert (tokens.find(secret) is not None) is does


@pytest.mark.parametrize("days", [-1, LONGEST_LIFE.days + 1])
def test_a_last_day_that_will_not_do_is_refused(days: int) -> None:
    with pytest.raises(RuleBroken) as broken:
        issued(days=days)
    assert (broken.value.refusal, broken.value.field) == (Refusal.EXPIRY_UNFIT, "expires_on")


def test_revoking_ends_it_at_once_and_is_traced_once() -> None:
    secret, token = issued()
    admin = make_person()
    tokens.revoke(token, by=admin)
    tokens.revoke(token, by=admin)
    assert tokens.find(secret) is None
    trace = db.session.scalars(
        select(AuditEvent).where(AuditEvent.object_kind == "api_tokens").order_by(AuditEvent.id)
    ).all()
    assert [event.action for event in trace] == ["issued token", "revoked token"]
    assert (trace[0].fields, trace[1].actor_id) == (["label", "expires_on"], admin.id)


def test_it_outlives_the_account_of_who_issued_it() -> None:
    admin = make_person()
    make_account(admin, is_admin=True, is_active=False)
    secret = tokens.issue("Platform", expires_on=in_days(1).date(), by=admin)
    assert tokens.find(secret) is not None


def test_its_use_is_noted_to_the_day() -> None:
    _, token = issued()
    assert tokens.use_is_due(token)
    tokens.note_use(token.id)
    db.session.expire_all()
    assert token.last_used_on == datetime.now(UTC).date()
    assert not tokens.use_is_due(token)
    with time_machine.travel(in_days(1), tick=False):
        assert tokens.use_is_due(token)


def test_the_list_has_the_newest_first() -> None:
    issued("First")
    issued("Second")
    assert [token.label for token in every_token()] == ["Second", "First"]
    assert load_token(every_token()[1].id).created_by.name == "Ada Admin"


def test_a_form_sent_twice_makes_one_token() -> None:
    admin = make_person("Ada Admin")
    tokens.issue("Platform", expires_on=in_days(1).date(), by=admin)
    with pytest.raises(RuleBroken) as refused:
        tokens.issue("Platform", expires_on=in_days(1).date(), by=admin)
    assert (refused.value.refusal, refused.value.field) == (Refusal.TOKEN_EXISTS, "label")


def test_a_name_is_free_again_once_its_token_is_revoked() -> None:
    admin = make_person("Ada Admin")
    first = tokens.find(tokens.issue("Platform", expires_on=in_days(1).date(), by=admin))
    assert first is not None
    tokens.revoke(first, by=admin)
    assert tokens.issue("Platform", expires_on=in_days(1).date(), by=admin)
