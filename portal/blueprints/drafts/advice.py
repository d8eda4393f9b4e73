"""The wording advice on a draft, by the place at which the editor shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from portal.domain.advice import Finding, Rule, Severity, advise
from portal.domain.matrices import Expectation, Matrix


class Advice:
    """Findings by place. What a behaviour says is advised on wherever the behaviour stands."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        self._by_behaviour: dict[str, list[Finding]] = defaultdict(list)
        self._by_cell: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        self._by_competency: dict[str, list[Finding]] = defaultdict(list)
        self._by_role: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            at = finding.place
            if at.behaviour:
                self._by_behaviour[at.behaviour].append(finding)
            elif at.competency and at.role:
                self._by_cell[at.competency, at.role].append(finding)
            elif at.competency:
                self._by_competency[at.competency].append(finding)
            elif at.role:
                self._by_role[at.role].append(finding)

    def of_behaviour(self, key: str) -> list[Finding]:
        return self._by_behaviour[key]

    def of_cell(self, competency: str, role: str) -> list[Finding]:
        return self._by_cell[competency, role]

    def of_competency(self, key: str) -> list[Finding]:
        return self._by_competency[key]

    def of_role(self, key: str) -> list[Finding]:
        return self._by_role[key]

    def names_number(self, key: str) -> bool:
        """Whether a behaviour names a target number, waived or not."""
        return any(finding.rule is Rule.TARGET_NUMBER for finding in self.of_behaviour(key))

    def counts(self, findings: Iterable[Finding]) -> dict[Severity, int]:
        """How many findings there are of each severity, the weightiest first."""
        found = list(findings)
        counted = {severity: sum(f.severity is severity for f in found) for severity in Severity}
        return {severity: count for severity, count in counted.items() if count}

    def around(self, competency: str, role: str, cell: Expectation | None) -> list[Finding]:
        """Everything that is said about one cell and what stands in it."""
        keys = [behaviour.key for behaviour in cell.behaviours] if cell else []
        of_behaviours = [finding for key in keys for finding in self.of_behaviour(key)]
        return [*self.of_cell(competency, role), *of_behaviours]


def advice_on(matrix: Matrix) -> Advice:
    return Advice(advise(matrix))
