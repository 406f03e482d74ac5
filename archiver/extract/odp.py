"""ODP: pages in their order with tables, notes and comments, and the words of the master pages."""

from collections.abc import Iterator

from lxml import etree

from archiver.extract import odf
from archiver.extract.cells import place
from archiver.extract.deck import Deck
from archiver.extract.odf import OdfPackage
from archiver.extract.odtpictures import frame_area, kept_as, points
from archiver.extract.pictured import Pictured, may_be_page
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, children, local
from archiver.model import Extracted

_MARGINS = frozenset({"header", "footer", "date-time", "page-number"})
_PAGE = 28 / 2.54 * 72 * 21 / 2.54 * 72
"""Square points of a page of LibreOffice, where the file doesn't say."""

_DECLARED = frozenset({"header-decl", "footer-decl", "date-time-decl"})


def read(content: Content, pictured: Pictured | None = None) -> Extracted:
    """The text of a presentation, hidden pages too; the words of the masters stand at the end.

    `pictured` as in `docx.read`.
    """
    return odf.read_odf(content, "odp", lambda package: _read(package, Deck(pictured)))


def _read(package: OdfPackage, deck: Deck) -> Extracted:
    root, styles = package.xml("content.xml"), package.readable("styles.xml")
    size = _page_size(styles)
    for deck.slide, page in enumerate(root.iter("{*}page"), 1):
        before = len(deck.found.parts)
        _read_below(page, deck)
        shown = [(name, frame_area(image)) for image in page.iter("{*}image") if (name := kept_as(package, image))]
        deck.add_pages(before, shown, size, lambda name: may_be_page(package.archive, name))
    for element in root.iter():
        if local(element) in _DECLARED:
            deck.add_once("footer", element.text or "")
    for words in odf.object_words(package):
        deck.add_once("textbox", words)
    for master in styles.iter("{*}master-page") if styles is not None else ():
        for text in _fixed(master):
            deck.add_once("textbox", text)
    deck.parts_lost = package.lost
    return deck.extracted("odp", package.properties(), pictures=package.has_pictures())


def _page_size(styles: etree._Element | None) -> float:
    """Square points of a page, the first that the layouts tell."""
    for layout in styles.iter("{*}page-layout-properties") if styles is not None else ():
        size = points(attribute(layout, "page-width")) * points(attribute(layout, "page-height"))
        if size:
            return size
    return _PAGE


def _read_below(element: etree._Element, deck: Deck) -> None:
    """Everything on a page, in the order it lies there."""
    for below in element:
        name = local(below)
        if name in ("p", "h"):
            deck.add("paragraph", odf.line(below))
        elif name == "table":
            _read_table(below, deck)
        elif name == "annotation":
            deck.add("comment", odf.comment(below))
        elif name == "notes":
            _read_notes(below, deck)
        elif attribute(below, "class") == "title" and name == "frame":
            if not odf.is_prompt(below):
                deck.add("heading", "\n".join(odf.paragraphs(below)))
        elif not odf.is_prompt(below) and attribute(below, "class") not in _MARGINS:
            _read_below(below, deck)


def _read_table(table: etree._Element, deck: Deck) -> None:
    for number, row in enumerate(table.iter("{*}table-row")):
        for column, cell in enumerate(children(row, "table-cell")):
            deck.add("cell", "\n".join(odf.paragraphs(cell)), place(number, column))


def _read_notes(notes: etree._Element, deck: Deck) -> None:
    for below in notes:
        if not odf.is_prompt(below) and attribute(below, "class") not in _MARGINS:
            for text in odf.paragraphs(below):
                deck.add("note", text)


def _fixed(element: etree._Element) -> Iterator[str]:
    """What a master page shows on every slide; the words of placeholders and notes there are only prompts."""
    for below in element:
        if local(below) in ("p", "h"):
            yield odf.line(below)
        elif local(below) != "notes" and attribute(below, "class") is None:
            yield from _fixed(below)
