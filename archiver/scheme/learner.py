"""The learner: what hands' filing has taught under one scheme, and what it says of a paper beside the rules."""

from archiver.catalogue.filed import FiledPaper
from archiver.describe import Scheme
from archiver.describe.category import points_of
from archiver.learning import Examples, Features, Guess, Judged, Mixture, as_scores, features, guess, near_words
from archiver.model import FieldValue, PieceId
from archiver.wording import Reason

SPEAKS_FROM = 2
"""Filed papers that a category needs before it is suggested for what they are like."""

JUDGED = 300
"""Filed papers that the mixture is fitted to."""


class Learner:
    """Only ever in memory; made from the scheme and the papers hands filed. Categories are codes here."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._examples = Examples(scheme.said)
        self._points: dict[PieceId, dict[str, float]] = {}
        self._mixture: Mixture | None = None

    @property
    def pieces(self) -> set[PieceId]:
        """The papers that were learned and not unlearned."""
        return {PieceId(int(str(key))) for key in self._examples.keys}

    def knows(self, piece: PieceId, code: str) -> bool:
        """Whether that paper was learned as one of that category's top."""
        return self._examples.category_of(piece) == self.scheme.top(code)

    def learn(self, paper: FiledPaper, code: str, rule: FieldValue) -> None:
        """Take a paper in that a hand filed under `code`; `rule` is what the scheme's words say of it."""
        self.learn_features(paper.piece, features(paper.title, paper.body), code, rule)

    def learn_features(self, piece: PieceId, seen: Features, code: str, rule: FieldValue) -> None:
        """As `learn`, for a paper whose n-grams were counted before."""
        self._examples.learn(piece, self.scheme.top(code), seen)
        self._points[piece] = points_of(rule)

    def unlearn(self, piece: PieceId) -> None:
        """Let go of a paper, as if it had never been filed."""
        self._examples.unlearn(piece)

    def fit_anew(self) -> None:
        """Find again, when it is next needed, how much likeness counts beside the words."""
        self._mixture = None

    def judge(self, paper: FiledPaper, rule: FieldValue, known: tuple[str, float] | None = None) -> FieldValue | None:
        """What is learned of a paper: None where the category that it is like has too few examples.

        `rule` is what the scheme's words say of it; of what is `known` already the words are not looked for again.
        """
        if len(self._examples) < SPEAKS_FROM or not paper.title + paper.body:
            return None
        seen = features(paper.title, paper.body)
        likeness = self._examples.likeness(seen)
        guessed = guess(self._examples.categories, points_of(rule), likeness, self._fitted())
        if self._examples.count(guessed.category) < SPEAKS_FROM:
            return None
        if not guessed.clear:
            return self._left_open(guessed) if self.scheme.top(rule.value) not in ("", guessed.category) else None
        return self._found(paper, seen, guessed, rule, known)

    def _left_open(self, guessed: Guess) -> FieldValue:
        names = {"first": self.scheme.names[guessed.category], "second": self.scheme.names[guessed.second]}
        return FieldValue("category", "", "learned", 0.0, Reason("describe.category_close", names))

    def _found(
        self, paper: FiledPaper, seen: Features, guessed: Guess, rule: FieldValue, known: tuple[str, float] | None
    ) -> FieldValue:
        """The category with its reason; below it the child that the rules name."""
        code = rule.value if self.scheme.top(rule.value) == guessed.category else guessed.category
        is_known = known == (code, guessed.confidence)  # then its reason stays
        near = [] if is_known else near_words(paper.title, paper.body, seen, self._examples, guessed.category)
        data = {"category": self.scheme.names[guessed.category], "papers": self._examples.count(guessed.category),
                "near": "、".join(near),
                "words": rule.reason.say() if rule.value == code and rule.reason else ""}  # fmt: skip
        reason = Reason("describe.learned_with_words" if data["words"] else "describe.learned", data)
        return FieldValue("category", code, "learned", guessed.confidence, reason)

    def _fitted(self) -> Mixture:
        if self._mixture is None:
            codes = self._examples.categories
            self._mixture = Mixture.fitted([
                Judged(as_scores(codes, self._points[PieceId(int(str(key)))]), likeness, codes.index(category))
                for key, category, likeness in self._examples.left_out(JUDGED)
            ])  # fmt: skip
        return self._mixture
