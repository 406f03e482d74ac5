"""The review of doubles: every pair of the library about which no hand has decided, and what hands decided."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from archiver.catalogue import likenesses, sketches
from archiver.catalogue.likenesses import CardTraits, Like, Pair, pair
from archiver.doubles.pairs import kind_between, traits_of
from archiver.model import DOUBLE_KINDS, DoubleKind, DoublePair, PieceId, Review, Verdict
from archiver.similar.kinds import is_newer


def review(db: sqlite3.Connection) -> Review:
    """The doubles of the whole library in an order that stays: the surest kind first, then the most alike."""
    decided = likenesses.verdicts(db)
    likes = [like for like in likenesses.everywhere_once(db) if pair(like.piece, like.other) not in decided]
    seen = _Seen.of(db, likes, decided)
    found = [(like, kind) for like in likes if (kind := kind_between(seen.traits, {}, like))]
    open_ones = sorted((seen.pair_of(like, kind) for like, kind in found), key=_surest)
    return Review(tuple(open_ones), tuple(_decided(db, seen, decided)), sketches.lag(db))


def _surest(found: DoublePair) -> tuple[int, float, PieceId, PieceId]:
    kind = DOUBLE_KINDS.index(found.kind) if found.kind else len(DOUBLE_KINDS)
    return kind, -found.containment, found.one, found.other


def _decided(db: sqlite3.Connection, seen: "_Seen", decided: Mapping[Pair, Verdict]) -> list[DoublePair]:
    """Pairs that hands decided about, whatever became of their words since: a hidden one must be found again."""
    found, likes = [], likenesses.of_decided(db)
    for on, verdict in decided.items():
        if seen.traits.keys() >= set(on):
            like = likes.get(on)
            kind = kind_between(seen.traits, decided, like) if like else None
            found.append(seen.pair_of(like or Like(*on, 0.0, 0.0), kind, verdict))
    return sorted(found, key=_surest)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known of the pieces of many pairs."""

    traits: Mapping[PieceId, CardTraits]
    sizes: Mapping[PieceId, int]

    @classmethod
    def of(cls, db: sqlite3.Connection, likes: list[Like], decided: Mapping[Pair, Verdict]) -> "_Seen":
        pieces = [piece for like in likes for piece in (like.piece, like.other)]
        pieces += [piece for on in decided for piece in on]
        return cls(likenesses.traits(db, pieces), likenesses.sizes(db, pieces))

    def pair_of(self, like: Like, kind: DoubleKind | None, verdict: Verdict | None = None) -> DoublePair:
        """A pair with the one first that would stay: what a hand said, else the newer version, else the longer."""
        newer = self._newer(like, verdict)
        if self._stays(like, kind, newer, verdict):
            return DoublePair(like.piece, like.other, kind, like.within, like.holds, newer, verdict)
        return DoublePair(like.other, like.piece, kind, like.holds, like.within, newer, verdict)

    def _newer(self, like: Like, verdict: Verdict | None) -> PieceId | None:
        first, second = pair(like.piece, like.other)
        if verdict in ("newer_first", "newer_second"):
            return first if verdict == "newer_first" else second
        told = is_newer(traits_of(self.traits[first]), traits_of(self.traits[second]))
        return None if told is None else first if told else second

    def _stays(self, like: Like, kind: DoubleKind | None, newer: PieceId | None, verdict: Verdict | None) -> bool:
        """Whether the first named of the two is the one that stays."""
        if verdict in ("hide_first", "hide_second"):
            return (like.piece < like.other) == (verdict == "hide_second")
        if kind == "version" and newer is not None:
            return newer == like.piece
        mine, theirs = self.sizes.get(like.piece, 0), self.sizes.get(like.other, 0)
        return (-mine, like.piece) < (-theirs, like.other)
