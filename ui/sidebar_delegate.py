"""Paints the rows of the side: headings, counts, folding marks, dots of state."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from ui import icons, style, words
from ui.sidebar_model import Row, row_of

ROW_PX = 27
HEADING_PX = 32
TEXT_AT = 30
STEP = 18
EDGE = 15
MARK_AT = 12
MARK_PX = 12
DOT_PX = 7

Index = QModelIndex | QPersistentModelIndex


class SidebarDelegate(QStyledItemDelegate):
    """Rows of 27 px; `target` is the row a drag hovers over."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self.target = QPersistentModelIndex()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for rows, a larger one for headings."""
        row = row_of(index)
        heading = row is not None and row.kind == "heading"
        return QSize(0, style.px(HEADING_PX if heading else ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row over the whole width."""
        row = row_of(index)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # the whole width, under the scroll bar too: counts stand in one line whether there is one or not
        room = QRect(0, option.rect.top(), self._tree.width(), option.rect.height())
        if row.kind == "heading":
            self._heading(painter, room, row)
        else:
            self._row(painter, room, row, option, index)
        painter.restore()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The field for a new name stands where the name does, over the count."""
        row = row_of(index)
        left = text_left(row) - style.px(9) if row else 0
        width = self._tree.viewport().width() - left - style.px(6)
        editor.setGeometry(left, option.rect.top(), width, option.rect.height())

    def _heading(self, painter: QPainter, room: QRect, row: Row) -> None:
        painter.setFont(style.font(12))
        painter.setPen(style.colour("second"))
        low = room.adjusted(style.px(16), 0, 0, -style.px(6))
        painter.drawText(low, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.name)
        if row_adds(row):
            icons.icon("plus").paint(painter, add_mark(room))

    def _row(
        self, painter: QPainter, room: QRect, row: Row, option: QStyleOptionViewItem, index: Index
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, room, chosen, bool(option.state & QStyle.StateFlag.State_MouseOver), index)
        if self._tree.model().hasChildren(index):
            name = "chevron-down" if self._tree.isExpanded(index) else "chevron-right"
            icons.icon(name, "accent" if chosen else "second").paint(painter, fold_mark(room, row))
        if row.kind == "root":
            self._dot(painter, room, row)
        count = words.number(row.count) if row.count or (row.count == 0 and row.kind == "all") else ""
        strong = chosen or waits(row)
        painter.setFont(style.font(12, strong=strong))
        painter.setPen(count_colour(row, chosen))
        right = room.adjusted(0, 0, -style.px(EDGE), 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        width = painter.fontMetrics().horizontalAdvance(count)
        self._name(painter, right.adjusted(text_left(row), 0, -width - style.px(8), 0), row, chosen)

    def _name(self, painter: QPainter, room: QRect, row: Row, chosen: bool) -> None:
        painter.setFont(style.font(strong=chosen))
        quiet = row.kind in ("unclassified", "hint") or not row.online
        painter.setPen(style.colour("accent" if chosen else "second" if quiet else "text"))
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _ground(self, painter: QPainter, room: QRect, chosen: bool, hover: bool, index: Index) -> None:
        if self.target == index:
            painter.setPen(style.colour("accent"))
            painter.setBrush(style.colour("wash"))
            beside = self._tree.width() - self._tree.viewport().width()
            painter.drawRoundedRect(room.adjusted(6, 1, -6 - beside, -1), 5, 5)
        elif chosen or hover:
            painter.fillRect(room, style.colour("wash" if chosen else "hover"))
        if chosen and self._tree.hasFocus():
            painter.fillRect(QRect(0, room.top(), 3, room.height()), style.colour("accent"))

    def _dot(self, painter: QPainter, room: QRect, row: Row) -> None:
        """Filled while the folder answers, a ring while it does not: the colour alone says nothing."""
        size = style.px(DOT_PX)
        dot = QRect(style.px(16), room.center().y() - size // 2, size, size)
        ink = style.colour("good" if row.online else "attention")
        painter.setPen(ink)
        painter.setBrush(ink if row.online else QColor(Qt.GlobalColor.transparent))
        painter.drawEllipse(dot)


def row_adds(row: Row | None) -> bool:
    """Whether a heading carries a plus sign: those of the categories and the folders, told by their rows."""
    return row is not None and row.kind == "heading" and row.id > 0


def text_left(row: Row) -> int:
    """Where the name of a row begins."""
    return style.px(TEXT_AT + STEP * row.depth)


def fold_mark(room: QRect, row: Row) -> QRect:
    """Where a row with children has its mark."""
    size = style.px(MARK_PX)
    return QRect(style.px(MARK_AT + STEP * row.depth), room.center().y() - size // 2, size, size)


def add_mark(room: QRect) -> QRect:
    """Where a heading has its plus sign."""
    size = style.px(14)
    return QRect(room.right() - style.px(EDGE) - size + 2, room.bottom() - style.px(6) - size, size, size)


def waits(row: Row) -> bool:
    """Whether something in the row waits for a hand."""
    return row.kind in ("attention", "doubtful") and bool(row.count)


def count_colour(row: Row, chosen: bool) -> QColor:
    """Amber where something waits for a hand."""
    if waits(row):
        return style.colour("attention")
    return style.colour("accent" if chosen else "second")
