"""The pages of an assessment of a round, and of where somebody stands after it."""

from __future__ import annotations

OF_LOOKER = (
    "/assessments/{round_draft}",
    "/assessments/{round_draft}/answers",
    "/assessments/{round_draft}/check",
    "/assessments/{opened}",
    "/assessments/{opened}/editions/{sealed_view}",
    "/growth/readiness",
    "/growth/readiness?role=cse",
    "/growth/history",
)
OF_LEAD = (
    "/assessments",
    "/assessments/{round_draft}/manager/answers",
    "/assessments/{round_draft}/manager/check",
    "/assessments/{talking}",
    "/assessments/{talking}/agreed/answers",
    "/assessments/{talking}/agreed/check",
    "/assessments/{withdrawn}/withdrawn",
    "/growth/team",
    "/growth/people/{looker}/readiness",
    "/growth/people/{looker}/history",
)
OF_PEOPLE_OPS = ("/assessments/{opened}", "/growth/insights")
