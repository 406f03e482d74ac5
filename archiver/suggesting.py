"""Suggesting: what the program learned from the hands' filing, said again of every paper, a little at a time.

Where hands filed a paper stands in the catalogue; what was learned is only ever in memory and is made from that when
the keeper starts. An undone or corrected filing is unlearned. A suggestion never counts as a filing.
"""

from collections.abc import Callable, Mapping
from typing import Any

from archiver.catalogue import categories, filed
from archiver.catalogue.connection import Catalogue
from archiver.catalogue.filed import FiledPaper
from archiver.describe import Scheme
from archiver.describe.category import points_of
from archiver.learning import Examples, Features, Guess, Judged, Mixture, as_scores, features, guess, near_words
from archiver.library import Library
from archiver.model import Event, FieldValue, PieceId
from archiver.rejudging import Rejudging
from archiver.wording import Reason

SPEAKS_FROM = 2
"""Filed papers that a category needs before it is suggested for what they are like."""

AT_ONCE = 50
"""Papers learned or judged in one step, so that hints and a pause are heard in between."""

JUDGED = 300
"""Filed papers that the mixture is fitted to."""


class Suggester:
    """Works for the holder of the writer lock, in steps; reads what hands chose and writes rows `by` learned."""

    def __init__(self, library: Library, tell: Callable[[Event], None]) -> None:
        """`tell` hears that suggestions changed."""
        self._tell = tell
        self._library = library
        self._catalogue: Catalogue = library.catalogue
        self._seen = -1
        self._to_learn: list[PieceId] = []
        self._judged_up_to = 0
        self._points: dict[PieceId, Mapping[str, float]] = {}
        self._mixture: Mixture | None = None
        self._rejudging = Rejudging(library.catalogue)
        self._codes: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        self._hands: dict[PieceId, str] = {}
        self._use(library.rules())
        if not filed.read_pieces(self._catalogue.read(), 0, 1):
            self._rejudging.step()  # a new library's papers are judged as they come

    def step(self, *, busy: bool) -> bool:
        """Learn or judge some papers; while files come in, rest. True where more is left to do."""
        return not busy and self._work()

    def finish(self) -> None:
        """Learn and judge whatever is left."""
        while self._work():
            pass

    def _work(self) -> bool:
        """One step; False where nothing is left to do."""
        self._look()
        if self._rejudging.step():
            self._judged_up_to = 0
        elif self._to_learn:
            self._learn_some()
        else:
            return self._judge_some()
        return True

    def _look(self) -> None:
        """See what hands have chosen since the last look."""
        db = self._catalogue.read()
        now = filed.last_act(db)
        if now == self._seen:
            return
        if self._seen < 0 or filed.touches_filing(db, self._seen):
            rules = self._library.rules()
            if rules != self._rules:
                self._use(rules)
            self._compare_with_hands()
        self._seen = now

    def _use(self, rules: dict[str, Any]) -> None:
        """Begin anew with this scheme."""
        self._rules = rules
        self._scheme = Scheme.parse(rules)
        self._rejudging.use(rules)
        self._examples = Examples(self._scheme.said)
        self._points.clear()
        self._judged_up_to = 0

    def _compare_with_hands(self) -> None:
        db = self._catalogue.read()
        self._codes = categories.codes(db)
        self._ids = {code: number for number, code in self._codes.items()}
        chosen = {piece: self._codes[category] for piece, category in filed.by_hand(db).items()}
        self._hands = {piece: code for piece, code in chosen.items() if self._scheme.top(code)}
        for gone in self._examples.keys - self._hands.keys():
            self._examples.unlearn(gone)
            self._begin_judging()
        known = self._examples.category_of
        self._to_learn = [piece for piece, code in self._hands.items() if known(piece) != self._scheme.top(code)]

    def _begin_judging(self) -> None:
        self._judged_up_to = 0
        self._mixture = None

    def _learn_some(self) -> None:
        some, self._to_learn = self._to_learn[:AT_ONCE], self._to_learn[AT_ONCE:]
        for paper in filed.papers(self._catalogue.read(), some):
            top = self._scheme.top(self._hands[paper.piece])
            self._examples.learn(paper.piece, top, features(paper.title, paper.body))
            self._points[paper.piece] = points_of(paper.rule)
        self._begin_judging()

    def _judge_some(self) -> bool:
        papers = filed.papers_after(self._catalogue.read(), self._judged_up_to, AT_ONCE)
        if not papers:
            return False
        found = [(paper, self._judge(paper)) for paper in papers if paper.piece not in self._examples.keys]
        news = [(paper, value) for paper, value in found if _said(value) != paper.learned]
        if news:
            with self._catalogue.write() as db:
                for paper, value in news:
                    filed.remember(db, paper, value)
            self._tell(Event("library"))
        self._judged_up_to = papers[-1].sequence
        return True

    def _judge(self, paper: FiledPaper) -> FieldValue | None:
        """What is learned of a paper: None where the category that it is like has too few examples."""
        if len(self._examples) < SPEAKS_FROM or not paper.title + paper.body:
            return None
        seen = features(paper.title, paper.body)
        points = points_of(paper.rule)
        guessed = guess(self._examples.categories, points, self._examples.likeness(seen), self._fitted())
        ruled = self._codes.get(int(paper.rule.value or 0), "")
        if self._examples.count(guessed.category) < SPEAKS_FROM:
            return None
        if not guessed.clear:
            return self._left_open(guessed) if self._scheme.top(ruled) not in ("", guessed.category) else None
        return self._found(paper, seen, guessed, ruled)

    def _left_open(self, guessed: Guess) -> FieldValue:
        names = {"first": self._scheme.names[guessed.category], "second": self._scheme.names[guessed.second]}
        return FieldValue("category", "", "learned", 0.0, Reason("describe.category_close", names))

    def _found(self, paper: FiledPaper, seen: Features, guessed: Guess, ruled: str) -> FieldValue:
        """The category with its reason; below it the child that the rules name."""
        papers = self._examples.count(guessed.category)
        code = ruled if self._scheme.top(ruled) == guessed.category else guessed.category
        is_known = paper.learned == (str(self._ids[code]), guessed.confidence)  # then its reason stays
        near = [] if is_known else near_words(paper.title, paper.body, seen, self._examples, guessed.category)
        data = {"category": self._scheme.names[guessed.category], "papers": papers, "near": "、".join(near),
                "words": paper.rule.reason.say() if ruled == code and paper.rule.reason else ""}  # fmt: skip
        reason = Reason("describe.learned_with_words" if data["words"] else "describe.learned", data)
        return FieldValue("category", str(self._ids[code]), "learned", guessed.confidence, reason)

    def _fitted(self) -> Mixture:
        if self._mixture is None:
            codes = self._examples.categories
            self._mixture = Mixture.fitted([
                Judged(as_scores(codes, self._points[PieceId(int(str(key)))]), likeness, codes.index(category))
                for key, category, likeness in self._examples.left_out(JUDGED)
            ])  # fmt: skip
        return self._mixture


def _said(value: FieldValue | None) -> tuple[str, float] | None:
    return (value.value, value.confidence) if value else None
