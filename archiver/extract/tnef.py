"""The package that Outlook sends to other programs as winmail.dat ([MS-OXTNEF]): the letter, and what is attached."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.extract import html, mail
from archiver.extract.blocks import Collected
from archiver.extract.labels import decode_labelled
from archiver.extract.oxrtf import decompress
from archiver.extract.rtfcodes import code_page
from archiver.extract.rtftext import Reading
from archiver.extract.tnefvalues import values
from archiver.model import Extracted, State

MAX_BYTES = 256 * 1024 * 1024

_SUBJECT, _BODY, _PROPERTIES, _CODE_PAGE = 0x00018004, 0x0002800C, 0x00069003, 0x00069007
_BEGIN_ATTACHMENT, _TITLE, _DATA, _ATTACHMENT_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_MAPI_SUBJECT, _MAPI_BODY, _MAPI_HTML, _MAPI_RTF = 0x0037, 0x1000, 0x1013, 0x1009
_NAMES = (0x3707, 0x3704, 0x3001)
_WIDE = 0x001F


@dataclass
class Attachment:
    """A file sent along."""

    name: str = ""
    data: bytes = b""


@dataclass
class Package:
    """What a package holds: its subject, its body in up to three ways, and attachments."""

    subject: str = ""
    body: str = ""
    page: bytes = b""
    rtf: bytes = b""
    attachments: list[Attachment] = field(default_factory=list)


def read(path: Path) -> Extracted:
    """Subject, body and the names of attachments."""
    try:
        package = opened(path)
    except ArchiveError as error:
        return Extracted("tnef", State.FAILED, error.reason)
    found = Collected()
    found.add("header", package.subject)
    found.extend(_body(package))
    for attachment in package.attachments:
        found.add("note", attachment.name)
    return found.extracted("tnef", State.SEARCHABLE, properties={"title": package.subject} if package.subject else {})


def opened(path: Path) -> Package:
    """The package in a file; what is damaged in it is left out. Raises `extract.bomb` for one too large."""
    if path.stat().st_size > MAX_BYTES:
        raise ArchiveError("extract.bomb", megabytes=path.stat().st_size // 1024**2)
    package, codec = Package(), ""
    for kind, data in _attributes(path.read_bytes()):
        if kind == _CODE_PAGE:
            codec = code_page(int.from_bytes(data[:4], "little"))
        elif kind == _SUBJECT:
            package.subject = _text(data, codec)
        elif kind == _BODY:
            package.body = _text(data, codec)
        elif kind == _PROPERTIES:
            _take_letter(package, data, codec)
        elif kind == _BEGIN_ATTACHMENT:
            package.attachments.append(Attachment())
        elif package.attachments:
            _take_attachment(package.attachments[-1], kind, data, codec)
    return package


def _body(package: Package) -> Collected:
    """The body as HTML, else plain, else RTF."""
    if package.page:
        return html.parse(html.text_of(package.page)).found
    if package.body.strip() or not package.rtf:
        plain = Collected()
        mail.add_plain(plain, package.body)
        return plain
    return Reading(package.rtf).read()


def _take_letter(package: Package, data: bytes, codec: str) -> None:
    for tag, kind, value in values(data):
        if tag == _MAPI_SUBJECT:
            package.subject = _value(kind, value, codec)
        elif tag == _MAPI_BODY:
            package.body = _value(kind, value, codec)
        elif tag == _MAPI_HTML:
            package.page = _value(kind, value, codec).encode() if kind == _WIDE else value
        elif tag == _MAPI_RTF:
            package.rtf = decompress(value)


def _take_attachment(attachment: Attachment, kind: int, data: bytes, codec: str) -> None:
    if kind == _TITLE:
        attachment.name = attachment.name or _text(data, codec)
    elif kind == _DATA:
        attachment.data = data
    elif kind == _ATTACHMENT_PROPERTIES:
        named = {tag: _value(kind, value, codec) for tag, kind, value in values(data) if tag in _NAMES}
        attachment.name = next((named[tag] for tag in _NAMES if named.get(tag)), attachment.name)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each attribute (2.1.3): a level, the kind, a length, the content, a checksum."""
    at = 6
    while at + 9 <= len(data):
        kind, size = struct.unpack_from("<II", data, at + 1)
        yield kind, data[at + 9:at + 9 + size]
        at += 9 + size + 2


def _value(kind: int, value: bytes, codec: str) -> str:
    return value.decode("utf-16-le", "replace").rstrip("\0") if kind == _WIDE else _text(value, codec)


def _text(data: bytes, codec: str) -> str:
    narrow = data.rstrip(b"\0")
    return decode_labelled(narrow, codec).text if narrow else ""
