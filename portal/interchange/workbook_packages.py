"""What an Excel workbook is packed in, looked at before anything in it is read.

A workbook is a ZIP archive. Its directory tells how much it unpacks to, whether it holds macros
and whether it is a workbook at all; ``zipfile`` never unpacks more of a member than that. Only then
its parts are unpacked, to be counted.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from portal.interchange import workbook_parts
from portal.interchange.readings import FileRefusal, FileRefused

MOST_MEMBERS = 2_000
MOST_UNPACKED = 100_000_000
HIGHEST_RATIO = 200
"""Sheets full of the same word shrink a hundredfold; more than this is a bomb."""

_SMALL = 10_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IS_ENCRYPTED = 0x1
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)
_OTHERS = (
    ("word/", ".docx"),
    ("ppt/", ".pptx"),
    ("xl/workbook.bin", ".xlsb"),
    ("Index/", ".numbers"),
)


def is_zip(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_ole(content: bytes) -> bool:
    return content.startswith(_OLE)


def refuse_ole(content: bytes) -> FileRefused:
    """Why a file in Microsoft's older container is not read: a password, or Excel before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return FileRefused(FileRefusal.PROTECTED)
    return FileRefused(FileRefusal.OLD_WORKBOOK)


def check(content: bytes) -> None:
    """FileRefused unless this is a workbook of a sensible size, without macros or a password."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_directory(package.infolist(), len(content))
            workbook_parts.check(package)
    except _DAMAGED as error:
        raise FileRefused(FileRefusal.BROKEN, str(error)) from None


def _check_directory(members: list[zipfile.ZipInfo], size: int) -> None:
    names = {member.filename for member in members}
    if any(member.flag_bits & _IS_ENCRYPTED for member in members):
        raise FileRefused(FileRefusal.PROTECTED)
    _check_sizes(members, size)
    if len(names) < len(members):
        raise FileRefused(FileRefusal.BROKEN, "two members have one name")
    if any(member.compress_type not in _PACKED for member in members):
        raise FileRefused(FileRefusal.BROKEN, "packed in another way than workbooks are")
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise FileRefused(FileRefusal.HAS_MACROS)
    _check_kind(names)


def _check_sizes(members: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise FileRefused(FileRefusal.UNPACKS_TOO_LARGE, str(unpacked))
    if unpacked > max(_SMALL, HIGHEST_RATIO * size):
        raise FileRefused(FileRefusal.UNPACKS_TOO_LARGE, str(unpacked))
    if packed > size:
        raise FileRefused(FileRefusal.BROKEN, "members overlap")


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    for start, ending in _OTHERS:
        if any(name.startswith(start) for name in names):
            raise FileRefused(FileRefusal.UNKNOWN_FORMAT, ending)
    if "content.xml" in names:
        raise FileRefused(FileRefusal.UNKNOWN_FORMAT, ".ods")
    if "[Content_Types].xml" not in names:
        raise FileRefused(FileRefusal.UNKNOWN_FORMAT, ".zip")
