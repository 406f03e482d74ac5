"""The page of a comparison: two columns of paragraphs, what differs marked."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QTextTable
from PySide6.QtWidgets import QTextBrowser, QWidget

from archiver.model import Comparison, Row, Side
from ui import style, words

ROWS = 500
"""Rows shown at most: a table of more takes Qt seconds to lay out."""

AROUND = 1
"""Paragraphs that are the same, shown before and after those that differ."""


class SideBySide(QTextBrowser):
    """Shows a comparison; the paragraph under the cursor, or what is chosen, can be copied with its source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("对照"))
        self.setStyleSheet("QTextBrowser { border: 0; }")
        self.setFont(style.font(14))

    def show_comparison(self, comparison: Comparison, *, only_differences: bool) -> None:
        """Show two papers, or only where they differ."""
        self._comparison = comparison
        self.setHtml(page(comparison.rows, only_differences=only_differences))

    def copy_with_source(self) -> str:
        """Put what is chosen, or the paragraph under the cursor, on the clipboard with title, organisation and date.

        Returns what was put there; "" where the cursor stands in no paragraph.
        """
        cursor = self.textCursor()
        table = cursor.currentTable()
        if self._comparison is None or not isinstance(table, QTextTable):
            return ""
        cell = table.cellAt(cursor)
        text = cursor.selectedText()
        if not text:
            whole = cell.firstCursorPosition()
            whole.setPosition(cell.lastPosition(), whole.MoveMode.KeepAnchor)
            text = whole.selectedText()
        card = self._comparison.right if cell.column() else self._comparison.left
        if not text.strip():
            return ""
        about = "，".join(part for part in (card.organisation, card.number, card.date) if part)
        source = f"——《{card.title}》" + (f"（{about}）" if about else "")
        said = "\n".join([*(line.strip() for line in text.split("\u2029")), source])
        QGuiApplication.clipboard().setText(said)
        return said


def page(rows: Sequence[Row], *, only_differences: bool) -> str:
    """The table as HTML."""
    shown = list(_chosen(rows) if only_differences else rows)
    body = "".join(_row(row) if isinstance(row, Row) else _gap(row) for row in shown[:ROWS])
    if len(shown) > ROWS:
        said = QCoreApplication.translate("SideBySide", "后面还有 {n} 段没有显示")
        body += _note(said.format(n=words.number(len(shown) - ROWS)))
    return f'<table width="100%" cellspacing="0" cellpadding="{style.px(6)}">{body}</table>'


def _chosen(rows: Sequence[Row]) -> Iterator[Row | int]:
    """Rows that differ and their neighbours; numbers of rows left out between them."""
    near = [any(not row.same for row in rows[max(0, n - AROUND) : n + AROUND + 1]) for n in range(len(rows))]
    left_out = 0
    for row, keep in zip(rows, near, strict=True):
        if not keep:
            left_out += 1
            continue
        if left_out:
            yield left_out
        left_out = 0
        yield row
    if left_out:
        yield left_out


def _row(row: Row) -> str:
    return f"<tr>{_cell(row.left)}{_cell(row.right)}</tr>"


def _cell(side: Side | None) -> str:
    line = style.colour("line").name()
    edge = f"border-bottom: 1px solid {line};"
    if side is None:
        ground = style.colour("window").name()
        return f'<td width="50%" style="{edge} background-color: {ground};"></td>'
    return f'<td width="50%" valign="top" style="{edge}">{_marked(side)}</td>'


def _marked(side: Side) -> str:
    mark = style.colour("hit").name()
    parts, done = [], 0
    for start, end in side.spans:
        parts.append(escape(side.text[done:start]))
        parts.append(f'<span style="background-color: {mark};">{escape(side.text[start:end])}</span>')
        done = end
    return "".join([*parts, escape(side.text[done:])])


def _gap(count: int) -> str:
    said = QCoreApplication.translate("SideBySide", "相同的 {n} 段")
    return _note("· · ·　" + said.format(n=words.number(count)))


def _note(text: str) -> str:
    ink, line = style.colour("second").name(), style.colour("line").name()
    look = f"color: {ink}; border-bottom: 1px solid {line};"
    return f'<tr><td colspan="2" align="center" style="{look}">{escape(text)}</td></tr>'
