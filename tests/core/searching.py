"""A library in memory for the tests of search, and the naive answer to a query."""

from collections.abc import Sequence
from dataclasses import replace

from archiver.model import Block, ColumnRow, Entry, FoldedPiece, PieceId, WrittenPiece
from archiver.search.conditions import Scheme
from archiver.search.query import NO_SCHEME, parse
from archiver.text.folding import fold
from tests.core.naive import answers


class MemoryShelf:
    """A catalogue that remembers what changed when. Pieces removed keep their row, dead."""

    def __init__(self) -> None:
        self.words: dict[int, FoldedPiece] = {}
        self.originals: dict[int, WrittenPiece] = {}
        self.cards: dict[int, ColumnRow] = {}
        self.words_changed: dict[int, int] = {}
        self.cards_changed: dict[int, int] = {}
        self.sequence = 0

    def put(
        self, piece: int, body: str, title: str = "", names: str = "",
        year: int | None = None, date: str = "", category: int = 0, by: str = "", kind: str = "",
        organisation: str = "", number: str = "", blocks: tuple[Block, ...] = (), folders: tuple[str, ...] = (),
    ) -> None:
        """A piece as it is from now on."""
        self.originals[piece] = WrittenPiece(title, (names,), body, blocks)
        self.words[piece] = FoldedPiece(fold(title), fold(names), fold(body, blocks))
        self._stamp(
            ColumnRow(
                piece, True, piece, year, date, category, by, kind, fold(title), title, organisation, number,
                folders,
            ),
            words=True,
        )

    def file(self, piece: int, category: int) -> None:
        """Give a category: the card changes, the words do not."""
        self._stamp(replace(self.cards[piece], category=category, by="hand"), words=False)

    def date(self, piece: int, year: int | None, date: str) -> None:
        """Correct year and date: the card changes, the words do not."""
        self._stamp(replace(self.cards[piece], year=year, date=date), words=False)

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

    def written(self, pieces: Sequence[int]) -> dict[int, WrittenPiece]:
        return {piece: self.originals[piece] for piece in pieces if piece in self.words}

    def changed_since(self, since: int) -> tuple[list[int], int]:
        if since >= self.sequence:
            return [], self.sequence
        return [piece for piece, stamp in self.words_changed.items() if stamp > since], self.sequence

    def columns(self, since: int) -> tuple[list[ColumnRow], int]:
        if since >= self.sequence:
            return [], self.sequence
        return [self.cards[piece] for piece, stamp in self.cards_changed.items() if stamp > since], self.sequence

    def behind(self, since: int) -> tuple[list[Entry], list[int], int]:
        """What an index that has followed up to `since` has to learn."""
        changed = [piece for piece, stamp in self.words_changed.items() if stamp > since]
        entries = [
            Entry(PieceId(piece), words.title, words.names, words.body)
            for piece in changed if (words := self.words.get(piece))
        ]
        return entries, [piece for piece in changed if piece not in self.words], self.sequence

    def naive(self, typed: str, scheme: Scheme = NO_SCHEME, *, exactly: bool = False) -> set[int]:
        """What a scan of all texts answers."""
        root = parse(typed, scheme, exactly=exactly).root
        return {piece for piece in self.words if answers(root, self.originals[piece], self.cards[piece])}
