"""Small OLE files for tests ([MS-CFB]), and the Outlook letters that are kept in them."""

import struct
from datetime import datetime
from pathlib import Path

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5

Folder = dict[str, "bytes | Folder"]


class _Chains:
    """Data in sectors of one size, and the table of which follows which."""

    def __init__(self, sector: int) -> None:
        self.sector = sector
        self.data = b""
        self.table: list[int] = []

    def store(self, data: bytes) -> int:
        """The number of the first sector."""
        first, count = len(self.table), -(-len(data) // self.sector)
        self.data += data.ljust(count * self.sector, b"\0")
        self.table += [*range(first + 1, first + count), _END] if count else []
        return first if count else _END

    @property
    def packed(self) -> bytes:
        """The table in whole sectors of the file."""
        packed = struct.pack(f"<{len(self.table)}I", *self.table)
        return packed.ljust(-(-len(packed) // _SECTOR) * _SECTOR, b"\xff")


def ole(path: Path, root: Folder) -> Path:
    """A compound file with those streams and folders."""
    entries: list[bytes] = []
    large, small = _Chains(_SECTOR), _Chains(64)

    def list_folder(folder: Folder) -> int:
        """The entries of a folder as a chain of right-hand neighbours; returns the number of the first."""
        following = _FREE
        for name, content in reversed(folder.items()):
            if isinstance(content, bytes):
                start = (small if len(content) < 4096 else large).store(content)
                entries.append(_entry(name, _STREAM, following, _FREE, start, len(content)))
            else:
                entries.append(_entry(name, _STORAGE, following, list_folder(content), 0, 0))
            following = len(entries)  # the root comes before them all
        return following

    first = list_folder(root)
    top = _entry("Root Entry", _ROOT, _FREE, first, large.store(small.data), len(small.data))
    directory = large.store(b"".join([top, *entries]))
    small_table = large.store(small.packed)
    start = len(large.table)
    count = start // (_SECTOR // 4 - 1) + 1
    large.table += [_TABLE] * count
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack(
        "<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, 4096, small_table, len(small.packed) // _SECTOR, _END, 0
    )  # fmt: skip
    spread = struct.pack("<109I", *range(start, start + count), *[_FREE] * (109 - count))
    path.write_bytes(header + spread + large.data + large.packed)
    return path


def _entry(name: str, kind: int, following: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return (
        wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide), kind, 1, _FREE, following, child) + bytes(36)
        + struct.pack("<IQ", start, size)
    )  # fmt: skip


def filetime(time: datetime) -> bytes:
    """Tenths of microseconds since 1601."""
    return struct.pack("<Q", int((time - datetime(1601, 1, 1)).total_seconds()) * 10_000_000)


def msg(path: Path, streams: dict[str, bytes], *, fixed: dict[int, bytes] | None = None, attached: tuple[str, ...] = ()) -> Path:
    """An Outlook letter: streams by property and type (`0037001F`), fixed properties by tag, attachments by name."""
    values = b"".join(struct.pack("<II", tag, 6) + value.ljust(8, b"\0") for tag, value in (fixed or {}).items())
    root: Folder = {"__properties_version1.0": bytes(32) + values}
    root |= {f"__substg1.0_{name}": data for name, data in streams.items()}
    for number, name in enumerate(attached):
        root[f"__attach_version1.0_#{number:08X}"] = {"__substg1.0_3707001F": name.encode("utf-16-le")}
    return ole(path, root)
