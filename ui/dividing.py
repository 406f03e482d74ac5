"""Dividing a file into papers by hand: the menu over a line of the sheet, the strip that names the piece."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from archiver.model import Act, Card, Paper, PieceId
from ui import style, words
from ui.bridge import Bridge
from ui.labels import Label
from ui.reader_text import Run
from ui.sheet import SheetView


@dataclass(frozen=True, slots=True)
class Place:
    """A paper and the line of its file on which a menu was opened; None where no piece can begin."""

    paper: Paper
    line: int | None

    @property
    def above(self) -> PieceId | None:
        """The piece before this one in its file."""
        at = self.paper.siblings.index(self.paper.card.piece)
        return self.paper.siblings[at - 1] if at else None

    @property
    def below(self) -> PieceId | None:
        """The piece after this one in its file."""
        at = self.paper.siblings.index(self.paper.card.piece) + 1
        return self.paper.siblings[at] if at < len(self.paper.siblings) else None


def place_of(paper: Paper, run: Run | None) -> Place:
    """Where in the file a stretch of the sheet stands; its first line begins the piece already."""
    start = run.start if run else 0
    start = paper.text.rfind("\n", 0, start) + 1
    if not paper.text[:start].strip():
        return Place(paper, None)
    return Place(paper, paper.start_line + paper.text.count("\n", 0, start))


class Dividing(QObject):
    """Builds the menus, asks the archive, and tells which card is to be read and what was done."""

    done = Signal(object, str)

    def __init__(self, bridge: Bridge, sheet: SheetView) -> None:
        super().__init__(sheet)
        self._bridge = bridge
        self._sheet = sheet
        self._paper: Paper | None = None

    def show_paper(self, paper: Paper | None) -> None:
        """The paper on the sheet from now on."""
        self._paper = paper

    def over_line(self, at: QPoint) -> None:
        """The menu of the line at a point of the sheet."""
        menu = self._sheet.createStandardContextMenu()
        if self._paper:
            place = place_of(self._paper, self._sheet.run_at(at))
            menu.addSeparator()
            self._add(menu, self.tr("从这里分成两篇"), self._split, place, place.line)
            self._boundaries(menu, place)
        self._pop_up(menu, self._sheet.viewport().mapToGlobal(at))

    def over_strip(self, at: QPoint) -> None:
        """What can be done with the boundaries of the piece."""
        if self._paper:
            menu = QMenu(self._sheet)
            self._boundaries(menu, place_of(self._paper, None))
            self._pop_up(menu, at)

    def _boundaries(self, menu: QMenu, place: Place) -> None:
        if len(place.paper.siblings) > 1:
            self._add(menu, self.tr("与上一篇合并"), self._join_above, place, place.above)
            self._add(menu, self.tr("与下一篇合并"), self._join_below, place, place.below)
            menu.addSeparator()
            self._add(menu, self.tr("开头的分界上移一段"), partial(self._move, -1), place, place.above)
            self._add(menu, self.tr("开头的分界下移一段"), partial(self._move, 1), place, place.above)

    def _add(self, menu: QMenu, text: str, act: Callable[[Place], None], place: Place, needs: int | None) -> None:
        menu.addAction(text, partial(act, place)).setEnabled(needs is not None)

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _split(self, place: Place) -> None:
        assert place.line is not None
        split = partial(self._bridge.archive.split, place.paper.card.piece, [place.line])
        self._ask(split, place.paper.card.piece, self.tr("已从这里分成两篇"))

    def _join_above(self, place: Place) -> None:
        assert place.above is not None
        join = partial(self._bridge.archive.join, place.above, place.paper.card.piece)
        self._ask(join, place.above, self.tr("已与上一篇合并"))

    def _join_below(self, place: Place) -> None:
        assert place.below is not None
        join = partial(self._bridge.archive.join, place.paper.card.piece, place.below)
        self._ask(join, place.paper.card.piece, self.tr("已与下一篇合并"))

    def _move(self, by: int, place: Place) -> None:
        move = partial(self._bridge.archive.move_boundary, place.paper.card.piece, by)
        said = self.tr("分界已上移一段") if by < 0 else self.tr("分界已下移一段")
        self._ask(move, place.paper.card.piece, said)

    def _ask(self, act: Callable[[], Act], then: PieceId, said: str) -> None:
        """Do it, and read the card of the piece that is to be shown `then`."""
        archive = self._bridge.archive

        def work() -> Card:
            act()
            return archive.paper(then).card

        self._bridge.ask(work, partial(self._tell, said))

    def _tell(self, said: str, card: Card) -> None:
        self.done.emit(card, said)


class PieceStrip(QWidget):
    """A thin line above a piece of a file that holds several: which one it is, and its menu."""

    asked = Signal(QPoint)
    """The menu, please, at this place of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(tone="second", size=12)
        self._button = QPushButton(self.tr("调整分篇"))
        self._button.setToolTip(self.tr("合并相邻的篇，或移动分界；要分开，请在正文那一段上点右键"))
        self._button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(16), style.px(3), style.px(16), style.px(3))
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.hide()

    def show_card(self, card: Card | None) -> None:
        """Name the piece; nothing where its file holds no other."""
        self.setVisible(card is not None and card.pieces > 1)
        if card is not None:
            said = self.tr("本文件第 {i} 篇，共 {n} 篇")
            self._words.setText(said.format(i=words.number(card.ordinal), n=words.number(card.pieces)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.colour("pane"))
        painter.setPen(style.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def _ask(self) -> None:
        self.asked.emit(self._button.mapToGlobal(self._button.rect().bottomLeft()))
