"""Objects of other programs on the slides of a PowerPoint 97–2003 file ([MS-PPT] 2.10): charts, workbooks, documents."""

import zlib
from collections.abc import Mapping

from archiver.extract.officeart import Record, inside, record_at
from archiver.extract.package import MAX_MEMBER_BYTES

_OBJECT, _STORAGE = 0x0FC3, 0x1011
_SHOWS_CONTENT = 1
_COMPRESSED = 1


class Objects:
    """The objects that the document lists; each is read where a shape shows it."""

    def __init__(self, stream: bytes, document: Record | None, places: Mapping[int, int]) -> None:
        self._stream = stream
        self._places = places
        self._stored: dict[int, int] = {}
        for listed in inside(stream, document) if document else ():
            if listed.kind == _OBJECT and listed.end - listed.start >= 20:
                aspect, number, place = (self._number(listed, at) for at in (0, 8, 16))
                if aspect == _SHOWS_CONTENT:  # else an icon stands for it
                    self._stored[number] = place

    def words(self, number: int) -> list[str]:
        """What the object of that number shows."""
        from archiver.extract.embedded import words  # with the readers of other formats; few slides show an object

        at = self._places.get(self._stored.get(number, -1), len(self._stream))
        storage = record_at(self._stream, at)
        return words(self._unpacked(storage)) if storage is not None and storage.kind == _STORAGE else []

    def _unpacked(self, storage: Record) -> bytes:
        """The compound file of an object: as it is, or packed behind its length (2.10.35)."""
        data = self._stream[storage.start:storage.end]
        if storage.instance != _COMPRESSED:
            return data
        try:
            return zlib.decompressobj().decompress(data[4:], MAX_MEMBER_BYTES)
        except zlib.error:
            return b""

    def _number(self, record: Record, at: int) -> int:
        return int.from_bytes(self._stream[record.start + at:record.start + at + 4], "little")
