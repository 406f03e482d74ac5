"""What is attached to a letter of Outlook ([MS-OXMSG] 2.2.2)."""

from collections.abc import Sequence
from pathlib import Path

import olefile

from archiver.errors import ArchiveError
from archiver.extract.msg import Outlook
from archiver.extract.packed import Member, Unpacked
from archiver.extract.zipnames import attachment_name
from archiver.wording import NO_REASON, Reason


def members(path: Path) -> list[Member]:
    """Every attachment; a letter attached to a letter is named and can't be unpacked."""
    with olefile.OleFileIO(path) as ole:
        attached = Outlook(ole).attachments()
    return [
        Member(
            index,
            attachment_name(each.name, index + 1),
            len(each.data or b""),
            refused=NO_REASON if each.data is not None else Reason("extract.letter_in_letter"),
        )
        for index, each in enumerate(attached)
    ]


def contents(path: Path, indexes: Sequence[int], password: str) -> list[Unpacked]:
    """What these attachments hold, or why they can't be taken out."""
    with olefile.OleFileIO(path) as ole:
        attached = Outlook(ole).attachments()
    return [_content(attached[index].data) for index in indexes]


def _content(data: bytes | None) -> Unpacked:
    return ArchiveError("extract.letter_in_letter") if data is None else data
