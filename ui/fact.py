"""One fact of a paper: its name, its value, what it rests on, and the editor that takes the value's place."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui import icons, style
from ui.combo import Combo
from ui.dressing import dressed
from ui.labels import Elided, Label

NOTHING = "—"

LEAVING = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
"""How a person goes elsewhere; a list that drops down or another window takes the focus without that."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value one may choose: what is saved, what is shown, how deep it is in its tree."""

    value: str
    name: str
    depth: int = 0


class Value(QAbstractButton):
    """The value as it stands; a click, Enter or the space bar corrects it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text() or NOTHING) + style.px(13), style.px(24))

    def minimumSizeHint(self) -> QSize:
        """As narrow as four characters."""
        return QSize(min(style.px(60), self.sizeHint().width()), style.px(24))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click, as everywhere."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The whole on hovering where it is cut."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self.sizeHint().width() > self.width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, on a wash under the pointer, in a frame with the keyboard on them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(0, 1, -1, -2)
        self._paint_ground(painter, area)
        room = self.rect().adjusted(style.px(6), 0, -style.px(6), 0)
        words = self.fontMetrics().elidedText(
            self.text() or NOTHING, Qt.TextElideMode.ElideRight, room.width() + 1
        )
        painter.setPen(style.colour("text" if self.text() else "second"))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_ground(self, painter: QPainter, area: QRect) -> None:
        painter.setPen(style.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("wash") if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 4, 4)


class Fact(QWidget):
    """Shows one value and lets it be corrected."""

    asked = Signal(str)
    """The value of this field was clicked."""
    given = Signal(str, str)
    """The field and its value from the hand; "" for what the program suggests."""

    def __init__(self, field: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._title = name
        self._editor: QWidget | None = None
        self._name = Label(name, tone="second")
        self._value = Value(self)
        self._value.clicked.connect(self._ask)
        self._note = Elided("", tone="second", size=12)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._clear = QToolButton(self)
        self._clear.setProperty("flat", True)
        self._clear.setStyleSheet("padding: 0")
        self._clear.clicked.connect(self._give_back)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.px(4))
        self._row.addWidget(self._name)
        self._row.addWidget(self._value)
        self._row.addWidget(self._clear)
        self._row.addWidget(self._note, 1)
        dressed(self._dress)

    @property
    def editing(self) -> bool:
        """Whether the value is being corrected."""
        return self._editor is not None

    @property
    def waiting(self) -> bool:
        """Whether a correction was handed on and not answered yet."""
        return self._editor is not None and not self._editor.isEnabled()

    @property
    def name_width(self) -> int:
        """What the name takes, px."""
        return self._name.fontMetrics().horizontalAdvance(self._name.text())  # its hint has the fixed width in it

    def align(self, width: int) -> None:
        """Begin the value `width` px and a gap from the left, as its neighbours do."""
        self._name.setFixedWidth(width + style.px(8))

    def show_value(self, value: str, why: str, *, by_hand: bool) -> None:
        """Show a value and what it rests on."""
        self.finish()
        self._value.setText(value)
        spoken = self.tr("{field}：{value}").format(field=self._title, value=value or NOTHING)
        self._value.setAccessibleName(spoken)
        self._value.setAccessibleDescription(why)
        self._value.updateGeometry()
        self._note.setText(why)
        self._clear.setVisible(by_hand)

    def tell_suggestion(self, suggestion: str) -> None:
        """What the value would be without the hand."""
        offer = self.tr("恢复为建议的值") + (f"：{suggestion}" if suggestion else "")
        self._clear.setToolTip(offer)
        self._clear.setAccessibleName(offer)

    def edit(self) -> None:
        """Correct the value in a line of text."""
        editor = QLineEdit(self._value.text(), self)
        if self._field == "date":
            editor.setPlaceholderText("2011-12-08")
        editor.returnPressed.connect(self._give_line)
        self._open(editor)
        editor.selectAll()

    def choose(self, choices: Sequence[Choice], now: str) -> None:
        """Correct the value by choosing another; `now` is the one that holds."""
        editor = Combo(self)
        for choice in choices:
            editor.addItem("　" * choice.depth + choice.name, choice.value)
        editor.setCurrentIndex(editor.findData(now))
        editor.activated.connect(self._give_choice)
        self._open(editor)
        if self.isVisible():
            editor.showPopup()

    def finish(self) -> None:
        """Close the editor and show the value again."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        focused = editor.hasFocus()
        self._row.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._value.show()
        self._note.show()
        if focused:
            self._value.setFocus()

    def refuse(self) -> None:
        """The archive would not take the value; it stays to be mended."""
        if self._editor:
            self._editor.setEnabled(True)
            self._editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc leaves the value as it was; so does going elsewhere before anything was typed."""
        if watched is self._editor:
            if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                if event.type() == QEvent.Type.KeyPress:
                    self.finish()
                event.accept()
                return True
            if isinstance(event, QFocusEvent) and event.lostFocus() and self._left_untouched(event):
                self.finish()
        return super().eventFilter(watched, event)

    def _left_untouched(self, event: QFocusEvent) -> bool:
        typed = isinstance(self._editor, QLineEdit) and self._editor.text() != self._value.text()
        return event.reason() in LEAVING and not typed and not self.waiting

    def _ask(self) -> None:
        self.asked.emit(self._field)

    def _give_back(self) -> None:
        self.given.emit(self._field, "")

    def _give_line(self) -> None:
        if isinstance(self._editor, QLineEdit):
            self._give(self._editor.text().strip())

    def _give_choice(self) -> None:
        if isinstance(self._editor, QComboBox):
            self._give(str(self._editor.currentData()))

    def _give(self, value: str) -> None:
        """Hand the value on; the editor stays until the archive has it."""
        if self._editor:
            self._editor.setEnabled(False)
        self.given.emit(self._field, value)

    def _open(self, editor: QWidget) -> None:
        self.finish()
        self._editor = editor
        editor.setProperty("inline", True)
        editor.setFixedHeight(style.px(24))  # as the value, so that the paper above does not move
        editor.setAccessibleName(self._title)
        editor.installEventFilter(self)
        self._row.insertWidget(1, editor, 3)
        self._value.hide()
        self._note.hide()
        editor.show()
        editor.setFocus()

    def _dress(self) -> None:
        self._clear.setIcon(icons.icon("undo"))
        self._clear.setIconSize(QSize(style.px(13), style.px(13)))
        self._clear.setFixedSize(style.px(22), style.px(22))
        self.setMinimumHeight(style.px(24))
