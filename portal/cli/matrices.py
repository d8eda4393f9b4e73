"""``portal matrix``: taking matrices out as files."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.db import db
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES
from portal.queries import matrices
from portal.services import documents
from portal.services.documents import Edition

matrix = AppGroup("matrix", help="Competency matrices.")


@matrix.command("export")
@click.argument("track")
@click.option("--format", "format_", type=click.Choice(["pdf"]), required=True)
@click.option("--role", help="Only this role's column, by its key.")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default=BASE_LANGUAGE)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
)
def export(track: str, format_: str, role: str | None, lang: str, output: Path) -> None:
    """Write the published matrix of TRACK, or of one of its roles, to a file."""
    if matrices.imprint(track) is None:
        raise click.ClickException(f"There is no published matrix of a track {track}.")
    imprint = matrices.imprint(track, role_key=role)
    if imprint is None:
        raise click.ClickException(f"The matrix of track {track} has no role {role}.")
    document = documents.keep(Edition(imprint, lang, role))
    db.session.commit()
    try:
        output.write_bytes(document.content)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"{output}: {document.size} bytes")
