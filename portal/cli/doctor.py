"""``portal doctor``: whether this installation is sound."""

from __future__ import annotations

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.services import checks


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Check the database, the content and the machine; say what is wrong and what to do."""
    sound = True
    for check in checks.run(current_app.root_path):
        click.echo(f"{'ok   ' if check.is_sound else 'WRONG'} {check.name}: {check.finding}")
        sound = sound and check.is_sound
    sys.exit(0 if sound else 1)
