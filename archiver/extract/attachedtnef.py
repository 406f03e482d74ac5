"""What is attached to a letter of Outlook that came as winmail.dat."""

from collections.abc import Sequence
from pathlib import Path

from archiver.extract import tnef
from archiver.extract.packed import Member
from archiver.extract.zipnames import safe_name


def members(path: Path) -> list[Member]:
    """Every attachment."""
    attached = tnef.opened(path).attachments
    names = (safe_name(each.name.replace("/", "_").replace("\\", "_")) for each in attached)
    return [
        Member(index, name or f"附件{index + 1}", len(each.data))
        for index, (name, each) in enumerate(zip(names, attached, strict=True))
    ]


def contents(path: Path, indexes: Sequence[int], password: str) -> list[bytes]:
    """What these attachments hold."""
    attached = tnef.opened(path).attachments
    return [attached[index].data for index in indexes]
