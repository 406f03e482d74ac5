"""How well papers find their category: the rules alone, likeness alone, and both together.

    python -m tests.benchmarks.categories [FILE.jsonl …] [--shots 0 2 5] [--draws 10]

Each line of a file is a paper: {"text", "title", "category", …}. For every number of shots, so many papers of each
category are learned and all the others asked; the mean of several draws with fixed seeds. A category with fewer papers
than that gives half of its own.

- right: of all papers asked, those whose first guess is right (a code's first two letters are its top category)
- said: papers of which something is said, and how many of those rightly
- at 95 %: the largest share of the papers asked, surest first, of which 95 % are right
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from archiver.describe import Scheme, default_scheme
from archiver.describe.category import by_words, points_of, zones_of
from archiver.describe.reading import read as read_lines
from archiver.learning import Examples, Features, Judged, Mixture, as_scores, features, guess
from archiver.learning.combining import LEAST
from archiver.model import FieldValue
from archiver.text.folding import fold

OWN = Path(__file__).parents[1] / "samples" / "categories.jsonl"
PRECISION = 0.95
JUDGED = 300
PARTS = ("rules", "likeness", "together")


@dataclass(frozen=True)
class Paper:
    """A labelled paper, read once: what the rules say, and its n-grams."""

    category: str
    rule: FieldValue
    points: dict[str, float]
    features: Features


@dataclass(frozen=True)
class Answer:
    """What one part says of one paper: its first guess, how sure, whether it says so, and whether that is right."""

    confidence: float
    said: bool
    right: bool


@cache
def scheme() -> Scheme:
    return Scheme.parse(default_scheme())


def read(files: Iterable[Path]) -> list[Paper]:
    """The papers of the files whose category is one of the scheme's."""
    tops = set(scheme().said)
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    rows = (json.loads(line) for line in lines)
    return [_paper(row) for row in rows if str(row.get("category") or "")[:2] in tops]


def _paper(row: dict[str, str]) -> Paper:
    title, text = row.get("title") or row["text"].strip().split("\n", 1)[0], row["text"]
    value = by_words(zones_of(read_lines(text), title, row.get("organisation", "")), scheme())
    return Paper(row["category"][:2], value, points_of(value), features(fold(title), fold(text)))


def split(papers: Sequence[Paper], shots: int, seed: int) -> tuple[list[Paper], list[Paper]]:
    """So many papers of each category to learn from, and the others."""
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        groups[paper.category].append(paper)
    learned: list[Paper] = []
    asked: list[Paper] = []
    random = Random(seed)
    for category in sorted(groups):
        group = random.sample(groups[category], len(groups[category]))
        count = min(shots, len(group) // 2) if shots >= len(group) else shots
        learned += group[:count]
        asked += group[count:]
    return learned, asked


def answers(learned: Sequence[Paper], asked: Sequence[Paper]) -> dict[str, list[Answer]]:
    """What each part says of the papers asked."""
    examples = Examples(scheme().said)
    for number, paper in enumerate(learned):
        examples.learn(number, paper.category, paper.features)
    codes = examples.categories
    judged = [
        Judged(as_scores(codes, learned[int(str(key))].points), likeness, codes.index(category))
        for key, category, likeness in examples.left_out(JUDGED)
    ]
    mixture = Mixture.fitted(judged)
    found: dict[str, list[Answer]] = {part: [] for part in PARTS}
    for paper in asked:
        likeness = examples.likeness(paper.features)
        found["rules"].append(_rules(paper))
        for part, points in (("likeness", {}), ("together", paper.points)):
            guessed = guess(codes, points, likeness, mixture)
            right = guessed.category == paper.category and bool(likeness.any() or points)
            found[part].append(Answer(guessed.confidence, guessed.clear, right))
    return found


def _rules(paper: Paper) -> Answer:
    first = paper.rule.value[:2] or max(paper.points, key=lambda code: paper.points[code], default="")
    return Answer(paper.rule.confidence, bool(paper.rule.value), first == paper.category)


def covered(found: Sequence[Answer]) -> float:
    """The largest share, surest first, of which PRECISION are right."""
    ranked = sorted(found, key=lambda answer: -answer.confidence)
    right = np.cumsum([answer.right for answer in ranked])
    counts = np.arange(1, len(ranked) + 1)
    enough = np.flatnonzero(right >= PRECISION * counts)
    return float(enough[-1] + 1) / len(ranked) if len(enough) else 0.0


def table(papers: Sequence[Paper], shots: Sequence[int], draws: int) -> list[str]:
    """The lines of the report."""
    lines = [f"{len(papers)} papers, {len({paper.category for paper in papers})} categories, {draws} draws",
             f"{'shots':>5} {'part':9} {'right':>6} {'said':>6} {'of them':>8} {'at 95 %':>8}"]  # fmt: skip
    for shot in shots:
        drawn = [answers(*split(papers, shot, seed)) for seed in range(draws if shot else 1)]
        for part in PARTS:
            lines.append(f"{shot:>5} {part:9} {_figures([one[part] for one in drawn])}")
    return lines


def _figures(drawn: Sequence[Sequence[Answer]]) -> str:
    every = [answer for one in drawn for answer in one]
    said = [answer for answer in every if answer.said]
    precision = sum(answer.right for answer in said) / max(1, len(said))
    right, at = sum(answer.right for answer in every) / len(every), sum(map(covered, drawn)) / len(drawn)
    return f"{right:6.1%} {len(said) / len(every):6.1%} {precision:8.1%} {at:8.1%}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[OWN], metavar="FILE.jsonl")
    parser.add_argument("--shots", nargs="+", type=int, default=[0, 2, 5])
    parser.add_argument("--draws", type=int, default=10)
    options = parser.parse_args()
    print("\n".join(table(read(options.files), options.shots, options.draws)))
    print(f"said: from a confidence of {LEAST} on, and well before the second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
