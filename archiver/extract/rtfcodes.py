"""How the bytes of an RTF file are encoded: by its fonts, by the code page it names, by what the bytes are."""

import codecs
import re
from typing import NamedTuple

from archiver.extract import encodings
from archiver.extract.commonness import score
from archiver.extract.symbols import sign

WESTERN = "cp1252"
SYMBOL = "symbol"
DOUBLE_BYTE = frozenset(("gb18030", "big5hkscs", "cp932", "cp949"))

# \fcharset of RTF 1.9.1, "Font Table"; 1 and no charset mean the code page of the file.
_CHARSETS = {
    0: WESTERN, 2: SYMBOL, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
_CODE_PAGES = {
    936: "gb18030", 54936: "gb18030", 10008: "gb18030", 950: "big5hkscs", 10002: "big5hkscs", 932: "cp932",
    949: "cp949", 65001: "utf-8", 10000: "mac_roman",
}  # fmt: skip
_GUESSED = ("utf-8", "gb18030", "big5hkscs")
_SAMPLED_BYTES = 8 * 1024 * 1024

_CODE_PAGE = re.compile(rb"\\ansicpg([0-9]{1,5})")
_HEX = re.compile(rb"\\'([0-9A-Fa-f]{2})")
_WORDS_AND_BRACES = re.compile(rb"\\[A-Za-z]+-?[0-9]* ?|[{}\r\n]+")
_PAIRS = re.compile(rb"(?:[\x80-\xff][\x00-\xff]?)+")
_FONT = re.compile(rb"\\f([0-9]{1,9})(?![0-9])(.*?)(?=\\f[0-9]|$)", re.DOTALL)
_FONT_CHARSET = re.compile(rb"\\fcharset([0-9]{1,3})")
_FONT_PAGE = re.compile(rb"\\cpg([0-9]{1,5})")


class Font(NamedTuple):
    """A font of the table: its codec ("" where the file's own stands) and its name."""

    codec: str = ""
    name: str = ""


def fonts(table: bytes) -> dict[int, Font]:
    """The fonts by their numbers, from the bytes of the group \\fonttbl."""
    found: dict[int, Font] = {}
    for number, said in _FONT.findall(table):
        page, charset = _FONT_PAGE.search(said), _FONT_CHARSET.search(said)
        codec = code_page(int(page.group(1))) if page else _CHARSETS.get(int(charset.group(1)), "") if charset else ""
        name = _WORDS_AND_BRACES.sub(b"", said).partition(b";")[0].strip().decode("ascii", "replace")
        found[int(number)] = Font(codec, name)
    return found


def code_page(number: int) -> str:
    """The Python codec of a Windows code page, "" where there is none."""
    try:
        return _CODE_PAGES.get(number) or codecs.lookup(f"cp{number}").name
    except LookupError:
        return ""


def codec_of_file(data: bytes) -> str:
    """The codec of bytes in no font or a Western one.

    Programs in Chinese offices leave \\ansicpg at 1252, or out, over GBK: then the bytes themselves are asked.
    """
    said = _CODE_PAGE.search(data[:4096])
    named = code_page(int(said.group(1))) if said else ""
    return named if named and named != WESTERN else _guessed(data[:_SAMPLED_BYTES])


def _guessed(data: bytes) -> str:
    unescaped = _HEX.sub(lambda found: bytes([int(found.group(1), 16)]), _WORDS_AND_BRACES.sub(b"", data))
    sample = b" ".join(_PAIRS.findall(unescaped))
    guess = encodings.encoding(sample) if sample else WESTERN
    return guess if guess in _GUESSED else WESTERN


def decode(run: bytes, font: Font, default: str) -> tuple[str, int]:
    """The text of bytes in one font, and how many places could not be read (U+FFFD)."""
    if font.codec == SYMBOL:
        return "".join(sign(font.name, byte) for byte in run), 0
    if run.isascii():
        return run.decode("ascii"), 0
    if len(run) == 1 and font.codec in DOUBLE_BYTE:
        return "", 0  # half a character: the second stand-in byte after a \u that announced only one
    codec = font.codec or default
    if codec != WESTERN:
        read = encodings.decode(run, codec)
        if not read.broken:
            return read.text, 0
    # Chinese bytes in a font said to be Western are everyday; so are bytes that don't fit what is said of them.
    candidates = dict.fromkeys((default, codec, WESTERN))
    best = max((encodings.decode(run, codec) for codec in candidates), key=lambda read: score(read.text))
    return best.text, best.broken


def ends_in_half(run: bytes, *, after_half: bool) -> bool:
    """Whether `run`, in a double-byte code, ends in the first half of a character; it may begin with the second."""
    at = int(after_half)
    if run and run[-1] < 0x81:
        return False
    while at < len(run):
        at += 2 if 0x81 <= run[at] <= 0xFE else 1
    return at > len(run)
