"""``portal demo``: a made-up organisation to try the portal with."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from portal.db import db
from portal.models import Person
from portal.services.demo import organisation

demo = AppGroup("demo", help="A made-up organisation to try the portal with.")


@demo.command("load")
@click.option("--people", "size", type=click.IntRange(20, 100_000), default=60, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same people.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are people already.")
def load(size: int, seed: int, if_empty: bool) -> None:
    """Fill an empty portal with a made-up organisation; never one that has people."""
    if db.session.scalar(select(Person.id).limit(1)):
        if if_empty:
            if organisation.is_loaded():
                _print_people()
            return
        raise click.ClickException("There are people in the portal already; nothing was loaded.")
    try:
        report = organisation.load(size=size, seed=seed)
    except organisation.DemoRefused as refused:
        raise click.ClickException(str(refused)) from None
    db.session.commit()
    click.echo(
        f"demo organisation: {report.people} people, {report.positions} positions,"
        f" {report.rounds} rounds, {report.assessments} assessments"
    )
    _print_people()


def _print_people() -> None:
    click.echo(f"Sign in at {current_app.config['PORTAL_BASE_URL']}/sign-in as")
    for address, what in organisation.DEMO_PEOPLE.items():
        click.echo(f"  {address:24} {what}")
    click.echo(f"each with the password: {organisation.PASSWORD}")
