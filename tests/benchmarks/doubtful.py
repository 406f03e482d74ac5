"""400 papers filed by hand, moved and changed while the program is closed, among strangers: who is asked about what.

    python -m tests.benchmarks.doubtful [--papers 400] [--seed 20]

Half of what comes besides are strangers, half the same papers of the next year. All are made of a few hundred phrases,
so strangers have more in common here than in an office.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

from archiver.archive import Archive
from tests.benchmarks.papers import FORMATS, Paper, compose, save
from tests.benchmarks.program import run

SHARES = (0.05, 0.1, 0.2, 0.3)
"""Of the sentences of a paper that are written anew, each for a quarter of the papers."""

AIM = 0.98
"""Of the papers that are asked about, the right file named first."""


def changed(paper: Paper, other: Paper, share: float, random: Random) -> Paper:
    """The paper with that share of its sentences taken from another one."""
    strange = [sentence for paragraph in other.paragraphs[3:-2] for sentence in paragraph.split("。") if sentence]
    paragraphs = list(paper.paragraphs)
    for number in range(3, len(paragraphs) - 2):
        sentences = paragraphs[number].split("。")
        kept = (random.choice(strange) if each and random.random() < share else each for each in sentences)
        paragraphs[number] = "。".join(kept)
    return replace(paper, paragraphs=tuple(paragraphs))


def next_year(paper: Paper) -> Paper:
    """The same paper a year later: its number and its date are others."""
    year = int(paper.paragraphs[-1][:4])
    later = tuple(line.replace(f"〔{year}〕", f"〔{year + 1}〕") for line in paper.paragraphs[:-1])
    return replace(paper, paragraphs=(*later, paper.paragraphs[-1].replace(str(year), str(year + 1), 1)))


def doubtful(work: Path, count: int, seed: int) -> tuple[list[str], list[str]]:
    """Measure: what was wrong, and lines of a table."""
    random, library, root = Random(seed), work / "library", work / "办公室"
    papers = [compose(random, number) for number in range(count)]
    for number, paper in enumerate(papers):
        save(paper, _path(root / "原处", number))
    run(library, "roots", "add", root)
    run(library, "scan")
    documents = [str(row["document"]) for row in run(library, "files")["files"]]
    run(library, "file", *documents, "--category", "DJ")
    right: dict[Path, tuple[Path, float]] = {}
    for number, paper in enumerate(papers):
        old, new = _path(root / "原处", number), root / "移来" / f"改名{number}{random.choice(FORMATS)}"
        right[old] = new, SHARES[number % len(SHARES)]
        save(changed(paper, compose(random, 0), right[old][1], random), new)
        old.unlink()
        other = next_year(paper) if number % 2 else compose(random, count + number)
        save(other, root / "新收" / f"来文{number}{random.choice(FORMATS)}")
    run(library, "scan")
    return _judge(library, right)


def _path(folder: Path, number: int) -> Path:
    return folder / f"公文{number}{FORMATS[number % len(FORMATS)]}"


def _judge(library: Path, right: dict[Path, tuple[Path, float]]) -> tuple[list[str], list[str]]:
    archive = Archive.open(library)
    try:
        began = time.process_time()
        asked = [(one.lost.path, one.found.path) for one in archive.doubles.doubtful()]
        spent = time.process_time() - began
    finally:
        archive.close()
    firsts = {old: new for old, new in reversed(asked) if old and new}
    hit = Counter(share for old, (new, share) in right.items() if firsts.get(old) == new)
    of = Counter(share for _, share in right.values())
    besides = sum(old not in right or right[old][0] != new for old, new in asked if old)
    lines = [
        ", ".join(f"{share:.0%} written anew: {hit[share]} of {of[share]} asked about" for share in SHARES),
        f"asked besides: {besides} of {len(asked)} questions; {spent:.2f} s of CPU to find them",
    ]
    wrong = [] if hit.total() >= AIM * of.total() else [f"only {hit.total()} of {of.total()} are asked about"]
    return wrong + ([f"{besides} questions besides"] if besides > 0.02 * len(asked) else []), lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=400)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wendu-doubtful-") as work:
        wrong, lines = doubtful(Path(work).resolve(), options.papers, options.seed)
    print("\n".join([*lines, *(f"wrong: {line}" for line in wrong)]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
