"""What objects of other programs show inside an office file: charts, parts of workbooks, whole documents."""

import struct
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from importlib import import_module
from io import BytesIO

import olefile

from archiver.errors import ArchiveError
from archiver.extract import olestorage
from archiver.extract.odf import chart_words
from archiver.extract.olestorage import Storage
from archiver.extract.sniff import kind_of_ole
from archiver.extract.structure import OLE_MAGIC
from archiver.extract.zipkinds import kind_of_zip
from archiver.model import Block, Extracted

_READ = frozenset({"docx", "doc", "xlsx", "xls", "ods", "odt", "pptx", "ppt", "odp"})
_PACKAGES = ("package_stream", "Package", "EmbeddedOdf")
"""Streams that hold a whole zip: of LibreOffice, of Office since 2007, of ODF in Office ([MS-OLEDS] leaves it open)."""

_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))

_TROUBLE = (OSError, TypeError, ValueError, LookupError, RecursionError, OverflowError, struct.error, ArchiveError)
"""What damaged objects raise: they show nothing, and the paper about them is whole."""

_reading: ContextVar[bool] = ContextVar("an object is being read", default=False)
"""What lies in an object is not followed further: a hostile one holds itself."""


def words(data: bytes) -> list[str]:
    """The stretches of words that an object shows, a compound file or a zip; none where it can't be read."""
    return _read(lambda: _words(data))


def words_in(storage: Storage) -> list[str]:
    """As `words`, of an object kept in a storage of the file that shows it; one behind an icon shows none."""
    return _read(lambda: _words_in(storage))


def _read(read: Callable[[], Iterator[str]]) -> list[str]:
    if _reading.get():
        return []
    token = _reading.set(True)
    try:
        return list(read())
    except _TROUBLE:
        return []
    finally:
        _reading.reset(token)


def _words(data: bytes) -> Iterator[str]:
    content = BytesIO(data)
    if data.startswith(OLE_MAGIC):
        with olefile.OleFileIO(content) as ole:
            package = olestorage.first(ole, _PACKAGES)
        kind = kind_of_ole(content)
    else:
        kind, package = kind_of_zip(content) if data.startswith(b"PK") else "", b""
    if package.startswith(b"PK"):
        yield from _words(package)
    elif kind == "drawing":
        yield from chart_words(content)
    elif kind in _READ:
        yield from _shown(import_module(f"archiver.extract.{kind}").read(content))


def _words_in(storage: Storage) -> Iterator[str]:
    kind = next((kind for name, kind in _STREAMS if storage.exists(name)), None)
    package = olestorage.first(storage, _PACKAGES)
    if olestorage.is_icon(storage):
        return
    if kind:
        yield from _shown(import_module(f"archiver.extract.{kind}").read_ole(storage))
    elif package.startswith(b"PK"):
        yield from _words(package)


def _shown(found: Extracted) -> Iterator[str]:
    return (found.text[block.start:block.end] for block in found.blocks if _is_shown(block))


def _is_shown(block: Block) -> bool:
    """An object shows no margins, no comments and no names of sheets."""
    return block.kind not in ("header", "footer", "comment") and not (block.kind == "heading" and block.sheet is not None)
