"""The PDF carries its own data: what was printed can be taken in again, bit for bit."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pypdf import PdfReader, PdfWriter

from portal.documents.matrices import matrix_pdf
from portal.documents.presses import Press
from portal.documents.rendering import render
from portal.domain.matrices import Matrix, VersionState
from portal.interchange import json_files, pdf_attachments
from portal.interchange.readings import FileRefusal, FileRefused
from tests.interchange.matrices import matrices

ISSUER = "Careers at Example"
Read = Callable[[bytes], PdfReader]
BARE = '<html lang="en"><head><title>Bare</title></head><body><h1>Bare</h1></body></html>'


def refusal(content: bytes) -> FileRefusal:
    with pytest.raises(FileRefused) as refused:
        pdf_attachments.read(content)
    return refused.value.reason


def saved(writer: PdfWriter) -> bytes:
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@given(matrix=matrices(most_roles=3, longest=20))
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # smaller examples take minutes to find
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_was_printed_comes_back(matrix: Matrix) -> None:
    pdf = matrix_pdf(matrix, "es", ISSUER)
    read = pdf_attachments.read(pdf)
    assert pdf_attachments.carried(pdf) == json_files.write(matrix)
    assert read.exact == matrix or len(matrix.roles) == 1
    assert json_files.write(read.exact) == json_files.write(matrix)  # type: ignore[arg-type]
    assert matrix_pdf(read.exact, "es", ISSUER) == pdf  # type: ignore[arg-type]


def test_a_role_s_document_carries_that_role(matrix: Matrix) -> None:
    role = matrix.for_role("second")
    read = pdf_attachments.read(matrix_pdf(role, "en", ISSUER)).exact
    assert read is not None
    assert read.content_hash == role.content_hash


def test_the_file_is_associated_with_the_document(matrix: Matrix, read: Read) -> None:
    reader = read(matrix_pdf(matrix, "en", ISSUER))
    catalogue = reader.trailer["/Root"]
    (file,) = catalogue["/AF"]
    assert file == catalogue["/Names"]["/EmbeddedFiles"]["/Names"][1]
    assert file["/AFRelationship"] == "/Source"
    assert file["/F"] == file["/UF"] == "frontline-2.1.0.json"
    assert file["/Desc"] == "This matrix as data, to take into a career portal again"
    stream = file["/EF"]["/F"]
    assert stream["/Subtype"] == "/application/json"
    for moment in ("/CreationDate", "/ModDate"):
        assert stream["/Params"][moment].startswith("D:20261112000000")
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()


def test_a_draft_is_the_same_each_time(matrix: Matrix) -> None:
    draft = replace(matrix, state=VersionState.DRAFT, published_on=None, note=None)
    pdf = matrix_pdf(draft, "en", ISSUER)
    with Press() as press:
        assert matrix_pdf(draft, "en", ISSUER, press.render) == pdf
    assert pdf_attachments.read(pdf).exact == draft


def test_it_survives_being_saved_by_another_program(matrix: Matrix) -> None:
    pdf = matrix_pdf(matrix, "en", ISSUER)
    again = saved(PdfWriter(clone_from=io.BytesIO(pdf)))
    assert again != pdf
    assert pdf_attachments.read(again).exact == matrix


def test_another_file_beside_ours_does_no_harm(matrix: Matrix) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(matrix_pdf(matrix, "en", ISSUER)))
    writer.add_attachment("a.json", b'{"format": "other"}')
    assert pdf_attachments.read(saved(writer)).exact == matrix


def test_a_pdf_without_our_data_is_refused(matrix: Matrix) -> None:
    bare = render(BARE, "assessment").pdf
    assert refusal(bare) is FileRefusal.NO_DATA_IN_PDF
    writer = PdfWriter(clone_from=io.BytesIO(bare))
    writer.add_attachment("notes.txt", b"nothing of ours")
    assert refusal(saved(writer)) is FileRefusal.NO_DATA_IN_PDF


def test_an_encrypted_pdf_is_refused(matrix: Matrix) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(matrix_pdf(matrix, "en", ISSUER)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    assert refusal(saved(writer)) is FileRefusal.PROTECTED


def test_a_file_that_unpacks_too_large_is_refused(matrix: Matrix) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(render(BARE, "assessment").pdf))
    attached = writer.add_attachment("bomb.json", b'"career-matrix"' + b" " * 30_000_000)
    stream = attached.pdf_object["/EF"]["/F"].get_object()
    writer._replace_object(stream.indirect_reference, stream.flate_encode())
    content = saved(writer)
    assert len(content) < 200_000
    assert refusal(content) is FileRefusal.UNPACKS_TOO_LARGE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileRefusal.EMPTY),
        (b"no PDF at all", FileRefusal.BROKEN),
        (b"%PDF-1.7\n", FileRefusal.BROKEN),
        (b"%PDF-1.7\n" + b"x" * 10_000_000, FileRefusal.TOO_LARGE),
    ],
)
def test_what_is_no_pdf_is_refused(content: bytes, reason: FileRefusal) -> None:
    assert refusal(content) is reason


def test_a_pdf_cut_short_is_refused(matrix: Matrix) -> None:
    pdf = matrix_pdf(matrix, "en", ISSUER)
    for end in (100, len(pdf) // 3, len(pdf) // 2):
        assert refusal(pdf[:end]) in {FileRefusal.BROKEN, FileRefusal.NO_DATA_IN_PDF}
