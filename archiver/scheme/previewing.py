"""Previewing: which papers another scheme would move, before it is saved; nothing is written.

First the papers are judged that hold a word whose rules differ: they are nearly all that move. But the words of a
scheme also tell what papers of a category look like as a whole, and where two categories are nearly even, a paper may
move that has none of the changed ones (none of 6,253 where one word was changed, some where half of a category's were).
So the others are judged after them, for those who wait.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from archiver.catalogue import categories, filed
from archiver.catalogue.connection import Catalogue
from archiver.catalogue.filed import Touched
from archiver.describe import Scheme
from archiver.describe.phrases import phrases_of
from archiver.describe.scheme import Entry
from archiver.learning import Features, features
from archiver.library import Library
from archiver.model import FieldValue, Flow, Move, PieceId, Preview
from archiver.scheme.learner import SPEAKS_FROM, Learner
from archiver.scheme.rejudging import judged

AT_ONCE = 20
"""Papers judged in one step: a fifth of a second, so that whoever changes his mind need not wait."""

SHOWN = 200
"""Moves that are told one by one."""

MANY_WORDS = 40
"""Changed words that are looked for; of more, every paper is judged."""


class Previewer:
    """Previews one edited scheme after the other, by what hands have filed when it is first asked."""

    def __init__(self, library: Library) -> None:
        self._catalogue: Catalogue = library.catalogue
        with self._catalogue.snapshot() as db:
            self._rules = library.rules()
            self._codes = categories.codes(db)
            self._hands = {piece: self._codes[category] for piece, category in filed.by_hand(db).items()}
            self._left_open = filed.left_open(db)
        self._features: dict[PieceId, Features] = {}

    def begin(self, rules: Mapping[str, Any]) -> "Previewing":
        """Find the papers that hold changed words. Raises ArchiveError for a rule that can't be read."""
        before, after = Scheme.parse(self._rules), Scheme.parse(rules)
        db, names = self._catalogue.read(), {**before.names, **after.names}
        words = changed_words(before, after)
        holding = {one.piece for one in filed.touched(db, words, after.names.keys())}
        learner = Learner(after)
        self._teach(learner, holding)
        every = filed.touched(db, None, ()) if before != after else []
        papers = [one for one in every if one.live and not self._is_filed(one.piece, after)]
        papers.sort(key=lambda one: (one.piece not in holding, one.piece))
        return Previewing(self._catalogue, learner, names, papers, sum(one.piece in holding for one in papers))

    def _is_filed(self, piece: PieceId, scheme: Scheme) -> bool:
        """Whether a hand gave the paper its category, one that the scheme keeps."""
        return piece in self._left_open or bool(scheme.top(self._hands.get(piece, "")))

    def _teach(self, learner: Learner, touched: set[PieceId]) -> None:
        """Learn what hands filed, as the rules will see it."""
        hands = {piece: code for piece, code in self._hands.items() if learner.scheme.top(code)}
        if len(hands) < SPEAKS_FROM:
            return
        for paper in filed.papers(self._catalogue.read(), list(hands)):
            if paper.piece not in self._features:
                self._features[paper.piece] = features(paper.title, paper.body)
            rule = judged(self._catalogue, paper.piece, learner.scheme) if paper.piece in touched else paper.rule
            learner.learn_features(paper.piece, self._features[paper.piece], hands[paper.piece], rule)


class Previewing:
    """One preview under way: judges the papers that can move, a few at a time. None is filed by hand."""

    def __init__(
        self, catalogue: Catalogue, learner: Learner, names: Mapping[str, str], papers: list[Touched], holding: int
    ) -> None:
        """`papers` in the order in which they are judged, the first `holding` of which hold changed words."""
        self._catalogue = catalogue
        self._learner = learner
        self._names = names
        self._papers = papers
        self._holding = holding
        self._looked = 0
        self._flows: Counter[tuple[str, str]] = Counter()
        self._moves: list[Move] = []

    def step(self) -> Preview:
        """Judge the next papers; what is known then."""
        end = self._holding if self._looked < self._holding else len(self._papers)
        some = self._papers[self._looked : min(self._looked + AT_ONCE, end)]
        for one in some:
            value = self._judge(one.piece)
            if value is not None and value.value != one.code:
                self._note(one, value)
        self._looked += len(some)
        return self.now

    @property
    def now(self) -> Preview:
        """What is known so far."""
        flows = sorted(self._flows.items(), key=lambda item: (-item[1], item[0]))
        named = (Flow(one, self._name(one), other, self._name(other), count) for (one, other), count in flows)
        return Preview(
            self._holding, self._looked, len(self._papers), self._flows.total(), tuple(self._moves), tuple(named)
        )

    def _name(self, code: str) -> str:
        return self._names.get(code, "")

    def _judge(self, piece: PieceId) -> FieldValue | None:
        """What will be suggested: what was learned where that says something, else what the words say. None of a paper
        that is gone since the preview began."""
        rule = judged(self._catalogue, piece, self._learner.scheme)
        for paper in filed.papers(self._catalogue.read(), [piece]):
            return self._learner.judge(paper, rule) or rule
        return None

    def _note(self, one: Touched, value: FieldValue) -> None:
        self._flows[one.code, value.value] += 1
        if len(self._moves) < SHOWN:
            before, after = self._name(one.code), self._name(value.value)
            self._moves.append(
                Move(one.piece, one.document, one.title, one.code, before, value.value, after, value.reason)
            )


def changed_words(before: Scheme, after: Scheme) -> frozenset[str] | None:
    """The words at whose places two schemes may read a paper differently; None for anywhere."""
    if _generals(before) != _generals(after):
        return None
    changed = (before.masks ^ after.masks) | (before.units ^ after.units)
    entries = [{entry.code: entry for entry in scheme.entries} for scheme in (before, after)]
    for code in entries[0].keys() | entries[1].keys():
        changed |= _differing(entries[0].get(code), entries[1].get(code))
    return changed if len(changed) <= MANY_WORDS else None


def _generals(scheme: Scheme) -> list[tuple[str, str]]:
    return [(entry.code, entry.general.pattern) for entry in scheme.entries if entry.general]


def _differing(one: Entry | None, other: Entry | None) -> set[str]:
    """Words of a category that are in one scheme only, or worth something else there."""
    said = [set(_rules(entry)) if entry else set() for entry in (one, other)]
    different = {word for word, _ in said[0] ^ said[1]}
    patterns = [
        [(negative.pattern.pattern, negative.to) for negative in entry.negatives] if entry else []
        for entry in (one, other)
    ]
    if patterns[0] == patterns[1]:
        return different
    words = {word for entry in (one, other) if entry for word in entry.words}
    for pattern in {pattern for pattern, _ in set(patterns[0]) ^ set(patterns[1])} or {""}:
        different |= set(phrases_of(pattern) or words)
    return different


def _rules(entry: Entry) -> Iterator[tuple[str, object]]:
    yield from entry.words.items()
    yield from ((word, child) for child, words in entry.children.items() for word in words)
