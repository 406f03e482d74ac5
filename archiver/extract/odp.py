"""ODP: pages in their order with tables, notes and comments, and the words of the master pages."""

from collections.abc import Iterator

from lxml import etree

from archiver.extract import odf
from archiver.extract.cells import place
from archiver.extract.deck import Deck
from archiver.extract.odf import OdfPackage
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, children, local
from archiver.model import Extracted

_MARGINS = frozenset({"header", "footer", "date-time", "page-number"})
_DECLARED = frozenset({"header-decl", "footer-decl", "date-time-decl"})


def read(content: Content) -> Extracted:
    """The text of a presentation, hidden pages too; the words of the masters stand at the end."""
    return odf.read_odf(content, "odp", _read)


def _read(package: OdfPackage) -> Extracted:
    deck = Deck()
    root = package.xml("content.xml")
    for deck.slide, page in enumerate(root.iter("{*}page"), 1):
        _read_below(page, deck)
    for element in root.iter():
        if local(element) in _DECLARED:
            deck.add_once("footer", element.text or "")
    for words in odf.object_words(package):
        deck.add_once("textbox", words)
    styles = package.readable("styles.xml")
    for master in styles.iter("{*}master-page") if styles is not None else ():
        for text in _fixed(master):
            deck.add_once("textbox", text)
    deck.parts_lost = package.lost
    return deck.extracted("odp", package.properties(), pictures=package.has_pictures())


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
