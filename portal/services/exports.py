"""Taking matrices out as files: which formats there are, and one version written in one of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.config import base_url, portal_name
from portal.domain.languages import LANGUAGES
from portal.domain.matrices import Imprint, Matrix
from portal.domain.refusals import Missing
from portal.interchange import (
    case_packages,
    json_files,
    markdown_out,
    moodle_out,
    tables_out,
    workbooks_out,
    yaml_files,
)
from portal.interchange.editions import edition
from portal.queries import matrices

PDF = "pdf"
"""Not among FORMATS: a PDF is rendered apart and kept (``portal.services.documents``)."""


@dataclass(frozen=True)
class Format:
    """One way to write a matrix.

    ``name`` is what the command line calls it, ``ending`` what the file's name and its address end
    in; ``speaks`` unless the file is the same whatever language is asked for.
    """

    name: str
    ending: str
    media_type: str
    write: Callable[[Matrix, str], bytes]
    speaks: bool = True


FORMATS: Mapping[str, Format] = {
    format_.name: format_
    for format_ in (
        Format(
            "xlsx",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            workbooks_out.write,
        ),
        Format("csv", "csv", "text/csv; charset=utf-8", tables_out.write_wide),
        Format("csv-long", "long.csv", "text/csv; charset=utf-8", tables_out.write_long),
        Format("md", "md", "text/markdown; charset=utf-8", markdown_out.write),
        Format(
            "yaml",
            "yaml",
            "application/yaml",
            lambda matrix, _language: yaml_files.write(matrix),
            speaks=False,
        ),
        Format(
            "json",
            "json",
            "application/json",
            lambda matrix, _language: json_files.write(matrix),
            speaks=False,
        ),
        Format("moodle", "moodle.csv", "text/csv; charset=utf-8", moodle_out.write),
        Format(
            "case",
            "case.json",
            "application/json",
            lambda matrix, language: case_packages.write(matrix, base_url(), language),
        ),
    )
}
"""By name, in the order in which they are offered."""


def format_ending(ending: str) -> Format:
    """The format whose files end so; Missing when there is none."""
    found = next((known for known in FORMATS.values() if known.ending == ending), None)
    if found is None:
        raise Missing
    return found


@dataclass(frozen=True)
class Export:
    """One version in one format and language: the whole track's matrix, or one role's."""

    imprint: Imprint
    format: Format
    language: str
    role_key: str | None = None

    @cached_property
    def key(self) -> str:
        """Names the file without writing it: equal keys mean equal bytes."""
        parts = (
            self.imprint.content_hash,
            self.imprint.state,
            self.role_key or "",
            self.language,
            self.format.name,
            portal_name(),
            base_url(),
            edition(),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    @property
    def file_name(self) -> str:
        subject = self.role_key or self.imprint.track_key
        parts = [subject, "matrix", str(self.imprint.number)]
        if self.format.speaks:
            parts.append(self.language)
        return f"{'-'.join(parts)}.{self.format.ending}"


def write(export: Export) -> bytes:
    """The file's content; the same bytes for the same version."""
    imprint = export.imprint
    if export.language not in LANGUAGES:
        raise Missing
    matrix = matrices.version(imprint.track_key, imprint.number)
    if matrix is None:
        raise Missing
    if export.role_key is not None:
        matrix = matrix.for_role(export.role_key)
    return export.format.write(matrix, export.language)
