"""Which pictures in a Word 97–2003 document stand for pages: set into a line ([MS-DOC] 2.9.190) or floating (2.9.253)."""

import struct
from collections.abc import Iterator

from archiver.extract.blocks import Collected
from archiver.extract.officeart import Picture, blips, inside, kept, record_at, shape_of
from archiver.extract.olepictures import named
from archiver.extract.pdfpage import COVERED, FEW_CHARACTERS
from archiver.extract.pictured import HEAD_BYTES, Pictured, is_large
from archiver.extract.wordfile import DRAWINGS, WordFile

_HEADER_BYTES, _SHAPE, _LINKED = 68, 0x64, 0x66
_DRAWING, _SHAPE_CONTAINER = 0xF002, 0xF004
_ROOM = (11906 - 2880) * (16838 - 2880)
"""Square twips between margins of an inch on A4, which all but few papers have."""


def with_pictures(word: WordFile, body: Collected, met: list[tuple[int, int]], pictured: Pictured) -> Collected:
    """The body with the words of its page pictures between its blocks; which are pages is told as in DOCX.

    `met` are the positions of characters that stand for pictures, each with how many blocks stand before it.
    """
    if not met:
        return body
    few = sum(len("".join(part.split())) for part in body.parts) < FEW_CHARACTERS
    pictures = _Pictures(word)
    least = 0.0 if few else COVERED * _ROOM
    return pictured.placed(body, ((after, name) for after, at in met for name in pictures.pages(at, least)))


class _Pictures:
    """The pictures of a document by the positions of their characters."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        self._data = word.data()
        self._shown = dict(_floating(word)) if word.floating else {}

    def pages(self, position: int, least: float) -> Iterator[str]:
        """The names of the pictures there that take `least` square twips and are large enough to be read."""
        if position in self._word.pictures:
            at = self._word.pictures[position]
            if _area(self._data, at) >= least:
                yield from (named("Data", *span) for span in _set_in_line(self._data, at) if _is_page(self._data, span))
            return
        number, area = self._word.floating[position]
        picture = self._shown.get(number)
        if picture is not None and area >= least:
            name, stream = ("WordDocument", self._word.stream) if picture.is_apart else self._word.tables()
            if _is_page(stream, (picture.start, picture.end)):
                yield named(name, picture.start, picture.end)


def _is_page(stream: bytes, span: tuple[int, int]) -> bool:
    start, end = span
    return is_large(stream[start:min(end, start + HEAD_BYTES)])


def _area(data: bytes, at: int) -> float:
    """Square twips that a picture set into a line takes: its size, stretched by so many thousandths."""
    if at < 0 or at + _HEADER_BYTES > len(data):
        return -1.0
    width, height, across, down = struct.unpack_from("<hhHH", data, at + 28)
    return float(width * (across or 1000) * height * (down or 1000)) / 1e6


def _set_in_line(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Where the pictures of one place begin and end, behind its header and the shape that holds them."""
    size, header, kind = struct.unpack_from("<IHH", data, at)
    end = min(at + size, len(data))
    at += header
    if kind == _LINKED and at < end:
        at += 1 + data[at]
    if kind in (_SHAPE, _LINKED):
        yield from blips(data, at, end)


def _floating(word: WordFile) -> Iterator[tuple[int, Picture]]:
    """The pictures that shapes show, by the numbers of the shapes: the store, then the drawings (2.9.172)."""
    _, stream = word.tables()
    start, end = word.span(DRAWINGS)
    store = record_at(stream[:end], start)
    if store is None:
        return
    pictures = kept(stream, store, word.stream)
    at = store.end + 1  # each drawing follows a byte that says whether it is of the body or of the margins
    while (drawing := record_at(stream[:end], at)) is not None and drawing.kind == _DRAWING:
        for shape in inside(stream, drawing):
            number, shown = shape_of(stream, shape) if shape.kind == _SHAPE_CONTAINER else (0, 0)
            picture = pictures[shown - 1] if 0 < shown <= len(pictures) else None
            if picture is not None:
                yield number, picture
        at = drawing.end + 1
