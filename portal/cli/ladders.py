"""``portal ladder``: whether the ladder lets people grow."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from portal.domain.ladder_health import HealthKind, Severity, check_ladder
from portal.domain.languages import BASE_LANGUAGE
from portal.queries import ladders, matrices
from portal.wording.health import (
    health_advice,
    health_label,
    health_text,
    health_why,
    severity_label,
)

ladder = AppGroup("ladder", help="The ladder: roles and the moves between them.")


@ladder.command("check")
def check() -> None:
    """Look for dead ends, roles nobody reaches and other things that keep people from growing."""
    whole = ladders.whole_ladder()
    if not whole.roles:
        raise click.ClickException("There is no ladder yet: portal seed load brings one.")
    findings = check_ladder(whole, {m.track_key: m for m in matrices.all_published()})
    for kind in HealthKind:
        found = [finding for finding in findings if finding.kind is kind]
        if not found:
            continue
        click.echo(str(health_label(kind)))
        for finding in found:
            severity = str(severity_label(finding.severity))
            click.echo(f"  {severity}: {health_text(finding, BASE_LANGUAGE)}")
        click.echo(f"  Why: {health_why(kind)}")
        click.echo(f"  What to do: {health_advice(kind)}")
    to_mend = sum(finding.severity is Severity.MEND for finding in findings)
    in_force = sum(not role.is_retired for role in whole.roles)
    click.echo(
        f"ladder: {in_force} roles, {len(whole.moves)} moves;"
        f" to mend: {to_mend}, to look at: {len(findings) - to_mend}"
    )
    sys.exit(1 if to_mend else 0)
