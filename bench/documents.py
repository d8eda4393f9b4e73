"""The PDF route against a bare WeasyPrint call on the same HTML, first time and asked again."""

from __future__ import annotations

from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import delete
from weasyprint import HTML

from bench.measuring import Comparison, compare
from bench.organisations import Organisation
from portal.config import portal_name
from portal.db import db
from portal.documents.matrices import matrix_html
from portal.documents.printing import STYLES
from portal.models import Document
from portal.queries import matrices

PATH = "/matrices/frontline/matrix.pdf?lang=en"
FIRST_PAIRS = 9
AGAIN_PAIRS = 9


@dataclass(frozen=True)
class DocumentResult:
    size: int
    first: Comparison
    again: Comparison
    unchanged: Comparison


def measure(organisation: Organisation) -> DocumentResult:
    """``first`` renders; ``again`` serves what is kept; ``unchanged`` answers If-None-Match."""
    client = organisation.signed_in("peopleops@demo.example")
    with organisation.app.test_request_context():
        matrix = matrices.published("frontline")
        if matrix is None:
            raise RuntimeError("There is no frontline matrix")
        html = matrix_html(matrix, "en", portal_name())

    def bare() -> None:
        sheets = [str(STYLES / "document.css"), str(STYLES / "matrix-track.css")]
        HTML(string=html).write_pdf(stylesheets=sheets, pdf_variant="pdf/ua-1")

    def first() -> None:
        with organisation.app.app_context():
            db.session.execute(delete(Document))
            db.session.commit()
        _got(client)

    answer = client.get(PATH)
    etag = {"If-None-Match": answer.headers["ETag"]}
    return DocumentResult(
        size=len(answer.data),
        first=compare(first, bare, pairs=FIRST_PAIRS),
        again=compare(lambda: _got(client), bare, pairs=AGAIN_PAIRS),
        unchanged=compare(lambda: client.get(PATH, headers=etag), bare, pairs=AGAIN_PAIRS),
    )


def _got(client: FlaskClient) -> None:
    answer = client.get(PATH)
    if answer.status_code != 200:
        raise RuntimeError(f"{PATH} answered {answer.status}")
