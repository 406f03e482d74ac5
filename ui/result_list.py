"""The list of results: choose, open, carry away."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QDrag, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from archiver.model import Card, Hit, PieceId
from ui import style, words
from ui.bridge import Bridge
from ui.result_delegate import ResultDelegate, card_height
from ui.result_model import HIT, ResultModel
from ui.searching import Answer, Results

CHUNK = 500
"""Cards read at a time where a choice reaches beyond those at hand."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of the list taken together: their piece ids, and the cards that were at hand."""

    pieces: tuple[PieceId, ...]
    cards: tuple[Card, ...]


class ResultList(QTableView):
    """Tells what is current, chosen, opened; changes nothing itself."""

    current = Signal(object)
    """Hit | None under the cursor, when its card is there."""
    chosen = Signal(int)
    """How many rows are chosen now."""
    opened = Signal()
    """Enter or a double click: show the paper."""
    menu_wanted = Signal(QPoint)
    """Where on the screen."""
    typed = Signal(str)
    """A character that belongs into the search field."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._pressed: QPoint | None = None
        self._told: Hit | None = None
        self.right_drag = False
        self.hits = ResultModel(bridge, self)
        self.setModel(self.hits)
        self.setItemDelegate(ResultDelegate(self))
        self.setAccessibleName(self.tr("结果"))
        self._shape()
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.hits.arrived.connect(self._tell_arrived)
        self.dress()

    def show_answer(self, answer: Answer) -> None:
        """Show results; asked anew because the library changed, they keep the place and the choice."""
        same = answer.again and answer.results.total == self.hits.rowCount()
        if not answer.again:
            self.hits.show(answer)
            self.verticalScrollBar().setValue(0)
            self._choose_first()
        elif same and answer.results.total:
            self.hits.refresh(answer)
            self._tell_current(self.currentIndex())
        else:
            self._replace(answer)

    def step(self, rows: int) -> None:
        """Move the cursor so many rows on, from wherever the keys are typed."""
        if self.hits.rowCount():
            row = max(0, min(self.currentIndex().row() + rows, self.hits.rowCount() - 1))
            self.setCurrentIndex(self.hits.index(row, 0))

    def count_chosen(self) -> int:
        """How many rows are chosen."""
        return sum(len(rows) for rows in self._rows_chosen())

    def cards_at_hand(self) -> tuple[Card, ...]:
        """The cards of chosen rows that were seen already."""
        return self._take_chosen()[1]

    def hits_at_hand(self) -> list[Hit]:
        """The hits of chosen rows that were seen already."""
        rows = [row for part in self._rows_chosen() for row in self.hits.at_hand(part)]
        return [hit for hit in map(self.hits.hit, rows) if hit]

    def take_chosen(self, answer: Callable[[Chosen], None]) -> None:
        """Give the chosen papers to `answer`; rows never seen are looked up off the GUI thread."""
        pieces, cards, missing = self._take_chosen()
        results = self.hits.results
        if not missing or results is None:
            answer(Chosen(pieces, cards))
            return
        self._bridge.ask(_look_up(results, pieces, cards, missing), answer)

    def dress(self) -> None:
        """The measures of another text scale."""
        self.verticalHeader().setDefaultSectionSize(card_height())
        self.verticalScrollBar().setSingleStep(card_height() // 3)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Home and End go to the ends, a letter goes on searching."""
        key, plain = event.key(), event.modifiers() in (Qt.KeyboardModifier.NoModifier, _KEYPAD)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain:
            self.opened.emit()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            self.step(-self.hits.rowCount() if key == Qt.Key.Key_Home else self.hits.rowCount())
        elif plain and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The right button may begin a drag as well, so its menu waits for the release."""
        self.right_drag = False
        self._pressed = event.position().toPoint()
        if event.button() == Qt.MouseButton.RightButton:
            index = self.indexAt(self._pressed)
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag by the right button."""
        far = self._pressed and (event.position().toPoint() - self._pressed).manhattanLength()
        if event.buttons() & Qt.MouseButton.RightButton:
            if far and far >= QApplication.startDragDistance():
                self.right_drag = True
                self.startDrag(Qt.DropAction.CopyAction)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The menu of the right button."""
        if event.button() == Qt.MouseButton.RightButton:
            if not self.right_drag and self.indexAt(event.position().toPoint()).isValid():
                self.menu_wanted.emit(event.globalPosition().toPoint())
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the paper."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key; the mouse has its menu on release."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.count_chosen():
            place = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the chosen papers away, under a small tag that says how many."""
        mime = self.hits.mimeData(list(self._selected_at_hand()))
        going = QDrag(self)
        going.setMimeData(mime)
        going.setPixmap(_tag(self._carried()))
        going.setHotSpot(QPoint(-12, -8))
        going.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)
        self._pressed = None

    def _carried(self) -> str:
        count = self.count_chosen()
        hit = self.currentIndex().data(HIT)
        return hit.card.title if count == 1 and hit else self.tr("{n} 篇").format(n=words.number(count))

    def _shape(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDragEnabled(True)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)

    def _choose_first(self) -> None:
        """The first result is read at once; the cursor stays in the search field."""
        if self.hits.rowCount():
            self.setCurrentIndex(self.hits.index(0, 0))
        else:
            self._tell_current(QModelIndex())
        self._tell_chosen()

    def _replace(self, answer: Answer) -> None:
        """Papers came or went: show the new rows, stay where the eye is, keep the one paper chosen."""
        scrolled, hit, chosen = self.verticalScrollBar().value(), self._told, self.count_chosen()
        self.hits.show(answer)
        row = self.hits.row_of(hit.card.piece) if hit and chosen else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(self.hits.index(row, 0), _CHOOSE)
        elif not hit or chosen:
            self._choose_first()
        self.verticalScrollBar().setValue(scrolled)

    @Slot(QModelIndex)
    def _tell_current(self, index: QModelIndex) -> None:
        hit = index.data(HIT) if index.isValid() else None
        if index.isValid() and hit is None:
            return
        if hit != self._told:
            self._told = hit
            self.current.emit(hit)

    @Slot(int, int)
    def _tell_arrived(self, first: int, last: int) -> None:
        if first <= self.currentIndex().row() <= last:
            self._tell_current(self.currentIndex())

    @Slot()
    def _tell_chosen(self) -> None:
        self.chosen.emit(self.count_chosen())

    def _rows_chosen(self) -> list[range]:
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        return [range(part.top(), part.bottom() + 1) for part in parts]

    def _selected_at_hand(self) -> list[QModelIndex]:
        return [
            self.hits.index(row, 0)
            for rows in self._rows_chosen()
            for row in self.hits.at_hand(rows)
        ]  # fmt: skip

    def _take_chosen(self) -> tuple[tuple[PieceId, ...], tuple[Card, ...], list[range]]:
        """Ids and cards at hand, and the runs of rows that were never seen."""
        cards: list[Card] = []
        missing: list[range] = []
        for rows in self._rows_chosen():
            seen = self.hits.at_hand(rows)
            cards += [hit.card for hit in map(self.hits.hit, seen) if hit]
            if len(seen) < len(rows):
                missing.append(rows)
        return tuple(card.piece for card in cards), tuple(cards), missing


_CHOOSE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _look_up(
    results: Results, pieces: tuple[PieceId, ...], cards: tuple[Card, ...], missing: list[range]
) -> Callable[[], Chosen]:
    def read() -> Chosen:
        found = dict.fromkeys(pieces)
        for rows in missing:
            for start in range(rows.start, rows.stop, CHUNK):
                page = results.page(start, min(CHUNK, rows.stop - start))
                found.update(dict.fromkeys(hit.card.piece for hit in page))
        return Chosen(tuple(found), cards)

    return read


def _tag(text: str) -> QPixmap:
    """The words carried under the pointer, on a small tag."""
    font = style.font(12)
    ratio = QApplication.primaryScreen().devicePixelRatio()
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, style.px(240))
    width, height = metrics.horizontalAdvance(shown) + style.px(20), style.px(28)
    tag = QPixmap(round(width * ratio), round(height * ratio))
    tag.setDevicePixelRatio(ratio)
    tag.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tag)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(style.colour("accent"))
    painter.setBrush(style.colour("wash"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 6, 6)
    painter.setPen(style.colour("text"))
    painter.drawText(0, 0, width, height, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return tag
