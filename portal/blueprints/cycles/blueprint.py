"""The blueprint of everything below the address of the rounds."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("cycles", __name__, url_prefix="/assessments/rounds")
