"""Where the newest saving of a PowerPoint 97–2003 file keeps each part ([MS-PPT] 2.3)."""

import struct

from archiver.extract.officeart import record_at

_USER_EDIT, _DIRECTORY = 0x0FF5, 0x1772


def places(stream: bytes, newest_edit: int) -> tuple[dict[int, int], int]:
    """Where each persistent object lies, by its number, and the number of the document (2.3.3 to 2.3.5).

    Each saving only names what changed and points at the saving before; 0 where no document is named.
    """
    found: dict[int, int] = {}
    document, seen = 0, set[int]()
    while newest_edit not in seen:
        seen.add(newest_edit)
        edit = record_at(stream, newest_edit)
        if edit is None or edit.kind != _USER_EDIT or edit.end - edit.start < 20:
            break
        before, directory, number = struct.unpack_from("<III", stream, edit.start + 8)
        document = document or number
        found = _directory(stream, directory) | found
        if not before:
            break
        newest_edit = before
    return found, document


def _directory(stream: bytes, at: int) -> dict[int, int]:
    found: dict[int, int] = {}
    record = record_at(stream, at)
    if record is None or record.kind != _DIRECTORY:
        return found
    at = record.start
    while at + 4 <= record.end:
        head = int.from_bytes(stream[at:at + 4], "little")
        first, count = head & 0xFFFFF, min(head >> 20, (record.end - at - 4) // 4)
        for index, offset in enumerate(struct.unpack_from(f"<{count}I", stream, at + 4)):
            found.setdefault(first + index, offset)
        at += 4 + 4 * count
        if not count:
            break
    return found
