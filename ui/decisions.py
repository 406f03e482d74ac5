"""What a hand can say of doubles: keep both, versions of one, or leave the right one out of the results."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from archiver.model import Decision
from ui import style, words
from ui.combo import Combo

Newer = str
"""`left`, `right` or `` where it can't be told."""


class Decisions(QWidget):
    """Three buttons, which the keys 1, 2 and 3 press, and which of two versions is the newer."""

    decided = Signal(str, str)
    """Decision, and for versions which is the newer."""
    swapped = Signal()

    def __init__(self, page: QWidget) -> None:
        """`page` is where the keys hold."""
        super().__init__(page)
        self._keep, self._version, self._hide = (QPushButton(self) for _ in range(3))
        self._newer = Combo(self)
        self._newer.setAccessibleName(self.tr("哪一份较新"))
        for newer, name in (
            ("left", self.tr("左边较新")), ("right", self.tr("右边较新")), ("", self.tr("分不清新旧"))
        ):  # fmt: skip
            self._newer.addItem(name, newer)
        self._swap = QPushButton(self.tr("左右对调"), self)
        self._swap.setToolTip(self.tr("左右对调（X）"))
        self._lay_out()
        self._connect(page)

    def offer(self, count: int, newer: Newer) -> None:
        """Offer to decide about so many pairs; of one `newer` is what is known."""
        many = self.tr("（{n} 对）").format(n=words.number(count)) if count > 1 else ""
        self._keep.setText("1  " + self.tr("都保留") + many)
        self._version.setText("2  " + self.tr("标为不同稿") + many)
        self._hide.setText("3  " + self.tr("不显示右边这份") + many)
        self._newer.setCurrentIndex(self._newer.findData(newer))
        self._newer.setVisible(count <= 1)
        self._swap.setVisible(count <= 1)
        for button in (self._keep, self._version, self._hide, self._newer, self._swap):
            button.setEnabled(count > 0)

    def _lay_out(self) -> None:
        self._keep.setToolTip(self.tr("两份都是要的，以后不再列在这里"))
        self._version.setToolTip(self.tr("同一文件的不同稿，两份都能查到"))
        self._hide.setToolTip(self.tr("查找结果里只显示左边那份；右边的文件不删除、不移动，随时可以恢复显示"))
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(14), style.px(10), style.px(14), style.px(12))
        row.setSpacing(style.px(8))
        for part in (self._keep, self._version, self._newer, self._hide):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._swap)

    def _connect(self, page: QWidget) -> None:
        self._swap.clicked.connect(self.swapped)
        keys = {"1": self._keep, "2": self._version, "3": self._hide, "X": self._swap}
        for key, button in keys.items():
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
        said: dict[QPushButton, Decision] = {self._keep: "keep", self._version: "version", self._hide: "hide"}
        for button, decision in said.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._tell, decision))

    @Slot()
    def _tell(self, decision: Decision) -> None:
        self.decided.emit(decision, self._newer.currentData() if self._newer.isVisible() else "")
