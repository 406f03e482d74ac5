"""Strings of one byte a character in binary office files.

They are Latin by the standards, and GBK in what some programs wrote.
"""

import re

_GB2312 = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xa9\xb0-\xd7][\xa1-\xfe])*")
_GB2312_PAIR = re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]")
_CODECS = {
    932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 1200: "utf-16-le", 1250: "cp1250",
    1251: "cp1251", 10008: "gb18030", 10002: "cp950", 20936: "gb18030", 54936: "gb18030", 65001: "utf-8",
}  # fmt: skip


def codec_of(code_page: int) -> str:
    """The codec of a Windows code page; Windows-1252 where it is an unknown one."""
    return _CODECS.get(code_page, "cp1252")


def decode(data: bytes, codec: str = "latin-1") -> str:
    """`data` as `codec` says; as GB 2312 where a Latin string is made of its signs and everyday characters.

    One pair alone doesn't count: °C reads as one.
    """
    if codec in ("latin-1", "cp1252") and not data.isascii() and looks_chinese(data):
        return data.decode("gb18030", "replace")
    return data.decode(codec, "replace")


def looks_chinese(data: bytes) -> bool:
    """Whether all bytes beyond ASCII are pairs of GB 2312's signs and first level, two at least."""
    return bool(_GB2312.fullmatch(data)) and len(_GB2312_PAIR.findall(data)) > 1
