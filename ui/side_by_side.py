"""The page of a comparison: two columns of paragraphs, what differs marked."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QTextCursor, QTextTable
from PySide6.QtWidgets import QTextBrowser, QWidget

from archiver.model import Card, Comparison, Row, Side
from ui import style
from ui.comparison_page import SLIT, Left, chosen, packed, page
from ui.dressing import dressed
from ui.sections import section


class SideBySide(QTextBrowser):
    """Shows a comparison; a paragraph, a section, or what is selected, can be copied with its source."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._comparison: Comparison | None = None
        self._dressed: Comparison | None = None
        self._siblings = False
        super().__init__(parent)
        self._shown: Sequence[Row | Left] = ()
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("对照"))
        self.setStyleSheet("QTextBrowser { border: 0; }")
        dressed(self._dress)

    def show_comparison(self, comparison: Comparison, *, only_differences: bool, siblings: bool = False) -> None:
        """Show two papers, or only where they differ; `siblings` are the same paper of two years, and no doubles."""
        self._comparison, self._siblings = comparison, siblings
        rows = packed(comparison.rows) if siblings else comparison.rows
        self._shown = chosen(rows) if only_differences else rows
        self._dress()

    def copy_with_source(self) -> str:
        """Put what is selected, or the paragraph under the cursor, on the clipboard with title, organisation and date.

        Returns what was put there; "" where the cursor stands in no paragraph.
        """
        here = self._here()
        return self._copy(self._selected() or ([here.text] if here else []))

    def copy_section(self) -> str:
        """As `copy_with_source`, for the section of the paper in which the cursor stands, heading and all."""
        here, column = self._here(), self._column()
        if self._comparison is None or here is None:
            return ""
        sides = [side for row in self._comparison.rows if (side := row.right if column else row.left)]
        start, end = section([side.text for side in sides], next(n for n, side in enumerate(sides) if side is here))
        return self._copy([side.text for side in sides[start:end]])

    def _dress(self) -> None:
        self.setFont(style.font(14))
        if self._comparison is not None:
            place = self.verticalScrollBar().value() if self._dressed is self._comparison else 0
            self.setHtml(page(self._shown, siblings=self._siblings))
            self.verticalScrollBar().setValue(place)
        self._dressed = self._comparison

    def _copy(self, lines: Sequence[str]) -> str:
        if self._comparison is None or not "".join(lines).strip():
            return ""
        card = self._comparison.right if self._column() else self._comparison.left
        said = "\n".join([*(line.strip() for line in lines), source(card)])
        QGuiApplication.clipboard().setText(said)
        return said

    def _column(self) -> int:
        table = self.textCursor().currentTable()
        return table.cellAt(self.textCursor()).column() if isinstance(table, QTextTable) else 0

    def _selected(self) -> list[str]:
        """The lines selected, of one paper: Qt's own text of several cells has the other paper's between them."""
        cursor = self.textCursor()
        table = cursor.currentTable()
        if not cursor.hasSelection() or not isinstance(table, QTextTable):
            return []
        if not cursor.hasComplexSelection():
            return cursor.selectedText().replace(SLIT, "").split("\u2029")
        first, count, _, _ = _cells(cursor)
        return [side.text for number in range(first, first + count) if (side := self._side(number, self._column()))]

    def _here(self) -> Side | None:
        """The paragraph under the cursor."""
        table = self.textCursor().currentTable()
        if self._comparison is None or not isinstance(table, QTextTable):
            return None
        return self._side(table.cellAt(self.textCursor()).row(), self._column())

    def _side(self, number: int, column: int) -> Side | None:
        """What a paper says in a row of the page."""
        row = self._shown[number] if number < len(self._shown) else None
        return (row.right if column else row.left) if isinstance(row, Row) else None


def source(card: Card) -> str:
    """`——《森林防火工作总结》（林业站，2011-12-20）`."""
    about = "，".join(part for part in (card.organisation, card.number, card.date) if part)
    return f"——《{card.title}》" + (f"（{about}）" if about else "")


def _cells(cursor: QTextCursor) -> tuple[int, int, int, int]:
    """The first row and how many, the first column and how many, that are selected; PySide's stubs know it not."""
    found: tuple[int, int, int, int] = cursor.selectedTableCells()  # type: ignore[assignment]
    return found
