"""Each main page against a bare Flask view that renders as much HTML, and its query count."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from bench.measuring import Comparison, compare, counted_queries
from bench.organisations import Organisation
from portal.db import db
from portal.models import Person, View

PAIRS = 25


@dataclass(frozen=True)
class PageResult:
    path: str
    size: int
    comparison: Comparison
    queries: tuple[int, ...]


def paths(organisation: Organisation) -> dict[str, str]:
    """The main pages by a short name; ids are of the demo's rep."""
    with organisation.app.app_context():
        rep = db.session.scalars(select(Person).where(Person.email == "rep@demo.example")).one()
        view = db.session.scalars(select(View).where(View.author_id == rep.id)).first()
        if view is None:
            raise RuntimeError("The demo's rep has no self-assessment")
        return {
            "home": "/",
            "ladder": "/ladders",
            "role": "/roles/senior-css",
            "matrix": "/matrices/frontline",
            "assessments": "/assessments",
            "result": f"/assessments/{view.assessment_id}",
            "directory": "/people",
            "search": "/people?q=an&role=css2",
            "person": f"/people/{rep.id}",
        }


def measure(organisations: list[Organisation]) -> list[PageResult]:
    """Times at the first organisation, query counts at all of them."""
    clients = [one.signed_in("rep@demo.example") for one in organisations]
    named = [paths(one) for one in organisations]
    engines = [_engine(one.app) for one in organisations]
    results = []
    for name, path in named[0].items():
        html = clients[0].get(path).text
        bare = _bare(html).test_client()
        results.append(
            PageResult(
                path=path,
                size=len(html.encode()),
                comparison=compare(
                    lambda path=path: _got(clients[0], path),
                    lambda bare=bare: bare.get("/"),
                    pairs=PAIRS,
                ),
                queries=tuple(
                    _count(client, paths_there[name], engine)
                    for client, paths_there, engine in zip(clients, named, engines, strict=True)
                ),
            )
        )
    return results


def _engine(app: Flask) -> Engine:
    with app.app_context():
        return db.engine


def _got(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status}")


def _count(client: FlaskClient, path: str, engine: Engine) -> int:
    _got(client, path)
    with counted_queries(engine) as seen:
        _got(client, path)
    return len(seen)


def _bare(html: str) -> Flask:
    """A Flask application that does nothing but render a template of the same HTML."""
    app = Flask("bare")
    template = "{% raw %}" + html.replace("{% endraw %}", "") + "{% endraw %}"

    @app.get("/")
    def page() -> str:
        return render_template_string(template)

    return app
