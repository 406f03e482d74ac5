"""What was found, as a workbook or a document, for those who cite it."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

import docx
import xlsxwriter
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from archiver.errors import ArchiveError
from archiver.exporting.whole import path_text, whole_file
from archiver.finding.finder import Results
from archiver.model import Hit
from archiver.wording import Reason

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

MOST = 10_000
"""Hits that one file takes; of more, the first so many in the order shown."""
AT_ONCE = 200

COLUMNS = (
    ("title", 46), ("year", 8), ("organisation", 22), ("type", 12), ("category", 20), ("path", 60), ("snippet", 80),
)  # fmt: skip
"""Columns of the workbook and their widths in characters."""

UNWRITABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""Characters that XML 1.0 (section 2.2) has no place for."""

GoOn = Callable[[int, int], bool]
"""Told how many of how many hits are written; answers whether to go on."""


class Unwanted(Exception):
    """The user does not want the file any more; no trouble."""


def export_results(
    results: Results, target: Path, lang: str, go_on: GoOn, rows: Sequence[range] | None = None
) -> int:
    """Write hits (all, or those of `rows`; at most MOST) to an .xlsx or .docx file, whole or not at all.

    Returns how many, 0 where `go_on` said no. Raises ArchiveError for another kind of file, or one that can't be
    written."""
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise ArchiveError("search.export_kind", path=str(target))
    try:
        with whole_file(target) as part:
            return write(_told(results, go_on, rows or [range(results.total)]), results, part, lang)
    except Unwanted:
        return 0


def _told(results: Results, go_on: GoOn, rows: Sequence[range]) -> Iterator[Hit]:
    """The hits page by page in the order of the list, each page told."""
    total = min(sum(map(len, rows)), MOST)
    done = 0
    for run in sorted(rows, key=lambda run: run.start):
        for offset in range(run.start, run.stop, AT_ONCE):
            if not go_on(done, total):
                raise Unwanted
            wanted = min(AT_ONCE, run.stop - offset, total - done)
            yield from results.page(offset, wanted) if wanted else ()
            done += wanted


def _workbook(hits: Iterator[Hit], results: Results, part: Path, lang: str) -> int:
    """What begins with = + - @ is text all the same: a paper may have any title, and none may compute anything."""
    rows = [_row(hit) for hit in hits]
    with xlsxwriter.Workbook(str(part), {"strings_to_urls": False, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(Reason("results.title").say(lang))
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for column, (name, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, Reason(f"results.{name}").say(lang), bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                put = sheet.write_number if isinstance(value, int) else sheet.write_string
                put(line, column, value, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)
    return len(rows)


def _row(hit: Hit) -> tuple[str | int, ...]:
    card = hit.card
    about = (card.organisation or "", card.type or "", card.category_name or "", _path(card.path), hit.snippet)
    return plain(card.title), card.year or "", *map(plain, about)


def _document(hits: Iterator[Hit], results: Results, part: Path, lang: str) -> int:
    made, count = _blank(), 0
    made.add_heading(Reason("results.title").say(lang), 1)
    shown = results.interpreted or Reason("results.everything").say(lang)
    made.add_paragraph(plain(Reason("results.of", {"query": shown, "n": f"{results.total:,}"}).say(lang)))
    end, last = made.element.body.get_or_add_sectPr(), made.add_paragraph()
    for count, hit in enumerate(hits, start=1):
        element = cast("CT_P", OxmlElement("w:p"))  # add_paragraph seeks the end each time: minutes for 10,000
        end.addprevious(element)
        _entry(Paragraph(element, last._parent), count, hit)
    with part.open("wb") as stream:
        made.save(stream)
    return count


def _blank() -> Document:
    made = docx.Document()
    for name in ("Normal", "Heading 1"):
        style = made.styles[name]
        style.font.name = "Times New Roman"
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    made.styles["Normal"].paragraph_format.space_after = Pt(10)
    return made


def _entry(paragraph: Paragraph, number: int, hit: Hit) -> None:
    """A hit as one paragraph: title, what is known, snippet, where it lies."""
    card = hit.card
    paragraph.add_run(f"{number}. {plain(card.title)}").bold = True
    about = (str(card.year or ""), card.organisation, card.type, card.category_name)
    _grey(paragraph, plain(" · ".join(filter(None, about))))
    paragraph.add_run().add_break()
    spans = sorted(hit.highlights)
    edges = [0, *(edge for span in spans for edge in span), len(hit.snippet)]
    for turn, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            paragraph.add_run(plain(hit.snippet[start:end])).bold = bool(turn % 2)
    _grey(paragraph, _path(card.path))


def _grey(paragraph: Paragraph, text: str) -> None:
    if text:
        paragraph.add_run().add_break()
        run = paragraph.add_run(text)
        run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x5B, 0x64, 0x70)


def plain(text: str) -> str:
    """Text as XML can hold it, in one line."""
    return UNWRITABLE.sub("", " ".join(text.split()))


def _path(path: Path | None) -> str:
    return UNWRITABLE.sub("�", path_text(path)) if path else ""


WRITERS: dict[str, Callable[[Iterator[Hit], Results, Path, str], int]] = {".xlsx": _workbook, ".docx": _document}
