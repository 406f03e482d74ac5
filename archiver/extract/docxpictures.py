"""Which pictures in the body of a DOCX stand for pages, and where."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.docxtext import Story
from archiver.extract.ooxml import Package, relation_id
from archiver.extract.pdfpage import COVERED, FEW_CHARACTERS
from archiver.extract.pictured import Pictured, may_be_page
from archiver.extract.xmlwalk import attribute, child, local, whole

_TWIPS_PER_POINT = 20
_EMU_PER_POINT = 12700
_A4 = (11906, 16838)
_MARGIN = 1440
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm)?")
_POINTS = {"": 0.75, "pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}  # a bare number is pixels at 96 dpi


class _Shown(NamedTuple):
    """A picture of the body: what it is called in the zip, and its area in square points."""

    name: str
    area: float


def with_pictures(package: Package, root: etree._Element, story: Story, pictured: Pictured) -> Collected:
    """The blocks of the body with the words of its page pictures between them, as far as they are known.

    In a document of hardly any words every picture large enough is a page; else one that covers as much of the page
    between the margins as a scanned page of a PDF does.
    """
    few = sum(len("".join(part.split())) for part in story.found.parts) < FEW_CHARACTERS
    least = 0.0 if few else COVERED * _room(root)
    names = package.pictures(package.main)
    pages = (
        (after, shown.name)
        for after, element in story.pictures
        for shown in _shown(names, element)
        if shown.area >= least and may_be_page(package.archive, shown.name)
    )
    return pictured.placed(story.found, pages)


def _shown(names: Mapping[str, str], element: etree._Element) -> Iterator[_Shown]:
    """The pictures below an element: DrawingML (a:blip r:embed), and VML as Word wrote it until 2007."""
    for below in element.iter("{*}blip", "{*}imagedata"):
        name = names.get(attribute(below, "embed") or relation_id(below))
        if name is not None:
            yield _Shown(name, _area(below))


def _area(picture: etree._Element) -> float:
    """Square points that the picture takes on the page."""
    for above in picture.iterancestors():
        if local(above) in ("inline", "anchor"):
            extent = child(above, "extent")
            return (whole(extent, "cx") or 0) * (whole(extent, "cy") or 0) / _EMU_PER_POINT**2
        if local(above) in ("shape", "rect"):
            sides = {side: float(number) * _POINTS[unit] for side, number, unit in _LENGTH.findall(above.get("style", ""))}
            return sides.get("width", 0.0) * sides.get("height", 0.0)
    return 0.0


def _room(root: etree._Element) -> float:
    """Square points between the margins of the last section."""
    *_, last = (None, *root.iter("{*}sectPr"))
    size, margins = child(last, "pgSz"), child(last, "pgMar")
    width, height = whole(size, "w") or _A4[0], whole(size, "h") or _A4[1]
    left, right, top, bottom = (_margin(margins, side) for side in ("left", "right", "top", "bottom"))
    return max(0, width - left - right) * max(0, height - top - bottom) / _TWIPS_PER_POINT**2


def _margin(margins: etree._Element | None, side: str) -> int:
    said = whole(margins, side)
    return _MARGIN if said is None else abs(said)
