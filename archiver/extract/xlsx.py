"""XLSX (ECMA-376, transitional and strict): cells as they are shown, comments, text boxes, headers, footers.

Sheets are read piece by piece: the XML of a roster of 50,000 people has hundreds of megabytes as a tree.
"""

import re
from collections.abc import Iterator

from lxml import etree

from archiver.errors import ArchiveError
from archiver.extract import drawingml, ooxmlobjects, xlsb
from archiver.extract.cellformat import BUILT_IN, GENERAL, Format, parse, show
from archiver.extract.cellmoments import iso_moment
from archiver.extract.cells import Cells, TooMany, column_of, header_parts, place
from archiver.extract.ooxml import Package, relation_id
from archiver.extract.package import MEMBER_TROUBLE
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, child, children, local, whole
from archiver.extract.zipread import read_zip
from archiver.model import Extracted

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def read(content: Content) -> Extracted:
    """The text of a workbook, sheet by sheet, row by row, hidden ones too."""
    return read_zip(content, "xlsx", lambda archive: _read(Package(archive, "xl/workbook.xml")))


def _read(package: Package) -> Extracted:
    cells = Cells()
    cut = False
    try:
        if package.main.casefold().endswith(".bin"):
            xlsb.read_book(package, cells)
        else:
            _read_book(package, cells)
    except TooMany:
        cut = True
    properties, pictures = package.properties(), package.has_pictures()
    return cells.extracted("xlsx", properties, cut=cut, pictures=pictures, parts_lost=package.lost)


def _read_book(package: Package, cells: Cells) -> None:
    book = package.xml(package.main)
    values = Values(package, since_1904=attribute(child(book, "workbookPr"), "date1904") in ("1", "true"))
    targets = {relation.id: relation.target for relation in package.relations(package.main)}
    for sheet in children(child(book, "sheets"), "sheet"):
        cells.begin(sheet.get("name", ""))
        part = targets.pop(relation_id(sheet), "")  # a part named twice is read once
        if part:
            read_sheet(package, part, cells, values)


def read_sheet(package: Package, part: str, cells: Cells, values: "Values") -> None:
    """Everything of one sheet; what is damaged in it is counted as lost."""
    footers: list[str] = []
    objects: list[str] = []
    try:
        for element in _pieces(package, part, ("{*}row", "{*}headerFooter", "{*}oleObjects")):
            if local(element) == "row":
                _read_row(element, cells, values)
            elif local(element) == "oleObjects":
                objects += ooxmlobjects.shown(package, part, element)
            else:
                footers += _read_headers(element, cells)
    except ArchiveError:
        raise
    except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
        cells.lost += 1
    read_beside(package, part, cells)
    for text in objects:
        cells.beside("textbox", text)
    for footer in footers:
        cells.beside("footer", footer)


def _pieces(package: Package, part: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements so called, each gone from memory when the next is asked for."""
    with package.stream(part) as stream:
        for _, element in etree.iterparse(
            stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            yield element
            element.clear()
            above = element.getparent()
            while above is not None and element.getprevious() is not None:
                del above[0]


def _read_row(row: etree._Element, cells: Cells, values: "Values") -> None:
    """The cells of a row; some writers leave out their names, so that each follows the one before."""
    number, column = row.get("r", ""), -1
    for cell in row:
        name = cell.get("r", "")
        at = column_of(name.rstrip("0123456789"))
        column = column + 1 if at is None else at
        cells.cell(name if at is not None else place(int(number or "1") - 1, column), values.shown(cell))


def _read_headers(element: etree._Element, cells: Cells) -> list[str]:
    """Headers go to `cells`, footers back to be read after the rest."""
    said: dict[str, str] = {}
    for below in element:
        kind = "footer" if local(below).endswith("Footer") else "header"
        said |= dict.fromkeys(header_parts(below.text or ""), kind)
    for text, kind in said.items():
        if kind == "header":
            cells.beside("header", text)
    return [text for text, kind in said.items() if kind == "footer"]


def read_beside(package: Package, part: str, cells: Cells) -> None:
    """Comments and drawings of a sheet. A thread of comments also stands, cut short, among the old ones."""
    threaded = set[str]()
    for root in package.all_related("threadedComment", part):
        for comment in children(root, "threadedComment"):
            said = child(comment, "text")
            threaded.add(comment.get("ref", ""))
            cells.beside("comment", (said.text or "") if said is not None else "", comment.get("ref"))
    for root in package.all_related("comments", part):
        for comment in children(child(root, "commentList"), "comment"):
            if comment.get("ref") not in threaded:
                cells.beside("comment", rich(child(comment, "text")), comment.get("ref"))
    for text in drawingml.drawn(package, part):
        cells.beside("textbox", text)


class Values:
    """What a cell shows: shared strings and number formats of a workbook."""

    def __init__(self, package: Package, *, since_1904: bool) -> None:
        self.since_1904 = since_1904
        self.strings: list[str] = []
        for part in package.targets("sharedStrings"):
            self._read_strings(package, part)
        self.formats = list(_formats(package.styles()))

    def _read_strings(self, package: Package, part: str) -> None:
        try:
            self.strings.extend(rich(item) for item in _pieces(package, part, ("{*}si",)))
        except ArchiveError:
            raise
        except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
            package.lost += 1

    def shown(self, cell: etree._Element) -> str:
        """The cell's value as a reader sees it; "" of an empty cell."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return rich(child(cell, "is"))
        text = next((below.text or "" for below in cell if local(below) == "v"), "")
        if kind == "s":
            return self._string(text)
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if kind == "d":
            return iso_moment(text)
        if kind == "e":
            return ""  # #DIV/0! and the like are no words of the paper
        return self._number(text, cell) if kind == "n" and text else unescaped(text)

    def _string(self, index: str) -> str:
        at = int(index) if index.strip().isdecimal() and len(index) < 10 else -1
        return self.strings[at] if 0 <= at < len(self.strings) else ""

    def _number(self, text: str, cell: etree._Element) -> str:
        try:
            style = int(cell.get("s", "0"))
            format = self.formats[style] if 0 <= style < len(self.formats) else GENERAL
            return show(float(text), format, since_1904=self.since_1904)
        except ValueError:
            return text


def _formats(styles: etree._Element | None) -> Iterator[Format]:
    """The number format of each cell style."""
    codes = dict(BUILT_IN)
    for each in children(child(styles, "numFmts"), "numFmt"):
        codes[whole(each, "numFmtId") or 0] = each.get("formatCode", "")
    for style in children(child(styles, "cellXfs"), "xf"):
        yield parse(codes.get(whole(style, "numFmtId") or 0, ""))


def rich(element: etree._Element | None) -> str:
    """The text of a string with or without runs; the reading over characters (rPh) is passed over."""
    if element is None:
        return ""
    parts = (each.text or "" for below in element for each in _texts(below))
    return unescaped("".join(parts))


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    name = local(element)
    if name == "t":
        yield element
    elif name == "r":
        yield from children(element, "t")


def unescaped(text: str) -> str:
    """`_x000D_` and the like as the characters they stand for."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text
