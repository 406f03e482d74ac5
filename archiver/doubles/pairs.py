"""Doubles: which papers are here already, which of them search folds into one hit, and what hands decide about them."""

import sqlite3
from collections.abc import Mapping, Sequence

from archiver import filing
from archiver.catalogue import cards, journal, likenesses
from archiver.catalogue.likenesses import CardTraits, Like, Pair, pair
from archiver.errors import ArchiveError
from archiver.model import (
    DOUBLE_KINDS,
    VERSIONS,
    Act,
    Comparison,
    Decision,
    Double,
    DoubleKind,
    PieceId,
    Verdict,
)
from archiver.similar.comparing import Likeness
from archiver.similar.differences import side_by_side
from archiver.similar.kinds import Traits, kind_of

FOLDED: frozenset[DoubleKind] = frozenset({"same_bytes", "same_text", "near"})
"""Kinds that stand under one hit. A part of a paper and a version of it are papers of their own."""


def of_piece(db: sqlite3.Connection, piece: PieceId) -> list[Double]:
    """The doubles of a piece, the surest kind first; those a hand said to keep beside it included."""
    likes, decided = likenesses.of_piece(db, piece), likenesses.verdicts(db)
    known = likenesses.traits(db, [piece, *(like.other for like in likes)])
    kinds = {like.other: kind for like in likes if (kind := kind_between(known, decided, like))}
    shown = cards.of_pieces(db, list(kinds))
    found = [
        Double(shown[like.other], kinds[like.other], like.within, like.holds, decided.get(pair(piece, like.other)))
        for like in likes
        if like.other in kinds
    ]
    return sorted(found, key=lambda one: (DOUBLE_KINDS.index(one.kind), -one.containment, one.card.piece))


def kind_between(known: Mapping[PieceId, CardTraits], decided: Mapping[Pair, Verdict], like: Like) -> DoubleKind | None:
    """What a hand said two papers are, or else what their words and cards make of them."""
    one, other = known.get(like.piece), known.get(like.other)
    if one is None or other is None:
        return None
    if decided.get(pair(like.piece, like.other)) in VERSIONS:
        return "version"
    if like.same_words:
        return "same_bytes" if one.sha256 == other.sha256 != "" and one.document != other.document else "same_text"
    likeness = Likeness(like.within, like.holds, like.numbers_differ, like.dates_differ)
    return kind_of(traits_of(one), traits_of(other), likeness)


def traits_of(card: CardTraits) -> Traits:
    """What tells a paper apart from one with like words."""
    return Traits(card.title, card.name, card.year, card.date, card.number)


class Folding:
    """Which pieces of the library stand under one hit, as it was at one moment."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._decided = likenesses.verdicts(db)
        self._like: dict[PieceId, list[PieceId]] = {}
        likes = likenesses.everywhere(db)
        known = likenesses.traits(db, (piece for like in likes for piece in (like.piece, like.other)))
        for like in likes:
            if kind_between(known, self._decided, like) in FOLDED and pair(like.piece, like.other) not in self._decided:
                self._like.setdefault(like.piece, []).append(like.other)
                self._like.setdefault(like.other, []).append(like.piece)

    @property
    def pieces(self) -> list[PieceId]:
        """Pieces that have others like them."""
        return sorted(self._like)

    def fold(self, hits: Sequence[PieceId]) -> dict[PieceId, list[PieceId]]:
        """Hits that stand for others, each with those that fold under it; `hits` come in the order they are shown."""
        left = dict.fromkeys(hits)
        folded: dict[PieceId, list[PieceId]] = {}
        for head in hits:
            if head in left:
                del left[head]
                under = self._reached(head, left)
                if under:
                    folded[head] = under
        return folded

    def _reached(self, head: PieceId, left: dict[PieceId, None]) -> list[PieceId]:
        """Those that are like the head, or like one that is; taken out of `left`, in its order.

        What does not answer the query still joins those that do: two copies of it are copies of each other.
        """
        seen, line = {head}, [head]
        for piece in line:
            for other in self._like.get(piece, ()):
                if other not in seen and self._decided.get(pair(head, other)) is None:
                    seen.add(other)
                    line.append(other)
        under = [piece for piece in left if piece in seen]
        for piece in under:
            del left[piece]
        return under


def decide(db: sqlite3.Connection, pairs: Sequence[Pair], decision: Decision) -> Act:
    """Let a hand decide about pairs, each (one, other), as one act: keep both as papers of their own, mark them as
    versions (with `newer` the one as the newer), or hide the other behind the one.

    Of several pairs to hide, those are passed over of which a paper is hidden by then: a third stands for both.
    ArchiveError where nothing is left to do.
    """
    if not pairs:
        raise ArchiveError("filing.nothing_given")
    entries = [entry for one, other in pairs if (entry := _decide(db, one, other, decision, only=len(pairs) == 1))]
    if not entries:
        raise ArchiveError("doubles.all_hidden")
    return filing.act_of(db, journal.read(db, journal.write(db, journal.user(), entries)))


def _decide(
    db: sqlite3.Connection, one: PieceId, other: PieceId, decision: Decision, *, only: bool
) -> journal.Entry | None:
    """What was decided of one pair, as the journal keeps it; None where it is passed over."""
    for piece in (one, other):
        filing.target_of_piece(db, piece)
    if one == other:
        raise ArchiveError("doubles.same_piece")
    on, verdict = pair(one, other), _verdict(one, other, decision)
    before = likenesses.verdict(db, on)
    likenesses.set_verdict(db, on, None)
    if decision == "hide" and likenesses.is_hidden(db, one) and only:
        raise ArchiveError("doubles.hidden_itself", title=filing.title_of(db, filing.target_of_piece(db, one)))
    if decision == "hide" and not only and (likenesses.is_hidden(db, one) or likenesses.is_hidden(db, other)):
        likenesses.set_verdict(db, on, before)
        return None
    likenesses.set_verdict(db, on, verdict)
    return journal.Entry("pair", f"pair:{on[0]}:{on[1]}", {"verdict": before}, {"verdict": verdict})


def _verdict(one: PieceId, other: PieceId, decision: Decision) -> Verdict:
    if decision == "newer":
        return "newer_first" if one < other else "newer_second"
    if decision == "hide":
        return "hide_first" if other < one else "hide_second"
    return decision


def compare(db: sqlite3.Connection, one: PieceId, other: PieceId) -> Comparison:
    """Two papers side by side. Raises ArchiveError where one of them no longer exists."""
    left, right = cards.paper(db, one), cards.paper(db, other)
    return Comparison(left.card, right.card, tuple(side_by_side(left.text, right.text)))
