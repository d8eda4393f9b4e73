"""The blueprint of calibration exercises."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("calibrations", __name__, url_prefix="/assessments/calibration")
