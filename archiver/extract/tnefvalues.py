"""The properties inside a package of Outlook ([MS-OXTNEF] 2.1.3.4): packed without names or lengths of their own."""

import struct
from collections.abc import Iterator

_FIXED = {
    0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8, 0x0040: 8,
    0x0048: 16,
}  # fmt: skip
"""Bytes of a value by its type, filled up to four."""

_MANY, _OF_VARIABLE_SIZE = 0x1000, frozenset((0x000D, 0x001E, 0x001F, 0x0102))
_FIRST_NAMED = 0x8000
_GUID_BYTES = 16


def values(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Tag, type and bytes of each value; one that can't be followed ends them."""
    try:
        yield from _values(data)
    except struct.error:
        return


def _values(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    (count,), at = struct.unpack_from("<I", data), 4
    for _ in range(min(count, len(data) // 8)):
        kind, tag = struct.unpack_from("<HH", data, at)
        at = _behind_name(data, at + 4) if tag >= _FIRST_NAMED else at + 4
        single = kind & ~_MANY
        several = kind & _MANY or single in _OF_VARIABLE_SIZE
        (amount,) = struct.unpack_from("<I", data, at) if several else (1,)
        at += 4 if several else 0
        for _ in range(min(amount, len(data))):
            size, at = (struct.unpack_from("<I", data, at)[0], at + 4) if single in _OF_VARIABLE_SIZE else (_fixed(single), at)
            yield tag, single, data[at:at + size]
            at += -(-size // 4) * 4


def _behind_name(data: bytes, at: int) -> int:
    """Where a property goes on that has a name, or a number, of its own."""
    is_word, size = struct.unpack_from("<II", data, at + _GUID_BYTES)
    return int(at + _GUID_BYTES + 8 + (-(-size // 4) * 4 if is_word else 0))


def _fixed(kind: int) -> int:
    if kind not in _FIXED:
        raise struct.error("a type of value nobody knows")
    return _FIXED[kind]
