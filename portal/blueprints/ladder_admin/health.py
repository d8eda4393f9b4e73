"""Whether the ladder lets people grow."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.blueprints.ladder_admin.blueprint import bp
from portal.domain.ladder_health import HealthFinding, HealthKind, Severity, check_ladder
from portal.presentation import language_now
from portal.queries import ladders, matrices
from portal.wording.health import (
    health_advice,
    health_label,
    health_text,
    health_why,
    severity_label,
)


@dataclass(frozen=True)
class Found:
    """A finding in words, with what it is about."""

    finding: HealthFinding
    text: str
    severity: str

    @property
    def is_urgent(self) -> bool:
        return self.finding.severity is Severity.MEND


@dataclass(frozen=True)
class Group:
    """Findings of one kind: what they are called, why they matter, what to do."""

    kind: HealthKind
    label: str
    why: str
    advice: str
    found: tuple[Found, ...]


@bp.get("/health")
@requires(Permission.LADDERS_EDIT)
def health() -> ResponseReturnValue:
    ladder = ladders.whole_ladder()
    published = {matrix.track_key: matrix for matrix in matrices.all_published()}
    findings = check_ladder(ladder, published)
    return render_template(
        "ladder_admin/health.html",
        ladder=ladder,
        groups=[
            _group(kind, of_kind)
            for kind in HealthKind
            if (of_kind := [one for one in findings if one.kind is kind])
        ],
        urgent=sum(one.severity is Severity.MEND for one in findings),
        total=len(findings),
        kinds=[str(health_label(kind)) for kind in HealthKind],
        unwritten=[track for track in ladder.tracks if track.key not in published],
    )


def _group(kind: HealthKind, findings: list[HealthFinding]) -> Group:
    return Group(
        kind=kind,
        label=str(health_label(kind)),
        why=str(health_why(kind)),
        advice=str(health_advice(kind)),
        found=tuple(
            Found(one, health_text(one, language_now()), str(severity_label(one.severity)))
            for one in findings
        ),
    )
