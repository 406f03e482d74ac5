"""Bytes that come with the name of their encoding, as web pages and mail do: the name is often wrong."""

import codecs

from archiver.extract.encodings import Decoded, byte_order_mark, decode, encoding

# gb2312 labels hold GBK characters; each label is read by the codec that knows all its characters and more.
_CODECS = (
    dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "cp936", "gb18030"), "gb18030")
    | dict.fromkeys(("big5", "big5-hkscs", "x-x-big5"), "big5hkscs")
    | dict.fromkeys(("utf-8", "utf8"), "utf-8")
)
# Codecs that write everything in ASCII characters, so that their bytes say nothing by themselves.
_SEVEN_BIT = ("hz", "utf_7", "iso2022")
# Said by programs that know nothing of the text: any bytes would pass for them.
_MEANINGLESS = ("ascii", "iso8859-1", "cp1252")


def decode_labelled(data: bytes, label: str) -> Decoded:
    """`data` by its mark, strict UTF-8, the encoding `label` names where that fits, else its characters."""
    codec = _codec(label)
    if codec.startswith(_SEVEN_BIT):
        return decode(data, codec)
    guessed = encoding(data)
    if not codec or byte_order_mark(data) or guessed.startswith("utf-"):
        return decode(data, guessed)
    decoded = decode(data, codec)
    return decoded if decoded.broken * 50 <= len(decoded.text) else decode(data, guessed)


def _codec(label: str) -> str:
    """The Python codec of the label, "" where it says nothing or names none for text."""
    name = label.strip("\"' ").casefold()
    if name in _CODECS:
        return _CODECS[name]
    try:
        codec = codecs.lookup(name).name
        b"".decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return ""
    return "" if codec in (*_MEANINGLESS, "idna", "punycode") or "escape" in codec else codec
