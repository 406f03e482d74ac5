"""ODS: cells as they are shown, comments, text boxes, headers and footers.

The sheets are read row by row: the XML of a long table has hundreds of megabytes as a tree.
"""

from collections.abc import Iterator

from lxml import etree

from archiver.errors import ArchiveError
from archiver.extract import odf
from archiver.extract.cells import Cells, TooMany, place
from archiver.extract.odf import OdfPackage
from archiver.extract.package import MEMBER_TROUBLE
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, local, whole
from archiver.model import BlockKind, Extracted

MOST_REPEATED = 256
"""Times that words standing in so many equal cells or rows are read; the count of the cells goes on."""

_CELLS = ("table-cell", "covered-table-cell")


def read(content: Content) -> Extracted:
    """The text of a workbook, sheet by sheet, row by row, hidden ones too."""
    return odf.read_odf(content, "ods", _read)


def _read(package: OdfPackage) -> Extracted:
    cells = Cells()
    cut = False
    try:
        margins = dict(_margins(package))
        for text, kind in margins.items():
            if kind == "header":
                cells.beside(kind, text)
        _read_sheets(package, cells)
        cells.begin("")
        for words in odf.object_words(package):
            cells.beside("textbox", words)
        for text, kind in margins.items():
            if kind == "footer":
                cells.beside(kind, text)
    except TooMany:
        cut = True
    properties, pictures = package.properties(), package.has_pictures()
    return cells.extracted("ods", properties, cut=cut, pictures=pictures, parts_lost=package.lost)


def _read_sheets(package: OdfPackage, cells: Cells) -> None:
    """Every sheet, up to where the file is damaged."""
    reading = _Sheets(cells)
    try:
        for event, element in _pieces(package):
            reading.take(event, element)
        reading.end()
    except ArchiveError:
        raise
    except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
        if not cells.found.parts:
            raise
        cells.lost += 1


def _pieces(package: OdfPackage) -> Iterator[tuple[str, etree._Element]]:
    """Sheets as they begin, their rows and drawings as they end; each is emptied when the next is asked for."""
    tags = ("{*}table", "{*}table-row", "{*}shapes")
    with package.stream("content.xml") as stream:
        for event, element in etree.iterparse(
            stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False,
        ):  # fmt: skip
            yield event, element
            if event == "end":
                element.clear()
                above = element.getparent()
                while above is not None and element.getprevious() is not None:
                    del above[0]


class _Sheets:
    """Follows the rows of sheet after sheet, `row` counted from 0; what hangs on cells comes last."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.row = 0
        self.beside: list[tuple[BlockKind, str, str | None]] = []

    def take(self, event: str, element: etree._Element) -> None:
        """A sheet begins, or a row or the drawings of a sheet are there whole."""
        name = local(element)
        if name == "table" and event == "start":
            self.end()
            self.cells.begin(attribute(element, "name") or "")
        elif name == "table-row" and event == "end":
            self._take_row(element)
        elif name == "shapes" and event == "end":
            self.beside += [("textbox", text, None) for text in odf.paragraphs(element)]

    def end(self) -> None:
        """The sheet is over."""
        self.row = 0
        for kind, text, where in self.beside:
            self.cells.beside(kind, text, where)
        self.beside.clear()

    def _take_row(self, row: etree._Element) -> None:
        times = max(1, whole(row, "number-rows-repeated") or 1)
        worded = list(_worded(row))
        for number in range(self.row, self.row + min(times, MOST_REPEATED) if worded else self.row):
            for column, text, cell in worded:
                self.cells.cell(place(number, column), text)
                self._take_beside(cell, place(number, column))
        self.row += times

    def _take_beside(self, cell: etree._Element, where: str) -> None:
        for below in cell:
            name = local(below)
            if name == "annotation":
                self.beside.append(("comment", odf.comment(below), where))
            elif name not in ("p", "h"):
                self.beside += [("textbox", text, None) for text in odf.paragraphs(below)]


def _worded(row: etree._Element) -> Iterator[tuple[int, str, etree._Element]]:
    """Column, text and element of the cells of a row that hold anything."""
    column = 0
    for cell in row:
        if local(cell) not in _CELLS:
            continue
        times = max(1, whole(cell, "number-columns-repeated") or 1)
        if len(cell):
            text = _shown(cell)
            for repeated in range(min(times, MOST_REPEATED)):
                yield column + repeated, text, cell
        column += times


def _shown(cell: etree._Element) -> str:
    """What the cell shows; errors are no words of the paper."""
    written = "\n".join(odf.line(below) for below in cell if local(below) in ("p", "h"))
    return "" if written.startswith(("#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!")) else written


def _margins(package: OdfPackage) -> Iterator[tuple[str, BlockKind]]:
    """Headers and footers; they belong to page styles, not to sheets."""
    root = package.readable("styles.xml")
    for element in root.iter() if root is not None else ():
        name = local(element)
        if name.startswith(("header", "footer")) and attribute(element, "display") != "false":
            for text in odf.paragraphs(element):
                yield text, "header" if name.startswith("header") else "footer"
