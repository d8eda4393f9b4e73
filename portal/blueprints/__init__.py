"""The pages: one package a noun, each with its views and forms."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from portal.blueprints.accounts.views import bp as accounts
from portal.blueprints.admin.views import bp as admin
from portal.blueprints.assessments import bp as assessments
from portal.blueprints.calibrations import bp as calibrations
from portal.blueprints.case.views import bp as case
from portal.blueprints.cycles import bp as cycles
from portal.blueprints.documents.views import bp as documents
from portal.blueprints.drafts import bp as drafts
from portal.blueprints.evidence import bp as evidence
from portal.blueprints.exports.views import bp as exports
from portal.blueprints.growth import bp as growth
from portal.blueprints.health.views import bp as health
from portal.blueprints.home.views import bp as home
from portal.blueprints.imports.views import bp as imports
from portal.blueprints.ladder_admin import bp as ladder_admin
from portal.blueprints.ladders.views import bp as ladders
from portal.blueprints.mails.views import bp as mails
from portal.blueprints.marks.views import bp as marks
from portal.blueprints.matrices.views import bp as matrices
from portal.blueprints.notices.views import bp as notices
from portal.blueprints.people.views import bp as people
from portal.blueprints.programmes import bp as programmes
from portal.blueprints.quality import bp as quality
from portal.blueprints.roles.views import bp as roles
from portal.blueprints.tokens.views import bp as tokens
from portal.blueprints.versions import bp as versions

ALL = (
    accounts,
    admin,
    assessments,
    calibrations,
    case,
    cycles,
    documents,
    drafts,
    evidence,
    exports,
    growth,
    health,
    home,
    imports,
    ladder_admin,
    ladders,
    mails,
    marks,
    matrices,
    notices,
    people,
    programmes,
    quality,
    roles,
    tokens,
    versions,
)


class RecordNumber(IntegerConverter):
    """``<int:…>`` in an address: a number that a record can have, in its one spelling."""

    regex = "[0-9]+"

    def __init__(self, map_: Map, *args: Any, **options: Any) -> None:
        super().__init__(map_, *args, **{"max": 2**31 - 1, **options})


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RecordNumber
    for blueprint in ALL:
        app.register_blueprint(blueprint)
