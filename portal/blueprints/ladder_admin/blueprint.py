"""The blueprint of everything below the address of the ladder's administration."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("ladder_admin", __name__, url_prefix="/admin/ladders")
