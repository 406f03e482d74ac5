"""A library in memory for the tests of search, and the naive answer to a query."""

from collections.abc import Sequence

from archiver.model import ColumnRow, Entry, FoldedPiece, PieceId
from archiver.search.query import holds, parse
from archiver.text.folding import fold


class MemoryShelf:
    """A catalogue that remembers what changed when. Pieces removed keep their row, dead."""

    def __init__(self) -> None:
        self.words: dict[int, FoldedPiece] = {}
        self.cards: dict[int, ColumnRow] = {}
        self.words_changed: dict[int, int] = {}
        self.cards_changed: dict[int, int] = {}
        self.sequence = 0

    def put(
        self, piece: int, body: str, title: str = "", names: str = "",
        year: int | None = None, date: str = "", category: int = 0, by: str = "", kind: str = "",
    ) -> None:
        """A piece as it is from now on."""
        self.words[piece] = FoldedPiece(fold(title), fold(names), fold(body))
        self._stamp(ColumnRow(piece, True, piece, year, date, category, by, kind, fold(title)), words=True)

    def file(self, piece: int, category: int) -> None:
        """Give a category: the card changes, the words do not."""
        card = self.cards[piece]
        self._stamp(
            ColumnRow(piece, True, piece, card.year, card.date, category, "hand", card.type, card.title), words=False
        )

    def remove(self, piece: int) -> None:
        """The piece leaves search."""
        self.words.pop(piece, None)
        self._stamp(ColumnRow(piece, False, piece, None, "", 0, "", "", ""), words=True)

    def _stamp(self, card: ColumnRow, words: bool) -> None:
        self.sequence += 1
        self.cards[card.piece] = card
        self.cards_changed[card.piece] = self.sequence
        if words:
            self.words_changed[card.piece] = self.sequence

    def folded(self, pieces: Sequence[int]) -> dict[int, FoldedPiece]:
        return {piece: self.words[piece] for piece in pieces if piece in self.words}

    def changed_since(self, since: int) -> tuple[list[int], int]:
        return [piece for piece, stamp in self.words_changed.items() if stamp > since], self.sequence

    def columns(self, since: int) -> tuple[list[ColumnRow], int]:
        return [self.cards[piece] for piece, stamp in self.cards_changed.items() if stamp > since], self.sequence

    def behind(self, since: int) -> tuple[list[Entry], list[int], int]:
        """What an index that has followed up to `since` has to learn."""
        changed = [piece for piece, stamp in self.words_changed.items() if stamp > since]
        entries = [
            Entry(PieceId(piece), words.title, words.names, words.body)
            for piece in changed if (words := self.words.get(piece))
        ]
        return entries, [piece for piece in changed if piece not in self.words], self.sequence

    def naive(self, typed: str) -> set[int]:
        """What a scan of all texts answers."""
        root = parse(typed).root
        return {p for p, words in self.words.items() if holds(root, (words.title, words.names, words.body))}
