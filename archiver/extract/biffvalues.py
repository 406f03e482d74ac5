"""Numbers and strings as Excel's binary formats pack them ([MS-XLS])."""

import struct
from collections.abc import Sequence

from archiver.extract import bytestrings

_WIDE, _EXTENDED, _RICH = 1, 4, 8


def rk_number(packed: int) -> float:
    """The number of an RK: an integer or the upper half of a double, perhaps in hundredths (2.5.217)."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x8000_0000 else 0))
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value


class Strings:
    """Reads Unicode strings from a record and the records that continue it.

    A string cut by the end of a record begins in the next with its flags again (2.5.293).
    """

    def __init__(self, chunks: Sequence[bytes]) -> None:
        self.chunks = chunks
        self.index = 0
        self.at = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.index >= len(self.chunks) or (
            self.index == len(self.chunks) - 1 and self.at >= len(self.chunks[self.index])
        )

    def raw(self, count: int) -> bytes:
        """The next `count` bytes, fewer at the end."""
        parts = []
        while count > 0 and self.index < len(self.chunks):
            part = self.chunks[self.index][self.at:self.at + count]
            parts.append(part)
            self.at += len(part)
            count -= len(part)
            if count:
                self.index, self.at = self.index + 1, 0
        return b"".join(parts)

    def number(self, size: int) -> int:
        """The next number of `size` bytes."""
        return int.from_bytes(self.raw(size), "little")

    def string(self, size: int = 2) -> str:
        """The next string, its count of characters in `size` bytes, with or without formatting."""
        count, flags = self.number(size), self.number(1)
        runs = self.number(2) if flags & _RICH else 0
        extension = self.number(4) if flags & _EXTENDED else 0
        text = self.characters(count, flags)
        self.raw(4 * runs + min(extension, 1 << 24))
        return text

    def characters(self, count: int, flags: int) -> str:
        """So many characters, of two bytes or of one as the flags say."""
        parts: list[str] = []
        while count > 0 and self.index < len(self.chunks):
            width = 2 if flags & _WIDE else 1
            data = self.chunks[self.index][self.at:self.at + count * width]
            parts.append(data.decode("utf-16-le", "replace") if width == 2 else bytestrings.decode(data))
            self.at += len(data)
            count -= (len(data) + width - 1) // width
            if count > 0:
                self.index, self.at = self.index + 1, 0
                flags = self.number(1)
        return "".join(parts)
