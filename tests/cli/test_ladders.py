"""``portal ladder check``: what it says of the shipped ladder, and of a spoiled one."""

from __future__ import annotations

from datetime import date

from click.testing import Result
from flask import Flask
from sqlalchemy import delete, select, update

from portal.db import db
from portal.domain.ladders import MoveKind
from portal.models import Move, Role


def check(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["ladder", "check"])


def test_the_shipped_ladder_strands_nobody(app: Flask) -> None:
    answer = check(app)
    assert answer.exit_code == 0, answer.output
    assert "to mend: 0" in answer.output
    assert "Mend this" not in answer.output


def test_what_is_to_be_looked_at_comes_with_why_and_what_to_do(app: Flask) -> None:
    lines = check(app).output.splitlines()
    at = lines.index("Must-haves that no role before prepares")
    assert lines[at + 1].startswith("  Look at this: Senior Customer Support Specialist")
    assert any(line.startswith("  Why: ") for line in lines[at:])
    assert any(line.startswith("  What to do: ") for line in lines[at:])


def test_a_dead_end_is_found_wrong(app: Flask) -> None:
    role = db.session.scalars(select(Role).where(Role.key == "pse")).one()
    db.session.execute(delete(Move).where(Move.origin_id == role.id, Move.kind == MoveKind.RETURN))
    answer = check(app)
    assert answer.exit_code == 1
    assert (
        "Mend this: No move leads from Product Support Engineer to another role." in answer.output
    )


def test_a_role_that_leads_to_people_management_only_is_to_be_looked_at(app: Flask) -> None:
    role = db.session.scalars(select(Role).where(Role.key == "senior-ops")).one()
    db.session.execute(delete(Move).where(Move.origin_id == role.id, Move.kind == MoveKind.EMBED))
    lines = check(app).output.splitlines()
    at = lines.index("People management as the only way on")
    assert lines[at + 1].startswith("  Look at this: From Senior Support Operations Specialist,")


def test_retired_roles_are_left_in_peace(app: Flask) -> None:
    db.session.execute(
        update(Role).where(Role.key == "senior-ops").values(retired_on=date(2026, 1, 1))
    )
    answer = check(app)
    assert answer.exit_code == 0, answer.output
    assert "People management as the only way on" not in answer.output
    assert "ladder: 9 roles" in answer.output


def test_there_is_nothing_to_check_before_there_is_a_ladder(blank_app: Flask) -> None:
    assert blank_app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
    answer = check(blank_app)
    assert answer.exit_code == 1
    assert "portal seed load" in answer.output
