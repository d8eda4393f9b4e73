"""What was read of a package, short enough to compare."""

from __future__ import annotations

from portal.interchange.readings import ProblemKind, ReadFramework

Outline = dict[str | None, dict[str, dict[str, list[str]]]]


def outline(found: ReadFramework) -> Outline:
    """Categories, competencies, roles and behaviours by their words."""
    titles = {role.name: role.title.original for role in found.roles}
    return {
        group.title.original if group.title else None: {
            row.title.original: {
                titles[cell.role]: [b.text.original for b in cell.behaviours] for cell in row.cells
            }
            for row in group.competencies
        }
        for group in found.categories
    }


def told(found: ReadFramework, kind: ProblemKind) -> list[str]:
    return [problem.detail for problem in found.problems if problem.kind is kind]
