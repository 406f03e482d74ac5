"""Small packages of Outlook for tests (winmail.dat, [MS-OXTNEF])."""

import struct
from collections.abc import Mapping

_GBK_PAGE = 936


def tnef(subject: str, body: str, attached: Mapping[str, bytes] | None = None) -> bytes:
    """A package: its subject in GBK, its body as a property in UTF-16, attachments by their long names."""
    packed = _attribute(1, 0x00069007, struct.pack("<II", _GBK_PAGE, 0))
    packed += _attribute(1, 0x00018004, subject.encode("gbk") + b"\0")
    packed += _attribute(1, 0x00069003, _properties({0x8001: body, 0x1000: body}))
    for name, data in (attached or {}).items():
        packed += _attribute(2, 0x00069002, bytes(14)) + _attribute(2, 0x00018010, b"SHORT~1.TXT\0")
        packed += _attribute(2, 0x0006800F, data) + _attribute(2, 0x00069005, _properties({0x3707: name}))
    return b"\x78\x9f\x3e\x22" + struct.pack("<H", 1) + packed


def _attribute(level: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def _properties(texts: Mapping[int, str]) -> bytes:
    """A date, and texts by their tags; those from 8000 on have a name of their own."""
    packed = struct.pack("<IHHQ", len(texts) + 1, 0x40, 0x0039, 0)
    for tag, text in texts.items():
        wide = text.encode("utf-16-le") + b"\0\0"
        name = bytes(16) + struct.pack("<II", 1, 6) + b"ab\0\0\0\0\0\0" if tag >= 0x8000 else b""
        packed += struct.pack("<HH", 0x1F, tag) + name + struct.pack("<II", 1, len(wide)) + wide + bytes(-len(wide) % 4)
    return packed
