"""Print the measurements: ``make bench``."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from pathlib import Path

from bench import documents, matrices, pages
from bench.measuring import Comparison
from bench.organisations import made

SIZES = (60, 10_000)


def main() -> None:
    out = sys.stdout.write
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        organisations = []
        for size in SIZES:
            began = time.perf_counter()
            organisations.append(made(Path(folder), size))
            out(f"demo organisation of {size:,} people: {time.perf_counter() - began:.1f} s\n")
        out(
            "\nEach page against a bare Flask view that renders a template of the same HTML\n"
            f"({pages.PAIRS} pairs in turn, medians), and its queries at"
            f" {' and '.join(f'{size:,}' for size in SIZES)} people\n\n"
            f"{'page':32}{'KB':>7}{'ours ms':>10}{'bare ms':>10}{'ratio':>8}{'queries':>14}\n"
        )
        grown = []
        for page in pages.measure(organisations):
            c = page.comparison
            out(
                f"{page.path:32}{page.size / 1000:7.1f}{c.ours * 1000:10.2f}{c.bare * 1000:10.2f}"
                f"{c.ratio:8.1f}{' / '.join(map(str, page.queries)):>14}\n"
            )
            if len(set(page.queries)) > 1:
                grown.append(page.path)
        result = documents.measure(organisations[0])
        out(
            f"\n{documents.PATH} ({result.size / 1000:.0f} KB)"
            " against a bare WeasyPrint call on the same HTML\n"
        )
        for name, comparison in (
            ("first time, rendered", result.first),
            ("asked again, kept", result.again),
            ("not modified (304)", result.unchanged),
        ):
            out(_document_line(name, comparison))
        out(f"\na table of {matrices.ROWS:,} rows\n")
        for timed in matrices.measure_import(made(Path(folder), 0)):
            out(f"  {timed.name:32}{timed.seconds:10.2f} s\n")
        compared = matrices.measure_comparison()
        out(f"\n{compared.name}: {compared.seconds * 1000:.1f} ms\n")
        out(f"queries of the editor's page: {matrices.editor_queries(organisations[0])}\n")
    if grown:
        sys.exit(f"Query counts grow with the organisation on: {', '.join(grown)}")


def _document_line(name: str, c: Comparison) -> str:
    return (
        f"  {name:24}{c.ours * 1000:10.2f} ms{c.bare * 1000:10.2f} ms bare"
        f"   ratio {c.ratio:.4f} ({c.pairs} pairs)\n"
    )


if __name__ == "__main__":
    main()
