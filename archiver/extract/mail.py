"""Letters as mail programs keep them (RFC 5322 and MIME, RFC 2045 to 2047): what all mail formats have in common.

The standard library takes a message apart; what its bytes mean is decided here, since "gb2312" holds GBK
characters and many headers are plain GBK.
"""

import binascii
import email
import quopri
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TypeAlias

from archiver.extract import html
from archiver.extract.blocks import Collected
from archiver.extract.encodings import decode
from archiver.extract.labels import decode_labelled
from archiver.extract.plain import blocks_of

DEEPEST = 30
"""Parts inside one another; a letter answered ten times has about as many."""

_SHOWN_HEADERS = ("subject", "from", "to", "cc", "date")
_ENCODED_WORD = re.compile(rb"=\?([^?*\s]{1,40})(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_BASE64 = re.compile(rb"[A-Za-z0-9+/\r\n]{40,}")
_BOUNDARY = re.compile(rb"^--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-)", re.MULTILINE | re.IGNORECASE)
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"))
_PLAIN = frozenset(("text/plain", "text/enriched", "text/rfc822-headers", "message/delivery-status"))

Mail: TypeAlias = "Message[str, str]"


def parse(data: bytes) -> Mail:
    """The message in `data`; whatever is wrong with it, there is one."""
    return email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n\t "))


def headers(message: Mail) -> dict[str, str]:
    """Subject, from, to, cc and date, decoded, as far as they stand there; the date as 2011-12-08 09:30."""
    said = {name: header(message, name) for name in _SHOWN_HEADERS}
    said["date"] = _date(said["date"])
    return {name: value for name, value in said.items() if value}


def header(message: Mail, name: str) -> str:
    """A header field decoded, on one line; "" where it is missing."""
    raw = next((str(value) for key, value in message.raw_items() if key.casefold() == name), "")
    return " ".join(_decoded(raw).split())


def _decoded(raw: str) -> str:
    """Encoded words (RFC 2047), and bytes that a program left as they were.

    Words of one encoding are joined before they are decoded: programs cut a character in two between them.
    """
    data = raw.encode("utf-8", "surrogateescape")
    shown: list[str] = []
    label, gathered, at = "", b"", 0
    for word in _ENCODED_WORD.finditer(data):
        between, said = data[at:word.start()], word.group(1).decode("ascii", "replace").casefold()
        if between.strip() or not at or said != label:
            shown.append(decode_labelled(gathered, label).text)
            shown.append(decode(between).text if between.strip() else "")
            gathered = b""
        label, at = said, word.end()
        gathered += _bytes_of_word(word.group(2), word.group(3))
    return "".join([*shown, decode_labelled(gathered, label).text, decode(data[at:]).text])


def _bytes_of_word(way: bytes, said: bytes) -> bytes:
    if way in b"qQ":
        return quopri.decodestring(said, header=True)
    try:
        return binascii.a2b_base64(said + b"==")
    except binascii.Error:
        return said


def _date(said: str) -> str:
    try:
        return parsedate_to_datetime(said).strftime("%Y-%m-%d %H:%M") if said else ""
    except (ValueError, TypeError, IndexError, OverflowError):
        return said


def properties(said: dict[str, str]) -> dict[str, str]:
    """title, author and created by the headers of a letter."""
    date = said.get("date", "")
    is_date = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", date)
    created = date.replace(" ", "T") + ":00" if is_date else ""
    found = {"title": said.get("subject", ""), "author": said.get("from", ""), "created": created}
    return {name: value for name, value in found.items() if value}


def letter(message: Mail) -> Collected:
    """Headers, body, and the names of what is attached, which are documents of their own."""
    found = Collected()
    for value in headers(message).values():
        found.add("header", value)
    attached: list[Mail] = []
    found.extend(body(message, attached))
    for part in attached:
        found.add("note", attached_name(part))
    return found


def attachments(message: Mail) -> list[Mail]:
    """The parts that are files sent along, in order."""
    attached: list[Mail] = []
    body(message, attached)
    return attached


def attached_name(part: Mail) -> str:
    """What an attachment is called; a forwarded letter without a name by its subject. "" where nothing is said."""
    name = _file_name(part)
    if name or part.get_content_maintype() != "message":
        return name
    subject = _subject_inside(part)
    return f"{subject}.eml" if subject else ""


def body(message: Mail, attached: list[Mail], depth: int = 0) -> Collected:
    """The words of the message's parts; attachments go to `attached`."""
    if message.get_content_maintype() == "multipart" and depth < DEEPEST:
        parts = _parts(message)
        if message.get_content_subtype() == "alternative":
            return _best([body(part, attached, depth + 1) for part in parts])
        found = Collected()
        for part in parts:
            found.extend(body(part, attached, depth + 1))
        return found
    return _leaf(message, attached)


def _best(alternatives: list[Collected]) -> Collected:
    """The last one with words: RFC 2046 puts the fullest last."""
    return next((found for found in reversed(alternatives) if found.parts), Collected())


def _parts(message: Mail) -> list[Mail]:
    """The parts; where the boundary it names is nowhere, those between the boundaries that are there."""
    if message.is_multipart():
        return [part for part in message.get_payload() if isinstance(part, Message)]
    data = content(message)
    found = _BOUNDARY.search(data)
    if not found:
        plain: Mail = Message()
        plain.set_payload(data.decode("ascii", "surrogateescape"))
        return [plain]
    mended = b'Content-Type: multipart/mixed; boundary="' + found.group(1).replace(b'"', b"") + b'"\r\n\r\n' + data
    again = email.message_from_bytes(mended)
    return [part for part in again.get_payload() if isinstance(part, Message)] if again.is_multipart() else []


def _leaf(message: Mail, attached: list[Mail]) -> Collected:
    found = Collected()
    kind, name = message.get_content_type(), _file_name(message)
    if (message.get_content_maintype() == "message" and kind not in _PLAIN) or _is_attached(message, name):
        attached.append(message)
    elif kind == "text/html":
        found.extend(html.parse(html.text_of(content(message), label(message))).found)
    elif kind in _PLAIN:
        add_plain(found, text(message))
    return found


def _is_attached(message: Mail, name: str) -> bool:
    """Whether the part is a file sent along, and no picture of the letter's own page (a signature's logo)."""
    if message.get_content_disposition() == "attachment":
        return True
    return bool(name) and not (message.get_content_maintype() == "image" and "content-id" in message)


def is_sealed(message: Mail) -> bool:
    """Whether the words are encrypted, or wrapped in a signature (S/MIME, PGP/MIME)."""
    return any(part.get_content_type() in _SEALED for part in message.walk())


def content(message: Mail) -> bytes:
    """The bytes of one part with its transfer encoding undone; what can't be undone comes as it is."""
    try:
        payload = message.get_payload() if message.is_multipart() else message.get_payload(decode=True)
    except (ValueError, MessageError):
        payload = message.get_payload()
    if isinstance(payload, str):
        return payload.encode("utf-8", "surrogateescape")
    if isinstance(payload, list):
        return b"\r\n".join(part.as_bytes() for part in payload if isinstance(part, Message))
    data = payload if isinstance(payload, bytes) else b""
    is_base64 = header(message, "content-transfer-encoding").casefold() == "base64"
    return _cut_base64(data) if is_base64 and _BASE64.fullmatch(data) else data


def _cut_base64(data: bytes) -> bytes:
    """What base64 says that breaks off: the library leaves it as it is."""
    digits = b"".join(data.split())
    return binascii.a2b_base64(digits[: len(digits) // 4 * 4])


def text(message: Mail) -> str:
    """The decoded text of one part."""
    return decode_labelled(content(message), label(message)).text


def add_plain(found: Collected, text: str) -> None:
    """Plain text as blocks, one for each run of lines."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    for block in blocks_of(ended):
        found.add("paragraph", ended[block.start:block.end])


def walk_html(message: Mail) -> Iterator[Mail]:
    """Every web page among the parts, in order."""
    return (part for part in message.walk() if part.get_content_type() == "text/html")


def label(message: Mail) -> str:
    try:
        said = message.get_param("charset", "")
    except (ValueError, LookupError):
        return ""
    return said if isinstance(said, str) else ""


def _file_name(message: Mail) -> str:
    """The name of an attachment, from either of the two places where programs write it."""
    for field, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        # Decoded first: the library gives up on names in plain GBK.
        alone: Mail = Message()
        alone[field] = header(message, field)
        try:
            said = alone.get_param(parameter, "", field)
        except (ValueError, LookupError):
            continue
        if isinstance(said, tuple):
            label, _, value = said
            return decode_labelled(value.encode("latin-1", "replace"), label or "").text
        if said:
            return said
    return ""


def _subject_inside(message: Mail) -> str:
    """What a forwarded letter is called."""
    inside = message.get_payload()
    first = inside[0] if isinstance(inside, list) and inside else None
    return header(first, "subject") if isinstance(first, Message) else ""
