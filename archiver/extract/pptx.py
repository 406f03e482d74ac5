"""PPTX (ECMA-376, transitional and strict): slides in their order, notes, comments, words of the masters."""

from collections.abc import Iterator

from lxml import etree

from archiver.extract import drawingml, ooxmlobjects
from archiver.extract.cells import place
from archiver.extract.deck import Deck
from archiver.extract.ooxml import Package, relation_id
from archiver.extract.pictured import Pictured, may_be_page
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, branch, child, children, local, whole
from archiver.extract.zipread import read_zip
from archiver.model import Extracted

_MARGINS = frozenset({"ftr", "hdr", "dt"})
_SLIDE = (9144000, 6858000)  # EMU: 4 by 3, where the file doesn't say
_TITLES = frozenset({"title", "ctrTitle"})


def read(content: Content, pictured: Pictured | None = None) -> Extracted:
    """The text of a presentation, hidden slides too; the words of layouts and masters stand at the end.

    `pictured` as in `docx.read`.
    """
    return read_zip(content, "pptx", lambda archive: _read(Package(archive, "ppt/presentation.xml"), Deck(pictured)))


def _read(package: Package, deck: Deck) -> Extracted:
    layouts = dict[str, None]()
    for deck.slide, part in enumerate(_slides(package), 1):
        root = _root(package, part)
        if root is None:
            deck.lost += 1
            continue
        before = len(deck.found.parts)
        _read_slide(package, part, root, deck)
        _read_pictures(package, part, root, deck, before)
        layouts |= dict.fromkeys(package.targets("slideLayout", part))
    masters = dict.fromkeys(each for layout in layouts for each in package.targets("slideMaster", layout))
    for part in (*masters, *layouts):
        root = package.readable(part)
        for shape in _shapes(root) if root is not None else ():
            _read_fixed(shape, deck)
    deck.parts_lost = package.lost
    return deck.extracted("pptx", package.properties(), pictures=package.has_pictures())


def _slides(package: Package) -> Iterator[str]:
    """The parts of the slides in the order they are shown; one named twice is read once."""
    targets = {relation.id: relation.target for relation in package.relations(package.main)}
    for slide in children(child(package.xml(package.main), "sldIdLst"), "sldId"):
        part = targets.pop(relation_id(slide), "")
        if part:
            yield part


def _root(package: Package, part: str) -> etree._Element | None:
    lost = package.lost
    root = package.readable(part)
    package.lost = lost  # a slide is counted as one, not as a side part
    return root


def _read_slide(package: Package, part: str, root: etree._Element, deck: Deck) -> None:
    for shape in _shapes(root):
        _read_shape(shape, deck)
    for text in (*drawingml.beside(package, part), *ooxmlobjects.shown(package, part, root)):
        deck.add("textbox", text)
    for notes in package.all_related("notesSlide", part):
        for shape in _shapes(notes):
            if _placeholder(shape) not in _MARGINS:
                for text in drawingml.paragraphs(shape):
                    deck.add("note", text)
    for comments in package.all_related("comments", part):
        for text in _comments(comments):
            deck.add("comment", text)


def _read_pictures(package: Package, part: str, root: etree._Element, deck: Deck, before: int) -> None:
    size = child(package.xml(package.main), "sldSz")
    slide = (whole(size, "cx") or _SLIDE[0]) * (whole(size, "cy") or _SLIDE[1])
    shown = list(_pictures(package, part, root))
    deck.add_pages(before, shown, slide, lambda name: may_be_page(package.archive, name))


def _pictures(package: Package, part: str, root: etree._Element) -> Iterator[tuple[str, int]]:
    """The pictures on a slide: what each is called in the zip, and its area in square EMU."""
    names = package.pictures(part)
    for picture in root.iter("{*}pic"):
        blip = child(picture, "blipFill", "blip")
        name = names.get(attribute(blip, "embed") or "")
        extent = child(picture, "spPr", "xfrm", "ext")
        if name is not None:
            yield name, (whole(extent, "cx") or 0) * (whole(extent, "cy") or 0)


def _shapes(element: etree._Element) -> Iterator[etree._Element]:
    """Shapes and tables in the order they lie on the slide, those in groups too."""
    for below in element:
        name = local(below)
        if name in ("sp", "tbl"):
            yield below
        elif name == "AlternateContent":
            yield from _shapes(branch(below))
        else:
            yield from _shapes(below)


def _read_shape(shape: etree._Element, deck: Deck) -> None:
    if local(shape) == "tbl":
        _read_table(shape, deck)
        return
    kind = _placeholder(shape)
    if kind in _TITLES:
        deck.add("heading", "\n".join(drawingml.paragraphs(shape)))
        return
    for text in drawingml.paragraphs(shape):
        if kind in _MARGINS:
            deck.add_once("footer", text)
        else:
            deck.add("paragraph", text)


def _read_table(table: etree._Element, deck: Deck) -> None:
    for row, element in enumerate(children(table, "tr")):
        for column, cell in enumerate(children(element, "tc")):
            deck.add("cell", "\n".join(drawingml.paragraphs(cell)), place(row, column))


def _read_fixed(shape: etree._Element, deck: Deck) -> None:
    """What a layout or master shows on every slide; the words of its placeholders are only prompts."""
    if local(shape) == "tbl" or _placeholder(shape) is None:
        for text in drawingml.paragraphs(shape):
            deck.add_once("textbox", text)


def _placeholder(shape: etree._Element) -> str | None:
    """The type of the placeholder a shape fills, None where it fills none."""
    place = child(shape, "nvSpPr", "nvPr", "ph")
    return None if place is None else attribute(place, "type") or "obj"


def _comments(root: etree._Element) -> Iterator[str]:
    """Comments of PowerPoint 2007 (p:text) and of today, with their replies (txBody)."""
    for element in root.iter():
        if local(element) == "text":
            yield element.text or ""
        elif local(element) == "txBody":
            yield "\n".join(drawingml.paragraphs(element))
