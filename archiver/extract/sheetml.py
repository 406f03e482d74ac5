"""SpreadsheetML of Excel 2003: cells as they are shown, comments, headers and footers."""

from collections.abc import Iterator

from lxml import etree

from archiver.extract.cellformat import GENERAL, Format, parse, show
from archiver.extract.cellmoments import iso_moment
from archiver.extract.cells import Cells, TooMany, header_parts, place
from archiver.extract.wordml import properties
from archiver.extract.xmlwalk import attribute, child, children, local, whole
from archiver.model import BlockKind, Extracted

_NAMED_FORMATS = {
    "short date": "yyyy/m/d", "medium date": "yyyy/m/d", "long date": 'yyyy"年"m"月"d"日"',
    "general date": "yyyy/m/d h:mm", "short time": "h:mm", "medium time": "h:mm", "long time": "h:mm:ss",
    "percent": "0.00%", "fixed": "0.00", "standard": "#,##0.00", "currency": '"¥"#,##0.00',
}  # fmt: skip
_MARGINS: dict[str, BlockKind] = {"Header": "header", "Footer": "footer"}


def read(root: etree._Element) -> Extracted:
    """The text of a workbook, sheet by sheet, row by row, hidden ones too."""
    cells, formats, cut = Cells(), dict(_formats(root)), False
    try:
        for sheet in children(root, "Worksheet"):
            cells.begin(attribute(sheet, "Name") or "")
            margins = dict(_margins(sheet))
            _add_margins(cells, margins, "header")
            for row, column, cell in _cells(child(sheet, "Table")):
                _read_cell(cell, place(row, column), cells, formats)
            _add_margins(cells, margins, "footer")
    except TooMany:
        cut = True
    return cells.extracted("xml", properties(root), cut=cut)


def _formats(root: etree._Element) -> Iterator[tuple[str, Format]]:
    """The number format of each style."""
    for style in children(child(root, "Styles"), "Style"):
        code = attribute(child(style, "NumberFormat"), "Format") or ""
        yield attribute(style, "ID") or "", parse(_NAMED_FORMATS.get(code.casefold(), code))


def _cells(table: etree._Element | None) -> Iterator[tuple[int, int, etree._Element]]:
    """Each cell with its row and column from 0; both say their number, from 1, only where something is left out."""
    row = -1
    for element in children(table, "Row"):
        row = (whole(element, "Index") or row + 2) - 1
        column = -1
        for cell in children(element, "Cell"):
            column = (whole(cell, "Index") or column + 2) - 1
            yield row, column, cell
            column += whole(cell, "MergeAcross") or 0
        row += whole(element, "Span") or 0


def _read_cell(cell: etree._Element, where: str, cells: Cells, formats: dict[str, Format]) -> None:
    cells.cell(where, _shown(child(cell, "Data"), formats.get(attribute(cell, "StyleID") or "", GENERAL)))
    comment = child(cell, "Comment")
    if comment is not None:
        cells.beside("comment", _words(child(comment, "Data")), where)


def _shown(data: etree._Element | None, format: Format) -> str:
    """The value as a reader sees it."""
    text, kind = _words(data), attribute(data, "Type")
    if kind == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(text, text)
    if kind == "DateTime":
        return iso_moment(text.removesuffix(".000"))
    if kind == "Error":
        return ""
    try:
        return show(float(text), format) if kind == "Number" else text
    except ValueError:
        return text


def _words(data: etree._Element | None) -> str:
    return "" if data is None else "".join(map(str, data.itertext()))


def _margins(sheet: etree._Element) -> Iterator[tuple[str, BlockKind]]:
    """The words of headers and footers, each once."""
    setup = child(sheet, "WorksheetOptions", "PageSetup")
    for margin in setup if setup is not None else ():
        kind = _MARGINS.get(local(margin))
        if kind:
            yield from ((text, kind) for text in header_parts(attribute(margin, "Data") or ""))


def _add_margins(cells: Cells, margins: dict[str, BlockKind], wanted: BlockKind) -> None:
    for text, kind in margins.items():
        if kind == wanted:
            cells.beside(kind, text)
