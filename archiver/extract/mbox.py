"""A mailbox: letters one after the other in one file (RFC 4155)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archiver.extract import mail
from archiver.extract.blocks import Collected
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

MOST_LETTERS = 2000
"""Letters read of one mailbox, at 1 to 5 ms each."""

MAX_BYTES = 512 * 1024 * 1024
MAX_LETTER_BYTES = 32 * 1024 * 1024
"""Of a longer letter the rest, which is attachments, is passed over."""

_START = re.compile(rb"From \S.*[0-9]:[0-9]{2}")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(path: Path) -> Extracted:
    """Each letter in turn."""
    found = Collected()
    count, first = 0, dict[str, str]()
    for message in letters(path):
        found.extend(mail.letter(message))
        first = first if count else mail.properties(mail.headers(message))
        count += 1
    is_cut = count == MOST_LETTERS or path.stat().st_size > MAX_BYTES
    reason = Reason("extract.letters_left", {"read": count}) if is_cut else NO_REASON
    own = first if count == 1 else {}  # a folder of letters has no subject of its own
    properties = {**own, "letters": str(count)}
    return found.extracted("mbox", State.PARTIAL if is_cut else State.SEARCHABLE, reason, properties)


def letters(path: Path) -> Iterator[mail.Mail]:
    """The first MOST_LETTERS letters, as far as MAX_BYTES reach."""
    with path.open("rb") as file:
        for count, data in enumerate(_letters(file)):
            if count == MOST_LETTERS or file.tell() > MAX_BYTES:
                return
            yield mail.parse(_QUOTED_FROM.sub(rb"\1", data))


def _letters(file: BinaryIO) -> Iterator[bytes]:
    """The letters, without the line "From …" that begins each."""
    lines: list[bytes] = []
    size, after_blank, is_first = 0, True, True
    for line in file:
        if after_blank and _START.match(line):
            if not is_first:
                yield b"".join(lines)
            lines, size, is_first = [], 0, False
        elif size <= MAX_LETTER_BYTES:
            lines.append(line)
            size += len(line)
        after_blank = not line.strip()
    if lines:
        yield b"".join(lines)
