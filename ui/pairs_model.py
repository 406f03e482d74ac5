"""The pairs of the review as rows of a list; their cards are fetched page by page as they are seen."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from archiver.model import Card, DoubleKind, DoublePair, PieceId, Verdict
from ui.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
PAGE = 50
"""Pairs whose cards are fetched at a time."""


class PairsModel(QAbstractListModel):
    """Pairs in the order of the core. A row whose cards are still being fetched names only its kind."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._pairs: Sequence[DoublePair] = ()
        self._pages: dict[int, Mapping[PieceId, Card]] = {}
        self._asked: set[int] = set()
        self._turn = 0

    @property
    def pairs(self) -> Sequence[DoublePair]:
        """All that are listed."""
        return self._pairs

    def show_pairs(self, pairs: Sequence[DoublePair]) -> None:
        """List these; what is known of the same ones is shown until it is read anew."""
        self._turn += 1
        self._asked.clear()
        if pairs == self._pairs:
            self._fetch_again()
            return
        self.beginResetModel()
        self._pairs = pairs
        self._pages.clear()
        self.endResetModel()

    def cards(self, row: int) -> tuple[Card, Card] | None:
        """The two papers of a row; None where they are not fetched yet, which they are then, or one is gone."""
        page, pair = row // PAGE, self._pairs[row]
        if page not in self._pages:
            self._ask(page)
        known = self._pages.get(page, {})
        one, other = known.get(pair.one), known.get(pair.other)
        return (one, other) if one and other else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row a pair."""
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: Index, role: int = 0) -> str | None:
        """Kind, titles and places, for those who listen; the delegate paints them."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        pair, cards = self._pairs[index.row()], self.cards(index.row())
        lines = [f"{self.kind(pair.kind)} · {self.reason(pair, cards)}".rstrip(" ·")]
        for card in cards or ():
            lines += [card.title, str(card.path or "")]
        return "\n".join(lines)

    def kind(self, kind: DoubleKind | None) -> str:
        """What a kind of doubles is called."""
        named: dict[DoubleKind | None, str] = {
            "same_bytes": self.tr("文件相同"), "same_text": self.tr("文字相同"), "near": self.tr("相近"),
            "contained": self.tr("包含"), "version": self.tr("不同稿"), None: self.tr("已不相近"),
        }  # fmt: skip
        return named[kind]

    def reason(self, pair: DoublePair, cards: tuple[Card, Card] | None) -> str:
        """In a few words how alike two papers are, or what was decided of them."""
        if pair.decided:
            return self._decided(pair.decided)
        if pair.kind in ("same_bytes", "same_text"):
            formats = dict.fromkeys(card.format.upper() for card in cards or () if card.format)
            return self.tr("格式：{formats}").format(formats=self.tr("、").join(formats)) if formats else ""
        share = min(99, round(pair.containment * 100))  # 100 would say that nothing differs
        said = self.tr("{n}% 在另一份里") if pair.kind == "contained" else self.tr("重合 {n}%")
        return said.format(n=share)

    def _decided(self, verdict: Verdict) -> str:
        if verdict == "keep":
            return self.tr("已定：都保留")
        return self.tr("已定：不显示后一份") if verdict.startswith("hide") else self.tr("已定：不同稿")

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        wanted = [piece for pair in self._pairs[page * PAGE : (page + 1) * PAGE] for piece in (pair.one, pair.other)]
        self._bridge.ask(partial(self._bridge.archive.cards, wanted), partial(self._take, self._turn, page))

    def _fetch_again(self) -> None:
        for page in self._pages:
            self._ask(page)

    def _take(self, turn: int, page: int, cards: Mapping[PieceId, Card]) -> None:
        """A page was fetched; one of a list that is no longer shown is of no use."""
        if turn == self._turn:
            self._pages[page] = cards
            self._asked.discard(page)
            self.dataChanged.emit(self.index(page * PAGE), self.index(min(len(self._pairs), (page + 1) * PAGE) - 1))
