"""What is attached to letters (EML) and to the letters of a mailbox (MBOX)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from archiver.extract import eml, mail, mbox
from archiver.extract.packed import Member
from archiver.extract.sniff import sniff
from archiver.extract.zipnames import attachment_name


def members(path: Path) -> list[Member]:
    """Every attachment; those of a mailbox stand in a folder for each letter."""
    return [Member(index, name, len(mail.content(part))) for index, (name, part) in enumerate(_attachments(path))]


def contents(path: Path, indexes: Sequence[int], password: str) -> list[bytes]:
    """What these attachments hold. Raises IndexError where there is no such attachment."""
    parts = [part for _, part in _attachments(path)]
    return [mail.content(parts[index]) for index in indexes]


def _attachments(path: Path) -> Iterator[tuple[str, mail.Mail]]:
    if sniff(path) == "mbox":
        for number, letter in enumerate(mbox.letters(path), 1):
            yield from ((f"第{number}封/{name}", part) for name, part in _of_letter(letter))
    else:
        yield from _of_letter(eml.message(path))


def _of_letter(letter: mail.Mail) -> Iterator[tuple[str, mail.Mail]]:
    for number, part in enumerate(mail.attachments(letter), 1):
        yield attachment_name(mail.attached_name(part), number), part
