"""The short list below the search field: names of the library that may be meant by what is being typed."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from archiver.model import Name, NameKind
from ui import marked_text, style, words

ROW_PX = 29
GUTTER_PX = 12
NAME = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class NameList(QListWidget):
    """Shows names over the window, and which of them Enter would take; the keys stay in the search field."""

    taken = Signal(object)
    """Name."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("names")
        self.setAccessibleName(self.tr("名称"))
        self.setItemDelegate(NameDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.itemClicked.connect(self._take)
        self.hide()

    def show_names(self, names: Sequence[Name], below: QWidget) -> None:
        """Show these under `below`, none of them chosen yet; nothing where there are none."""
        self.clear()
        kinds = {"category": self.tr("类别"), "organisation": self.tr("单位"), "title": self.tr("标题")}
        for name in names:
            item = QListWidgetItem(name.text, self)
            item.setData(NAME, name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{kinds[name.kind]}，{name.text}")
            item.setToolTip(name.text)
        self.setVisible(bool(names))
        self.place(below)

    def place(self, below: QWidget) -> None:
        """Stand under `below`, as wide as it."""
        corner = below.mapTo(self.window(), below.rect().bottomLeft())
        frame = 2 * self.frameWidth() + style.px(8)
        self.setGeometry(corner.x(), corner.y() + 3, below.width(), self.count() * style.px(ROW_PX) + frame)
        self.raise_()

    def names(self) -> list[Name]:
        """What is offered."""
        return [self.item(row).data(NAME) for row in range(self.count())]

    def step(self, by: int) -> bool:
        """Go to the next name or the one before, above the first to none; False where there is nothing to go to."""
        row = self.currentRow() + by
        if not -1 <= row < self.count():
            return False
        self.setCurrentRow(row)
        return True

    def take(self) -> bool:
        """Take the name that is chosen; False where none is."""
        chosen = self.selectedItems()
        for item in chosen:
            self._take(item)
        return bool(chosen)

    @Slot(QListWidgetItem)
    def _take(self, item: QListWidgetItem) -> None:
        self.taken.emit(item.data(NAME))


class NameDelegate(QStyledItemDelegate):
    """Kind, name with what matched marked, and at the right how many papers or of which year."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(0, style.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        name, states = index.data(NAME), QStyle.StateFlag
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & states.State_Selected)
        if chosen or option.state & states.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("wash" if chosen else "window"))
            painter.drawRoundedRect(option.rect, 4, 4)
        room = option.rect.adjusted(style.px(GUTTER_PX), 0, -style.px(GUTTER_PX), 0)
        painter.setFont(style.font(12))
        painter.setPen(style.colour("second"))
        middle = Qt.AlignmentFlag.AlignVCenter
        kinds, width = self._kinds(), painter.fontMetrics().horizontalAdvance
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, kinds[name.kind])
        note = self._note(name)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, note)
        room.setLeft(room.left() + max(map(width, kinds.values())) + style.px(GUTTER_PX))
        room.setRight(room.right() - width(note) - style.px(GUTTER_PX))
        top = (room.height() - painter.fontMetrics().height()) / 2 - style.px(1)
        ink, mark = style.colour("text"), style.colour("hit")
        marked_text.paint(
            painter, QRectF(room).adjusted(0, top, 0, 0), name.text, name.spans, style.font(), ink, mark, 0
        )
        painter.restore()

    def _kinds(self) -> dict[NameKind, str]:
        return {"category": self.tr("类别"), "organisation": self.tr("单位"), "title": self.tr("标题")}

    def _note(self, name: Name) -> str:
        if name.kind == "title" and name.count == 1:
            return str(name.year or "")
        return self.tr("{n} 篇").format(n=words.number(name.count))
