"""Papers like the one shown: its doubles, and the same paper of other years; each row opens the comparison."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from archiver.errors import ArchiveError
from archiver.model import Card, Double, DoubleKind, Paper, PieceId, Series
from ui import style, words
from ui.bridge import Bridge
from ui.fact import Value
from ui.labels import Label

if TYPE_CHECKING:
    from archiver.archive import Archive

REST_MS = 200
"""A paper that is only passed over, as the first result is at every word typed, is not compared with others: that takes
some 10 ms of the processor among 50,000, and is seen by nobody."""

YEARS_NAMED = 6
"""Years of siblings that are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a worker found for a paper."""

    piece: PieceId
    doubles: tuple[Double, ...]
    series: Series


def look(archive: "Archive", piece: PieceId) -> Found:
    """Doubles and siblings of a paper; for a worker."""
    return Found(piece, tuple(archive.doubles.of(piece)), archive.doubles.series(piece))


class Alike(QWidget):
    """The rows 相近资料 and 往年同类 of the facts; each is there only where there is something to say."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._card: Card | None = None
        self._found: Found | None = None
        self._doubles = Linked(self.tr("相近资料"), self)
        self._series = Linked(self.tr("往年同类"), self)
        self._doubles.value.clicked.connect(self._review)
        self._series.value.clicked.connect(self._compare)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._doubles)
        column.addWidget(self._series)
        self.show_paper(None)

    def align(self, width: int) -> None:
        """As `Fact.align`."""
        self._doubles.align(width)
        self._series.align(width)

    def show_paper(self, paper: Paper | None) -> None:
        """Look for papers like this one when the eye rests on it; what is shown of the same paper stays until then."""
        before, self._card = self._card, paper.card if paper else None
        if self._card is None or before is None or before.piece != self._card.piece:
            self._found = None
            self.hide()
        self._bridge.drop("alike")
        if self._card is None:
            self._rest.stop()
        else:
            self._rest.start()

    @Slot()
    def _look(self) -> None:
        if self._card is not None:
            archive, piece = self._bridge.archive, self._card.piece
            self._bridge.ask(lambda: look(archive, piece), self._show, self._lost, channel="alike")

    @Slot(object)
    def _show(self, found: Found) -> None:
        self._found = found
        self._doubles.say(self._count(found.doubles))
        self._series.say(self._years(found.series.cards))
        self.setVisible(bool(found.doubles or found.series.cards))

    def _lost(self, _: ArchiveError) -> None:
        """The paper went away meanwhile; the reader says so."""
        self.hide()

    def _count(self, doubles: Sequence[Double]) -> str:
        """`1 份相同 · 2 份相近`."""
        named: dict[DoubleKind, str] = {
            "same_bytes": self.tr("{n} 份相同"), "same_text": self.tr("{n} 份文字相同"), "near": self.tr("{n} 份相近"),
            "version": self.tr("{n} 份不同稿"), "contained": self.tr("{n} 份有包含关系"),
        }  # fmt: skip
        counts = Counter(one.kind for one in doubles)
        parts = [said.format(n=words.number(counts[kind])) for kind, said in named.items() if counts[kind]]
        if self._card and any(one.newer_than(self._card.piece) for one in doubles):
            parts.append(self.tr("有更新的一稿"))
        return " · ".join(parts)

    def _years(self, cards: Sequence[Card]) -> str:
        """`2012、2010、2009（4 篇）`."""
        years = list(dict.fromkeys(str(card.year) if card.year else self.tr("年度不详") for card in cards))
        if not years:
            return ""
        named = "、".join(years[:YEARS_NAMED]) + ("…" if len(years) > YEARS_NAMED else "")
        return self.tr("{years}（{n} 篇）").format(years=named, n=words.number(len(cards)))

    def _review(self) -> None:
        if self._card and self._found:
            from ui.dialogs.comparison import ComparisonDialog

            self._open(ComparisonDialog(self._bridge, self._card, self._found.doubles, self))

    def _compare(self) -> None:
        if self._card and self._found:
            from ui.dialogs.comparison import ComparisonDialog

            self._open(ComparisonDialog(self._bridge, self._card, self._found.series.cards, self))

    def _open(self, dialog: QWidget) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()


class Linked(QWidget):
    """A name and words that lead somewhere."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Label(name, tone="second")
        self.value = Value(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(4))
        row.addWidget(self._name)
        row.addWidget(self.value)
        row.addStretch(1)

    def align(self, width: int) -> None:
        """As `Fact.align`."""
        self._name.setFixedWidth(width + style.px(8))

    def say(self, text: str) -> None:
        """Show the row with these words, or not at all."""
        self.value.setText(text)
        self.value.setAccessibleName(self.tr("{name}：{text}，打开对照").format(name=self._name.text(), text=text))
        self.value.updateGeometry()
        self.setVisible(bool(text))
