"""The ``portal`` command. Exit codes: 0 done, 1 refused or found wrong, 2 bad usage."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy.exc import OperationalError, ProgrammingError

from portal.cli import framework_files
from portal.cli.accounts import account
from portal.cli.demo import demo
from portal.cli.doctor import doctor
from portal.cli.ladders import ladder
from portal.cli.mails import mail, work
from portal.cli.matrices import matrix
from portal.cli.people import people
from portal.cli.seeds import seed
from portal.config import SettingRefused

COMMANDS = (account, demo, doctor, ladder, mail, matrix, people, seed, work)


def init_app(app: Flask) -> None:
    matrix.add_command(framework_files.bring_in)
    matrix.add_command(framework_files.check)
    for command in COMMANDS:
        app.cli.add_command(command)


def main() -> None:
    """Run a command; a setting that will not do is a refusal like any other."""
    from portal import create_app  # noqa: PLC0415 - the package imports this module

    group = FlaskGroup(create_app=create_app, name="portal", help=__doc__)
    try:
        group.main(prog_name="portal")
    except SettingRefused as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    except (OperationalError, ProgrammingError) as error:
        click.echo(f"The database is not ready ({type(error.orig).__name__}).", err=True)
        click.echo("portal doctor says why; often portal db upgrade is what is missing.", err=True)
        sys.exit(1)
