"""The compressed RTF of Outlook messages ([MS-OXRTFCP])."""

import struct
from collections.abc import Iterable

MAX_BYTES = 32 * 1024 * 1024

_COMPRESSED, _STORED = b"LZFu", b"MELA"
_WINDOW = 4096
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def decompress(data: bytes) -> bytes:
    """The RTF; b"" for what is no compressed RTF. A stream cut short gives what it has."""
    if len(data) < 16:
        return b""
    size, kind = struct.unpack_from("<I", data, 4)[0], data[8:12]
    if kind == _STORED:
        return data[16:16 + size]
    return _inflated(data[16:], min(size, MAX_BYTES)) if kind == _COMPRESSED else b""


def _inflated(data: bytes, size: int) -> bytes:
    """Each control byte says of eight items whether it is a byte or a place and length in the last 4 KiB."""
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\0"))
    write, at = len(_DICTIONARY), 0
    out = bytearray()
    while at < len(data) and len(out) < size:
        control = data[at]
        at += 1
        for bit in range(8):
            if control >> bit & 1:
                pair = int.from_bytes(data[at:at + 2].ljust(2, b"\0"), "big")
                at += 2
                start, length = pair >> 4, (pair & 15) + 2
                if start == write % _WINDOW:
                    return bytes(out)
                # Read one by one: a run may repeat what it has just written.
                run: Iterable[int] = (window[(start + step) % _WINDOW] for step in range(length))
            else:
                run = data[at:at + 1]
                at += 1
            for byte in run:
                window[write % _WINDOW] = byte
                out.append(byte)
                write += 1
    return bytes(out[:size])
