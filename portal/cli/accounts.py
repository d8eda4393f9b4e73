"""``portal account``: giving people a way in."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from portal.db import db
from portal.domain.refusals import RuleBroken
from portal.models import Person
from portal.queries import people
from portal.services import accounts
from portal.wording.refusals import refusal_text

account = AppGroup("account", help="Accounts of people.")


@account.command("create")
@click.argument("email")
@click.option(
    "--people-ops",
    is_flag=True,
    help="May keep people's records, write and publish matrices, see the whole trace.",
)
@click.option("--admin", is_flag=True, help="May manage accounts.")
def create(email: str, people_ops: bool, admin: bool) -> None:
    """Create the account of the person with this e-mail address, and print their set-up link."""
    person = _person_at(email)
    try:
        created = accounts.create(person, is_people_ops=people_ops, is_admin=admin, by=None)
        token = accounts.issue_set_up_link(created, by=None)
    except RuleBroken as broken:
        raise click.ClickException(str(refusal_text(broken.refusal))) from None
    db.session.commit()
    _print_link(person, token)


@account.command("link")
@click.argument("email")
def link(email: str) -> None:
    """Print a new set-up link for an account: for a forgotten password, or a link that ran out."""
    person = _person_at(email)
    account = accounts.account_of(person)
    if account is None:
        raise click.ClickException(f"{person.name} has no account: portal account create {email}")
    try:
        token = accounts.issue_set_up_link(account, by=None)
    except RuleBroken as broken:
        raise click.ClickException(str(refusal_text(broken.refusal))) from None
    db.session.commit()
    _print_link(person, token)


def _person_at(email: str) -> Person:
    person = people.by_email(email)
    if person is None:
        raise click.ClickException(
            f"Nobody in the portal has the address {email}. Bring people in first:"
            " portal people import FILE"
        )
    return person


def _print_link(person: Person, token: str) -> None:
    click.echo(f"For {person.name}, to choose a password within seven days:")
    click.echo(f"{current_app.config['PORTAL_BASE_URL']}/set-up/{token}")
