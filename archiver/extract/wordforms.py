"""What the fields of a form show in a Word 97–2003 document: ticks, and the entry chosen from a list ([MS-DOC] 2.9.78)."""

import struct
from collections.abc import Iterator

from archiver.extract.fields import chosen, ticked

_HEADER_BYTES = 68
_CHECK_BOX, _LIST = 1, 2
_AS_BY_DEFAULT = 25
_TEXTS_BEHIND_DEFAULT = 5
"""Format, help, status line, and two macros."""


def entered(data: bytes, at: int) -> str:
    """What the field shows whose form lies at `at` in the stream of data; "" for a text, which is its own result."""
    try:
        return _entered(data, at + _HEADER_BYTES)
    except struct.error:
        return ""


def _entered(data: bytes, at: int) -> str:
    (bits,) = struct.unpack_from("<H", data, at + 4)
    kind, result = bits & 3, bits >> 2 & 0x1F
    if kind not in (_CHECK_BOX, _LIST):
        return ""
    at = _behind_text(data, at + 10)
    (default,) = struct.unpack_from("<H", data, at)
    result = default if result == _AS_BY_DEFAULT else result
    if kind == _CHECK_BOX:
        return ticked(bool(result))
    at += 2
    for _ in range(_TEXTS_BEHIND_DEFAULT):
        at = _behind_text(data, at)
    return chosen(list(_entries(data, at)), result)


def _behind_text(data: bytes, at: int) -> int:
    """A text has its length before it and a NUL behind it."""
    return int(at + 4 + 2 * struct.unpack_from("<H", data, at)[0])


def _entries(data: bytes, at: int) -> Iterator[str]:
    _, count, _ = struct.unpack_from("<3H", data, at)
    at += 6
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        yield data[at + 2:at + 2 + 2 * length].decode("utf-16-le", "replace")
        at += 2 + 2 * length
