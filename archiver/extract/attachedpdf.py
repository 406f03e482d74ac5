"""What is attached to a PDF (ISO 32000-1, 7.11.4): the papers of a portfolio, the data of an invoice."""

from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from archiver.extract.packed import MOST_MEMBERS, Member
from archiver.extract.zipnames import attachment_name


def members(path: Path) -> list[Member]:
    """Every attachment; none of a PDF that only a password opens."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return []
    try:
        count = min(document.count_attachments(), MOST_MEMBERS)
        return [_member(document.get_attachment(index), index) for index in range(count)]
    finally:
        document.close()


def _member(attachment: pypdfium2.PdfAttachment, index: int) -> Member:
    return Member(index, attachment_name(attachment.get_name(), index + 1), len(_data(attachment)))


def _data(attachment: pypdfium2.PdfAttachment) -> bytes:
    try:
        return bytes(attachment.get_data())
    except pypdfium2.PdfiumError:
        return b""  # named, with nothing behind the name


def contents(path: Path, indexes: Sequence[int], password: str) -> list[bytes]:
    """What these attachments hold."""
    document = pypdfium2.PdfDocument(path, password=password or None)
    try:
        return [_data(document.get_attachment(index)) for index in indexes]
    finally:
        document.close()
