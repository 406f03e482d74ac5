"""Hits as a list shows them: the card, and the words of the question marked in title and a stretch of the text."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from archiver.catalogue import cards
from archiver.catalogue.cards import NO_WORDS, Words
from archiver.library import Library
from archiver.model import Card, FoldedPiece, Hit, PieceId
from archiver.search.best import shared_runs
from archiver.search.nodes import Literal
from archiver.search.query import Query
from archiver.search.ranked import Found
from archiver.search.snippets import highlights, snippet
from archiver.search.wish import Wish

Folded = Mapping[PieceId, list[PieceId]]
"""Hits that stand for others, each with those under it."""


def hits_of(library: Library, query: Query, folded: Folded, found: Found) -> list[Hit]:
    """The hits of a page; what is gone by now is left out."""
    return _shown(library, lambda _piece: query, folded, found)


def best_hits_of(library: Library, query: Query, wish: Wish, found: Found) -> list[Hit]:
    """Best matches, with the longest stretches of the question marked that each paper has."""
    words = library.shelf.folded(found.pieces)

    def with_runs(piece: PieceId) -> Query:
        return marking_runs(query, wish, words[piece]) if piece in words else query

    return [replace(hit, match="best") for hit in _shown(library, with_runs, {}, found)]


def marking_runs(query: Query, wish: Wish, piece: FoldedPiece) -> Query:
    """The query with the longest runs of its words marked that a piece has."""
    marks = query.marks + tuple(Literal(run, run) for run in shared_runs(wish, [piece.title, piece.body]))
    return replace(query, marks=marks, title_marks=marks)


def _shown(library: Library, query_of: Callable[[PieceId], Query], folded: Folded, found: Found) -> list[Hit]:
    """Hits, each with what `query_of` says is to be marked in it."""
    db = library.catalogue.read()
    wanted = [PieceId(piece) for piece in found.pieces]
    under = {piece: folded[piece] for piece in wanted if piece in folded}
    known = cards.of_pieces(db, [*wanted, *(piece for some in under.values() for piece in some)])
    words = cards.words_of(db, wanted)
    return [
        _hit(query_of(piece), known[piece], score, words.get(piece, NO_WORDS), _known(under.get(piece, []), known))
        for piece, score in zip(wanted, found.scores, strict=True)
        if piece in known
    ]


def _known(pieces: list[PieceId], known: Mapping[PieceId, Card]) -> tuple[Card, ...]:
    return tuple(known[piece] for piece in pieces if piece in known)


def _hit(query: Query, card: Card, score: float, words: Words, same: tuple[Card, ...]) -> Hit:
    shown = snippet(*words, query)
    marked = tuple(highlights(card.title, (), query, title=True))
    return Hit(card, score, "exact", marked, shown.text, tuple(shown.highlights), same)
