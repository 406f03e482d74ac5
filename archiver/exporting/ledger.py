"""The ledger as a workbook, for those who answer for it."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter

from archiver.exporting.whole import path_text, whole_file
from archiver.model import FileRow
from archiver.wording import Reason

COLUMNS = (
    ("path", 80), ("container", 40), ("state", 14), ("reason", 50), ("what_to_do", 50), ("attempts", 10),
    ("seen_at", 20), ("size", 14),
)  # fmt: skip
"""Columns and their widths in characters."""


def export_ledger(rows: Iterable[FileRow], target: Path, lang: str) -> None:
    """Write the ledger to an .xlsx file, whole or not at all. Raises ArchiveError where it can't be written.

    What begins with = + - @ is text all the same: a file may have any name, and none may compute anything.
    """
    options = {"strings_to_urls": False, "strings_to_formulas": False}
    with whole_file(target) as part, xlsxwriter.Workbook(str(part), options) as book:
        _fill(book, rows, lang)


def _fill(book: xlsxwriter.Workbook, rows: Iterable[FileRow], lang: str) -> None:
    sheet = book.add_worksheet(Reason("ledger.title").say(lang))
    bold, grouped = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, Reason(f"ledger.{name}").say(lang), bold)
    line = 0
    for line, row in enumerate(rows, start=1):
        words = _words(row, lang)
        for column, text in enumerate(words[:5]):
            sheet.write_string(line, column, text)
        sheet.write_number(line, 5, row.attempts)
        sheet.write_string(line, 6, words[5])
        sheet.write_number(line, 7, row.size, grouped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(line, 1), len(COLUMNS) - 1)


def _words(row: FileRow, lang: str) -> tuple[str, ...]:
    """Path, container, state, reason, what to do and when."""
    container = path_text(row.container) if row.container else ""
    state = Reason(f"state.word.{row.state.value}").say(lang)
    when = datetime.fromisoformat(row.seen_at).strftime("%Y-%m-%d %H:%M:%S") if row.seen_at else ""
    return path_text(row.path), container, state, row.why.say(lang), row.what_to_do.hint(lang), when


