"""The blueprint of the editor: everything below the address of a track's draft."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("drafts", __name__, url_prefix="/matrices/<string:track>/draft")
