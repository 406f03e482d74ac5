"""The review of doubles: every pair about which no hand has decided, compared, decided singly or many at once."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from archiver.errors import ArchiveError
from archiver.model import DOUBLE_KINDS, Act, Decision, DoublePair, Review
from ui import style, words
from ui.blank import Blank
from ui.bridge import Bridge
from ui.combo import Combo
from ui.decisions import Decisions, Newer
from ui.dressing import dressed, stand_on_pane
from ui.labels import Label
from ui.pair_view import PairView
from ui.pairs_list import PairsList
from ui.pairs_model import PairsModel

LIST_PX = 320
LOOK_AGAIN_MS = 2000
"""While papers are still being compared the keeper tells nothing of it."""


class ReviewPage(QWidget):
    """The pairs at the left, the two papers at the right."""

    acted = Signal(str, str, bool)
    """As `Verbs.said`: what was decided, and that it can be taken back."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stand_on_pane(self)
        self.setAccessibleName(self.tr("重复与相近"))
        self._bridge = bridge
        self._review: Review | None = None
        self._title = Label(self.tr("重复与相近"), size=15, strong=True)
        self._shelf = Combo(self)
        self._model = PairsModel(bridge, self)
        self._list = PairsList(self._model, self)
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
        self._bridge.ask(self._bridge.archive.doubles.review, self._show, channel="review")

    def _lay_out(self) -> None:
        self._shelf.setAccessibleName(self.tr("看哪些"))
        self._side = QWidget(self)
        self._column = QVBoxLayout(self._side)
        self._column.addWidget(self._title)
        self._column.addWidget(self._shelf)
        self._column.addWidget(self._list, 1)
        self._column.addWidget(self._left)
        self._pages.addWidget(self._papers())
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
        dressed(self._dress)

    def _papers(self) -> QWidget:
        """The two papers, and below them what can be decided."""
        line = QFrame(self)
        line.setObjectName("line")
        papers = QWidget(self)
        column = QVBoxLayout(papers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._view, 1)
        column.addWidget(line)
        column.addWidget(self._decisions)
        return papers

    def _connect(self) -> None:
        self._again.timeout.connect(self._look_again)
        self._shelf.activated.connect(self._show_shelf)
        self._list.selectionModel().selectionChanged.connect(self._show_chosen)
        self._decisions.decided.connect(self._decide)
        self._decisions.swapped.connect(self._swap)
        for key, step in (("Alt+Down", 1), ("Alt+Up", -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._list.step, step))

    @Slot()
    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(object)
    def _show(self, review: Review) -> None:
        """The pairs were read."""
        self._review = review
        shelf = self._shelf.currentData() or "all"
        counts = {kind: count for kind, count in review.counts.items() if count or kind == shelf}
        named = {"all": self._counted(self.tr("待定"), len(review.open))}
        named |= {kind: self._counted(self._model.kind(kind), count) for kind, count in counts.items()}
        named |= {"decided": self._counted(self.tr("已定"), len(review.decided))}
        self._name_shelves(named, shelf)
        self._tell_progress(review.to_compare)
        self._show_shelf()

    def _name_shelves(self, named: Mapping[str, str], shelf: str) -> None:
        """Only other counts leave the list alone: it may be dropped down right now."""
        if list(named) == [self._shelf.itemData(row) for row in range(self._shelf.count())]:
            for row, name in enumerate(named.values()):
                self._shelf.setItemText(row, name)
            return
        self._shelf.clear()
        for key, name in named.items():
            self._shelf.addItem(name, key)
        self._shelf.setCurrentIndex(max(0, self._shelf.findData(shelf)))

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
        """List what the shelf holds."""
        if self._review is None:
            return
        shelf = self._shelf.currentData()
        pairs = self._review.decided if shelf == "decided" else self._review.open
        if shelf in DOUBLE_KINDS:
            pairs = tuple(pair for pair in pairs if pair.kind == shelf)
        self._list.show_pairs(pairs)
        self._pages.setCurrentIndex(0 if pairs else 1)
        self._say_blank(decided=shelf == "decided")
        self._show_chosen()

    @Slot()
    def _show_chosen(self) -> None:
        """The pair chosen, or of many the current one; the buttons are for all of them."""
        pair = self._list.current()
        self._view.show_pair(pair)
        self._decisions.offer(len(self._list.chosen()), self._newer(pair))

    def _newer(self, pair: DoublePair | None) -> Newer:
        shown = self._view.shown
        if pair is None or pair.newer is None or shown is None:
            return ""
        return "left" if pair.newer == shown[0] else "right"

    def _say_blank(self, *, decided: bool) -> None:
        if decided:
            self._blank.say("check", self.tr("还没有决定过"), self.tr("您定下的每一对会列在这里，随时可以改。"))
        elif self._review and self._review.to_compare:
            self._blank.say("clock", self.tr("正在比较"), self.tr("找到的重复资料会陆续列在这里。"))
        else:
            self._blank.say("check", self.tr("没有待定的重复资料"),
                            self.tr("抄件、残本和不同稿会自动列在这里，定过的不再出现。"))  # fmt: skip

    @Slot(str, str)
    def _decide(self, decision: Decision, newer: Newer) -> None:
        """Decide about all selected pairs in one act."""
        chosen, shown = self._list.chosen(), self._view.shown
        if not chosen or shown is None:
            return
        pairs = [(pair.one, pair.other) for pair in chosen] if len(chosen) > 1 else [shown]
        if decision == "version" and newer:
            decision, pairs = "newer", [shown if newer == "left" else (shown[1], shown[0])]
        decide = partial(self._bridge.archive.doubles.decide_all, pairs, decision)
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
        self._decisions.offer(len(self._list.chosen()), self._newer(self._list.current()))

    def _dress(self) -> None:
        self._column.setContentsMargins(style.px(16), style.px(12), style.px(10), style.px(12))
        self._column.setSpacing(style.px(10))
        self._side.setMinimumWidth(style.px(230))
        self._list.setStyleSheet(f"QListView {{ border: 0; background: {style.current().pane}; }}")
