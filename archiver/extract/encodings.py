"""Which encoding a text file is in, decided from its bytes alone.

Order of decision: byte order mark, NUL bytes (UTF-16), strict UTF-8, then the likeliest reading among
the encodings Chinese offices use. Libraries that guess (charset-normalizer .38–.80) lose to this on samples
of eight characters.
"""

import codecs
import re
from dataclasses import dataclass

from archiver.extract.commonness import score

SAMPLE_BYTES = 16 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GB18030_MARK = b"\x84\x31\x95\x33"
_HAVE_REPLACEMENT = ("utf", "gb18030")
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "cp1252")

# Python's gb18030 still gives private-use characters where GB 18030-2022 has real ones.
_PRIVATE = (
    "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue81e\ue826"
    "\ue82b\ue82c\ue832\ue843\ue854\ue864\ue816\ue817\ue818\ue831\ue83b\ue855"
)
_REAL = (
    "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\u9fb4\u9fb5"
    "\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\U00020087\U00020089\U000200cc\U000215d7\U0002298f\U000241fe"
)
_GB18030_2022 = dict(zip(_PRIVATE, _REAL, strict=True))
_ANY_PRIVATE = re.compile(f"[{_PRIVATE}]")

_HIGH = re.compile(rb"[\x80-\xff]")
_PADDING = re.compile(rb"\0{16,}")
"""NULs in a row that no text of any encoding has: what was never written of a file, or fills up its last sector."""

_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
"""Chinese in letters and signs alone, between ~{ and ~} (RFC 1843): mails and newsgroups of the nineties."""

_HAN_IN_UTF_8 = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")
_MIXED = {"utf-8": "gb18030", "gb18030": "utf-8"}
"""What else a line may be in: programs append to files of other programs."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of bytes: the codec that read it and how many places it could not read (shown as U+FFFD)."""

    text: str
    codec: str
    broken: int


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """The codec and length of the mark `data` begins with."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return codec, len(mark)
    return ("gb18030", len(_GB18030_MARK)) if data.startswith(_GB18030_MARK) else None


def encoding(data: bytes) -> str:
    """The Python codec that reads `data` best, a byte order mark left aside."""
    data = _unpadded(data)[0]
    # Only UTF-16 holds NULs, and of its two orders the score knows: 一 and 开 end in a NUL byte themselves.
    return _by_score(data) if 0 in data[:SAMPLE_BYTES] else _by_strict_utf8(data)


def decode(data: bytes, codec: str | None = None) -> Decoded:
    """`data` as text, by its mark, else by `codec`, else by the likeliest encoding."""
    marked = byte_order_mark(data)
    if marked:
        codec, data = marked[0], data[marked[1]:]
    written, holes = _unpadded(data)
    decoded = _decode(written, codec or encoding(written))
    if _may_be_mixed(written, decoded):
        decoded = _line_by_line(written, decoded.codec)
    return Decoded(decoded.text, decoded.codec, decoded.broken + holes)


def _may_be_mixed(data: bytes, decoded: Decoded) -> bool:
    """Whether a line may be in another encoding. Hardly any bytes break GB 18030."""
    return decoded.codec in _MIXED and bool(
        decoded.broken or (decoded.codec == "gb18030" and _HAN_IN_UTF_8.search(data))
    )


def _unpadded(data: bytes) -> tuple[bytes, int]:
    """`data` without padding, and how many holes there were before its end; UTF-16 keeps its own NULs, and others."""
    if b"\0" * 16 not in data:
        return data, 0
    written = _PADDING.sub(b"", data)
    if 0 in written:
        return data, 0
    return written, len(_PADDING.findall(data.rstrip(b"\0")))


def _line_by_line(data: bytes, codec: str) -> Decoded:
    """`data` of which each line may be in one of two encodings."""
    lines = [_likelier(line, codec) for line in data.split(b"\n")]
    return Decoded("\n".join(line.text for line in lines), codec, sum(line.broken for line in lines))


def _likelier(line: bytes, codec: str) -> Decoded:
    return max(_decode(line, codec), _decode(line, _MIXED[codec]), key=lambda read: score(read.text))


def _decode(data: bytes, codec: str) -> Decoded:
    if codec == "gb18030":
        text = data.decode(codec, _WITH_EURO)
        text = _ANY_PRIVATE.sub(lambda found: _GB18030_2022[found.group()], text)
    else:
        text = data.decode(codec, "replace")
    said = data.count("\ufffd".encode(codec if codec.startswith(_HAVE_REPLACEMENT) else "utf-8"))
    return Decoded(text, codec, max(0, text.count("\ufffd") - said))


def _replace_but_euro(error: UnicodeError) -> tuple[str, int]:
    """Windows' code page 936 has the euro sign at 0x80, where GB 18030 has nothing."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if error.object[error.start] == 0x80:
        return "€", error.start + 1
    return "\ufffd", error.end


_WITH_EURO = "wendu-replace-but-euro"
codecs.register_error(_WITH_EURO, _replace_but_euro)


def _by_strict_utf8(data: bytes) -> str:
    """UTF-8 where all of `data` is valid; two-byte characters alone may be GBK that happens to be valid."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _by_score(data)
    if data.isascii():
        return "hz" if _is_hz(data) else "utf-8"
    if any(ord(character) > 0x7FF for character in text):
        return "utf-8"
    return _by_score(data)


def _is_hz(data: bytes) -> bool:
    """Whether what stands between the marks reads as Chinese rather than as a program."""
    found = _HZ.search(data)
    return found is not None and score(found.group().decode("hz", "replace")) > score(found.group().decode())


def _by_score(data: bytes) -> str:
    """By the first 16 KiB, or those from the first line on that says anything: a log may begin with ASCII alone."""
    sample = data[:SAMPLE_BYTES]
    if sample.isascii() and 0 not in sample:
        telling = _HIGH.search(data)
        start = data.rfind(b"\n", 0, telling.start()) + 1 if telling else 0
        sample = data[start:start + SAMPLE_BYTES]
    return max(_CANDIDATES, key=lambda codec: score(_head(sample, codec)))


def _head(sample: bytes, codec: str) -> str:
    """The sample decoded; a character cut at its edge is left out, not counted as broken."""
    return codecs.getincrementaldecoder(codec)("replace").decode(sample)
