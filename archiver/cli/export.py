"""The ledger as a workbook, for those who answer for it."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from archiver.errors import ArchiveError
from archiver.model import FileRow
from archiver.wording import Reason

COLUMNS = (("path", 80), ("state", 14), ("reason", 50), ("attempts", 10), ("seen_at", 28))
"""Columns and their widths in characters."""


def export_ledger(rows: Sequence[FileRow], target: Path, lang: str) -> None:
    """Write the ledger to an .xlsx file. Raises ArchiveError where it can't be written."""
    try:
        with xlsxwriter.Workbook(str(target), {"strings_to_urls": False, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            bold = book.add_format({"bold": True})
            for column, (name, width) in enumerate(COLUMNS):
                sheet.set_column(column, column, width)
                sheet.write(0, column, Reason(f"ledger.{name}").say(lang), bold)
            for line, row in enumerate(rows, start=1):
                state = Reason(f"state.{row.state.value}").say(lang)
                said = (str(row.path), state, row.reason.say(lang), row.attempts, row.seen_at)
                sheet.write_row(line, 0, said)
            sheet.freeze_panes(1, 0)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise ArchiveError("library.not_exported", path=str(target)) from error
