"""Storages inside a compound file, each read as if it were one, and what tells of the object kept in it."""

import struct
from collections.abc import Sequence
from typing import IO, Any

import olefile

from archiver.extract.package import MAX_MEMBER_BYTES

_PRESENTATION, _WORD_INFORMATION = "\x02OlePres000", "\x03ObjInfo"
_AS_ICON = 4
_WORD_ICON = 0x40
_IDS = (0xFFFFFFFF, 0xFFFFFFFE)


class Storage:
    """A storage of a compound file by its path."""

    def __init__(self, ole: olefile.OleFileIO, path: str) -> None:
        self._ole = ole
        self._path = path

    def exists(self, name: str) -> bool:
        """As of olefile, of a stream in the storage."""
        return bool(self._ole.exists(f"{self._path}/{name}"))

    def get_size(self, name: str) -> int:
        """As of olefile."""
        return int(self._ole.get_size(f"{self._path}/{name}"))

    def openstream(self, name: str) -> IO[bytes]:
        """As of olefile."""
        opened: IO[bytes] = self._ole.openstream(f"{self._path}/{name}")
        return opened


def first(ole: Any, names: Sequence[str]) -> bytes:
    """The first of those streams that is there, b"" where none is."""
    name = next((name for name in names if ole.exists(name)), None)
    data: bytes = ole.openstream(name).read(MAX_MEMBER_BYTES) if name else b""
    return data


def is_icon(storage: Storage) -> bool:
    """Whether the page shows an icon for the object: its picture says so ([MS-OLEDS] 2.3.4), or Word ([MS-DOC] 2.9.167)."""
    information = first(storage, (_WORD_INFORMATION,))
    if int.from_bytes(information[:2], "little") & _WORD_ICON:
        return True
    picture = first(storage, (_PRESENTATION,))
    if len(picture) < 12:
        return False
    (length,) = struct.unpack_from("<I", picture)
    at = 4 + (4 if length in _IDS else length)
    device = int.from_bytes(picture[at:at + 4], "little")
    return int.from_bytes(picture[at + max(4, device):at + max(4, device) + 4], "little") == _AS_ICON
