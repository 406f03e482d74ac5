"""Series: the same paper over the years, known by the stem of its title, its organisation and its type."""

import sqlite3
from collections.abc import Collection

from archiver.catalogue import cards, siblings
from archiver.catalogue.siblings import Titled
from archiver.model import PieceId, Series
from archiver.similar.titles import series_stem

SHORTEST_STEM = 6
"""Characters of a stem that says enough by itself; 工作总结 needs the organisation to be known and the same."""

MOST = 200
"""Siblings that are listed at most: the newest."""


def of_piece(db: sqlite3.Connection, piece: PieceId, doubles: Collection[PieceId]) -> Series:
    """The same paper of other years or issues; its `doubles` are no siblings."""
    mine = siblings.titled(db, piece)
    stem = _stem(mine) if mine else ""
    if mine is None or not stem:
        return Series("", ())
    found = [one for one in siblings.of_type(db, mine.type, stem) if _is_sibling(mine, stem, one)]
    wanted = [one.piece for one in found if one.piece not in doubles][:MOST]
    shown = cards.of_pieces(db, wanted)
    return Series(stem, tuple(shown[each] for each in wanted if each in shown))


def _stem(paper: Titled) -> str:
    """The stem of the title without the name of the organisation, which stands in one year's title and not in all."""
    stem = series_stem(paper.title)
    shorter = stem.replace(paper.organisation, "", 1) if paper.organisation else stem
    return shorter or stem


def _is_sibling(mine: Titled, stem: str, other: Titled) -> bool:
    """Whether two papers of one type are one paper of two times; of an unknown organisation the stem decides."""
    if other.piece == mine.piece or _stem(other) != stem:
        return False
    if mine.organisation and other.organisation:
        return mine.organisation == other.organisation
    return len(stem) >= SHORTEST_STEM
