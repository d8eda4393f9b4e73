"""Print the measurements: ``make bench``."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import documents, load, matrices, pages, ratings
from bench.measuring import Comparison
from bench.organisations import Organisation, made
from bench.ratings import Compared
from bench.serving import postgresql_url

SIZES = {60: 1, 10_000: 10}
"""People, and rounds that are over."""


def main() -> None:
    out = sys.stdout.write
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        organisations = []
        for size, rounds in SIZES.items():
            began = time.perf_counter()
            organisations.append(made(Path(folder), size, rounds=rounds))
            out(_organisation_lines(organisations[-1], time.perf_counter() - began))
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
        grown += _measure_rounds(organisations)
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
        wrong = _measure_load(organisations[-1], Path(folder))
    if grown:
        sys.exit(f"Query counts grow with the organisation on: {', '.join(grown)}")
    if wrong:
        sys.exit(f"{wrong} requests went wrong under load")


def _organisation_lines(organisation: Organisation, seconds: float) -> str:
    history = organisation.history
    return (
        f"demo organisation of {organisation.people:,} people: {seconds:.1f} s\n"
        f"  closed rounds: {history.rounds}; assessments in them: {history.assessments:,}, of which"
        f" {history.in_full:,} with every observation (one team), the others in outline\n"
    )


def _measure_rounds(organisations: Sequence[Organisation]) -> list[str]:
    """Print the pages of a round at each size; the names of those whose query counts differ."""
    out = sys.stdout.write
    sizes = [f"{one.people:,} people, {one.history.rounds} rounds over" for one in organisations]
    out(
        f"\nWriting in an open round, with {' and with '.join(sizes)}\n\n"
        f"{'':36}" + f"{'p50 ms':>10}{'p95 ms':>10}{'queries':>9}" * len(sizes) + "\n"
    )
    compared: list[Compared] = []
    for measure in (ratings.measure, ratings.measure_everybody):
        for one in measure(organisations):
            compared.append(one)
            times = "".join(
                f"{a.p50 * 1000:10.1f}{a.p95 * 1000:10.1f}{a.queries:9}" for a in one.answered
            )
            out(f"{one.name:36}{times}\n")
    return [one.name for one in compared if one.has_grown]


def _measure_load(organisation: Organisation, folder: Path) -> int:
    """Print how the served portal bears the load, on both databases; how much went wrong."""
    out = sys.stdout.write
    out(load.heading())
    on_sqlite = load.measure(organisation, folder)
    out(load.report(f"SQLite, {organisation.people:,} people", on_sqlite))
    with postgresql_url(folder) as url:
        other = made(folder, organisation.people, rounds=organisation.history.rounds, url=url)
        on_postgresql = load.measure(other, folder)
        out(load.report(f"PostgreSQL, {other.people:,} people", on_postgresql))
    return on_sqlite.errors.total() + on_postgresql.errors.total()


def _document_line(name: str, c: Comparison) -> str:
    return (
        f"  {name:24}{c.ours * 1000:10.2f} ms{c.bare * 1000:10.2f} ms bare"
        f"   ratio {c.ratio:.4f} ({c.pairs} pairs)\n"
    )


if __name__ == "__main__":
    main()
