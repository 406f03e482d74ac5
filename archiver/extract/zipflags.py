"""Zips that say their names are UTF-8 where they are not: the library refuses the whole file for one such name."""

import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from archiver.extract.source import Content

MAX_BYTES = 512 * 1024 * 1024
"""A larger one is left as it is: it is copied to memory for its flags."""

_UTF8 = 0x800
_END, _ENTRY = b"PK\x05\x06", b"PK\x01\x02"


def open_zip(content: Content) -> zipfile.ZipFile:
    """The zip, opened; names that are not what the zip says they are, are taken for those of an old one.

    Raises as zipfile.ZipFile.
    """
    try:
        return zipfile.ZipFile(content)
    except UnicodeDecodeError:
        if isinstance(content, Path) and content.stat().st_size > MAX_BYTES:
            raise
        data = bytearray(content.read_bytes() if isinstance(content, Path) else content.getvalue())
        for flags in _lying(data):
            value = int.from_bytes(data[flags:flags + 2], "little") & ~_UTF8
            data[flags:flags + 2] = value.to_bytes(2, "little")
        return zipfile.ZipFile(BytesIO(data))


def _lying(data: bytearray) -> Iterator[int]:
    """Where the flags of such entries stand, in the directory and before the entries themselves (APPNOTE 4.3.7, 4.3.12)."""
    end = data.rfind(_END)
    at = int.from_bytes(data[end + 16:end + 20], "little")
    while data[at:at + 4] == _ENTRY and at + 46 <= len(data):
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        try:
            data[at + 46:at + 46 + name].decode()
        except UnicodeDecodeError:
            yield at + 8
            yield int.from_bytes(data[at + 42:at + 46], "little") + 6
        at += 46 + name + extra + comment
