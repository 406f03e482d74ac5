"""Which pictures in an OpenDocument text stand for pages."""

import re
from collections.abc import Iterator

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.odf import OdfPackage
from archiver.extract.pdfpage import COVERED, FEW_CHARACTERS
from archiver.extract.pictured import Pictured, may_be_page
from archiver.extract.xmlwalk import attribute

_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}
_KEPT = ("Pictures/", "media/")
_ROOM = (595 - 144) * (842 - 144)
"""Square points between margins of an inch on A4, which all but few papers have."""


def with_pictures(
    package: OdfPackage, body: Collected, met: list[tuple[int, etree._Element]], pictured: Pictured
) -> Collected:
    """The body with the words of its page pictures between its blocks; which are pages is told as in DOCX.

    `met` are the pictures (draw:image), each with how many blocks stand before it.
    """
    few = sum(len("".join(part.split())) for part in body.parts) < FEW_CHARACTERS
    least = 0.0 if few else COVERED * _ROOM
    return pictured.placed(body, _pages(package, met, least))


def _pages(package: OdfPackage, met: list[tuple[int, etree._Element]], least: float) -> Iterator[tuple[int, str]]:
    for after, image in met:
        name = kept_as(package, image)
        if name and frame_area(image) >= least and may_be_page(package.archive, name):
            yield after, name


def kept_as(package: OdfPackage, image: etree._Element) -> str:
    """What the picture of a draw:image is called in the file, "" where it isn't kept there."""
    name = (attribute(image, "href") or "").removeprefix("./")
    return name if name.startswith(_KEPT) and name in package.names else ""


def frame_area(image: etree._Element) -> float:
    """Square points that the frame of the picture takes."""
    return points(attribute(image.getparent(), "width")) * points(attribute(image.getparent(), "height"))


def points(length: str | None) -> float:
    """A length in points, 0 for what is none."""
    said = _LENGTH.fullmatch(length or "")
    return float(said.group(1)) * _POINTS[said.group(2)] if said else 0.0
