"""The page of files that need a hand: which, why, and what to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archiver.archive import Archive
from archiver.model import FileRow, State
from ui import states, style, words
from ui.blank import Blank
from ui.bridge import Bridge
from ui.flow import Flow
from ui.labels import Label, stamp
from ui.ledger_model import ROW_PX, Column, LedgerDelegate, LedgerModel
from ui.open_files import show_in_folder

KEPT = 200
"""Selected files that are found again after a refresh; more than that were taken with Ctrl+A."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The files that need a hand, and how many there are in each state, most first."""

    rows: tuple[FileRow, ...]
    counts: tuple[tuple[State, int], ...]


def listed(archive: Archive, before: Listed) -> Listed:
    """Read the ledger, for a worker; `before` itself where nothing changed since."""
    rows = tuple(archive.files(attention=True))
    if rows == before.rows:
        return before
    return Listed(rows, tuple(Counter(row.state for row in rows).most_common()))


class Ledger(QWidget):
    """Lists the files, narrows them by state, tries them again."""

    openFile = Signal(object)
    """Path of a file that was double-clicked, or chosen with Enter."""
    message = Signal(str)
    """A sentence for the bottom of the window."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self._stamp = stamp()
        super().__init__(parent)
        self.setAccessibleName(self.tr("需要处理的文件"))
        self._bridge = bridge
        self._listed = Listed((), ())
        self._state: State | None = None
        self._title = Label(self.tr("需要处理的文件"), size=15, strong=True)
        self._chips = QWidget(self)
        self._chip_row = Flow(self._chips)
        self._state_chips: list[QPushButton] = []
        self._model = LedgerModel(words.language(), self)
        self._table = self._made_table()
        self._detail = Label(tone="second", wrap=True)
        self._blank = Blank(self)
        self._pages = QStackedWidget(self)
        self._retry = QPushButton(self.tr("重试"))
        self._folder = QPushButton(self.tr("打开所在文件夹"))
        self._lay_out()
        self._connect()
        self._show_state(None)

    def refresh(self) -> None:
        """Read the ledger anew; what is selected stays selected."""
        archive, before = self._bridge.archive, self._listed
        self._bridge.ask(lambda: listed(archive, before), self._show, channel="ledger")

    def changeEvent(self, event: QEvent) -> None:
        """The measures of another text scale."""
        super().changeEvent(event)
        if stamp() != self._stamp:
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a pane."""
        QPainter(self).fillRect(self.rect(), style.colour("pane"))

    def _made_table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("ledger")
        table.setModel(self._model)
        table.setItemDelegate(LedgerDelegate(table))
        table.setAccessibleName(self.tr("需要处理的文件"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        # Left with the table's own, it asks every row whether its column is selected: a second after Ctrl+A.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for narrow in (Column.STATE, Column.ATTEMPTS):
            header.setSectionResizeMode(narrow, QHeaderView.ResizeMode.Fixed)
        return table

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._title, 1)
        buttons.addWidget(self._retry)
        buttons.addWidget(self._folder)
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._blank)
        self._column = QVBoxLayout(self)
        self._column.addLayout(buttons)
        self._column.addWidget(self._chips)
        self._column.addWidget(self._pages, 1)
        self._column.addWidget(self._detail)
        self._blank.say("check", self.tr("没有需要处理的文件"), self.tr("所有文件都已读出，或正在排队读取。"))
        self._dress()

    def _connect(self) -> None:
        self._retry.clicked.connect(self._try_again)
        self._folder.clicked.connect(self._show_folder)
        self._table.activated.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(self._selection_changed)

    def _show(self, now: Listed) -> None:
        """The ledger was read."""
        if now is self._listed:
            return
        self._listed = now
        self._show_chips()
        held = self._state if self._state in dict(now.counts) else None
        self._show_state(held)

    def _show_state(self, state: State | None) -> None:
        """List the files of one state, or all."""
        self._state = state
        chosen = self._selected()
        selected = {row.path for row in chosen} if len(chosen) <= KEPT else set()
        rows = self._listed.rows if state is None else [r for r in self._listed.rows if r.state is state]
        self._model.show_rows(rows)
        self._select(selected)
        self._mark_chips()
        self._pages.setCurrentWidget(self._table if rows else self._blank)
        self._selection_changed()

    def _show_chips(self) -> None:
        for chip in self._state_chips:
            self._chip_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        total = sum(count for _, count in self._listed.counts)
        self._state_chips = [self._chip(None, self.tr("全部"), total)]
        self._state_chips += [self._chip(state, states.word(state), count) for state, count in self._listed.counts]
        self._chips.setVisible(len(self._listed.counts) > 1)

    def _chip(self, state: State | None, word: str, count: int) -> QPushButton:
        chip = QPushButton(f"{word} {words.number(count)}", self._chips)
        chip.setProperty("state", state or "")
        chip.setAccessibleName(self.tr("{state}，{n} 个文件").format(state=word, n=words.number(count)))
        chip.clicked.connect(self._narrow)
        self._chip_row.addWidget(chip)
        chip.show()
        return chip

    def _mark_chips(self) -> None:
        """Tell the chip that holds from the others; they stay where they are, and so does the keyboard."""
        for chip in self._state_chips:
            chip.setProperty("chip", "holds" if chip.property("state") == (self._state or "") else "offers")
            chip.style().unpolish(chip)
            chip.style().polish(chip)

    def _narrow(self) -> None:
        """A chip was pressed."""
        state = str(self.sender().property("state"))
        self._show_state(State(state) if state else None)

    def _selected(self) -> list[FileRow]:
        ranges = self._table.selectionModel().selection().toList()
        return [row for r in ranges for row in self._model.rows[r.top() : r.bottom() + 1]]

    def _select(self, paths: set[Path]) -> None:
        """Select the rows of these files again."""
        if not paths:
            return
        chosen = QItemSelection()
        for number, row in enumerate(self._model.rows):
            if row.path in paths:
                chosen.select(self._model.index(number, 0), self._model.index(number, len(Column) - 1))
        self._table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _selection_changed(self) -> None:
        chosen = self._selected()
        count = len(chosen) or len(self._model.rows)
        some = self.tr("重试 {n} 个").format(n=words.number(count))
        self._retry.setText(some if chosen else self.tr("全部重试"))
        self._retry.setEnabled(bool(count))
        self._folder.setEnabled(len(chosen) == 1)
        self._detail.setVisible(len(chosen) == 1)
        if len(chosen) == 1:
            said = self._model.lines(chosen[0], Column.REASON).replace("\n", "　")
            self._detail.setText(f"{chosen[0].path}\n{said}")

    def _try_again(self) -> None:
        """Read the selected files once more, or all that are listed."""
        paths = [row.path for row in self._selected() or self._model.rows]
        self._bridge.ask(lambda: self._bridge.archive.retry(paths), self._trying)

    def _trying(self, _: None) -> None:
        self.message.emit(self.tr("已排队，正在重新读取"))

    def _show_folder(self) -> None:
        chosen = self._selected()
        if chosen:
            show_in_folder(self._bridge, chosen[0].container or chosen[0].path)

    def _open(self, index: QModelIndex) -> None:
        row: Sequence[FileRow] = self._model.rows[index.row() : index.row() + 1]
        if row:
            self.openFile.emit(row[0].container or row[0].path)

    def _dress(self) -> None:
        self._stamp = stamp()
        self._column.setContentsMargins(style.px(16), style.px(12), style.px(16), style.px(12))
        self._column.setSpacing(style.px(8))
        self._table.verticalHeader().setDefaultSectionSize(style.px(ROW_PX))
        self._table.setColumnWidth(Column.STATE, style.px(110))
        self._table.setColumnWidth(Column.ATTEMPTS, style.px(80))
        pane, line = style.current().pane, style.current().line
        self._table.setStyleSheet(
            f"QTableView {{ border: 0; background: {pane}; }}"
            f"QHeaderView::section {{ background: {pane}; border: 0; border-bottom: 1px solid {line};"
            f" padding: {style.px(5)}px {style.px(10)}px; color: {style.current().second}; }}"
        )
