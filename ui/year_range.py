"""A small dialog for a stretch of years."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from ui.combo import Combo
from ui.labels import Label
from ui.searching import Asked


class YearRange(QDialog):
    """From one year of the results to another, both included."""

    asked = Signal(object)
    """Asked, narrowed to the years chosen."""

    def __init__(self, asked: Asked, years: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = asked
        self.setWindowTitle(self.tr("选择一段年份"))
        self.first, self.last = Combo(self), Combo(self)
        for box, name in ((self.first, self.tr("从")), (self.last, self.tr("到"))):
            box.addItems([str(year) for year in sorted(years)])
            box.setAccessibleName(name)
        self.last.setCurrentIndex(self.last.count() - 1)
        row = QHBoxLayout()
        for part in (Label(self.tr("从")), self.first, Label(self.tr("到")), self.last, Label(self.tr("年"))):
            row.addWidget(part)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("确定"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(18)
        column.addLayout(row)
        column.addWidget(buttons)

    @Slot()
    def take(self) -> None:
        """Ask for these years."""
        years = sorted((int(self.first.currentText()), int(self.last.currentText())))
        self.asked.emit(replace(self._asked, years=(years[0], years[1]), no_year=False))
        self.accept()
