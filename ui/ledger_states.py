"""The states beside the ledger: how many files are in each, and in a few words what to do."""

from collections.abc import Mapping
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archiver.model import ATTENTION_STATES, State
from archiver.wording import Reason
from ui import states, style, words

Index = QModelIndex | QPersistentModelIndex
Shelf = State | Literal["all", "attention"]
"""What the ledger is narrowed to."""

SHELVES: tuple[Shelf, ...] = ("all", "attention", *State)
NOWHERE = QModelIndex()
ROW_PX = 42
DOT_PX = 8


class StatesModel(QAbstractListModel):
    """All files, those that need a hand, and the twelve states; each with its count."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[State, int] = {}

    def show_counts(self, counts: Mapping[State, int]) -> None:
        """Other counts."""
        if counts != self._counts:
            self._counts = dict(counts)
            self.dataChanged.emit(self.index(0), self.index(len(SHELVES) - 1))

    def count(self, shelf: Shelf) -> int:
        """How many files there are."""
        if isinstance(shelf, State):
            return self._counts.get(shelf, 0)
        return sum(n for state, n in self._counts.items() if shelf == "all" or state in ATTENTION_STATES)

    def word(self, shelf: Shelf) -> str:
        """What it is called."""
        if isinstance(shelf, State):
            return states.word(shelf)
        return self.tr("全部文件") if shelf == "all" else self.tr("需要处理")

    def advice(self, shelf: Shelf) -> str:
        """What to do with such files."""
        if isinstance(shelf, State):
            return Reason(f"state.{shelf}").hint(words.language())
        if shelf == "all":
            return self.tr("各状态之和，与磁盘上的文件数一致。")
        return self.tr("逐个查看原因，处理后重新读取。")

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row a state, empty ones too: that there are none is an answer."""
        return 0 if parent.isValid() else len(SHELVES)

    def data(self, index: Index, role: int = 0) -> Any:
        """The word; for those who listen, count and advice with it."""
        shelf = SHELVES[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.word(shelf)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self.tr("{state}，{n} 个文件").format(state=self.word(shelf), n=words.number(self.count(shelf)))
            return f"{said}\n{self.advice(shelf)}"
        return None


class StatesDelegate(QStyledItemDelegate):
    """Paints dot, word and count, and below them the advice."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a state."""
        model = index.model()
        assert isinstance(model, StatesModel)
        area, state, font = option.rect, option.state, option.font
        shelf = SHELVES[index.row()]
        count = model.count(shelf)
        painter.save()
        painter.setFont(font)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, style.colour("wash"))
        room = area.adjusted(style.px(12), style.px(4), -style.px(12), -style.px(4))
        upper = QRect(room.left(), room.top(), room.width(), room.height() // 2)
        self._paint_dot(painter, upper, states.tone(shelf) if isinstance(shelf, State) else "", filled=count > 0)
        text = upper.adjusted(style.px(DOT_PX + 7), 0, 0, 0)
        painter.setPen(style.colour("text" if count else "second"))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, model.word(shelf))
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words.number(count))
        painter.setFont(style.font(11.5))
        painter.setPen(style.colour("second"))
        lower = text.translated(0, upper.height())
        cut = painter.fontMetrics().elidedText(model.advice(shelf), Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines."""
        return QSize(style.px(120), style.px(ROW_PX))

    def _paint_dot(self, painter: QPainter, room: QRect, tone: str, *, filled: bool) -> None:
        """A dot of the state's tone; a ring where no file is in it."""
        if not tone:
            return
        size = style.px(DOT_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(style.colour(tone if filled else "faint"))
        painter.setBrush(style.colour(tone) if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(room.left(), room.center().y() - size // 2, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class StatesList(QListView):
    """One of them is always chosen."""

    chosen = Signal(object)
    """Shelf."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("states")
        self.states = StatesModel(self)
        self.setModel(self.states)
        self.setItemDelegate(StatesDelegate(self))
        self.setAccessibleName(self.tr("文件状态"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.selectionModel().currentChanged.connect(self._tell)

    def choose(self, shelf: Shelf) -> None:
        """Choose a row."""
        self.setCurrentIndex(self.states.index(SHELVES.index(shelf)))

    @property
    def shelf(self) -> Shelf:
        """What is chosen."""
        return SHELVES[max(0, self.currentIndex().row())]

    def _tell(self, index: QModelIndex) -> None:
        self.chosen.emit(SHELVES[index.row()])
