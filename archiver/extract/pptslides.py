"""The slides of a PowerPoint 97–2003 stream, read into a deck."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from archiver.extract import bytestrings
from archiver.extract.deck import Deck
from archiver.extract.officeart import DEEPEST, Record, inside, record_at, records
from archiver.extract.pptobjects import Objects
from archiver.extract.pptpictures import Pictures
from archiver.extract.pptplaces import places
from archiver.model import BlockKind

_DOCUMENT, _SLIDE, _NOTES, _MASTER, _CRYPT = 0x03E8, 0x03EE, 0x03F0, 0x03F8, 0x2F14
_LIST, _ENTRY, _NOTES_ATOM = 0x0FF0, 0x03F3, 0x03F1
_TEXT_KIND, _WIDE_TEXT, _NARROW_TEXT, _OUTLINE_REFERENCE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_COMMENT, _STRING, _MARGINS = 0x2EE0, 0x0FBA, 0x0FD9
_SHAPE, _PLACEHOLDER, _OBJECT_REFERENCE = 0xF004, 0x0BC3, 0x0BC1
_SLIDES, _MASTERS, _NOTES_PAGES = 0, 1, 2
_TITLE_KINDS = (0, 6)


@dataclass(frozen=True, slots=True)
class Entry:
    """A slide, master or notes page in a list of the document: its number, and the texts of its outline."""

    place: int
    slide: int
    texts: list[tuple[int, str]] = field(default_factory=list)


class Slides:
    """Reads by the newest saving's list of slides; a file without one gives every text in the stream.

    `pictures` is the name of the stream of pictures, `kept` what it holds.
    """

    def __init__(self, stream: bytes, newest_edit: int, deck: Deck, pictures: str = "", kept: bytes = b"") -> None:
        self.stream = stream
        self.deck = deck
        self._places, number = places(stream, newest_edit)
        self._document = self._part(number, _DOCUMENT) or self._any_document()
        self._objects = Objects(stream, self._document, self._places)
        self._pictures = Pictures(stream, self._document, pictures, kept)
        self._notes: dict[int, list[str]] = {}

    @property
    def is_encrypted(self) -> bool:
        """Whether a part tells how it is encrypted."""
        parts = (record_at(self.stream, at) for at in self._places.values())
        return any(part is not None and part.kind == _CRYPT for part in parts)

    def read(self) -> None:
        """All slides, each with its notes and comments, then the words of masters and footers."""
        slides = list(self._entries(_SLIDES))
        if not slides:
            self._read_loose()
            return
        self._find_notes()
        for self.deck.slide, entry in enumerate(slides, 1):
            part = self._part(entry.place, _SLIDE)
            if part is None:
                self.deck.lost += 1
            self._read_slide(part, entry)
        for entry in self._entries(_MASTERS):
            part = self._part(entry.place, _MASTER) or self._part(entry.place, _SLIDE)
            if part:
                self._read_fixed(part)
        self._read_margins()

    def _part(self, number: int, kind: int) -> Record | None:
        part = record_at(self.stream, self._places.get(number, len(self.stream)))
        return part if part is not None and part.kind == kind else None

    def _any_document(self) -> Record | None:
        found = [part for part in records(self.stream, 0, len(self.stream)) if part.kind == _DOCUMENT]
        return found[-1] if found else None

    def _entries(self, wanted: int) -> Iterator[Entry]:
        """The entries of one of the document's lists (2.4.14.3)."""
        if self._document is None:
            return
        for part in records(self.stream, self._document.start, self._document.end):
            if part.kind == _LIST and part.instance == wanted:
                yield from self._entries_of(part)

    def _entries_of(self, listed: Record) -> Iterator[Entry]:
        entry: Entry | None = None
        kind = 0
        for part in records(self.stream, listed.start, listed.end):
            if part.kind == _ENTRY and part.end - part.start >= 16:
                if entry:
                    yield entry
                entry = Entry(self._number(part, 0), self._number(part, 12))
            elif part.kind == _TEXT_KIND and entry:
                kind = self._number(part, 0)
                entry.texts.append((kind, ""))
            elif part.kind in (_WIDE_TEXT, _NARROW_TEXT) and entry and entry.texts:
                entry.texts[-1] = (kind, self._text(part))
        if entry:
            yield entry

    def _read_slide(self, part: Record | None, entry: Entry) -> None:
        """The words of the shapes; then those of the outline that no shape shows, notes and comments."""
        left = dict(enumerate(entry.texts))
        before, kind = len(self.deck.found.parts), 4
        for below in inside(self.stream, part) if part else ():
            if below.kind == _TEXT_KIND:
                kind = self._number(below, 0)
            elif below.kind in (_WIDE_TEXT, _NARROW_TEXT):
                self._add(kind, self._text(below))
            elif below.kind == _OUTLINE_REFERENCE:
                self._add(*left.pop(self._number(below, 0), (4, "")))
            elif below.kind == _OBJECT_REFERENCE:
                for words in self._objects.words(self._number(below, 0)):
                    self.deck.add("textbox", words)
        for outlined in left.values():
            self._add(*outlined)
        if part:
            self._pictures.read(part, self.deck, before)
        for note in self._notes.get(entry.slide, ()):
            self._add_lines("note", note)
        for comment in self._comments(part) if part else ():
            self.deck.add("comment", comment)

    def _add(self, kind: int, text: str) -> None:
        if kind in _TITLE_KINDS:
            self.deck.add("heading", _lines(text))
        else:
            self._add_lines("paragraph", text)

    def _add_lines(self, kind: BlockKind, text: str) -> None:
        for line in text.split("\r"):
            if line.strip() != "*":  # stands for the number of the slide
                self.deck.add(kind, _lines(line))

    def _find_notes(self) -> None:
        """The words of the notes pages, by the slide each belongs to."""
        for entry in self._entries(_NOTES_PAGES):
            part = self._part(entry.place, _NOTES)
            for below in inside(self.stream, part) if part else ():
                if below.kind == _NOTES_ATOM:
                    texts = self._notes.setdefault(self._number(below, 0), [])
                    texts += [self._text(each) for each in self._texts(part)] if part else []

    def _texts(self, part: Record) -> Iterator[Record]:
        return (below for below in inside(self.stream, part) if below.kind in (_WIDE_TEXT, _NARROW_TEXT))

    def _comments(self, part: Record) -> Iterator[str]:
        """The words of each comment; its other strings are the author and the initials (2.4.19)."""
        for below in inside(self.stream, part):
            if below.kind == _COMMENT:
                for each in records(self.stream, below.start, below.end):
                    if each.kind == _STRING and each.instance == 1:
                        yield self._wide(each)

    def _read_fixed(self, part: Record, depth: int = 0) -> None:
        """What a master shows on every slide; the words of its placeholders are only prompts."""
        for below in records(self.stream, part.start, part.end):
            if below.kind == _SHAPE:
                within = list(inside(self.stream, below))
                if not any(each.kind == _PLACEHOLDER for each in within):
                    for each in self._texts(below):
                        self.deck.add_once("textbox", _lines(self._text(each)))
            elif below.is_container and depth < DEEPEST:
                self._read_fixed(below, depth + 1)

    def _read_margins(self) -> None:
        """Headers and footers of the document (2.4.15): date, header and footer, where they are fixed."""
        document = self._document
        for part in records(self.stream, document.start, document.end) if document else ():
            if part.kind == _MARGINS:
                for each in records(self.stream, part.start, part.end):
                    if each.kind == _STRING:
                        self.deck.add_once("footer", self._wide(each))

    def _read_loose(self) -> None:
        """Every text there is, in the order of the file."""
        whole = Record(0, 0, 0, len(self.stream), is_container=True)
        for each in self._texts(whole):
            self._add_lines("paragraph", self._text(each))

    def _text(self, record: Record) -> str:
        if record.kind == _WIDE_TEXT:
            return self._wide(record)
        return bytestrings.decode(self.stream[record.start:record.end])

    def _wide(self, record: Record) -> str:
        return self.stream[record.start:record.end].decode("utf-16-le", "replace")

    def _number(self, record: Record, at: int) -> int:
        return int.from_bytes(self.stream[record.start + at:min(record.start + at + 4, record.end)], "little")


def _lines(text: str) -> str:
    """Paragraphs and lines broken by hand on lines of their own."""
    return text.replace("\r", "\n").replace("\v", "\n")
