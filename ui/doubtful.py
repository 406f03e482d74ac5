"""The page of the doubtful: papers whose files are gone, new files that may be they, and both texts side by side."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archiver.model import Doubt
from ui import style
from ui.blank import Blank
from ui.bridge import Bridge
from ui.compared import Compared
from ui.doubting import Answering, question
from ui.dressing import dressed, stand_on_pane
from ui.labels import Elided, Label

LIST_PX = 260
ROW_PX = 56


class Doubtful(QWidget):
    """Lists the pairs; the one chosen is compared and can be answered."""

    acted = Signal(str, str, bool)
    """As `Verbs.said`: an answer, which can be taken back."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stand_on_pane(self)
        self.setAccessibleName(self.tr("待确认的资料"))
        self._bridge = bridge
        self._doubts: tuple[Doubt, ...] = ()
        self._title = Label(self.tr("待确认"), size=15, strong=True)
        told = self.tr("这些资料归过类或改正过，原文件已不在；右边的新文件可能就是它，移动并改过。")
        self._advice = Label(told, tone="second", wrap=True)
        self._list = QListWidget(self)
        self._question = Label(size=14, wrap=True)
        self._before, self._now = Elided(tone="second"), Elided(tone="second")
        self._yes = QPushButton(self.tr("是同一份"))
        self._no = QPushButton(self.tr("不是同一份"))
        self._compared = Compared(bridge, "doubtful", self)
        self._blank = Blank(self)
        self._pages = QStackedWidget(self)
        self._answering = Answering(bridge, self)
        self._lay_out()
        self._connect()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show these pairs; the one that was chosen stays chosen."""
        if tuple(doubts) == self._doubts and doubts:
            return
        chosen, self._doubts = self._chosen(), tuple(doubts)
        self._list.blockSignals(True)
        self._list.clear()
        for doubt in self._doubts:
            self._list.addItem(self._item(doubt))
        self._list.blockSignals(False)
        self._blank.say("check", self.tr("没有待确认的资料"))
        self._pages.setCurrentIndex(0 if doubts else 1)
        if doubts:
            again = [n for n, doubt in enumerate(self._doubts) if chosen and _ids(doubt) == _ids(chosen)]
            self._list.setCurrentRow(again[0] if again else 0)
            self._show_chosen()

    def choose(self, wanted: Doubt) -> None:
        """Choose a pair."""
        for number, doubt in enumerate(self._doubts):
            if _ids(doubt) == _ids(wanted):
                self._list.setCurrentRow(number)

    def _lay_out(self) -> None:
        self._list.setAccessibleName(self.tr("待确认的资料"))
        acts = QHBoxLayout()
        for button in (self._yes, self._no):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self._compared.differences)
        self._right = QVBoxLayout()
        for part in (self._question, self._before, self._now):
            self._right.addWidget(part)
        self._right.addLayout(acts)
        self._right.addWidget(self._compared.page, 1)
        both = QWidget(self)
        self._sides = QHBoxLayout(both)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.addWidget(self._list)
        self._sides.addLayout(self._right, 1)
        self._pages.addWidget(both)
        self._pages.addWidget(self._blank)
        self._column = QVBoxLayout(self)
        for part in (self._title, self._advice):
            self._column.addWidget(part)
        self._column.addWidget(self._pages, 1)
        dressed(self._dress)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._show_chosen)
        self._yes.clicked.connect(partial(self._answer, self._answering.same))
        self._no.clicked.connect(partial(self._answer, self._answering.different))
        self._answering.done.connect(self._tell)

    def _item(self, doubt: Doubt) -> QListWidgetItem:
        name = doubt.found.path.name if doubt.found.path else doubt.found.title
        item = QListWidgetItem(f"{doubt.lost.title}\n→ {name}")
        item.setToolTip(f"{doubt.lost.path}\n→ {doubt.found.path}")
        item.setSizeHint(QSize(0, style.px(ROW_PX)))
        return item

    def _chosen(self) -> Doubt | None:
        row = self._list.currentRow()
        return self._doubts[row] if 0 <= row < len(self._doubts) else None

    @Slot()
    def _show_chosen(self) -> None:
        """The pair that is chosen: where both lie, what is asked, and their texts."""
        doubt = self._chosen()
        if doubt is None:
            return
        said = question(doubt, new=True)
        given = doubt.found.category_name if doubt.found.category_by == "hand" else None
        if given:
            said += self.tr("新文件已归入 {category}；认作同一份后，仍以原来的类别为准。").format(category=given)
        self._question.setText(said)
        self._before.setText(self.tr("左边是原来的：{path}").format(path=doubt.lost.path))
        self._now.setText(self.tr("右边是新的：{path}").format(path=doubt.found.path))
        self._compared.ask(doubt.lost.piece, doubt.found.piece)

    def _answer(self, give: Callable[[Doubt], None], *_: object) -> None:
        doubt = self._chosen()
        if doubt is not None:
            give(doubt)

    def _tell(self, _: Doubt, same: bool, said: str) -> None:
        self._advice.setText(self.tr("{said}（可以撤销）").format(said=said))
        self.acted.emit(said, "", True)
        self._bridge.look_again()

    def _dress(self) -> None:
        self._column.setContentsMargins(style.px(16), style.px(12), style.px(16), style.px(12))
        self._column.setSpacing(style.px(10))
        self._sides.setSpacing(style.px(16))
        self._right.setSpacing(style.px(8))
        self._list.setFixedWidth(style.px(LIST_PX))
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look, inside = style.current(), style.px(6)
        self._list.setStyleSheet(
            f"QListWidget {{ border: 0; outline: 0; background: {look.pane}; }}"
            f"QListWidget::item {{ border: 0; border-bottom: 1px solid {look.line}; padding: {inside}px; }}"
            f"QListWidget::item:selected {{ background: {look.wash}; color: {look.text}; }}"
        )


def _ids(doubt: Doubt) -> tuple[int, int]:
    return doubt.lost.document, doubt.found.document
