"""Title, author and times of a PDF through pypdf: from its Info, and from its XMP where Info lacks them.

PDFium knows no XMP, and takes titles that old Chinese programs wrote in GBK for Latin letters.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from io import SEEK_END
from pathlib import Path
from typing import Any, BinaryIO

import pypdf
from pypdf.generic import ByteStringObject, TextStringObject
from pypdf.xmp import XmpInformation

from archiver.extract.blocks import clean
from archiver.extract.encodings import decode

MOST_BYTES = 50_000_000
"""Larger files are not read a second time. Measured: 1–8 ms for an ordinary file."""

_TAIL = 2048
_PLACE = re.compile(rb"startxref\s+(\d{1,10})")
_TABLE = re.compile(rb"\s*(?:xref\s|\d+\s+\d+\s+obj)")
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_BASIC = "http://ns.adobe.com/xap/1.0/"
_TEXTS = {"Title": "title", "Author": "author"}
_TIMES = {"CreationDate": "created", "ModDate": "modified"}
_XMP = {"title": (_DUBLIN_CORE, "title"), "author": (_DUBLIN_CORE, "creator"),
        "created": (_BASIC, "CreateDate"), "modified": (_BASIC, "ModifyDate")}  # fmt: skip
_TIME = re.compile(r"(?:D:)?(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?(?:T?(\d\d))?(?::?(\d\d))?(?::?(\d\d))?")

# What pypdf would say of damaged files concerns nobody: PDFium reads the words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_properties(path: Path, info: Mapping[str, str]) -> dict[str, str]:
    """title, author, created, modified, as far as they are there; times in ISO 8601 as written in the file.

    `info` is what PDFium found, for files pypdf can't read (it has no AES, and less patience with damage).
    """
    if path.stat().st_size > MOST_BYTES:
        return _told(info)
    try:
        with path.open("rb") as file:
            return _read(pypdf.PdfReader(file, strict=False)) if _is_whole(file) else _told(info)
    except Exception:  # noqa: BLE001 - pypdf raises anything on damaged files; their words count, not this
        return _told(info)


def _is_whole(file: BinaryIO) -> bool:
    """Whether the file ends by naming the place of its table. Without, pypdf takes 0.4 s a megabyte."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _TAIL))
    named = _PLACE.findall(file.read())
    if not named:
        return False
    file.seek(int(named[-1]))
    return bool(_TABLE.match(file.read(32)))


def _read(reader: pypdf.PdfReader) -> dict[str, str]:
    found = _told({key.removeprefix("/"): value for key, value in (reader.metadata or {}).items()})
    missing = [name for name in _XMP if name not in found]
    xmp = reader.xmp_metadata if missing else None
    said = {name: _from_xmp(xmp, name) for name in missing} if xmp else {}
    return found | {name: value for name, value in said.items() if value}


def _told(info: Mapping[str, Any]) -> dict[str, str]:
    """What an Info dictionary says."""
    found = {name: _text(info[key]) for key, name in _TEXTS.items() if key in info}
    found |= {name: _iso(str(info[key])) for key, name in _TIMES.items() if key in info}
    return {name: value for name, value in found.items() if value}


def _from_xmp(xmp: XmpInformation, name: str) -> str:
    """The first value of a property; pypdf's own reading of times turns them into UTC."""
    nodes = xmp.get_element("", *_XMP[name])
    values = (clean(words).strip() for node in nodes for words in _words(node))
    first = next(filter(None, values), "")
    return first if name in _TEXTS.values() else _iso(first)


def _words(node: Any) -> Iterator[str]:
    """The texts below an XML node."""
    if node.nodeType == node.TEXT_NODE:
        yield node.data
    for child in node.childNodes:
        yield from _words(child)


def _text(value: Any) -> str:
    """A text string (ISO 32000 7.9.2.2), or one in GBK, which the standard doesn't know."""
    if isinstance(value, TextStringObject) and not (value.autodetect_utf16 or value.isascii()):
        raw = value.original_bytes
    else:
        raw = bytes(value) if isinstance(value, ByteStringObject) else b""
    guessed = decode(raw) if raw else None
    return clean(guessed.text if guessed and guessed.codec == "gb18030" else str(value)).strip()


def _iso(date: str) -> str:
    """`D:20111208093000+08'00'` (ISO 32000 7.9.4) or XMP's ISO 8601 as 2011-12-08T09:30:00; "" for no date.

    The zone is left out.
    """
    found = _TIME.match(date)
    if not found:
        return ""
    year, month, day, hour, minute, second = found.groups(default="")
    whole = f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    try:
        return datetime.fromisoformat(whole).isoformat()
    except ValueError:
        return ""
