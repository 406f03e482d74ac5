"""The panel under the count: what the results are made of, line by line; one click narrows to it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from archiver.model import Category
from ui import style, words
from ui.chips import Chip, ChipLine
from ui.dressing import dressed
from ui.facet_choices import Choice, Dimension, Facets, choices
from ui.labels import Label
from ui.searching import Asked


class FacetPanel(QWidget):
    """A line of chips for each dimension that offers a choice."""

    asked = Signal(object)
    """Asked, narrowed to what was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("按内容筛选"))
        self._lines: dict[Dimension, tuple[Label, ChipLine]] = {}
        self._wanted: tuple[Asked, Facets, Sequence[Category]] | None = None
        """What is to be shown as soon as the panel is open: a closed one costs nothing."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        names: tuple[tuple[Dimension, str], ...] = (
            ("category", self.tr("类别")), ("type", self.tr("文种")),
            ("organisation", self.tr("单位")), ("folder", self.tr("文件夹")),
        )  # fmt: skip
        for row, (dimension, name) in enumerate(names):
            self._add(row, dimension, name)
        dressed(self._dress)

    def show_facets(self, asked: Asked, facets: Facets, scheme: Sequence[Category]) -> None:
        """Show what the results of `asked` offer; a closed panel shows it when it is opened."""
        self._wanted = asked, facets, scheme
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Opened: now the chips are needed."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if self._wanted is None:
            return
        offers, self._wanted = choices(*self._wanted), None
        for dimension, offered in offers.items():
            label, line = self._lines[dimension]
            line.show_chips(map(self._chip, offered))
            for part in (label, line):
                part.setVisible(bool(offered))

    def line(self, dimension: Dimension) -> ChipLine:
        """The chips of a dimension."""
        return self._lines[dimension][1]

    def _dress(self) -> None:
        """The measures of another text scale."""
        for label, _ in self._lines.values():
            label.setFixedHeight(style.px(24))

    def _add(self, row: int, dimension: Dimension, name: str) -> None:
        label, line = Label(name, self, tone="second", size=12), ChipLine(self)
        line.setAccessibleName(name)
        line.asked.connect(self.asked)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(line, row, 1)
        self._lines[dimension] = label, line

    def _chip(self, choice: Choice) -> Chip:
        name = choice.name or self.tr("未注明")
        return Chip(f"{name} {words.number(choice.count)}", choice.asked, tip=choice.whole)
