"""``portal matrix``: taking matrices out as files."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.db import db
from portal.domain.languages import BASE_LANGUAGE, LANGUAGES
from portal.domain.matrices import Imprint, VersionNumber
from portal.queries import matrices
from portal.services import documents, exports
from portal.services.documents import Edition
from portal.services.exports import Export

FORMATS = [exports.PDF, *exports.FORMATS]

matrix = AppGroup("matrix", help="Competency matrices.")


@matrix.command("export")
@click.argument("track")
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True)
@click.option("--role", help="Only this role's column, by its key.")
@click.option("--version", "number", help="An earlier version, such as 1.0.0.")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default=BASE_LANGUAGE)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    required=True,
)
def export(
    *, track: str, format_: str, role: str | None, number: str | None, lang: str, output: Path
) -> None:
    """Write the published matrix of TRACK, or of one of its roles, to a file."""
    content = _content(_imprint(track, number, role), format_, lang, role)
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"{output}: {len(content)} bytes")


def _imprint(track: str, written: str | None, role: str | None) -> Imprint:
    try:
        number = VersionNumber.parse(written) if written else None
    except ValueError as error:
        raise click.ClickException(f"{error}.") from None
    if matrices.imprint(track, number) is None:
        wanted = f"version {number} of the matrix" if number else "published matrix"
        raise click.ClickException(f"There is no {wanted} of a track {track}.")
    imprint = matrices.imprint(track, number, role)
    if imprint is None:
        raise click.ClickException(f"The matrix of track {track} has no role {role}.")
    return imprint


def _content(imprint: Imprint, format_: str, language: str, role: str | None) -> bytes:
    if format_ != exports.PDF:
        return exports.write(Export(imprint, exports.FORMATS[format_], language, role))
    document = documents.keep(Edition(imprint, language, role))
    db.session.commit()
    return document.content
