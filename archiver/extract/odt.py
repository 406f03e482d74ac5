"""OpenDocument text (ODF 1.3, ISO/IEC 26300), of LibreOffice, WPS and others."""

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.odf import OdfPackage, object_words, read_odf
from archiver.extract.odtlists import Lists
from archiver.extract.odtpictures import with_pictures
from archiver.extract.odttext import Notes, Story
from archiver.extract.pictured import Pictured
from archiver.extract.source import Content
from archiver.extract.xmlwalk import local
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

_MARGINS: dict[str, BlockKind] = {
    "header": "header", "header-left": "header", "header-first": "header",
    "footer": "footer", "footer-left": "footer", "footer-first": "footer",
}  # fmt: skip


def read(content: Content, pictured: Pictured | None = None) -> Extracted:
    """The text of the document: headers first, then the body, notes, comments and footers.

    `pictured` as in `docx.read`.
    """
    pages = pictured or Pictured()
    return read_odf(content, "odt", lambda package: _read(package, pages))


def _read(package: OdfPackage, pictured: Pictured) -> Extracted:
    content, styles = package.xml("content.xml"), package.readable("styles.xml")
    objects = Collected()
    for words in object_words(package):
        objects.add("textbox", words)
    found = _collect(package, content, etree.Element("nothing") if styles is None else styles, objects, pictured)
    properties = package.properties()
    if not found.parts and not pictured.parts and package.has_pictures():
        return Extracted("odt", State.SCAN, Reason("extract.pictures_only"), properties=properties)
    lost = Reason("extract.parts_lost", {"count": package.lost}) if package.lost else NO_REASON
    return pictured.extracted("odt", found, properties, lost)


def _collect(
    package: OdfPackage, content: etree._Element, styles: etree._Element, objects: Collected, pictured: Pictured
) -> Collected:  # fmt: skip
    lists, notes = Lists(styles, content), Notes()
    body = Collected()
    for element in content:
        if local(element) == "body":
            Story(body, lists, notes).read(element)
    body = with_pictures(package, body, notes.pictures, pictured)
    margins: dict[BlockKind, Collected] = {"header": Collected(), "footer": Collected()}
    for element in styles.iter():
        kind = _MARGINS.get(local(element))
        if kind:
            Story(margins[kind], lists, notes, kind).read(element)
    found = Collected()
    for part in (
        margins["header"].once("header"), body, objects, notes.notes, notes.comments, margins["footer"].once("footer"),
    ):
        found.extend(part)
    return found
