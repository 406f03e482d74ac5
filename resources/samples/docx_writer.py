"""Samples as Word files with what real ones have: headings, a table, header, footer, automatic numbering."""

import zipfile
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph

from resources.samples.paper import Paragraph

_NUMBERING = 77
_CENTRED = {"title", "letterhead"}


def docx(paragraphs: list[Paragraph]) -> bytes:
    """A Word file, the same bytes every time."""
    word = Document()
    _describe(word, paragraphs)
    _add_numbering(word)
    rows: list[list[str]] = []
    for paragraph in paragraphs:
        if paragraph.role == "row":
            rows.append(paragraph.cells)
            continue
        _add_table(word, rows)
        rows = []
        _add(word, paragraph)
    _add_table(word, rows)
    packed = BytesIO()
    word.save(packed)
    return _without_clock(packed.getvalue())


def _describe(word: WordDocument, paragraphs: list[Paragraph]) -> None:
    properties = word.core_properties
    properties.title = next(paragraph.text for paragraph in paragraphs if paragraph.role == "title")
    properties.author = "青河镇"
    properties.created = properties.modified = datetime(2023, 1, 1)


def _add(word: WordDocument, paragraph: Paragraph) -> None:
    section = word.sections[0]
    if paragraph.role == "header":
        section.header.paragraphs[0].text = paragraph.text
    elif paragraph.role == "footer":
        section.footer.paragraphs[0].text = paragraph.text
    elif paragraph.role == "heading":
        word.add_heading(paragraph.text, level=1)
    else:
        _dress(word.add_paragraph(paragraph.text), paragraph)


def _dress(line: WordParagraph, paragraph: Paragraph) -> None:
    if paragraph.role in _CENTRED:
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.runs[0].bold = True
    elif paragraph.role == "signature":
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif paragraph.role == "item":
        properties = line._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{_NUMBERING}"/></w:numPr>'
            )
        )


def _add_table(word: WordDocument, rows: list[list[str]]) -> None:
    if not rows:
        return
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _add_numbering(word: WordDocument) -> None:
    """A list numbered 1. 2. 3. by Word itself, so that the numbers stand nowhere in the text."""
    numbering = word.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_NUMBERING}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    numbering.insert(list(numbering).index(first) if first is not None else len(numbering), abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{_NUMBERING}"><w:abstractNumId w:val="{_NUMBERING}"/></w:num>'
        )
    )


def _without_clock(packed: bytes) -> bytes:
    """The same file with the clock of the zip taken out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
