"""RTF taken apart: control words, escaped bytes, braces, raw bytes."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\([A-Za-z]+)(-?[0-9]{1,10})?[ ]?|((?:\\'[0-9A-Fa-f]{2})+)|\\(.)|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)", re.DOTALL
)
_BRACE = re.compile(rb"\\bin([0-9]{1,10}) ?|\\.|[{}]", re.DOTALL)
# A stand-in of one byte and the next \u, as often as they follow one another: most of a Chinese file.
_MORE_CODES = re.compile(rb"(?:(?:\\'[0-9A-Fa-f]{2}|\?)\\u-?[0-9]{1,5}[ ]?)+")
_CODE = re.compile(rb"u(-?[0-9]+)")

Token = tuple[str, bytes, int | None]
"""What it is (word, hex, sign, brace, text), its name or bytes, and the number of a control word."""


class Tokens:
    """Gives one token after the other; the reader may skip a group, or take the next byte as it is."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def __iter__(self) -> Iterator[Token]:
        while found := _TOKEN.match(self.data, self.at):
            self.at = found.end()
            word, number, hexadecimal, sign, brace, text = found.groups()
            if word:
                value = int(number) if number else None
                if word == b"bin":
                    self.at += max(0, value or 0)
                yield "word", word, value
            elif text:
                yield "text", text, None
            elif brace:
                yield "brace", brace, None
            elif hexadecimal:
                yield "hex", bytes.fromhex(hexadecimal.replace(b"\\'", b"").decode("ascii")), None
            elif sign:
                yield "sign", sign, None

    def skip_group(self) -> bytes:
        """Go to the brace that ends the open group; returns what was passed over."""
        start, depth = self.at, 0
        while found := _BRACE.search(self.data, self.at):
            brace = found.group()
            if brace == b"}" and depth == 0:
                self.at = found.start()
                return self.data[start:self.at]
            self.at = found.end() + int(found.group(1) or 0)
            depth += (brace == b"{") - (brace == b"}")
        self.at = len(self.data)
        return self.data[start:]

    def skip_next_group(self) -> None:
        """Pass over the group that begins here, if one does."""
        if self.data[self.at:self.at + 1] == b"{":
            self.at += 1
            self.skip_group()
            self.at += 1

    def more_codes(self) -> list[int]:
        """The numbers of the \\u that follow at once, each after one byte that stands in for the one before."""
        found = _MORE_CODES.match(self.data, self.at)
        if not found:
            return []
        self.at = found.end()
        return [int(number) for number in _CODE.findall(found.group())]

    def take_half(self) -> bytes:
        """The second half of a raw double-byte character whose value is that of a brace or a backslash; b"" where
        what follows is an escape of its own."""
        following = self.data[self.at:self.at + 2]
        if following[:1] not in (b"{", b"}", b"\\") or following in (b"\\\\", b"\\{", b"\\}", b"\\'"):
            return b""
        self.at += 1
        return following[:1]
