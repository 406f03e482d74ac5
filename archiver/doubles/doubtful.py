"""The doubtful: new files that may be a filed paper whose file is gone, moved and changed while nobody looked.

Files of the same bytes or the same identity are healed without a question (passing). Here only words and names speak:
the number of a file says nothing once its content is another, for file systems give it out again at once.

Measured with 168 papers (the samples, the labelled ones, 17 of an office), every pair of strangers and each paper with
itself changed: strangers share at most 6 % of their words, in either direction. A paper with one character in 20
changed at random shares at least 42 %, with every fifth sentence replaced 51 % (one paper in 20 less), with three in
ten 36 %. Sketching writes down what shares 40 % (VERSION); below that only the name leads to a comparison. Right and
wrong questions are counted by tests/benchmarks/doubtful.
"""

import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from archiver import filing
from archiver.catalogue import Catalogue, cards, likenesses, lost, pieces, sequence
from archiver.catalogue.likenesses import Like
from archiver.catalogue.lost import Standing
from archiver.doubles import pairs
from archiver.model import Act, DocumentId, Doubt, PieceId
from archiver.similar.comparing import Likeness, Words, compare
from archiver.similar.kinds import Traits, may_be_one
from archiver.similar.sketch import SHORTEST
from archiver.similar.titles import period, stem
from archiver.wording import Reason

SHARED = 0.2
"""Share of the words of each that the other must have: less is a part of a longer paper. One that grew to double its
length kept 28 % at least."""

SHARED_WITH_NAME = 0.1
"""Share of the words of the one that the other must have where their names are alike: strangers have at most 0.06."""

MOST = 3
"""New files that one paper is asked about at most, the likest first. A name that more papers bear says nothing."""

TOGETHER = timedelta(days=1)
"""How long before a paper was missed a new file may have come: saved under another name, the old one deleted later."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for two papers being one; `least` ranks them, `kept` is as in Doubt."""

    found: DocumentId
    named_alike: bool
    least: float
    kept: float | None

    @property
    def rank(self) -> tuple[float, bool, int]:
        return -self.least, not self.named_alike, self.found

    @property
    def why(self) -> Reason:
        """What speaks for it, as a sentence."""
        if self.kept is None:
            return Reason("doubtful.name_only")
        percent = {"percent": round(self.kept * 100)}
        return Reason("doubtful.name", percent) if self.named_alike else Reason("doubtful.words", percent)


Pair = tuple[DocumentId, Evidence]


class Doubts:
    """Finds the pairs to ask about; may be used from any thread.

    What was found is kept until the catalogue changes, and what two readings share for good, as neither changes any
    more. With 1,000 lost papers and as many candidates among 20,000 papers it takes 0.7 s of CPU to look anew, with
    100 among 5,000 0.15 s, with none lost 1 to 3 ms.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._compared: dict[tuple[int, int], Likeness | None] = {}
        self._found: tuple[int, list[Pair]] = (-1, [])

    def pairs(self) -> list[Doubt]:
        """Every pair that no hand has decided about, by the lost paper, the likest new one first."""
        with self._catalogue.snapshot() as db:
            now = sequence.current(db)
            if self._found[0] != now:
                self._found = now, self._look(db)
            return _shown(db, self._found[1])

    def _look(self, db: sqlite3.Connection) -> list[Pair]:
        gone, found = lost.gone(db), list[Pair]()
        if not gone:
            return found
        come = {one.document: one for one in lost.come_since(db, _earlier(min(one.moment for one in gone)))}
        named, decided = _by_name(gone, come.values()), lost.decided(db)
        for one in gone:
            by_words = _by_words(db, one, come)
            by_name = self._by_name(db, one, [each for each in named[one.document] if each.document not in by_words])
            ranked = sorted([*by_words.values(), *by_name], key=lambda each: each.rank)[:MOST]
            found += [(one.document, each) for each in ranked if frozenset((one.document, each.found)) not in decided]
        return found

    def _by_name(self, db: sqlite3.Connection, one: Standing, named: Sequence[Standing]) -> Iterator[Evidence]:
        """Those of a like name whose words do not speak against it; without words the names must be the same."""
        for other in named:
            likeness = self._compare(db, one, other)
            if likeness is None:
                if _name(one) == _name(other):
                    yield Evidence(other.document, True, 0.0, None)
            elif likeness.most >= SHARED_WITH_NAME:
                first, other_first = (pieces.ids(db, each.document)[0] for each in (one, other))
                if may_be_one(_traits(db, first), _traits(db, other_first), likeness):
                    yield Evidence(other.document, True, likeness.least, likeness.within)

    def _compare(self, db: sqlite3.Connection, one: Standing, other: Standing) -> Likeness | None:
        """How like two papers are; None where one of them says too little."""
        key = one.revision, other.revision
        if key not in self._compared:
            words = [Words(lost.body(db, each.document)) for each in (one, other)]
            says_enough = all(len(each.text) >= SHORTEST for each in words)
            self._compared[key] = compare(words[0], words[1]) if says_enough else None
        return self._compared[key]


def _by_words(
    db: sqlite3.Connection, one: Standing, come: Mapping[DocumentId, Standing]
) -> dict[DocumentId, Evidence]:
    """Those that have pieces like the paper's, so many that it is no part of them, nor they of it."""
    likes: dict[DocumentId, list[Like]] = {}
    since = _earlier(one.moment)
    for piece in pieces.ids(db, one.document):
        for like in likenesses.of_piece(db, piece):
            home = pieces.document_of(db, like.other)
            if home is None or home not in come or come[home].moment < since:
                continue
            if like.same_words or _may_be_one(db, like):
                likes.setdefault(home, []).append(like)
    found = {}
    for home, those in likes.items():
        within = _share(db, one.document, [(like.piece, like.within) for like in those])
        holds = _share(db, home, [(like.other, like.holds) for like in those])
        if min(within, holds) >= SHARED:
            found[home] = Evidence(home, _is_named_alike(one, come[home]), min(within, holds), within)
    return found


def _share(db: sqlite3.Connection, document: DocumentId, shares: Sequence[tuple[PieceId, float]]) -> float:
    """The share of a document's words that stand in another, from the shares of its pieces, of each the largest."""
    sizes, largest = likenesses.sizes(db, pieces.ids(db, document)), dict(sorted(shares))
    return sum(size * largest.get(piece, 0.0) for piece, size in sizes.items()) / max(1, sum(sizes.values()))


def _may_be_one(db: sqlite3.Connection, like: Like) -> bool:
    likeness = Likeness(like.within, like.holds, like.numbers_differ, like.dates_differ)
    return may_be_one(_traits(db, like.piece), _traits(db, like.other), likeness)


def _traits(db: sqlite3.Connection, piece: PieceId) -> Traits:
    """What the rules say of a piece. What hands corrected on the lost one the rules still get wrong on the new one."""
    said = lost.said_by_rules(db, piece)
    year = int(said["year"]) if said.get("year") else None
    return Traits(said.get("title", ""), "", year, said.get("date", ""), said.get("number", ""))


def _by_name(gone: Sequence[Standing], come: Iterable[Standing]) -> dict[DocumentId, list[Standing]]:
    """For each lost paper the new ones of a like name, if it is not one that many papers have."""
    borne = Counter(_stem(_name(one)) for one in gone)
    bearers: dict[str, list[Standing]] = {name: [] for name, count in borne.items() if name and count <= MOST}
    for each in come:
        if (name := _stem(_name(each))) in bearers:
            bearers[name].append(each)
    return {one.document: _fitting(one, bearers.get(_stem(_name(one)), [])) for one in gone}


def _fitting(one: Standing, bearers: Sequence[Standing]) -> list[Standing]:
    """Those that may have the paper's name from it, if they are not too many."""
    since = _earlier(one.moment)
    found = [each for each in bearers if each.moment >= since and _is_named_alike(one, each)]
    return found if len(found) <= MOST else []


def _name(one: Standing) -> str:
    """The name of the file without its ending, however it is composed."""
    return unicodedata.normalize("NFC", one.path.stem).casefold()


@lru_cache(maxsize=100_000)
def _stem(name: str) -> str:
    """`stem`, kept for as many names as may come in at once."""
    return stem(name)


def _is_named_alike(one: Standing, other: Standing) -> bool:
    """Whether two names are the same but for the mark of a draft, and not of two times."""
    name, other_name = _name(one), _name(other)
    said, other_said = period(name), period(other_name)
    one_time = not (said and other_said) or said <= other_said or other_said <= said
    return name == other_name or (_stem(name) == _stem(other_name) != "" and one_time)


def _earlier(moment: str) -> str:
    """A moment TOGETHER before that one, written like it."""
    return (datetime.fromisoformat(moment) - TOGETHER).isoformat(timespec="milliseconds")


def _shown(db: sqlite3.Connection, found: Sequence[Pair]) -> list[Doubt]:
    """The pairs with the card of each one's first piece; those that went since they were found are left out."""
    firsts = {each: pieces.ids(db, each)[:1] for document, evidence in found for each in (document, evidence.found)}
    shown = cards.of_pieces(db, [piece for first in firsts.values() for piece in first])
    card = {document: shown[piece] for document, first in firsts.items() for piece in first if piece in shown}
    return [
        Doubt(card[document], card[evidence.found], evidence.why, evidence.kept)
        for document, evidence in found
        if document in card and evidence.found in card
    ]


def different(db: sqlite3.Connection, one: DocumentId, other: DocumentId) -> Act:
    """Remember that two papers are two, so that nobody is asked about them again."""
    firsts = [pieces.ids(db, filing.target_of_document(db, each).document)[0] for each in (one, other)]
    return pairs.decide(db, [(firsts[0], firsts[1])], "keep")
