"""Our PDFs read back: a matrix's document carries the matrix itself as an associated file."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from portal.interchange import json_files
from portal.interchange.lossless_shapes import FORMAT
from portal.interchange.readings import MOST_BYTES, FileRefusal, FileRefused, ReadFramework

# What it finds wrong with a damaged file, it says thousands of times; the refusal says it once.
logging.getLogger("pypdf").setLevel(logging.ERROR)

MOST_FILES = 20
"""How many of a PDF's files are looked at; ours has one."""

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024
_SAYS_SO_WITHIN = 200


def read(content: bytes) -> ReadFramework:
    """The matrix that a PDF of ours carries; what is printed in it is not looked at.

    FileRefused for a PDF without one, and for one that is damaged, encrypted or a trap.
    """
    return json_files.read(carried(content))


def carried(content: bytes) -> bytes:
    """The lossless JSON in a PDF, as it was put there."""
    if len(content) > MOST_BYTES:
        raise FileRefused(FileRefusal.TOO_LARGE)
    if not content:
        raise FileRefused(FileRefusal.EMPTY)
    if _SIGNATURE not in content[:_SIGNATURE_WITHIN]:
        raise FileRefused(FileRefusal.BROKEN, "not a PDF")
    try:
        with apply_configuration(
            disable_legacy_handling=True,
            zlib_maximum_output_length=MOST_BYTES,
            lzw_maximum_output_length=MOST_BYTES,
            run_length_maximum_output_length=MOST_BYTES,
            array_based_stream_maximum_output_length=MOST_BYTES,
            brotli_maximum_output_length=MOST_BYTES,
            stream_decoding_work_maximum_length=2 * MOST_BYTES,
        ):
            found = _found(content)
    except FileRefused:
        raise
    except LimitReachedError:
        raise FileRefused(FileRefusal.UNPACKS_TOO_LARGE) from None
    except (DependencyError, FileNotDecryptedError):
        raise FileRefused(FileRefusal.PROTECTED) from None
    except Exception as error:  # a damaged PDF can fail in any way at all
        raise FileRefused(FileRefusal.BROKEN, type(error).__name__) from None
    if found is None:
        raise FileRefused(FileRefusal.NO_DATA_IN_PDF)
    return found


def _found(content: bytes) -> bytes | None:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise FileRefused(FileRefusal.PROTECTED)
    for file in islice(_files(reader), MOST_FILES):
        data = _data(file)
        if data and FORMAT.encode() in data[:_SAYS_SO_WITHIN]:
            return data
    return None


def _files(reader: PdfReader) -> Iterator[Any]:
    """The files associated with the document, then whatever else is attached to it."""
    catalogue: Any = reader.trailer["/Root"]
    yield from catalogue.get("/AF", [])
    for attached in reader.attachment_list:
        yield attached.pdf_object


def _data(file: Any) -> bytes | None:
    """The content of a file specification; None where it only names a file elsewhere."""
    specification = file.get_object()
    embedded = specification.get("/EF")
    if embedded is None:
        return None
    stream = embedded.get_object().get("/F")
    return bytes(stream.get_object().get_data()) if stream is not None else None
