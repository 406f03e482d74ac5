"""Doubles among 50,000 synthetic pieces: time and memory for each new one, planted doubles found, traps left alone.

    python -m tests.benchmarks.doubles [--pieces 50000]

A fifth of every paper is phrases that thousands of papers have; the rest is its own.
"""

import argparse
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from archiver.catalogue import Catalogue, sketches
from archiver.doubles import pairs
from archiver.model import PieceId
from archiver.sketching import BATCH, Sketcher

PLANTED = 200
"""Doubles of each kind, and traps of each kind."""

SYLLABLES = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
SEED = 20


@dataclass(frozen=True, slots=True)
class Made:
    """A synthetic paper, the piece it was made from (or None) and what the two should be to each other."""

    title: str
    year: int
    body: str
    of: int | None = None
    kind: str | None = None


class Writer:
    """Writes papers and what is made of them."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._phrases = ["".join(self._chance.choices(SYLLABLES, k=25)) for _ in range(300)]

    def paper(self) -> Made:
        """A paper of 300 to 6,000 characters with figures in it."""
        chance = self._chance
        lines = [self._line() for _ in range(int(min(200, max(10, chance.lognormvariate(4.0, 0.7)))))]
        title, year = "".join(chance.choices(SYLLABLES, k=10)) + "总结", chance.randrange(1990, 2024)
        return Made(title, year, "\n".join([_head(title, year), *lines]))

    def copied(self, paper: Made, of: int, kind: str) -> Made:
        """Something made of a paper: a double of that kind, or a trap."""
        lines = paper.body.split("\n")
        chance, body, year, title = self._chance, paper.body, paper.year, paper.title
        if kind == "same_text":
            body = " ".join(lines)
        elif kind == "near":
            body = "\n".join(self._slip(line) if chance.random() < 0.3 else line for line in lines)
        elif kind == "contained":
            body = "\n".join([*(self._line() for _ in range(150)), *lines, *(self._line() for _ in range(150))])
        elif kind == "version":
            body = "\n".join(self._line() if chance.random() < 0.35 else line for line in lines)
            title += "（修改稿）"
        elif kind == "next year":
            year += 1
            body = "\n".join([_head(title, year), *lines[1:]])
        elif kind == "other figures":
            body = "\n".join(line[:26] + str(chance.randrange(1000, 99999)) for line in lines)
        return Made(title, year, body, of, kind if kind not in TRAPS else None)

    def _line(self) -> str:
        chance = self._chance
        if chance.random() < 0.2:
            return chance.choice(self._phrases) + "共" + str(chance.randrange(1000, 99999))
        return "".join(chance.choices(SYLLABLES, k=25)) + "共" + str(chance.randrange(1000, 99999))

    def _slip(self, line: str) -> str:
        place = self._chance.randrange(len(line))
        return line[:place] + line[place + 1 :]


def _head(title: str, year: int) -> str:
    return f"{year}年{title}"


KINDS = ("same_text", "near", "contained", "version")
TRAPS = ("next year", "other figures")


def measure(work: Path, count: int, seed: int = SEED) -> tuple[list[str], list[str]]:
    """What is wrong, and what was measured."""
    writer, catalogue = Writer(seed), Catalogue(work / "catalogue.db")
    papers = [writer.paper() for _ in range(count)]
    chosen = random.Random(seed).sample(range(count), PLANTED * len(KINDS + TRAPS))
    for number, of in enumerate(chosen):
        papers.append(writer.copied(papers[of], of + 1, (KINDS + TRAPS)[number % len(KINDS + TRAPS)]))
    _put(catalogue, papers)
    before, sized = _memory(), catalogue.bytes
    spent = _sketch_all(catalogue)
    wrong, found = _check(catalogue.read(), papers)
    last = spent[-50:]
    per_piece = [each / BATCH for each in last]
    if statistics.mean(per_piece) >= 10:
        wrong.append(f"{statistics.mean(per_piece):.1f} ms for a new piece")
    lines = [
        f"{len(papers):,} pieces, {sum(len(paper.body) for paper in papers) / len(papers):,.0f} characters on average",
        f"CPU for a new piece: {statistics.mean(per_piece):.2f} ms among the last 1,000, slowest batch {max(per_piece):.2f} ms,"
        f" {sum(spent) / len(papers):.2f} ms over all",
        f"memory +{_memory() - before:.0f} MB, catalogue +{(catalogue.bytes - sized) / 2**20:.0f} MB"
        f" beside {sized / 2**20:.0f} MB",
        *found,
    ]
    lines.append(_fold(catalogue.read()))
    catalogue.close()
    return wrong, lines


def _fold(db: sqlite3.Connection) -> str:
    began = time.perf_counter()
    folding = pairs.Folding(db)
    return f"folding read for the whole library in {(time.perf_counter() - began) * 1000:.0f} ms ({len(folding.pieces)} pieces)"


def _put(catalogue: Catalogue, papers: list[Made]) -> None:
    with catalogue.write() as db:
        for number, paper in enumerate(papers, 1):
            db.execute("INSERT INTO document (id, created_at) VALUES (?, '')", (number,))
            db.execute(
                'INSERT INTO piece (id, document, ordinal, start, "end", start_line, end_line, title, year, added_at,'
                " words_changed, card_changed) VALUES (?, ?, 1, 0, 0, 1, 1, ?, ?, '', ?, ?)",
                (number, number, paper.title, paper.year, number, number),
            )
            db.execute("INSERT INTO folded (piece, body) VALUES (?, ?)", (number, paper.body))


def _sketch_all(catalogue: Catalogue) -> list[float]:
    """Milliseconds of CPU for every batch, its transaction included; the clock on the wall tells of other programs."""
    sketcher = Sketcher(catalogue)
    spent: list[float] = []
    while True:
        began = time.process_time()
        if not sketcher.step():
            assert sketches.lag(catalogue.read()) == 0
            return spent
        spent.append((time.process_time() - began) * 1000)


def _check(db: sqlite3.Connection, papers: list[Made]) -> tuple[list[str], list[str]]:
    """Planted doubles that were missed, traps that were taken for doubles, and strangers found to be like."""
    right, planted, strangers, fooled = Counter[str](), Counter[str](), 0, 0
    for number, paper in enumerate(papers, 1):
        if paper.of is None and number % 20:
            continue  # a twentieth of the papers that nothing was made of tells how many strangers are found
        found = {double.card.piece: double.kind for double in pairs.of_piece(db, PieceId(number))}
        if paper.kind:
            planted[paper.kind] += 1
            right[paper.kind] += found.get(PieceId(paper.of or 0)) == paper.kind
        elif paper.of:
            fooled += bool(found)
        if paper.of:
            strangers += len(found.keys() - {paper.of})
        else:
            strangers += sum(papers[other - 1].of != number for other in found)
    lines = [f"{kind}: {right[kind]} of {planted[kind]} found" for kind in KINDS]
    lines.append(f"traps taken for doubles: {fooled} of {PLANTED * len(TRAPS)}; strangers taken for doubles: {strangers}")
    wrong = [f"{kind}: {right[kind]} of {planted[kind]}" for kind in KINDS if right[kind] < 0.98 * planted[kind]]
    return wrong + ([f"{fooled} traps, {strangers} strangers"] if fooled + strangers > 2 else []), lines


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pieces", type=int, default=50_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wendu-doubles-") as work:
        wrong, lines = measure(Path(work), options.pieces)
    print("\n".join([*lines, *(f"wrong: {line}" for line in wrong)]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
