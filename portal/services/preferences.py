"""How the portal speaks to a person: language, time zone, colours, mail and reminders.

Preferences are nobody else's business and meet no other editor, so they are written past the
version counter: switching the language is no change of the record that people-ops have open.
"""

from __future__ import annotations

from sqlalchemy import update

from portal.db import db
from portal.models import Account, Person
from portal.models.accounts import EvidenceReminder, Theme


def choose(account: Account, *, language: str, time_zone: str, theme: Theme) -> None:
    choose_theme(account, theme)  # the account before the person, like everybody who holds both
    person = update(Person).where(Person.id == account.person_id)
    db.session.execute(person.values(locale=language, time_zone=time_zone))


def choose_telling(
    account: Account, *, gets_mail: bool, evidence_reminder: EvidenceReminder
) -> None:
    """Whether somebody gets mail beside the notices, and how often they are asked for evidence."""
    choice = update(Account).where(Account.id == account.id)
    db.session.execute(choice.values(gets_mail=gets_mail, evidence_reminder=evidence_reminder))


def choose_theme(account: Account, theme: Theme) -> None:
    db.session.execute(update(Account).where(Account.id == account.id).values(theme=theme))


def choose_language(person: Person, language: str) -> None:
    db.session.execute(update(Person).where(Person.id == person.id).values(locale=language))
