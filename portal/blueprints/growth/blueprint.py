"""The blueprint of everything below the address of growth."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("growth", __name__, url_prefix="/growth")
