"""What objects of other programs show inside an office file: charts, parts of workbooks, whole documents."""

from collections.abc import Iterator
from contextvars import ContextVar
from importlib import import_module
from io import BytesIO

import olefile

from archiver.extract.odf import chart_words
from archiver.extract.package import MAX_MEMBER_BYTES
from archiver.extract.sniff import kind_of_ole
from archiver.extract.structure import OLE_MAGIC
from archiver.extract.zipkinds import kind_of_zip
from archiver.model import Block, Extracted

_READ = frozenset({"docx", "doc", "xlsx", "xls", "ods", "odt", "pptx", "ppt", "odp"})
_PACKAGES = ("package_stream", "Package", "EmbeddedOdf")
"""Streams that hold a whole zip: of LibreOffice, of Office since 2007, of ODF in Office ([MS-OLEDS] leaves it open)."""

_reading: ContextVar[bool] = ContextVar("an object is being read", default=False)
"""What lies in an object is not followed further: a hostile one holds itself."""


def words(data: bytes) -> list[str]:
    """The stretches of words that an object shows, a compound file or a zip; none where it can't be read."""
    if _reading.get():
        return []
    token = _reading.set(True)
    try:
        return list(_words(data))
    finally:
        _reading.reset(token)


def _words(data: bytes) -> Iterator[str]:
    content = BytesIO(data)
    if data.startswith(OLE_MAGIC):
        kind, package = kind_of_ole(content), _package(content)
    else:
        kind, package = kind_of_zip(content) if data.startswith(b"PK") else "", b""
    if package:
        yield from _words(package)
    elif kind == "drawing":
        yield from chart_words(content)
    elif kind in _READ:
        found: Extracted = import_module(f"archiver.extract.{kind}").read(content)
        yield from (found.text[block.start:block.end] for block in found.blocks if _is_shown(block))


def _is_shown(block: Block) -> bool:
    """An object shows no margins, no comments and no names of sheets."""
    return block.kind not in ("header", "footer", "comment") and not (block.kind == "heading" and block.sheet is not None)


def _package(content: BytesIO) -> bytes:
    """The zip that a compound file wraps, b"" where it wraps none; one in a wrapper is never another wrapper."""
    try:
        with olefile.OleFileIO(content) as ole:
            name = next((name for name in _PACKAGES if ole.exists(name)), None)
            data: bytes = ole.openstream(name).read(MAX_MEMBER_BYTES) if name else b""
    except (OSError, TypeError, ValueError, IndexError):
        # olefile raises whichever of these a damaged table leads it to.
        return b""
    return data if data.startswith(b"PK") else b""
