"""Whether a file that may still be on its way (copied, downloaded, synchronised) is all there."""

from pathlib import Path
from typing import BinaryIO

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_END = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP_TAIL = 22 + 0xFFFF + 20
"""End record, the longest comment, and the Zip64 locator before it (APPNOTE 4.3.16)."""

_PDF_TAIL = 4096
_FREE, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFD


def is_whole(path: Path) -> bool:
    """Whether the file's own structure says it is complete; True for kinds that can't tell.

    A damaged file that will never be whole gives False as well: who asks must stop waiting once the file has
    stopped changing. Never raises for broken content; raises OSError where the file can't be opened.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(1024)
        if head.startswith(b"PK\x03\x04"):
            return _zip_is_whole(file, size)
        if head.startswith(OLE_MAGIC):
            return _ole_is_whole(file, size)
        if b"%PDF-" in head:
            tail = _tail(file, size, _PDF_TAIL)
            return b"%%EOF" in tail or b"startxref" in tail
    return True


def _tail(file: BinaryIO, size: int, length: int) -> bytes:
    file.seek(max(0, size - length))
    return file.read()


def _number(data: bytes, at: int, length: int = 4) -> int:
    return int.from_bytes(data[at:at + length], "little")


def _zip_is_whole(file: BinaryIO, size: int) -> bool:
    """The end record stands, and the directory it points at begins where it says."""
    tail = _tail(file, size, _ZIP_TAIL)
    end = tail.rfind(_ZIP_END)
    if end < 0 or len(tail) - end < 22:
        return False
    if _ZIP64_LOCATOR in tail[:end]:
        return True
    directory = size - len(tail) + end - _number(tail, end + 12)
    if _number(tail, end + 10, 2) == 0:
        return True
    file.seek(max(0, directory))
    return file.read(4) == b"PK\x01\x02"


def _ole_is_whole(file: BinaryIO, size: int) -> bool:
    """Every sector the allocation table speaks of lies within the file ([MS-CFB] 2.2, 2.3).

    The last sector may be cut short, as some writers do. A table sector that doesn't mark itself as one, or a
    directory without a root, is a hole not yet filled: a file copied over a network has its full size at once.
    """
    file.seek(0)
    header = file.read(512)
    shift = _number(header, 30, 2)
    if len(header) < 512 or shift not in (9, 12):
        return False
    sector = 1 << shift
    file.seek((_number(header, 48) + 1) * sector)
    if not file.read(64).strip(b"\0"):
        return False
    tables = [_number(header, 76 + 4 * i) for i in range(min(109, _number(header, 44)))]
    last = 0
    for index, table in enumerate(tables):
        file.seek((table + 1) * sector)
        entries = memoryview(file.read(sector).ljust(sector, b"\0")).cast("I")
        if table * 4 // sector == index and entries[table % (sector // 4)] != _FAT_SECTOR:
            return False
        used = [i for i, entry in enumerate(entries) if entry != _FREE]
        last = index * (sector // 4) + used[-1] if used else last
    return size > (last + 1) * sector
