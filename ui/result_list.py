"""The list of results: choose, open, carry away."""

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from archiver.model import Hit, PieceId
from ui import words
from ui.bridge import Bridge
from ui.drag_tag import tag
from ui.dressing import dressed
from ui.eye import Eye
from ui.result_choice import Choice
from ui.result_delegate import ResultDelegate, card_height, heading_height, same_room, under_height
from ui.result_model import HEADING, HIT, OPEN, UNDER, ResultModel
from ui.searching import Answer

KEPT = 1_000
"""Papers chosen that are chosen again when the results changed; of a larger choice only the one under the cursor."""


PAINTED_MS = 20
"""From a new answer to telling which paper is current: by then the list is painted. Reading a paper meanwhile takes the
interpreter from the painting again and again, and what is read is seen no sooner."""


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
        self._pressed: QPoint | None = None
        self._told: Hit | None = None
        self._headed: int | None = None
        self.right_drag = False
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.setInterval(PAINTED_MS)
        self._painted.timeout.connect(self._tell_new)
        self.hits = ResultModel(bridge, self)
        self.setModel(self.hits)
        self.setItemDelegate(ResultDelegate(self))
        self.setAccessibleName(self.tr("结果"))
        self.choice = Choice(bridge, self.hits, self.selectionModel())
        self._shape()
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.hits.arrived.connect(self._tell_arrived)
        dressed(self._dress)

    def show_answer(self, answer: Answer) -> None:
        """Show results; asked anew because the library changed, they keep the place and the choice."""
        if answer.again:
            self._renew(answer)
        else:
            self._painted.start()
            self.hits.fold_all()
            self.hits.show(answer)
            self._make_room_for_heading(answer)
            self.verticalScrollBar().setValue(0)
            self._choose(next(iter(answer.found.values()), 0))

    def eye(self) -> Eye:
        """What is in sight and chosen: the paper under the cursor holds the place, or the first that is whole."""
        total = self.hits.rowCount()
        if not total:
            return Eye(range(0))
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        rows = range(max(first, 0), (last if last >= 0 else total - 1) + 1)
        cursor = self.currentIndex().row()
        whole = rows.start + (self.rowViewportPosition(rows.start) < 0)
        row = cursor if cursor in rows and self.choice.count() else min(whole, total - 1)
        number, _ = self.hits.unfolded.place(row)
        held = self.hits.hit(self.hits.unfolded.row(number))
        seen = self.hits.unfolded.results(rows, with_heads=True)
        return Eye(seen, number, held.card.piece if held else None, self._chosen_to_keep())

    @property
    def untold(self) -> bool:
        """Whether nobody has heard yet which paper of a new answer is current."""
        return self._painted.isActive()

    def top(self) -> Eye:
        """What will be in sight of an answer that is seen from its top."""
        return Eye(range(self.viewport().height() // card_height() + 1))

    def unfold(self, row: int) -> None:
        """Show the papers folded under a result, each in a low row of its own."""
        for each in self.hits.unfold(row):
            self.setRowHeight(each, under_height())

    def fold(self, row: int) -> None:
        """Show them no longer; the cursor goes from them to the result."""
        under = self.currentIndex().data(UNDER)
        head = self.hits.fold(row)
        if under:
            self.setCurrentIndex(self.hits.index(head, 0))

    def step(self, rows: int) -> None:
        """Move the cursor so many rows on, from wherever the keys are typed."""
        if self.hits.rowCount():
            row = max(0, min(self.currentIndex().row() + rows, self.hits.rowCount() - 1))
            self.setCurrentIndex(self.hits.index(row, 0))

    def _dress(self) -> None:
        """The measures of another text scale."""
        self.verticalHeader().setDefaultSectionSize(card_height())
        if self._headed is not None:
            self.setRowHeight(self.hits.unfolded.row(self._headed), card_height() + heading_height())
        for number in self.hits.unfolded.numbers():
            for under in range(len(self.hits.unfolded.under(number))):
                self.setRowHeight(self.hits.unfolded.row(number) + 1 + under, under_height())
        self.verticalScrollBar().setSingleStep(card_height() // 3)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Right and Left unfold and fold, Home and End go to the ends, a letter goes on searching."""
        key, plain = event.key(), event.modifiers() in (Qt.KeyboardModifier.NoModifier, _KEYPAD)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain:
            self.opened.emit()
        elif key == Qt.Key.Key_Right and plain:
            self.unfold(self.currentIndex().row())
        elif key == Qt.Key.Key_Left and plain:
            self.fold(self.currentIndex().row())
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
        if event.button() == Qt.MouseButton.LeftButton and self._on_note(self._pressed):
            row = self.rowAt(self._pressed.y())
            self.fold(row) if self.hits.index(row, 0).data(OPEN) else self.unfold(row)
            self._pressed = None
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag by the right button; a hand shows where a press unfolds."""
        over = not event.buttons() and self._on_note(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
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
        if event.button() == Qt.MouseButton.LeftButton and not self._on_note(event.position().toPoint()):
            self.opened.emit()

    def _on_note(self, place: QPoint) -> bool:
        """Whether a place is on the words that tell of papers folded under a result."""
        index = self.indexAt(place)
        hit = self.hits.hit(index.row()) if index.isValid() and not index.data(UNDER) else None
        headed = index.data(HEADING) is not None
        return bool(hit and same_room(self.visualRect(index), hit, headed=headed).contains(place))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key; the mouse has its menu on release."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.choice.count():
            place = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carry the chosen papers away, under a small tag that says how many."""
        mime = self.hits.mimeData(self.choice.at_hand())
        going = QDrag(self)
        going.setMimeData(mime)
        going.setPixmap(tag(self._carried()))
        going.setHotSpot(QPoint(-12, -8))
        going.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)
        self._pressed = None

    def _carried(self) -> str:
        count = self.choice.count()
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

    def _make_room_for_heading(self, answer: Answer) -> None:
        """The first best match is higher by the heading over it."""
        if self._headed is not None and self._headed < self.hits.rowCount():
            self.setRowHeight(self._headed, card_height())
        self._headed = answer.results.total if answer.results.best_total else None
        if self._headed is not None:
            self.setRowHeight(self._headed, card_height() + heading_height())

    def _choose(self, row: int) -> None:
        """The first result, or the one that was asked for, is read at once; the cursor stays in the search field."""
        if self.hits.rowCount():
            self.setCurrentIndex(self.hits.index(row, 0))

    def _chosen_to_keep(self) -> tuple[PieceId, ...]:
        """The papers chosen; where cards of them were never seen, only the one under the cursor."""
        count = self.choice.count()
        hits = self.choice.hits_at_hand() if count <= KEPT else []
        if len(hits) < count:
            hits = [self._told] if self._told else []
        return tuple(hit.card.piece for hit in hits)

    def _renew(self, answer: Answer) -> None:
        """Papers came or went: the one the eye rests on stays in its place, what was chosen stays chosen.

        Qt moves the cursor to a neighbour where rows go; nobody chose that, so nobody is told until the end.
        """
        eye, before, reaches = self.eye(), self.hits.rowCount(), self.choice.count()
        blocked = self.selectionModel().blockSignals(True)
        cursor, height = self.currentIndex().row(), self.rowViewportPosition(self.hits.unfolded.row(eye.row))
        unfolded = self.hits.fold_all()
        self.hits.refresh(answer)
        self._make_room_for_heading(answer)
        for piece in unfolded:
            if self.hits.row_of(piece) >= 0:
                self.unfold(self.hits.row_of(piece))
        self.doItemsLayout()
        rows = self._rows_now(eye, answer)
        if before != self.hits.rowCount() or reaches == len(eye.chosen):  # else: chosen beyond what was ever seen
            self._choose_again(eye, rows, cursor)
        if eye.held in rows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.rowViewportPosition(rows[eye.held]) - height)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        self._tell_current(self.currentIndex())
        self._tell_chosen()

    def _rows_now(self, eye: Eye, answer: Answer) -> dict[PieceId | None, int]:
        """Where the papers of the eye stand now; those chosen while the answer was on its way may be at hand."""
        wanted = (*eye.chosen, eye.held, self._told.card.piece if self._told else None)
        found = {piece: self.hits.unfolded.row(number) for piece, number in answer.found.items()}
        rows = {piece: found.get(piece, self.hits.row_of(piece)) for piece in wanted if piece}
        return {piece: row for piece, row in rows.items() if row >= 0}

    def _choose_again(self, eye: Eye, rows: Mapping[PieceId | None, int], cursor: int) -> None:
        """Choose the same papers; where all that was chosen is gone, what stands in its place."""
        last, choice = self.hits.rowCount() - 1, self.selectionModel()
        choice.clear()
        if last < 0:
            return
        place = rows.get(self._told.card.piece if self._told else None, max(0, min(cursor, last)))
        chosen = [rows[piece] for piece in eye.chosen if piece in rows]
        if not chosen and (eye.chosen or cursor < 0):
            chosen = [place]
        for row in chosen:
            choice.select(self.hits.index(row, 0), _ADD)
        choice.setCurrentIndex(self.hits.index(place, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    @Slot()
    def _tell_new(self) -> None:
        """What is current and chosen in an answer that is painted by now."""
        self._tell_current(self.currentIndex())
        self._tell_chosen()

    @Slot(QModelIndex)
    def _tell_current(self, index: QModelIndex) -> None:
        if self.untold:
            return
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
        if not self.untold:
            self.chosen.emit(self.choice.count())


_ADD = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
