"""``portal people``: bringing people in."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.db import db
from portal.services import people_files

people = AppGroup("people", help="The people of the organisation.")


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(file: Path) -> None:
    """Bring people in from a CSV file: all of it, or nothing with every problem by row.

    Columns: name, email, office, time_zone, started_on; optional: manager_email, team, role,
    locale. People whose address is in the portal already are left as they are.
    """
    try:
        result = people_files.import_people(file.read_bytes())
    except people_files.FileRefused as refused:
        raise click.ClickException(
            f"{file.name} was refused; nobody was added.\n" + "\n".join(refused.problems)
        ) from None
    db.session.commit()
    click.echo(f"people: {result.added} added, {result.present} already there")
