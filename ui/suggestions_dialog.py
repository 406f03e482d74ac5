"""Accepting suggestions in one go: how sure they must be, which of them, and one act that can be taken back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QSlider,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from archiver.model import Suggestion
from ui import style, words
from ui.labels import Label
from ui.suggestions_model import CATEGORY, SURE, TITLE, SuggestionsModel

WIDE, HIGH = 760, 560
"""Of the dialog, px at scale 1."""

LEAST, USUAL, MOST = 50, 90, 99
"""Where the slider begins, stands and ends, in percent."""


class SuggestionsDialog(QDialog):
    """A threshold, a list with ticks, and a button that says how many will be filed."""

    chosen = Signal(object)
    """dict[PieceId, CategoryId]: what is to be filed, and where."""

    def __init__(self, parent: QWidget | None, found: Sequence[Suggestion]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("归入全部建议"))
        self.model = SuggestionsModel(found)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST, MOST)
        self.slider.setAccessibleName(self.tr("把握不低于"))
        self._least = Label("", strong=True)
        self._buttons = self._made_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(style.px(20),) * 4)
        column.setSpacing(style.px(12))
        told = self.tr("只列出还没有人归类的材料。去掉勾的不归入；归入后可以一次撤销。")
        column.addWidget(Label(told, tone="second", wrap=True))
        column.addLayout(self._threshold())
        column.addWidget(self._list(), 1)
        column.addWidget(self._buttons)
        self.resize(style.px(WIDE), style.px(HIGH))
        self.model.ticked.connect(self._count)
        self.slider.valueChanged.connect(self._show_above)
        self.slider.setValue(USUAL)

    def _threshold(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(style.px(12))
        row.addWidget(Label(self.tr("把握不低于")))
        row.addWidget(self.slider, 1)
        row.addWidget(self._least)
        return row

    def _list(self) -> QTreeView:
        view = QTreeView(self)
        view.setModel(self.model)
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setAlternatingRowColors(False)
        view.setAccessibleName(self.tr("建议的归类"))
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(CATEGORY, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(CATEGORY, style.px(180))
        header.setSectionResizeMode(SURE, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(SURE, style.px(72))
        return view

    def _made_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self.accept_button = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.accept_button.setDefault(True)
        self.accept_button.setProperty("primary", True)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _accept(self) -> None:
        self.chosen.emit(self.model.chosen())
        self.accept()

    def _show_above(self, percent: int) -> None:
        self._least.setText(f"{percent}%")
        self.model.show_above(percent / 100)

    def _count(self) -> None:
        count = len(self.model.chosen())
        self.accept_button.setText(self.tr("归入 {n} 篇").format(n=words.number(count)))
        self.accept_button.setEnabled(bool(count))
