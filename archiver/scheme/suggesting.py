"""Suggesting: what the program learned from the hands' filing, said again of every paper, a little at a time.

Where hands filed a paper stands in the catalogue; what was learned is only ever in memory and is made from that when
the keeper starts. An undone or corrected filing is unlearned. A suggestion never counts as a filing.

Every filing may change what is suggested for every paper, so all are judged anew; but not while the hand is at work:
only when it rests, or has filed many papers. What is suggested in the end is the same.
"""

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from archiver.catalogue import categories, filed
from archiver.catalogue.connection import Catalogue
from archiver.catalogue.filed import FiledPaper
from archiver.describe import RULES_VERSION, Scheme
from archiver.library import Library
from archiver.model import Event, FieldValue, PieceId
from archiver.scheme.learner import Learner
from archiver.scheme.rejudging import Rejudging

AT_ONCE = 50
"""Papers learned or judged in one step, so that hints and a pause are heard in between."""

REST = 3.0
"""Seconds without a filing after which all papers are judged anew, in a library where that is quickly done."""

REST_TIMES = 4.0
"""How many times as long as judging took the last time the hand must rest: it takes a fifth of a core at most."""

LONGEST_REST = 60.0
"""Seconds after which it is not waited any longer, however long judging takes."""

MANY = 20
"""Filings that are not waited out: papers are judged anew even though the hand goes on."""


class Suggester:
    """Works for the holder of the writer lock, in steps; reads what hands chose and writes rows `by` learned."""

    def __init__(
        self, library: Library, tell: Callable[[Event], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`tell` hears that suggestions changed; `clock` tells seconds."""
        self._tell = tell
        self._clock = clock
        self._library = library
        self._catalogue: Catalogue = library.catalogue
        self._seen = -1
        self._to_learn: list[PieceId] = []
        self._judged_up_to = 0
        self._remembered = (-1, -1)
        self._rejudging = Rejudging(library.catalogue)
        self._codes: dict[int, str] = {}
        self._ids: dict[str, int] = {}
        self._hands: dict[PieceId, str] = {}
        self._stirred, self._stirred_at = 0, 0.0
        self._began, self._took = 0.0, 0.0
        self._use(library.rules())
        if not filed.read_pieces(self._catalogue.read(), 0, 1):
            self._rejudging.step()  # a new library's papers are judged as they come

    @property
    def left(self) -> int:
        """How many papers a changed scheme has still to judge."""
        return self._rejudging.left

    def step(self, *, busy: bool) -> bool:
        """Learn or judge some papers; while files come in, rest. True where more is left to do now."""
        return not busy and self._work(at_once=False)

    def finish(self) -> None:
        """Learn and judge whatever is left, without waiting for the hand to rest."""
        while self._work(at_once=True):
            pass

    def _work(self, *, at_once: bool) -> bool:
        """One step; False where nothing is left to do now."""
        self._look()
        if self._rejudging.step():
            if not self._rejudging.left:
                self._begin_judging()
                self._tell(Event("library"))
        elif self._to_learn:
            self._learn_some()
        elif self._stirred and (at_once or self._rested()):
            self._begin_judging()
        else:
            return self._judge_some()
        return True

    def _rested(self) -> bool:
        """Whether the hand rests, or has filed so many papers that the others are judged between two of them."""
        if self._stirred >= MANY:
            return not filed.papers_after(self._catalogue.read(), self._judged_up_to, 1)
        return self._clock() - self._stirred_at >= min(max(REST, REST_TIMES * self._took), LONGEST_REST)

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
        if self._seen < 0:  # nothing stirred: it is as it was when the last keeper ended, or all are judged now
            self._judged_up_to, self._stirred = categories.learned_up_to(db, self._digest()), 0
        self._seen = now

    def _use(self, rules: dict[str, Any]) -> None:
        """Begin anew with this scheme."""
        self._rules = rules
        self._rejudging.use(rules)
        self._learner = Learner(Scheme.parse(rules))
        self._judged_up_to = 0

    def _compare_with_hands(self) -> None:
        scheme = self._learner.scheme
        with self._catalogue.snapshot() as db:
            self._codes, hands = categories.codes(db), filed.by_hand(db)
        self._ids = {code: number for number, code in self._codes.items()}
        chosen = {piece: self._codes[category] for piece, category in hands.items()}
        self._hands = {piece: code for piece, code in chosen.items() if scheme.top(code)}
        gone = self._learner.pieces - self._hands.keys()
        for piece in gone:
            self._learner.unlearn(piece)
        self._to_learn = [piece for piece, code in self._hands.items() if not self._learner.knows(piece, code)]
        if gone or self._to_learn:
            self._stirred += len(gone) + len(self._to_learn)
            self._stirred_at = self._clock()

    def _begin_judging(self) -> None:
        """All papers are to be judged anew by what is known now."""
        self._learner.fit_anew()
        self._judged_up_to = self._stirred = 0
        self._began = self._clock()

    def _learn_some(self) -> None:
        some, self._to_learn = self._to_learn[:AT_ONCE], self._to_learn[AT_ONCE:]
        for paper in filed.papers(self._catalogue.read(), some):
            self._learner.learn(paper, self._hands[paper.piece], self._by_code(paper.rule))

    def _by_code(self, rule: FieldValue) -> FieldValue:
        return replace(rule, value=self._codes.get(int(rule.value or 0), ""))

    def _judge_some(self) -> bool:
        papers = filed.papers_after(self._catalogue.read(), self._judged_up_to, AT_ONCE)
        if not papers:
            self._remember()
            return False
        found = [(paper, self._judge(paper)) for paper in papers if paper.piece not in self._learner.pieces]
        news = [(paper, value) for paper, value in found if _said(value) != paper.learned]
        if news:
            with self._catalogue.write() as db:
                for paper, value in news:
                    filed.remember(db, paper, value)
            self._tell(Event("library"))
        self._judged_up_to = papers[-1].sequence
        return True

    def _judge(self, paper: FiledPaper) -> FieldValue | None:
        """What is learned of a paper, its category as the catalogue knows it."""
        known = (self._codes.get(int(paper.learned[0] or 0), ""), paper.learned[1]) if paper.learned else None
        value = self._learner.judge(paper, self._by_code(paper.rule), known)
        return value and replace(value, value=str(self._ids[value.value]) if value.value else "")

    def _remember(self) -> None:
        """Write down that all papers are judged by what is known, so that the next start need not judge them anew."""
        if self._began:
            self._took, self._began = self._clock() - self._began, 0.0
        now = (self._seen, self._judged_up_to)
        if not self._stirred and self._remembered != now:
            with self._catalogue.write() as db:
                categories.remember_learned(db, self._digest(), self._judged_up_to)
            self._remembered = now

    def _digest(self) -> str:
        """Stands for everything a suggestion rests on but the paper: the rules, the scheme and what hands filed."""
        said = json.dumps([RULES_VERSION, self._rules, sorted(self._hands.items())], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _said(value: FieldValue | None) -> tuple[str, float] | None:
    return (value.value, value.confidence) if value else None
