"""What is attached to a letter of Outlook that came as winmail.dat."""

from collections.abc import Sequence
from pathlib import Path

from archiver.extract import tnef
from archiver.extract.packed import Member
from archiver.extract.zipnames import attachment_name


def members(path: Path) -> list[Member]:
    """Every attachment."""
    attached = tnef.opened(path).attachments
    return [
        Member(index, attachment_name(each.name, index + 1), len(each.data)) for index, each in enumerate(attached)
    ]


def contents(path: Path, indexes: Sequence[int], password: str) -> list[bytes]:
    """What these attachments hold."""
    attached = tnef.opened(path).attachments
    return [attached[index].data for index in indexes]
