"""The blueprint of everything below the address of programmes."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("programmes", __name__, url_prefix="/growth/programmes")
