"""The body of the window: side, results, paper, and how they share the room."""

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui import icons, style
from ui.reader import Reader
from ui.results import Results
from ui.sidebar import Sidebar

SIDE_PX, RESULTS_PX = 220, 452
NARROW_PX = 1100
"""Below this, at scale 1, the paper opens over the results."""


class Body(QSplitter):
    """Side | results | paper; when narrow, side | results or paper. The ledger stands in place of both."""

    side_moved = Signal(int)
    """The width of the side."""

    def __init__(self, sidebar: Sidebar, results: Results, reader: Reader, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sidebar, self.results, self.reader = sidebar, results, reader
        self._narrow = False
        self._pair = QSplitter(Qt.Orientation.Horizontal, self)
        self._paper = QFrame(self)
        self._back = QPushButton(self.tr("返回结果"), self._paper)
        self._pages = QStackedWidget(self)
        self._lay_out()

    @property
    def narrow(self) -> bool:
        """Whether the paper opens over the results."""
        return self._narrow

    @property
    def paper_over(self) -> bool:
        """Whether the paper stands over the results now."""
        return self._narrow and self._pages.currentWidget() is self._paper

    def show_results(self) -> None:
        """The results, and beside them the paper where there is room."""
        self._pages.setCurrentWidget(self._pair)
        self.results.toast.stand_over(self.results)

    def show_paper(self) -> None:
        """The paper, over the results where the window is narrow."""
        self._pages.setCurrentWidget(self._paper if self._narrow else self._pair)

    def show_page(self, page: QWidget, side: QWidget) -> None:
        """Another page in place of results and paper; messages stand over that `side` of it."""
        self.results.toast.stand_over(side)
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    @Slot()
    def close_paper(self) -> None:
        """Back to the results."""
        self.show_results()
        self.results.list.setFocus()

    def save(self, settings: QSettings) -> None:
        """Remember the widths."""
        settings.setValue("side", self.saveState())
        settings.setValue("facets", "open" if self.results.facets_open.isChecked() else "closed")
        settings.setValue("pair", self._pair.saveState() if not self._narrow else self._wide)

    def restore(self, settings: QSettings) -> None:
        """The widths remembered, else those of the drawing."""
        self.results.facets_open.setChecked(settings.value("facets") == "open")
        side, pair = settings.value("side"), settings.value("pair")
        if isinstance(side, QByteArray) and isinstance(pair, QByteArray):
            self.restoreState(side)
            self._pair.restoreState(pair)
        self._tell_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the paper out of the row, or put it back."""
        super().resizeEvent(event)
        narrow = self.window().width() < style.px(NARROW_PX)
        if narrow != self._narrow:
            self._narrow = narrow
            self._fold() if narrow else self._unfold()
        self._tell_side()

    def _lay_out(self) -> None:
        self._back.setIcon(icons.icon("arrow-left"))
        self._back.setProperty("flat", True)
        self._back.setToolTip(self.tr("返回结果（Esc）"))
        self._back.clicked.connect(self.close_paper)
        self._back.hide()
        column = QVBoxLayout(self._paper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        back = QHBoxLayout()
        back.addWidget(self._back)
        back.addStretch()
        column.addLayout(back)
        column.addWidget(self.reader, 1)
        self._pair.addWidget(self.results)
        self._pair.addWidget(self._paper)
        self._pages.addWidget(self._pair)
        self.addWidget(self.sidebar)
        self.addWidget(self._pages)
        for splitter, widths in ((self, (SIDE_PX, 1060)), (self._pair, (RESULTS_PX, 608))):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 0)
            splitter.setStretchFactor(1, 1)
            splitter.setSizes([style.px(width) for width in widths])
        self.sidebar.setMinimumWidth(style.px(150))
        self.results.setMinimumWidth(style.px(300))
        self._paper.setMinimumWidth(style.px(320))
        self._wide = self._pair.saveState()
        self.splitterMoved.connect(self._tell_side)

    def _fold(self) -> None:
        self._wide = self._pair.saveState()
        shown = self._pages.currentIndex()
        self._pages.addWidget(self._paper)
        self._back.show()
        self._pages.setCurrentIndex(shown)

    def _unfold(self) -> None:
        over = self._pages.currentWidget() is self._paper
        self._pair.addWidget(self._paper)
        self._paper.show()
        self._back.hide()
        self._pair.restoreState(self._wide)
        if over:
            self.close_paper()

    @Slot()
    def _tell_side(self) -> None:
        self.side_moved.emit(self.sidebar.width() + 1)
