"""The words of an RTF file (Microsoft's RTF 1.9.1): groups, fonts, characters, and the stories they belong to."""

import re
from collections.abc import Iterator

from archiver.extract.blocks import Collected
from archiver.extract.fields import shown
from archiver.extract.rtfcodes import DOUBLE_BYTE, SYMBOL, Font, codec_of_file, decode, ends_in_half, fonts
from archiver.extract.rtfstory import Group, Story
from archiver.extract.rtftokens import Tokens
from archiver.extract.rtfwords import (
    NEVER_SHOWN,
    SHOWN_THOUGH_STARRED,
    SIGNS_AS_TEXT,
    STORIES,
    TIMES,
    WORDS_AS_TEXT,
)  # fmt: skip
from archiver.extract.symbols import sign

DEEPEST = 2000
"""Groups open at once that are told apart; Word's own files nest a dozen."""

_STYLE = re.compile(rb"\\s([0-9]{1,4})(?![0-9])([^{};]*);")
_HEADING = re.compile(rb"\\outlinelevel([0-8])(?![0-9])|(?<=[ ])heading ([1-9])$", re.IGNORECASE)
_NUMBER = re.compile(rb"\\(yr|mo|dy|hr|min)([0-9]{1,4})")


class Reading:
    """Reads a file from its first brace to its last; `is_cut` tells that the last is missing."""

    def __init__(self, data: bytes) -> None:
        self.tokens = Tokens(data)
        self.body = Story("paragraph", "body")
        self.parts: dict[str, Collected] = {kind: Collected() for kind in ("header", "note", "comment", "footer")}
        self.properties: dict[str, str] = {}
        self.broken = 0
        self.is_cut = False
        self._default = codec_of_file(data)
        self._fonts: dict[int, Font] = {}
        self._first_font = -1
        self._groups = [Group(self.body)]
        self._deeper = 0
        self._levels: dict[int, int] = {}
        self._bytes = bytearray()
        self._ends_in_half = False
        self._skip = 0
        self._starred = False
        self._shape_property = ""

    def read(self) -> Collected:
        """Headers first, then the body with its text boxes, notes, comments and footers."""
        for what, said, number in self.tokens:
            if what == "word":
                self._word(said.decode("ascii"), number)
            elif what == "text":
                self._raw(said)
            elif what == "hex":
                self._escaped(said)
            elif what == "brace":
                self._brace(said)
            else:
                self._sign(said)
        self._flush()
        end = self.tokens.data[-64:].rstrip(b"\0\r\n\t ")
        self.is_cut = len(self._groups) > 1 and not end.endswith(b"}")
        while len(self._groups) > 1:
            self._close()
        parts = self.parts
        found = Collected()
        for part in (
            parts["header"].once("header"), self.body.finish(), parts["note"], parts["comment"],
            parts["footer"].once("footer"),
        ):
            found.extend(part)
        return found

    @property
    def _now(self) -> Group:
        return self._groups[-1]

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip, self._starred = 0, False
        if brace == b"{":
            if len(self._groups) < DEEPEST:
                self._groups.append(self._now.opened())
            else:
                self._deeper += 1
        elif self._deeper:
            self._deeper -= 1
        elif len(self._groups) > 1:
            self._close()

    def _close(self) -> None:
        """Leave a group; a story that began in it is over."""
        left = self._groups.pop()
        if left.story is not self._now.story:
            self._place(left.story)
        elif left.code[0] and left.story.put_so_far == left.code[1]:
            left.story.put(left.code[0])

    def _place(self, story: Story) -> None:
        found, above = story.finish(), self._now.story
        said = found.text.strip()
        if story.purpose in self.parts:
            self.parts[story.purpose].extend(found)
        elif story.purpose == "textbox":
            above.put_box(found)
        elif story.purpose == "fldinst":
            self._now.code = (shown(said), above.put_so_far)
        elif story.purpose in ("listtext", "pntext"):
            above.put(_numbered(said))
        elif story.purpose == "sn":
            self._shape_property = said
        elif story.purpose == "sv":
            # The words of WordArt, such as a 秘密 drawn across the page, are kept as a property of the shape.
            if self._shape_property == "gtextUNICODE":
                box = Collected()
                box.add("textbox" if above.kind == "paragraph" else above.kind, said)
                above.put_box(box)
        elif said:
            self.properties.setdefault(story.purpose, " ".join(said.split()))

    def _word(self, word: str, number: int | None) -> None:
        if word == "u":
            self._unicode(number or 0)
            return
        self._flush()
        self._skip = 0
        starred, self._starred = self._starred, False
        if word in WORDS_AS_TEXT:
            self._put(WORDS_AS_TEXT[word])
        elif word in STORIES:
            self._begin(word)
        elif word in NEVER_SHOWN or (starred and word not in SHOWN_THOUGH_STARRED):
            self.tokens.skip_group()
        elif word in ("fonttbl", "stylesheet", "upr", *TIMES):
            self._table(word)
        else:
            self._format(word, number)

    def _table(self, word: str) -> None:
        """Groups that are read as a whole."""
        if word == "upr":
            self.tokens.skip_next_group()  # the same words again, in Unicode, follow in \ud
        elif word == "fonttbl":
            self._fonts |= fonts(self.tokens.skip_group())
        elif word == "stylesheet":
            self._levels = dict(_heading_styles(self.tokens.skip_group()))
        else:
            time = _iso(self.tokens.skip_group())
            if time:
                self.properties[TIMES[word]] = time

    def _begin(self, word: str) -> None:
        """A story of its own begins with this group."""
        above = self._now.story
        kind = STORIES[word]
        purpose = kind if kind != "paragraph" else word
        if kind == "textbox" and above.kind != "paragraph":
            kind = above.kind
        self._now.story = Story(kind, purpose)
        self._now.depth = self._now.level = 0

    def _format(self, word: str, number: int | None) -> None:
        """Words that change how what follows is read, or end a paragraph or a cell."""
        now = self._now
        if word in ("par", "sect"):
            now.story.end_paragraph(now.depth, now.level)
        elif word in ("cell", "nestcell", "row", "nestrow"):
            now.story.end_cell(now.depth)
        elif word == "pard":
            now.depth = now.level = 0
        elif word == "intbl":
            now.depth = max(1, now.depth)
        elif word == "itap":
            now.depth = max(0, number or 0)
        elif word == "s":
            now.level = self._levels.get(number or 0, 0)
        elif word == "outlinelevel":
            now.level = number + 1 if number is not None and 0 <= number < 9 else 0
        elif word == "plain":
            now.font, now.deleted = self._first_font, False
        elif word == "deff":
            self._first_font = now.font = number or 0
        elif word == "f":
            now.font = number or 0
        elif word == "uc":
            now.uc = max(0, number if number is not None else 1)
        elif word == "deleted":
            now.deleted = number != 0

    def _sign(self, escaped: bytes) -> None:
        if escaped == b"*":
            self._starred = True
        elif escaped in b"\r\n":
            self._word("par", None)
        elif escaped in (b"\\", b"{", b"}"):
            self._take(escaped)
        elif escaped in SIGNS_AS_TEXT:
            self._flush()
            self._put(SIGNS_AS_TEXT[escaped])

    def _raw(self, text: bytes) -> None:
        """Bytes as they stand. A GBK character's second half may look like a brace or a backslash."""
        self._take(text)
        while self._ends_in_half and self._codec in DOUBLE_BYTE:
            half = self.tokens.take_half()
            if not half:
                return
            self._take(half)

    def _escaped(self, said: bytes) -> None:
        """Bytes in hexadecimal. Some programs announce one byte to stand in for a \\u and write the two of a GBK
        character."""
        if self._skip == self._now.uc == 1 and said[0] > 0x80 and self._font.codec in DOUBLE_BYTE:
            said = said[1:] or said
        self._take(said)

    def _take(self, said: bytes) -> None:
        """Bytes of text, less those that stand in for a \\u before them."""
        skipped = min(self._skip, len(said))
        self._skip -= skipped
        self._bytes += said[skipped:]
        self._ends_in_half = ends_in_half(said[skipped:], after_half=self._ends_in_half)

    def _unicode(self, number: int) -> None:
        self._flush()
        codes = [number, *(self.tokens.more_codes() if self._now.uc == 1 else ())]
        font = self._font
        shown = (sign(font.name, code) if font.codec == SYMBOL else chr(code) for code in (n & 0xFFFF for n in codes))
        self._put("".join(shown))
        self._skip = self._now.uc

    @property
    def _font(self) -> Font:
        return self._fonts.get(self._now.font, Font())

    @property
    def _codec(self) -> str:
        return self._font.codec or self._default

    def _flush(self) -> None:
        """The bytes gathered so far as text, in the font that holds now."""
        if self._bytes:
            text, broken = decode(bytes(self._bytes), self._font, self._default)
            self._bytes.clear()
            self._ends_in_half = False
            self.broken += broken
            self._put(text)

    def _put(self, text: str) -> None:
        if not self._now.deleted:
            self._now.story.put(text)


def _numbered(said: str) -> str:
    """The number a list gives a paragraph, without bullets, and apart from letters that follow."""
    if not any(character.isalnum() for character in said):
        return ""
    return said + " " if said[-1].isascii() else said


def _heading_styles(sheet: bytes) -> Iterator[tuple[int, int]]:
    """The number of each style of headings, and their level."""
    for number, said in _STYLE.findall(sheet):
        found = _HEADING.search(said)
        if found:
            outline, named = found.groups()
            yield int(number), int(named) if named else int(outline) + 1


def _iso(group: bytes) -> str:
    """\\yr2011\\mo12\\dy8\\hr9\\min30 as 2011-12-08T09:30:00, "" where it is no date."""
    said = {name.decode(): int(number) for name, number in _NUMBER.findall(group)}
    if not 1980 < said.get("yr", 0) < 2200:
        return ""
    return f"{said['yr']:04}-{said.get('mo', 1):02}-{said.get('dy', 1):02}T{said.get('hr', 0):02}:{said.get('min', 0):02}:00"
