"""``portal seed``: the shipped ladders and matrices."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from portal.config import ROOT
from portal.db import db
from portal.models import Role
from portal.services import documents
from portal.services.seeds import files, loading

seed = AppGroup("seed", help="The shipped ladders and matrices.")


@seed.command("load")
@click.option("--if-empty", is_flag=True, help="Load nothing when there are roles already.")
@click.option(
    "--in-force-since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day new matrices were adopted; today unless given.",
)
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT / "seeds",
)
def load(folder: Path, if_empty: bool, in_force_since: datetime | None) -> None:
    """Check the seed files, add what the database lacks, and prepare the PDFs of new matrices.

    What an installation already has, it keeps; loading twice changes nothing.
    """
    if if_empty and db.session.scalar(select(Role.id).limit(1)):
        click.echo("There are roles already; nothing loaded.")
        _prepare_documents()
        return
    try:
        shipment = files.read(folder)
    except files.SeedsRefused as refused:
        raise click.ClickException(
            "The seed files are not sound; nothing was loaded.\n" + str(refused)
        ) from None
    since = in_force_since.date() if in_force_since else None
    report = loading.load(shipment, in_force_since=since)
    db.session.commit()
    for kind in sorted(report.added.keys() | report.present.keys()):
        click.echo(f"{kind}: {report.added[kind]} added, {report.present[kind]} already there")
    for name in report.differing:
        click.echo(f"kept as this installation words it: {name}")
    _prepare_documents()


def _prepare_documents() -> None:
    """Render what is published and not kept yet, showing how far it is."""
    missing = documents.missing_editions()
    if not missing:
        return
    with click.progressbar(missing, label="Preparing PDFs") as editions:
        for edition in editions:
            documents.keep(edition)
            db.session.commit()
