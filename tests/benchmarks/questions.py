"""Plain questions: recall@10, MRR and nDCG@10 of our search beside BM25 over all pairs of characters.

    python -m tests.benchmarks.questions [DIR…]

DIR is a set in BEIR's manner: corpus.jsonl (_id or id, title, text), queries.jsonl (_id or id, text or query), qrels.tsv
(query, paper, score; with a heading or without; or four columns as TREC has them). Without one: the sixty questions
over the labelled papers of the repository. Ours is what the user sees: papers that hold all the words first, then the
best matches.
"""

import argparse
import json
import math
import tempfile
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import numpy as np

from archiver.search.grams import GramIndex
from archiver.search.query import parse
from archiver.search.rank import K1, B
from archiver.search.searcher import Searcher
from archiver.text.folding import fold
from tests.core.searching import MemoryShelf

SAMPLES = Path(__file__).resolve().parents[1] / "samples"

ASKED_ABOUT = ("tuned", "held")
"""The sets of labelled papers for which it was judged which paper answers which question."""
DEPTH = 10
AT_ONCE = 2000

Ranking = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Questions:
    """Papers (title, text) by number, questions, and how well each paper answers: grades by question and paper."""

    papers: list[tuple[str, str]]
    texts: list[str]
    grades: list[dict[int, float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the questions, and the median time of one in milliseconds."""

    recall: float
    mrr: float
    ndcg: float
    milliseconds: float

    def __str__(self) -> str:
        return f"{self.recall:.3f} | {self.mrr:.3f} | {self.ndcg:.3f} | {self.milliseconds:.1f}"


def from_beir(folder: Path) -> Questions:
    """A set in BEIR's manner; questions without a paper that answers are left out."""
    corpus, queries = (list(_lines(folder / name)) for name in ("corpus.jsonl", "queries.jsonl"))
    number = {_id(row): place for place, row in enumerate(corpus)}
    grades: dict[str, dict[int, float]] = defaultdict(dict)
    for question, paper, grade in _judged(folder / "qrels.tsv"):
        if paper in number and float(grade) > 0:
            grades[question][number[paper]] = float(grade)
    asked = [row for row in queries if _id(row) in grades]
    if not asked:
        raise SystemExit(f"{folder}: no question has a paper that answers it")
    papers = [(str(row.get("title") or ""), str(row.get("text") or "")) for row in corpus]
    texts = [str(row.get("text") or row.get("query") or "") for row in asked]
    return Questions(papers, texts, [grades[_id(row)] for row in asked])


def _id(row: Mapping[str, object]) -> str:
    return str(row["_id"] if "_id" in row else row["id"])


def _judged(path: Path) -> Iterator[tuple[str, str, str]]:
    """Question, paper and grade of every row; a heading names no paper, so nothing comes of it."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        row = line.split("\t") if "\t" in line else line.split()
        if len(row) >= 3:
            yield row[0].strip(), row[-2].strip(), row[-1].strip()


def from_samples() -> Questions:
    """The questions over the labelled papers they were written for: what joined those later may answer some as well.

    The title is in the text there, as in the files of an office.
    """
    rows = [row for row in _lines(SAMPLES / "labelled.jsonl") if row["set"] in ASKED_ABOUT]
    papers = [("", str(row["text"])) for row in rows]
    number = {str(row["title"]): place for place, row in enumerate(rows)}
    asked = list(_lines(SAMPLES / "questions.jsonl"))
    titles = [row["titles"] for row in asked]
    grades = [{number[str(title)]: 1.0 for title in some} for some in titles if isinstance(some, list)]
    return Questions(papers, [str(row["text"]) for row in asked], grades)


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]


class PlainBigrams:
    """The baseline: BM25 over all pairs of folded characters of title and text, each question gram as often as asked."""

    def __init__(self, papers: Sequence[tuple[str, str]]) -> None:
        self._numbers: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._times: dict[str, array[int]] = defaultdict(lambda: array("i"))
        lengths = []
        for number, (title, text) in enumerate(papers):
            grams = Counter(pairs(f"{title}\n\n{text}"))
            lengths.append(grams.total())
            for gram, times in grams.items():
                self._numbers[gram].append(number)
                self._times[gram].append(times)
        average = max(fmean(lengths), 1.0)
        self._norm = K1 * (1 - B + B * np.array(lengths) / average)

    def __call__(self, question: str) -> list[int]:
        """The papers that share a pair with the question, best first."""
        scores = np.zeros(len(self._norm))
        for gram in (gram for gram in pairs(question) if gram in self._numbers):
            having, times = np.array(self._numbers[gram]), np.array(self._times[gram])
            rarity = math.log(1 + (len(scores) - len(having) + 0.5) / (len(having) + 0.5))
            scores[having] += rarity * times * (K1 + 1) / (times + self._norm[having])
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [int(number) for number in best if scores[number] > 0]


def pairs(text: str) -> list[str]:
    """All pairs of characters without a gap, each as often as it stands."""
    folded = fold(text)
    return [folded[at : at + 2] for at in range(len(folded) - 1) if not set(folded[at : at + 2]) & {" ", "\n"}]


class Ours:
    """The search of the program over papers in memory: what holds all words, then the best matches."""

    def __init__(self, papers: Sequence[tuple[str, str]], folder: Path) -> None:
        shelf = MemoryShelf()
        index = self._index = GramIndex.open(folder, "questions")
        for number, (title, text) in enumerate(papers):
            shelf.put(number + 1, text, title)
            if (number + 1) % AT_ONCE == 0 or number + 1 == len(papers):
                index.update(*shelf.behind(index.sequence))
        while index.merge_on():
            pass
        self._searcher = Searcher(index, shelf)

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def __call__(self, question: str) -> list[int]:
        """The first papers shown."""
        query = parse(question)
        shown = self._searcher.search(query, limit=DEPTH).pieces
        if len(shown) < DEPTH:
            shown = shown + [piece for piece, _score in self._searcher.best(query, limit=DEPTH)]
        return [piece - 1 for piece in shown[:DEPTH]]


def figures(questions: Questions, ranking: Ranking) -> Figures:
    """Ask every question once."""
    recalls, ranks, gains, times = [], [], [], []
    for text, grades in zip(questions.texts, questions.grades, strict=True):
        started = time.perf_counter()
        shown = ranking(text)
        times.append((time.perf_counter() - started) * 1000)
        recalls.append(sum(paper in grades for paper in shown) / len(grades))
        ranks.append(next((1 / place for place, paper in enumerate(shown, 1) if paper in grades), 0.0))
        ideal = _gain(sorted(grades.values(), reverse=True)[:DEPTH])
        gains.append(_gain([grades.get(paper, 0.0) for paper in shown]) / ideal)
    return Figures(fmean(recalls), fmean(ranks), fmean(gains), median(times))


def _gain(grades: Sequence[float]) -> float:
    return sum(grade / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def report(name: str, questions: Questions) -> str:
    """The lines of the table for one set."""
    with (
        tempfile.TemporaryDirectory(prefix="wendu-questions-") as folder,
        closing(Ours(questions.papers, Path(folder) / "index")) as search,
    ):
        ours = figures(questions, search)
    plain = figures(questions, PlainBigrams(questions.papers))
    size = f"{len(questions.papers)} papers, {len(questions.texts)} questions"
    return f"| {name} ({size}) | BM25 of pairs | {plain} |\n| | ours | {ours} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    options = parser.parse_args()
    print("| set | ranking | recall@10 | MRR | nDCG@10 | ms (median) |\n|---|---|---|---|---|---|")
    for folder in options.folders:
        print(report(folder.name, from_beir(folder)), flush=True)
    if not options.folders:
        print(report("samples", from_samples()))


if __name__ == "__main__":
    main()
