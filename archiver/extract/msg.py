"""A letter saved from Outlook ([MS-OXMSG]): an OLE file with a stream for each property."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import olefile

from archiver.extract import html, mail
from archiver.extract.blocks import Collected
from archiver.extract.labels import decode_labelled
from archiver.extract.oxrtf import decompress
from archiver.extract.rtfcodes import code_page
from archiver.extract.rtftext import Reading
from archiver.model import Extracted, State
from archiver.wording import Reason

MAX_STREAM_BYTES = 32 * 1024 * 1024
MAX_ATTACHED_BYTES = 256 * 1024 * 1024

_SUBJECT, _SENDER, _SENDER_MAIL, _TO, _CC = "0037", "0C1A", "5D01", "0E04", "0E03"
_BODY, _HTML, _RTF = "1000", "1013", "10090102"
_DATA = "3701"
_FILE_NAMES = ("3707", "3704", "3001")
_SENT, _DELIVERED = 0x00390040, 0x0E060040
_BODY_PAGE, _PAGE = 0x3FDE0003, 0x3FFD0003
_TOP_HEADER = 32
_EPOCH, _CHINA = datetime(1601, 1, 1), timedelta(hours=8)


def read(path: Path) -> Extracted:
    """Headers, body and the names of attachments."""
    try:
        with olefile.OleFileIO(path) as ole:
            outlook = Outlook(ole)
            said = outlook.headers()
            return _collect(outlook, said).extracted("msg", properties=mail.properties(said))
    except (OSError, TypeError, ValueError, IndexError) as error:
        # olefile says whichever of these (OSError without a number) of a table that leads nowhere.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return Extracted("msg", State.FAILED, Reason("extract.damaged", {"detail": str(error)[:200]}))


def _collect(outlook: "Outlook", said: dict[str, str]) -> Collected:
    found = Collected()
    for value in said.values():
        found.add("header", value)
    found.extend(next((body for body in outlook.bodies() if body.parts), Collected()))
    for attachment in outlook.attachments():
        found.add("note", attachment.name)
    return found


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along; `data` is None for a letter inside the letter, which is no stream of bytes."""

    name: str
    data: bytes | None


class Outlook:
    """The properties of one message."""

    def __init__(self, ole: olefile.OleFileIO) -> None:
        self._ole = ole
        self._names = {"/".join(entry).upper(): entry for entry in ole.listdir()}
        self._fixed = dict(_fixed(self._bytes("__properties_version1.0")))
        self._label = self._page(_PAGE) or self._page(_BODY_PAGE)

    def headers(self) -> dict[str, str]:
        """As those of any letter: subject, from, to, cc, date."""
        sender = " ".join(filter(None, (self._text(_SENDER), self._text(_SENDER_MAIL))))
        said = {
            "subject": self._text(_SUBJECT), "from": sender, "to": self._text(_TO), "cc": self._text(_CC),
            "date": self._time(_SENT) or self._time(_DELIVERED),
        }  # fmt: skip
        return {name: " ".join(value.split()) for name, value in said.items() if value.strip()}

    def bodies(self) -> Iterator[Collected]:
        """The body as HTML, plain text, and RTF: a message has one to three of them."""
        page = self._bytes(f"__substg1.0_{_HTML}0102") or self._text(_HTML).encode()
        yield html.parse(html.text_of(page, self._page(_BODY_PAGE))).found if page else Collected()
        plain = Collected()
        mail.add_plain(plain, self._text(_BODY))
        yield plain
        rtf = decompress(self._bytes(f"__substg1.0_{_RTF}"))
        yield Reading(rtf).read() if rtf else Collected()

    def attachments(self) -> list[Attachment]:
        """What was sent along, called by its long name where it has one."""
        folders = dict.fromkeys(name.partition("/")[0] for name in self._names)
        return [self._attachment(folder) for folder in folders if folder.startswith("__ATTACH_VERSION1.0")]

    def _attachment(self, folder: str) -> Attachment:
        names = (self._text(name, f"{folder}/") for name in _FILE_NAMES)
        stream = f"{folder}/__substg1.0_{_DATA}0102"
        data = self._bytes(stream, MAX_ATTACHED_BYTES) if stream.upper() in self._names else None
        return Attachment(next(filter(None, names), ""), data)

    def _text(self, name: str, folder: str = "") -> str:
        """A property of characters: UTF-16, or in the code page of the message."""
        wide = self._bytes(f"{folder}__substg1.0_{name}001F")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._bytes(f"{folder}__substg1.0_{name}001E").rstrip(b"\0")
        return decode_labelled(narrow, self._label).text if narrow else ""

    def _bytes(self, name: str, limit: int = MAX_STREAM_BYTES) -> bytes:
        entry = self._names.get(name.upper())
        if not entry or self._ole.get_size(entry) > limit:
            return b""
        data: bytes = self._ole.openstream(entry).read()
        return data

    def _page(self, tag: int) -> str:
        return code_page(int.from_bytes(self._fixed.get(tag, b"")[:4], "little")) if tag in self._fixed else ""

    def _time(self, tag: int) -> str:
        """A FILETIME, tenths of microseconds since 1601 in UTC, by the one clock that China has."""
        ticks = int.from_bytes(self._fixed.get(tag, b""), "little")
        if not ticks or ticks >> 62:
            return ""
        return (_EPOCH + _CHINA + timedelta(microseconds=ticks // 10)).strftime("%Y-%m-%d %H:%M")


def _fixed(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and value of each property of fixed length ([MS-OXMSG] 2.4): sixteen bytes each."""
    for at in range(_TOP_HEADER, len(stream) - 15, 16):
        yield struct.unpack_from("<I", stream, at)[0], stream[at + 8:at + 16]
