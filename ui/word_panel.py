"""A list of words or phrases that one adds to, changes and takes from, with a sentence beside it where that fails."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archiver.errors import ArchiveError
from archiver.wording import NO_REASON, Reason
from ui import style, words
from ui.labels import Elided, Label

EDITABLE = Qt.ItemFlag.ItemIsEditable
SEPARATORS = re.compile(r"[、，,;；\n]+")


def split(written: str) -> list[str]:
    """Words written one after the other in one line."""
    return [word for part in SEPARATORS.split(written) if (word := part.strip())]


class WordList(QListWidget):
    """The words, side by side as there is room; Delete takes the chosen ones away, F2 or a double click changes one."""

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("words")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(style.px(2))
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(style.px(58))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selectedItems():
            self.removed.emit()
        else:
            super().keyPressEvent(event)


    def in_lines(self) -> None:
        """Show long phrases, each on a line of its own."""
        self.setProperty("lines", True)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)


class WordPanel(QWidget):
    """Passes every change on to who keeps the words; what that refuses is said and not shown as done."""

    edited = Signal()

    def __init__(
        self, title: str, told: str, *,
        add: Callable[[str], Reason | None],
        remove: Callable[[int], None],
        change: Callable[[int, str], Reason | None] | None = None,
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`add` and `change` raise ArchiveError for words that can't be; `beside` stands between field and button."""
        super().__init__(parent)
        self._add_word, self._remove_word, self._change_word = add, remove, change
        self.title = Label(title, strong=True)
        self.told = Elided(told, tone="second", size=12)
        self.list = WordList(self)
        self.list.setAccessibleName(title)
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("{title}：添加").format(title=title))
        self.sentence = Label("", size=12, wrap=True)
        self.sentence.hide()
        self._lay_out(beside)
        self.list.removed.connect(self._remove)
        self.list.itemChanged.connect(self._change, Qt.ConnectionType.QueuedConnection)  # when its editor is closed
        self.field.returnPressed.connect(self._add)
        self.field.textEdited.connect(self._be_silent)

    def show_words(self, shown: Sequence[str]) -> None:
        """Show these."""
        blocked = self.list.blockSignals(True)
        at = self.list.currentRow()
        self.list.clear()
        for word in shown:
            item = QListWidgetItem(word, self.list)
            item.setToolTip(word)
            if self._change_word:
                item.setFlags(item.flags() | EDITABLE)
        self.list.setCurrentRow(min(at, len(shown) - 1))
        self.list.blockSignals(blocked)

    def tell(self, told: str) -> None:
        """Say under the title what the words are for."""
        self.told.setText(told)

    @Slot()
    def forget(self) -> None:
        """Another category is shown: what was begun is not meant for it."""
        self.field.clear()
        self._be_silent()

    def _lay_out(self, beside: QWidget | None) -> None:
        button = QPushButton(self.tr("添加"), self)
        button.setProperty("small", True)
        button.setAutoDefault(False)
        button.clicked.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(style.px(6))
        row.addWidget(self.field, 1)
        if beside is not None:
            row.addWidget(beside)
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(4))
        column.addWidget(self.title)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addWidget(self.sentence)

    @Slot()
    def _add(self) -> None:
        """Every word of the field; where one is refused, it and those after it stay in the field."""
        left = split(self.field.text())
        said: Reason = NO_REASON
        try:
            while left:
                said = self._add_word(left[0]) or said
                del left[0]
        except ArchiveError as trouble:
            self._refuse(trouble)
        else:
            self._note(said)
        self.field.setText("、".join(left))
        self.edited.emit()

    @Slot()
    def _remove(self) -> None:
        for place in sorted((self.list.row(item) for item in self.list.selectedItems()), reverse=True):
            self._remove_word(place)
        self._be_silent()
        self.edited.emit()

    @Slot(QListWidgetItem)
    def _change(self, item: QListWidgetItem) -> None:
        assert self._change_word is not None
        try:
            self._note(self._change_word(self.list.row(item), item.text()) or NO_REASON)
        except ArchiveError as trouble:
            self._refuse(trouble)
        self.edited.emit()

    def _refuse(self, trouble: ArchiveError) -> None:
        self._say(trouble.sentence(words.language()))
        self.sentence.set_tone("trouble")

    def _note(self, said: Reason) -> None:
        self._say(said.say(words.language()) if said else "")
        self.sentence.set_tone("attention")

    def _say(self, text: str) -> None:
        self.sentence.setText(text)
        self.sentence.setVisible(bool(text))

    @Slot()
    def _be_silent(self) -> None:
        self._say("")
