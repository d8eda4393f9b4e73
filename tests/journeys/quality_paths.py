"""The pages of quality reviews, the tone guide, what marks mean, and calibration exercises."""

from __future__ import annotations

OF_LOOKER = (
    "/assessments/marks",
    "/quality",
    "/quality/new",
    "/quality/new/{lead}",
    "/quality/{review}",
    "/quality/{review_draft}/edit",
    "/quality/{review_draft}/discard",
    "/quality/tone-guide",
)
OF_LEAD = (
    "/assessments/calibration",
    "/assessments/calibration/{exercise}/reading",
    "/assessments/calibration/{compared}",
)
OF_PEOPLE_OPS = (
    "/assessments/marks/examples/ownership",
    "/assessments/calibration/new",
    "/assessments/calibration/new?role=css2",
    "/assessments/calibration/{exercise_draft}",
    "/assessments/calibration/{exercise_draft}/edit",
    "/assessments/calibration/{exercise_draft}/discard",
    "/assessments/calibration/{exercise}/close",
    "/quality/tone-guide",
    "/quality/tone-guide/new-principle",
    "/quality/tone-guide/proud",
)
