"""``portal matrix import`` and ``portal matrix check``: files brought in, or only looked at."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from portal.db import db
from portal.domain.advice import Finding, advise
from portal.domain.importing import ImportMode, Target
from portal.domain.languages import BASE_LANGUAGE
from portal.domain.matrices import Matrix
from portal.domain.refusals import Missing, RuleBroken
from portal.interchange.formats import Tables, open_file
from portal.interchange.readings import FileRefused, Problem, ReadFramework
from portal.queries import drafts, matrices
from portal.services import import_targets, imports
from portal.services.imports import Proposal
from portal.wording.advice import rule_reason, rule_rewrite, rule_title
from portal.wording.imports import place_text, problem_text, refused_text
from portal.wording.refusals import refusal_text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--track", help="The key of the track whose matrix it goes to.")
@click.option("--new-track", "title", help="The name of a new track for it.")
@click.option(
    "--add", is_flag=True, help="Keep what the matrix has and the file has not; else it goes."
)
@click.option("--check", "only_check", is_flag=True, help="Say what would happen, change nothing.")
@with_appcontext
def bring_in(
    *, file: Path, track: str | None, title: str | None, add: bool, only_check: bool
) -> None:
    """Make FILE the draft of a matrix: all of it, or nothing when something is wrong with it.

    Without --track or --new-track it goes to the track the file names, or to a new one.
    """
    if track and title:
        raise click.UsageError("Give --track or --new-track, not both.")
    read = _read(file)
    target = _target(read, track, title or "", ImportMode.ADD if add else ImportMode.REPLACE)
    try:
        proposal = imports.propose(read, target)
        _tell(proposal)
        if proposal.stops:
            raise click.ClickException("Nothing was imported: mend the errors above first.")
        if only_check:
            click.echo("Nothing was changed.")
            return
        draft = imports.bring_in(read, target, by=None, seen=proposal.stamp)
    except RuleBroken as broken:
        raise click.ClickException(str(refusal_text(broken.refusal))) from None
    except Missing:
        raise click.ClickException(f"There is no track {track}.") from None
    db.session.commit()
    key = draft.track_key
    click.echo(f"The draft of track {key} has it now. Look at it, then publish it in the portal.")


@click.command("check")
@click.argument("what", metavar="FILE|TRACK")
@click.option("--draft", is_flag=True, help="The track's draft instead of what is published.")
@with_appcontext
def check(what: str, draft: bool) -> None:
    """Give advice on the wording of a FILE, or of the published matrix of a TRACK.

    What would stop an import of the file has to be mended, too.
    """
    path = Path(what)
    matrix, problems = _in_file(path) if path.is_file() else (_of_track(what, draft=draft), 0)
    findings = advise(matrix)
    for finding in findings:
        click.echo(f"{finding.severity}: {_place(finding)}: {rule_title(finding.rule)}")
        if finding.excerpt:
            click.echo(f"  “{finding.excerpt}”")
        click.echo(f"  Why: {rule_reason(finding)}")
        click.echo(f"  Instead: {rule_rewrite(finding)}")
    blocking = sum(finding.blocks for finding in findings)
    to_mend = problems + blocking
    click.echo(f"{what}: must be mended: {to_mend}, other advice: {len(findings) - blocking}")
    sys.exit(1 if to_mend else 0)


def _read(file: Path) -> ReadFramework:
    try:
        opened = open_file(file.name, file.read_bytes())
        return opened.read() if isinstance(opened, Tables) else opened
    except FileRefused as refused:
        raise click.ClickException(f"{file.name}: {refused_text(refused)}") from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None


def _target(read: ReadFramework, track: str | None, title: str, mode: ImportMode) -> Target:
    if track or title:
        return Target(track, title, mode)
    likely = import_targets.likely_target(read)
    return Target(likely.track_key, likely.new_title, mode)


def _tell(proposal: Proposal) -> None:
    for problem in proposal.problems:
        _tell_problem(problem)
    matched = proposal.matched
    known = matched.matched_by_key + matched.matched_by_wording
    roles = ", ".join(role.title.words(BASE_LANGUAGE) for role in matched.matrix.roles)
    click.echo(f"track: {proposal.track.key}{' (new)' if proposal.is_new_track else ''}")
    click.echo(f"roles: {roles}; new: {len(matched.new_roles)}")
    click.echo(f"competencies: {_count(matched.matrix)}")
    click.echo(f"behaviours: known {known}, new {matched.new}")


def _count(matrix_: Matrix) -> int:
    return sum(1 for _ in matrix_.competencies())


def _in_file(path: Path) -> tuple[Matrix, int]:
    """The matrix that a file would make in an empty portal, and how many problems would stop it."""
    read = _read(path)
    proposed = imports.stand_alone(read, path.stem)
    stopping = [one for one in (*read.problems, *proposed.problems) if one.stops]
    for problem in stopping:
        _tell_problem(problem)
    return proposed.matrix, len(stopping)


def _tell_problem(problem: Problem) -> None:
    kind = "error" if problem.stops else "note"
    where = place_text(problem.place)
    click.echo(f"{kind}: {where + ': ' if where else ''}{problem_text(problem)}", err=True)


def _of_track(track: str, *, draft: bool) -> Matrix:
    found = drafts.current(track) if draft else matrices.published(track)
    if found is None:
        raise click.ClickException(
            f"{track} is no file, and there is no {'draft' if draft else 'published matrix'}"
            " of a track of that name."
        )
    return found


def _place(finding: Finding) -> str:
    """Where, by keys: they are what a file and the portal have in common."""
    spot = finding.place
    keys = [key for key in (spot.competency, spot.role, spot.behaviour) if key]
    return " / ".join(keys) + (f" [{finding.language}]" if finding.language else "")
