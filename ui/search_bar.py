"""The search field on top: searches as one types, never in the middle of a word being composed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui import icons, style, words
from ui.dressing import dressed
from ui.labels import Label

PAUSE_MS = 160
"""Between the last key and the search: shorter asks for every letter, longer is felt."""

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


def _passed_on(_: Qt.Key) -> bool:
    return False


class Field(QLineEdit):
    """A line that knows whether an input method is composing in it."""

    focused = Signal(bool)
    composing = Signal(bool)
    """Whether words are being composed now; told at each change of it or of the words."""
    stepped = Signal(int)
    """Up and down are for the results."""
    entered = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.first_asked: Callable[[Qt.Key], bool] = _passed_on
        """Asked before a key does anything here; whether it was used up."""

    def event(self, event: QEvent) -> bool:
        """Let go of keys that mean nothing here but do in the window: files to paste, an act to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._idle(event):
            event.ignore()
            return True
        return super().event(event)

    def _idle(self, event: QKeyEvent) -> bool:
        keys = QKeySequence.StandardKey
        if event.matches(keys.Paste):
            return QGuiApplication.clipboard().mimeData().hasUrls()
        if event.matches(keys.Undo):
            return not self.isUndoAvailable()
        return event.matches(keys.SelectAll) and not self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys for the results go there; all others write."""
        key = Qt.Key(event.key())
        if self.first_asked(key):
            return
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composed words (preedit) are not words yet."""
        self.composing.emit(bool(event.preeditString()))
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame around it shows the focus."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame around it shows the focus."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files dropped here are files, not a text to search: the window takes them."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)


class SearchBar(QFrame):
    """The field with its lens, the count of what was found and the cross that clears."""

    written = Signal()
    """Words were put into the field by something else than a key."""
    resized = Signal()
    searched = Signal(str)
    """The words to look for, after a short rest or at once with Enter."""
    stepped = Signal(int)
    entered = Signal()
    left = Signal()
    """Escape in an empty field: the keys go to the results."""
    written_wanted = Signal(bool)
    """Whether words must stand in a paper exactly as they are written."""
    help_wanted = Signal()
    """How to ask."""
    save_wanted = Signal()
    """Keep this search by name."""
    history_wanted = Signal()
    """Down in an empty field: the queries put last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._told = ""
        self._composing = False
        self.field = Field(self)
        self._lens = QLabel(self)
        self._found = Label(tone="second", size=12)
        self._clear = QToolButton(self)
        self._written = QToolButton(self)
        self._help = QToolButton(self)
        self._save = QToolButton(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._lay_out()
        self._connect()
        dressed(self._dress)

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def write(self, text: str) -> None:
        """Put words into the field and look for them at once."""
        self.field.setText(text)
        self.written.emit()
        self._tell()

    def show_query(self, text: str) -> None:
        """Put words into the field that are looked for already."""
        self.field.setText(text)
        self.field.home(False)
        self.written.emit()
        self._pause.stop()
        self._told = text.strip()

    def go_on(self, letter: str) -> None:
        """A letter typed elsewhere goes on here."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.insert(letter)

    def want_written(self, *, wanted: bool) -> None:
        """Turn the switch for words as written."""
        self._written.setChecked(wanted)

    def take_focus(self) -> None:
        """Be ready for other words."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_found(self, total: int, elapsed_ms: float, *, exact: bool) -> None:
        """`27 篇 · 9 毫秒` beside the words; nothing while nothing is looked for."""
        said = self.tr("{n} 篇 · {ms} 毫秒") if exact else self.tr("约 {n} 篇 · {ms} 毫秒")
        shown = said.format(n=words.number(total), ms=max(1, round(elapsed_ms)))
        self._found.setText(shown if self.text().strip() else "")

    def found(self) -> str:
        """The words beside the field's."""
        return self._found.text()

    def _dress(self) -> None:
        """Icons and measures of the theme and text scale in force."""
        size = QSize(style.px(16), style.px(16))
        self._lens.setPixmap(icons.icon("search").pixmap(size, self.devicePixelRatio()))
        self._clear.setIcon(icons.icon("close"))
        self._clear.setIconSize(QSize(style.px(12), style.px(12)))
        self._help.setIcon(icons.icon("help"))
        self._help.setIconSize(size)
        self.setFixedHeight(style.px(34))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands below it stands elsewhere now."""
        super().resizeEvent(event)
        self.resized.emit()

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(self.tr("输入任意词句查找；多个词用空格隔开"))
        self.field.setAccessibleName(self.tr("查找"))
        self.field.setFrame(False)
        self._clear.setAccessibleName(self.tr("清除"))
        self._clear.setToolTip(self.tr("清除（Esc）"))
        self._clear.setProperty("flat", True)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self._name_buttons()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(self._lens)
        row.addWidget(self.field, 1)
        row.addWidget(self._found)
        row.addWidget(self._clear)
        row.addWidget(self._save)
        row.addWidget(self._written)
        row.addWidget(self._help)

    def _name_buttons(self) -> None:
        """The switch for words as written, and the mark that explains how to ask."""
        self._written.setText(self.tr("原文"))
        self._written.setCheckable(True)
        self._written.setAccessibleName(self.tr("原文精确"))
        self._written.setToolTip(self.tr("原文精确：与原文一字不差，分繁简、大小写、全角半角和标点"))
        self._help.setObjectName("ask")
        self._help.setAccessibleName(self.tr("怎样查找"))
        self._help.setToolTip(self.tr("怎样查找：字段、范围、或者、不含…"))
        self._save.setText("☆")
        self._save.setAccessibleName(self.tr("保存这个查找"))
        self._save.setToolTip(self.tr("保存这个查找，以后在左边一点即可再查"))
        self._save.hide()
        for button in (self._save, self._written, self._help):
            button.setProperty("flat", True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._edited)
        self.field.composing.connect(self._compose)
        self.field.focused.connect(self._show_focus)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._enter)
        self.field.escaped.connect(self._escape)
        self._clear.clicked.connect(self._wipe)
        self._written.toggled.connect(self.written_wanted)
        self._help.clicked.connect(self.help_wanted)
        self._save.clicked.connect(self.save_wanted)

    @Slot(str)
    def _edited(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._save.setVisible(bool(text.strip()))
        if not text.strip():
            self._found.setText("")
        if not self._composing:
            self._pause.start()

    @Slot(int)
    def _step(self, rows: int) -> None:
        if rows == 1 and not self.text():
            self.history_wanted.emit()
        else:
            self.stepped.emit(rows)

    @Slot(bool)
    def _show_focus(self, focused: bool) -> None:
        self.setProperty("active", focused)
        self.style().polish(self)

    @Slot(bool)
    def _compose(self, composing: bool) -> None:
        """While composing nothing is looked for: choosing words to replace empties the field meanwhile."""
        self._composing = composing
        if composing:
            self._pause.stop()
        else:
            self._pause.start()

    @Slot()
    def _tell(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    @Slot()
    def _enter(self) -> None:
        self._tell()
        self.entered.emit()

    @Slot()
    def _escape(self) -> None:
        if self.text():
            self._wipe()
        else:
            self.left.emit()

    @Slot()
    def _wipe(self) -> None:
        self.write("")
        self.field.setFocus()
