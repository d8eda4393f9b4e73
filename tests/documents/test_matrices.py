"""The matrix as a reader holds it in their hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from portal.documents.editions import pango_version
from portal.documents.matrices import document_key, matrix_html, matrix_pdf
from portal.documents.presses import Press
from portal.domain.languages import LocalizedText
from portal.domain.matrices import Imprint, Matrix, VersionState

ISSUER = "Careers at Example"
Read = Callable[[bytes], PdfReader]
TextOf = Callable[[bytes], str]


def tags(reader: PdfReader) -> Iterator[Any]:
    """Every element of the structure a screen reader walks."""
    return within(reader.trailer["/Root"]["/StructTreeRoot"])


def within(element: Any) -> Iterator[Any]:
    waiting: list[Any] = [element["/K"]]
    while waiting:
        item = waiting.pop(0)
        item = item.get_object() if hasattr(item, "get_object") else item
        if isinstance(item, list):
            waiting = list(item) + waiting
        elif isinstance(item, DictionaryObject) and "/S" in item:
            yield item
            waiting.insert(0, item.get("/K", []))


def test_a_track_shows_everything_it_holds(matrix: Matrix, text_of: TextOf) -> None:
    text = text_of(matrix_pdf(matrix, "en", ISSUER))
    for expected in (
        "Front line", "Clearer words for writing.", "2.1.0", "12 November 2026", "English",
        matrix.content_hash[:12], "Learns the craft.", "Does the craft well.", "The product",
        "Knowing the product", "What the product does and where it stops.", "Must-have",
        "Expected", "Later", "Not asked of this role", "When prompted", "Lifts others", ISSUER,
        *(f"Shows {name} to a colleague." for name in ("alpha", "beta", "gamma", "delta")),
    ):  # fmt: skip
        assert expected in text


def test_it_reads_in_order(matrix: Matrix, text_of: TextOf) -> None:
    text = text_of(matrix_pdf(matrix, "en", ISSUER))
    order = ("How to read this", "The product", "Knowing the product", "Must-have",
             "Shows alpha", "Shows beta", "Shows gamma", "Writing plainly", "Not asked",
             "Shows delta")  # fmt: skip
    at = -1
    for passage in order:
        at = text.index(passage, at + 1)


def test_it_is_written_in_the_language_asked_for(
    matrix: Matrix, read: Read, text_of: TextOf
) -> None:
    pdf = matrix_pdf(matrix, "es", ISSUER)
    text = text_of(pdf)
    assert "Muestra gamma a un colega." in text
    assert "12 de noviembre de 2026" in text
    assert "Español" in text
    assert "Shows" not in text
    assert read(pdf).trailer["/Root"]["/Lang"] == "es"


def test_it_says_what_it_is_and_when_it_was_published(matrix: Matrix, read: Read) -> None:
    reader = read(matrix_pdf(matrix, "en", ISSUER))
    assert reader.metadata is not None
    assert reader.metadata.title == "Front line: competency matrix"
    assert reader.metadata.author == ISSUER
    assert str(reader.metadata.creation_date).startswith("2026-11-12")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_every_page_says_which_one_it_is(wide_matrix: Matrix, read: Read) -> None:
    pages = read(matrix_pdf(wide_matrix, "en", ISSUER)).pages
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert wide_matrix.content_hash[:12] in text
        assert "Version 2.1.0" in text


def test_contents_lead_to_categories_and_competencies(matrix: Matrix, read: Read) -> None:
    def titles(level: list[Any]) -> list[Any]:
        return [titles(item) if isinstance(item, list) else item.title for item in level]

    assert titles(read(matrix_pdf(matrix, "en", ISSUER)).outline) == [
        "Front line",
        ["The product", ["Knowing the product"], "The language", ["Writing plainly"]],
    ]


def test_headers_say_what_they_head(matrix: Matrix, read: Read) -> None:
    scopes = [
        tag["/A"]["/Scope"]
        for tag in tags(read(matrix_pdf(matrix, "en", ISSUER)))
        if tag["/S"] == "/TH"
    ]
    facts, roles, legend = ["/Row"] * 4, ["/Column"] * 2, ["/Row"] * 8
    grids = ["/Column", "/Column", "/Row"] * 2
    assert scopes == facts + roles + legend + grids


def test_what_is_not_translated_is_marked_and_counted(
    matrix: Matrix, read: Read, text_of: TextOf
) -> None:
    note = LocalizedText({"en": "Only in English."})
    pdf = matrix_pdf(replace(matrix, note=note), "es", ISSUER)
    assert "Only in English." in text_of(pdf)
    assert "One text is not translated yet" in text_of(pdf)
    languages = {tag["/Lang"] for tag in tags(read(pdf)) if "/Lang" in tag}
    assert languages == {"en"}
    assert "not translated" not in text_of(matrix_pdf(matrix, "es", ISSUER))


def test_a_translation_behind_its_original_is_noted(matrix: Matrix, text_of: TextOf) -> None:
    note = LocalizedText({"en": "New words.", "es": "Palabras viejas."}, frozenset({"es"}))
    text = text_of(matrix_pdf(replace(matrix, note=note), "es", ISSUER))
    assert "Palabras viejas." in text
    assert "One translation is older" in text


@pytest.mark.parametrize(
    ("state", "word"),
    [(VersionState.DRAFT, "Draft"), (VersionState.SUPERSEDED, "Superseded")],
)
def test_what_is_not_in_force_says_so_on_every_page(
    matrix: Matrix, state: VersionState, word: str, read: Read
) -> None:
    published_on = None if state is VersionState.DRAFT else matrix.published_on
    pdf = matrix_pdf(replace(matrix, state=state, published_on=published_on), "en", ISSUER)
    assert all(word in page.extract_text() for page in read(pdf).pages)


def test_six_roles_fit_beside_each_other(wide_matrix: Matrix, read: Read, text_of: TextOf) -> None:
    pdf = matrix_pdf(wide_matrix, "en", ISSUER)
    text = text_of(pdf)
    assert len(read(pdf).pages) <= 6
    for row in range(12):
        for column in range(6):
            assert f"r{row}c{column}ba"[:-1] in text


def test_type_never_gets_too_small_to_read(wide_matrix: Matrix, read: Read) -> None:
    sizes: set[float] = set()

    def note(text: str, _matrix: Any, place: list[float], _font: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(place[0]) * 0.75, 1))

    for page in read(matrix_pdf(wide_matrix, "en", ISSUER)).pages:
        page.extract_text(visitor_text=note)
    assert min(sizes) >= 6.5, sorted(sizes)


def test_one_role_has_a_document_of_its_own(matrix: Matrix, read: Read, text_of: TextOf) -> None:
    pdf = matrix_pdf(matrix.for_role("second"), "en", ISSUER)
    text = text_of(pdf)
    assert read(pdf).metadata.title == "Second role: what good looks like"  # type: ignore[union-attr]
    for expected in (
        "Second role", "Does the craft well.", "Knowing the product", "Expected",
        "What the product does and where it stops.", "Shows gamma to a colleague.",
        "Shows delta to a colleague.",
    ):  # fmt: skip
        assert expected in text
    assert "Shows alpha" not in text
    assert text.index("Knowing the product") < text.index("Shows gamma") < text.index("Writing")


@pytest.mark.parametrize("role", [None, "role-3"])
def test_matrices_lie_on_their_side(wide_matrix: Matrix, role: str | None, read: Read) -> None:
    matrix = wide_matrix.for_role(role) if role else wide_matrix
    sizes = {
        (round(page.mediabox.width), round(page.mediabox.height))
        for page in read(matrix_pdf(matrix, "es", ISSUER)).pages
    }
    assert sizes == {(842, 595)}


def test_each_page_of_a_role_says_what_is_ticked(wide_matrix: Matrix, read: Read) -> None:
    pages = read(matrix_pdf(wide_matrix.for_role("role-3"), "en", ISSUER)).pages
    assert len(pages) == 3
    for page in pages:
        text = " ".join(page.extract_text().split())
        assert "Behaviour Not yet When prompted On own initiative Lifts others" in text


def test_a_competency_of_a_role_stays_on_one_page(wide_matrix: Matrix, read: Read) -> None:
    pages = read(matrix_pdf(wide_matrix.for_role("role-3"), "en", ISSUER)).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    for row in range(12):
        (text,) = (text for text in texts if f"r{row}c3ba"[:-1] in text)
        assert f"Competency {row} " in text


def test_a_cell_to_tick_belongs_to_its_behaviour_and_its_mark(matrix: Matrix, read: Read) -> None:
    reader = read(matrix_pdf(matrix.for_role("first"), "en", ISSUER))
    *_, sheet = (tag for tag in tags(reader) if tag["/S"] == "/Table")
    cells = [tag for tag in within(sheet) if tag["/S"] in ("/TH", "/TD")]
    heads = [cell for cell in cells if cell["/S"] == "/TH"]
    scopes = [cell["/A"]["/Scope"] for cell in heads]
    assert scopes == ["/Column"] * 6 + ["/Row"] * 2
    *columns, alpha, beta = (cell["/ID"] for cell in heads)
    competency, *ticks = (cell["/A"] for cell in cells if cell["/S"] == "/TD")
    assert (competency["/RowSpan"], competency["/Headers"]) == (2, columns[:1])
    assert [tick["/Headers"] for tick in ticks] == [
        [behaviour, column] for behaviour in (alpha, beta) for column in columns[2:]
    ]


def test_markup_in_a_text_is_text(matrix: Matrix, text_of: TextOf) -> None:
    note = LocalizedText({"en": '<img src="http://127.0.0.1:9/"> & "quotes" <b>'})
    text = text_of(matrix_pdf(replace(matrix, note=note), "en", ISSUER))
    assert '<img src="http://127.0.0.1:9/"> & "quotes" <b>' in text


def test_the_same_matrix_gives_the_same_bytes_in_every_process(matrix: Matrix) -> None:
    html = matrix_html(matrix, "es", ISSUER)
    here = matrix_pdf(matrix, "es", ISSUER)
    assert matrix_html(matrix, "es", ISSUER) == html
    for _ in range(2):
        with Press() as press:
            assert matrix_pdf(matrix, "es", ISSUER, press.render) == here


def test_a_key_names_one_document(matrix: Matrix) -> None:
    imprint = Imprint("frontline", matrix.number, VersionState.PUBLISHED, matrix.content_hash)
    keys = [
        document_key(imprint, None, "en", ISSUER),
        document_key(imprint, None, "es", ISSUER),
        document_key(imprint, None, "en", "Another issuer"),
        document_key(imprint, "first", "en", ISSUER),
        document_key(imprint, "second", "en", ISSUER),
        document_key(replace(imprint, state=VersionState.SUPERSEDED), None, "en", ISSUER),
        document_key(replace(imprint, content_hash="another"), None, "en", ISSUER),
    ]
    assert len(set(keys)) == len(keys)
    assert document_key(replace(imprint), None, "en", ISSUER) == keys[0]


def test_keys_know_what_text_is_set_with(matrix: Matrix) -> None:
    """Asked of Pango itself, because loading WeasyPrint would hold up the first reader."""
    from weasyprint.text.ffi import pango

    assert pango_version() == pango.pango_version()
