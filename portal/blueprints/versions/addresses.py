"""Where in the editor a part of a draft is written."""

from __future__ import annotations

from flask import url_for


def writing_url(track: str, competency: str | None, role: str | None) -> str:
    """The editor at a cell, at a competency, or at the top for what concerns no single one."""
    if competency and role:
        return url_for("drafts.cell", track=track, competency=competency, role=role)
    if competency:
        return url_for("drafts.competency", track=track, key=competency)
    return url_for("drafts.editor", track=track, role=role)
