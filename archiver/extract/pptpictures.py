"""Which pictures on the slides of a PowerPoint 97–2003 file may stand for pages."""

import struct
from collections.abc import Iterator

from archiver.extract.deck import Deck
from archiver.extract.officeart import Picture, Record, inside, kept, records, shape_of
from archiver.extract.olepictures import named
from archiver.extract.pictured import HEAD_BYTES, is_large

_DOCUMENT_ATOM, _DRAWINGS, _SHAPE, _ANCHOR = 0x03E9, 0x040B, 0xF004, 0xF010
_SLIDE = 5760.0 * 4320
"""Square master units (576 to the inch) of a slide of 4 by 3, where the file doesn't say."""


class Pictures:
    """The pictures of a presentation: `kept_apart` is the stream that holds them, called `name`."""

    def __init__(self, stream: bytes, document: Record | None, name: str, kept_apart: bytes) -> None:
        self._stream = stream
        self._name = name
        self._apart = kept_apart
        self._slide = _SLIDE
        self._pictures: list[Picture | None] = []
        for part in records(stream, document.start, document.end) if document and kept_apart else ():
            if part.kind == _DOCUMENT_ATOM and part.end - part.start >= 8:
                width, height = struct.unpack_from("<ii", stream, part.start)
                self._slide = float(width * height)
            elif part.kind == _DRAWINGS:
                self._pictures = kept(stream, part, kept_apart)

    def read(self, slide: Record, deck: Deck, before: int) -> None:
        """Add the words of those that stand for a page; `before` blocks stand on other slides."""
        if self._pictures:
            deck.add_pages(before, list(self._shown(slide)), self._slide, self._may_be_page)

    def _shown(self, slide: Record) -> Iterator[tuple[str, float]]:
        """The pictures on a slide: name, and area in square master units."""
        for shape in inside(self._stream, slide):
            _, number = shape_of(self._stream, shape) if shape.kind == _SHAPE else (0, 0)
            picture = self._pictures[number - 1] if 0 < number <= len(self._pictures) else None
            if picture is not None and picture.is_apart:
                yield named(self._name, picture.start, picture.end), self._area(shape)

    def _area(self, shape: Record) -> float:
        """What the anchor of a shape takes, top, left, right, bottom (2.7.1, 2.7.2); 0 inside a group."""
        anchor = next((each for each in records(self._stream, shape.start, shape.end) if each.kind == _ANCHOR), None)
        size = anchor.end - anchor.start if anchor else 0
        if anchor is None or size not in (8, 16):
            return 0.0
        top, left, right, bottom = struct.unpack_from("<4h" if size == 8 else "<4i", self._stream, anchor.start)
        return float((right - left) * (bottom - top))

    def _may_be_page(self, name: str) -> bool:
        start, end = map(int, name.split(":")[1:])
        return is_large(self._apart[start:min(end, start + HEAD_BYTES)])
