"""The review of doubles: every pair about which no hand has decided, compared, decided singly or many at once."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from archiver.errors import ArchiveError
from archiver.model import DOUBLE_KINDS, Act, Decision, DoublePair, Review
from ui import style, words
from ui.blank import Blank
from ui.bridge import Bridge
from ui.combo import Combo
from ui.decisions import Decisions, Newer
from ui.labels import Label, stamp
from ui.pair_view import PairView
from ui.pairs_delegate import PairsDelegate
from ui.pairs_model import PairsModel

LIST_PX = 320
LOOK_AGAIN_MS = 2000
"""While papers are still being compared the keeper tells nothing of it."""


class ReviewPage(QWidget):
    """The pairs at the left, the two papers at the right."""

    acted = Signal(str, str, bool)
    """As `Verbs.said`: what was decided, and that it can be taken back."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        self._stamp = stamp()
        super().__init__(parent)
        self.setAccessibleName(self.tr("重复与相近"))
        self._bridge = bridge
        self._review: Review | None = None
        self._title = Label(self.tr("重复与相近"), size=15, strong=True)
        self._shelf = Combo(self)
        self._model = PairsModel(bridge, self)
        self._list = QListView(self)
        self._left = Label(tone="second", wrap=True)
        self._view = PairView(bridge, self)
        self._decisions = Decisions(self)
        self._blank = Blank(self)
        self._pages = QStackedWidget(self)
        self._again = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._lay_out()
        self._connect()

    @property
    def side(self) -> QWidget:
        """The part over which messages may stand: never over the papers."""
        return self._side

    @Slot()
    def refresh(self) -> None:
        """Read the pairs anew; what is selected stays selected."""
        self._bridge.ask(self._bridge.archive.review, self._show, channel="review")

    def changeEvent(self, event: QEvent) -> None:
        """The measures of another text scale, the colours of another theme."""
        super().changeEvent(event)
        if stamp() != self._stamp:
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a pane."""
        QPainter(self).fillRect(self.rect(), style.colour("pane"))

    def _lay_out(self) -> None:
        self._shelf.setAccessibleName(self.tr("看哪些"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(PairsDelegate(self._list))
        self._list.setAccessibleName(self.tr("重复与相近的资料"))
        self._list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setFrameShape(QListView.Shape.NoFrame)
        self._side = QWidget(self)
        self._column = QVBoxLayout(self._side)
        self._column.addWidget(self._title)
        self._column.addWidget(self._shelf)
        self._column.addWidget(self._list, 1)
        self._column.addWidget(self._left)
        line = QFrame(self)
        line.setObjectName("line")
        papers = QWidget(self)
        column = QVBoxLayout(papers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view, 1)
        column.addWidget(line)
        column.addWidget(self._decisions)
        self._pages.addWidget(papers)
        self._pages.addWidget(self._blank)
        self._sides = QSplitter(Qt.Orientation.Horizontal, self)
        self._sides.addWidget(self._side)
        self._sides.addWidget(self._pages)
        self._sides.setChildrenCollapsible(False)
        self._sides.setHandleWidth(1)
        self._sides.setStretchFactor(1, 1)
        self._sides.setSizes([style.px(LIST_PX), style.px(740)])
        self.setFocusProxy(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sides)
        self._dress()

    def _connect(self) -> None:
        self._again.timeout.connect(self._look_again)
        self._shelf.activated.connect(self._show_shelf)
        self._list.selectionModel().selectionChanged.connect(self._show_chosen)
        self._decisions.decided.connect(self._decide)
        self._decisions.swapped.connect(self._swap)
        for key, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, step))

    @Slot()
    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _show(self, review: Review) -> None:
        """The pairs were read."""
        self._review = review
        shelf = self._shelf.currentData() or "all"
        self._shelf.clear()
        self._shelf.addItem(self._counted(self.tr("待定"), len(review.open)), "all")
        for kind, count in review.counts.items():
            if count or kind == shelf:
                self._shelf.addItem(self._counted(self._model.kind(kind), count), kind)
        self._shelf.addItem(self._counted(self.tr("已定"), len(review.decided)), "decided")
        self._shelf.setCurrentIndex(max(0, self._shelf.findData(shelf)))
        self._tell_progress(review.to_compare)
        self._show_shelf()

    def _counted(self, name: str, count: int) -> str:
        return self.tr("{name}（{n}）").format(name=name, n=words.number(count))

    def _tell_progress(self, to_compare: int) -> None:
        said = self.tr("还有 {n} 篇正在与其他资料比较，这里会陆续增加。").format(n=words.number(to_compare))
        self._left.setText(said if to_compare else "")
        self._left.setVisible(bool(to_compare))
        if to_compare:
            self._again.start()

    @Slot()
    def _show_shelf(self) -> None:
        """List what the shelf holds; of a pair that left it the next one is chosen."""
        if self._review is None:
            return
        shelf = self._shelf.currentData()
        pairs = self._review.decided if shelf == "decided" else self._review.open
        if shelf in DOUBLE_KINDS:
            pairs = tuple(pair for pair in pairs if pair.kind == shelf)
        before, chosen = self._list.currentIndex().row(), [_key(pair) for pair in self._chosen()]
        bar = self._list.verticalScrollBar().value()
        self._model.show_pairs(pairs)
        self._choose(chosen, before)
        self._list.verticalScrollBar().setValue(bar)
        self._list.scrollTo(self._list.currentIndex())
        self._pages.setCurrentIndex(0 if pairs else 1)
        self._say_blank(decided=shelf == "decided")
        self._show_chosen()

    def _choose(self, keys: Sequence[frozenset[int]], before: int) -> None:
        """Select the same pairs again, or where they are gone the one that took the place of the current one."""
        pairs, selection = self._model.pairs, self._list.selectionModel()
        if self._list.selectionModel().hasSelection() or not pairs:
            return
        wanted = set(keys)
        rows = [row for row, pair in enumerate(pairs) if _key(pair) in wanted] if wanted else []
        rows = rows or [min(max(0, before), len(pairs) - 1)]
        selection.setCurrentIndex(self._model.index(rows[0]), QItemSelectionModel.SelectionFlag.NoUpdate)
        for row in rows:
            selection.select(self._model.index(row), QItemSelectionModel.SelectionFlag.Select)

    def _chosen(self) -> list[DoublePair]:
        """The selected pairs from top to bottom."""
        rows = sorted(index.row() for index in self._list.selectionModel().selectedIndexes())
        return [self._model.pairs[row] for row in rows]

    @Slot()
    def _show_chosen(self) -> None:
        """The pair chosen, or of many the current one; the buttons are for all of them."""
        chosen, current = self._chosen(), self._list.currentIndex().row()
        if not chosen:
            self._view.show_pair(None)
            self._decisions.offer(0, "")
            return
        pair = self._model.pairs[current] if 0 <= current < len(self._model.pairs) else chosen[0]
        pair = pair if pair in chosen else chosen[0]
        self._view.show_pair(pair)
        self._decisions.offer(len(chosen), self._newer(pair))

    def _newer(self, pair: DoublePair) -> Newer:
        shown = self._view.shown
        return "" if pair.newer is None or shown is None else "left" if pair.newer == shown[0] else "right"

    def _say_blank(self, *, decided: bool) -> None:
        if decided:
            self._blank.say("check", self.tr("还没有决定过"), self.tr("您定下的每一对会列在这里，随时可以改。"))
        elif self._review and self._review.to_compare:
            self._blank.say("clock", self.tr("正在比较"), self.tr("找到的重复资料会陆续列在这里。"))
        else:
            self._blank.say("check", self.tr("没有待定的重复资料"),
                            self.tr("同一份文件的抄件、残本和不同稿会自动列在这里；定过的不再出现。"))  # fmt: skip

    @Slot(str, str)
    def _decide(self, decision: Decision, newer: Newer) -> None:
        """Decide about all selected pairs in one act."""
        chosen, shown = self._chosen(), self._view.shown
        if not chosen or shown is None:
            return
        pairs = [(pair.one, pair.other) for pair in chosen] if len(chosen) > 1 else [shown]
        if decision == "version" and newer:
            decision, pairs = "newer", [shown if newer == "left" else (shown[1], shown[0])]
        decide = partial(self._bridge.archive.decide_all, pairs, decision)
        self._bridge.ask(decide, self._acted, self._refused)

    @Slot(object)
    def _acted(self, act: Act) -> None:
        self.acted.emit(act.label.say(words.language()), "", True)
        self._bridge.look_again()

    def _refused(self, trouble: ArchiveError) -> None:
        self.acted.emit(trouble.sentence(words.language()), trouble.hint(words.language()), False)

    @Slot()
    def _swap(self) -> None:
        self._view.swap()
        for pair in self._chosen()[:1]:
            self._decisions.offer(1, self._newer(pair))

    def _step(self, step: int) -> None:
        """The next pair, or the one before."""
        row = self._list.currentIndex().row() + step
        if 0 <= row < len(self._model.pairs):
            self._list.setCurrentIndex(self._model.index(row))

    def _dress(self) -> None:
        self._stamp = stamp()
        self._column.setContentsMargins(style.px(16), style.px(12), style.px(10), style.px(12))
        self._column.setSpacing(style.px(10))
        self._side.setMinimumWidth(style.px(230))
        self._list.setStyleSheet(f"QListView {{ border: 0; background: {style.current().pane}; }}")
        self._view.dress()


def _key(pair: DoublePair) -> frozenset[int]:
    return frozenset((pair.one, pair.other))
