"""OpenDocument text (ODF 1.3, ISO/IEC 26300), of LibreOffice, WPS and others."""

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.odf import OdfPackage, object_words, read_odf
from archiver.extract.odtlists import Lists
from archiver.extract.odttext import Notes, Story
from archiver.extract.source import Content
from archiver.extract.xmlwalk import local
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

_MARGINS: dict[str, BlockKind] = {
    "header": "header", "header-left": "header", "header-first": "header",
    "footer": "footer", "footer-left": "footer", "footer-first": "footer",
}  # fmt: skip


def read(content: Content) -> Extracted:
    """The text of the document: headers first, then the body, notes, comments and footers."""
    return read_odf(content, "odt", _read)


def _read(package: OdfPackage) -> Extracted:
    content, styles = package.xml("content.xml"), package.readable("styles.xml")
    objects = Collected()
    for words in object_words(package):
        objects.add("textbox", words)
    found = _collect(content, etree.Element("nothing") if styles is None else styles, objects)
    properties = package.properties()
    if not found.parts and package.has_pictures():
        return Extracted("odt", State.SCAN, Reason("extract.pictures_only"), properties=properties)
    reason = Reason("extract.parts_lost", {"count": package.lost}) if package.lost else NO_REASON
    return found.extracted("odt", State.PARTIAL if package.lost else State.SEARCHABLE, reason, properties)


def _collect(content: etree._Element, styles: etree._Element, objects: Collected) -> Collected:
    lists, notes = Lists(styles, content), Notes()
    body = Collected()
    for element in content:
        if local(element) == "body":
            Story(body, lists, notes).read(element)
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
