"""What the trace says was done, to what, and to which of its fields."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

AUDIT_ACTIONS: Mapping[str, LazyString] = {
    "added destination": _l("Added a place outside support"),
    "added move": _l("Added a move"),
    "added person": _l("Added a person"),
    "added role": _l("Added a role"),
    "added track": _l("Added a track"),
    "brought role back": _l("Brought a role back"),
    "began matrix draft": _l("Began a draft of a matrix"),
    "brought self-assessment over": _l("Brought a self-assessment over to a newer version"),
    "changed manager": _l("Changed the manager"),
    "changed move": _l("Changed a move"),
    "changed password": _l("Changed their password"),
    "changed position": _l("Changed a position"),
    "changed record": _l("Changed a person's record"),
    "changed rights": _l("Changed rights"),
    "changed role": _l("Changed a role"),
    "changed track": _l("Changed a track"),
    "closed position": _l("Ended a position"),
    "created account": _l("Gave an account"),
    "deactivated account": _l("Closed an account"),
    "discarded matrix draft": _l("Discarded a draft of a matrix"),
    "discarded self-assessment": _l("Discarded a self-assessment"),
    "edited matrix draft": _l("Edited a matrix draft"),
    "ended other sessions": _l("Signed out everywhere else"),
    "imported matrix": _l("Imported a matrix into a draft"),
    "issued set-up link": _l("Made a set-up link"),
    "issued token": _l("Issued an access token"),
    "loaded demo organisation": _l("Loaded the demo organisation"),
    "merged role": _l("Merged a role into another"),
    "noted leaving": _l("Noted that somebody has left"),
    "noted return": _l("Noted that somebody is back"),
    "opened position": _l("Opened a position"),
    "published matrix version": _l("Published a matrix version"),
    "reactivated account": _l("Opened an account again"),
    "revoked token": _l("Revoked an access token"),
    "removed move": _l("Removed a move"),
    "retired role": _l("Retired a role"),
    "set up password": _l("Set their password with a link"),
    "signed in": _l("Signed in"),
    "split role": _l("Split a role"),
    "started self-assessment": _l("Started a self-assessment"),
    "submitted self-assessment": _l("Submitted a self-assessment"),
    "superseded matrix version": _l("Superseded a matrix version"),
}
AUDIT_KINDS: Mapping[str, LazyString] = {
    "accounts": _l("Account"),
    "api_tokens": _l("Access token"),
    "assessments": _l("Assessment"),
    "destinations": _l("Place outside support"),
    "matrix_versions": _l("Matrix version"),
    "moves": _l("Move"),
    "people": _l("Person"),
    "positions": _l("Position"),
    "roles": _l("Role"),
    "tracks": _l("Track"),
}
AUDIT_FIELDS: Mapping[str, LazyString] = {
    "ask": _l("whom to ask"),
    "destination_id": _l("place outside support"),
    "email": _l("e-mail address"),
    "ended_on": _l("end"),
    "expires_on": _l("last day"),
    "is_admin": _l("admin right"),
    "is_people_ops": _l("people-ops right"),
    "label": _l("label"),
    "left_on": _l("day of leaving"),
    "kind": _l("kind"),
    "manager_id": _l("manager"),
    "matrix_version_id": _l("matrix version"),
    "name": _l("name"),
    "office": _l("office"),
    "origin_id": _l("where it starts"),
    "owns": _l("what it owns"),
    "password": _l("password"),
    "place": _l("order"),
    "programme_id": _l("programme"),
    "purpose": _l("purpose"),
    "rank": _l("rung"),
    "retired_on": _l("day of retirement"),
    "role_id": _l("role"),
    "short": _l("short name"),
    "started_on": _l("first day"),
    "state": _l("state"),
    "summary": _l("summary"),
    "takes": _l("what it takes"),
    "target_id": _l("where it leads"),
    "team_id": _l("team"),
    "time_zone": _l("time zone"),
    "title": _l("title"),
    "track_id": _l("track"),
}


def audit_action(action: str) -> LazyString | str:
    """What an entry of the trace says was done; as it was recorded if there are no words for it."""
    return AUDIT_ACTIONS.get(action, action)


def audit_kind(kind: str) -> LazyString | str:
    return AUDIT_KINDS.get(kind, kind)


def audit_field(name: str) -> LazyString | str:
    return AUDIT_FIELDS.get(name, name)
