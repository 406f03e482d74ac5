"""Whoosh's file of terms, as it is asked here: one term in two reads, where Whoosh's own reader takes five; and the
terms of a field in their order."""

import struct
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.filedb.filetables import OrderedHashReader

from archiver.search.blocks import BrokenBlock

SIZES = struct.Struct("!ii")
"""What a term begins with: the lengths of its key and of its info."""

SLOT = struct.Struct("!Iq")
SLOTS_AT_ONCE = 4
"""Half of the slots are empty: a term is nearly always found in, or missed after, the first few."""

USUAL_INFO = 80
"""Bytes of an info that are read along with the key; the few longer ones cost one read more."""

INFOS_KEPT = 4096
"""The last terms looked up, 1 MB: the next key typed asks for most of them again."""

READ_AT_ONCE = 1 << 18


class Terms:
    """One file of terms, open for reading; the extras are Whoosh's."""

    def __init__(self, file: Any, length: int) -> None:
        self._table = OrderedHashReader(file, length)
        self._file = file.raw_file()
        self.extras: dict[str, Any] = self._table.extras
        self.info = lru_cache(maxsize=INFOS_KEPT)(self._info)

    def _info(self, key: bytes) -> bytes | None:
        """The term info of a key, None where there is no such term."""
        code = self._table.hashfn(key)
        for held, place in self._slots(code):
            if not place:
                return None
            if held == code:
                raw = self._read(place, SIZES.size + len(key) + USUAL_INFO)
                key_length, info_length = SIZES.unpack_from(raw)
                if raw[SIZES.size : SIZES.size + key_length] == key:
                    info = raw[SIZES.size + key_length : SIZES.size + key_length + info_length]
                    whole = len(info) == info_length
                    return info if whole else self._read(place + SIZES.size + key_length, info_length)
        return None

    def _slots(self, code: int) -> Iterator[tuple[int, int]]:
        """Hash and place of the terms from where one with this hash may stand; place 0 ends them."""
        start, count = self._table.tables[code & 255]
        done = 0
        while done < count:
            first = ((code >> 8) + done) % count
            some = min(SLOTS_AT_ONCE, count - first, count - done)
            yield from SLOT.iter_unpack(self._read(start + first * SLOT.size, some * SLOT.size))
            done += some

    def under(self, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The terms with keys that begin so, in their order: the rest of the key and the info; read in large bits."""
        place, end = self._table.closest_key_pos(prefix), self._table.endofdata
        while place is not None and place < end:
            raw = self._read(place, min(READ_AT_ONCE, end - place))
            at = 0
            while at + SIZES.size <= len(raw):
                key_length, info_length = SIZES.unpack_from(raw, at)
                info = at + SIZES.size + key_length
                if info + info_length > len(raw):
                    break
                if not raw.startswith(prefix, at + SIZES.size):
                    return
                yield raw[at + SIZES.size + len(prefix) : info], raw[info : info + info_length]
                at = info + info_length
            if not at:
                raise BrokenBlock("a gram without end")
            place += at

    def _read(self, place: int, length: int) -> bytes:
        self._file.seek(place)
        raw: bytes = self._file.read(length)
        return raw
