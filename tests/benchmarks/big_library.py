"""A library of 50,000 papers, the same for the same seed: 390 MB of text in the catalogue, no files on disk.

    python -m tests.benchmarks.big_library FOLDER [--papers 50000] [--seed 20]

Real paragraphs of office papers, their clauses shuffled, with changed words, names and numbers: so the grams are as
many and as unevenly spread as in a real office. What is kept goes through the functions that the keeper uses.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

from archiver.catalogue import categories, documents, places
from archiver.library import Library
from archiver.model import Extracted, FieldValue, PieceDraft, Seen, State
from archiver.wording import NO_REASON
from resources.samples.paper import PAPERS, load
from tests.benchmarks.papers import COMMON, KINDS, MATTERS, OFFICES, PLACES

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
CHARACTERS = 2600
"""Of a paper on average: 7.8 KB."""

AT_ONCE = 500
"""Papers of one transaction."""

CHANGED = 0.06
"""Of the clauses: so many hold a word or a name that no sample has."""

_CLAUSE = re.compile(r"[^，。；、：！？\n]+[，。；、：！？]?")
_NUMBER = re.compile(r"\d+")


def sample_paragraphs() -> list[list[str]]:
    """The paragraphs of the sample papers, and of the shared corpus where it is, cut into clauses."""
    lines = [paragraph.text for file in sorted(PAPERS.glob("*.txt")) for paragraph in load(file.stem)]
    for file in sorted(CORPUS.glob("*.txt")):
        lines += file.read_text(encoding="utf-8").splitlines()
    found = (_CLAUSE.findall(line.strip()) for line in lines)
    return [clauses for clauses in found if len(clauses) > 1]


class Writer:
    """Writes papers, one after the other, from one stream of chance."""

    def __init__(self, seed: int, codes: Sequence[str]) -> None:
        self.random = Random(seed)
        self.paragraphs = sample_paragraphs()
        self.clauses = [clause for clauses in self.paragraphs for clause in clauses]
        self.codes = codes
        self.words = ["".join(self.random.choices(COMMON, k=2)) for _ in range(20_000)]

    def paper(self, number: int) -> tuple[str, PieceDraft]:
        """Text and card of a paper."""
        random = self.random
        year, kind = random.randint(1990, 2025), random.choice(KINDS)
        office = random.choice(PLACES) + random.choice(OFFICES)
        date = f"{year}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        title = f"{office}关于{random.choice(MATTERS)}的{kind}"
        body = [title, f"经办事项代号{''.join(random.choices(COMMON, k=8))}，编号{number}。"]
        length, wanted = 0, random.lognormvariate(0, 0.6) * CHARACTERS * 0.83
        while length < wanted:
            body.append(self._paragraph())
            length += len(body[-1])
        text = "\n\n".join([*body, office, date]) + "\n"
        card = {"title": title, "year": str(year), "date": date, "organisation": office, "type": kind,
                "category": random.choice(self.codes)}  # fmt: skip
        return text, PieceDraft(0, len(text), tuple(FieldValue(name, value, "rule", 0.9) for name, value in card.items()))

    def _paragraph(self) -> str:
        """A sample's paragraph, every third clause from elsewhere."""
        random = self.random
        clauses = [
            random.choice(self.clauses) if random.random() < 0.33 else clause for clause in random.choice(self.paragraphs)
        ]
        return "".join(self._changed(clause) for clause in clauses)

    def _changed(self, clause: str) -> str:
        random = self.random
        clause = _NUMBER.sub(lambda found: str(random.randint(1, 10 ** min(len(found[0]), 6))), clause)
        if random.random() > CHANGED:
            return clause
        place = random.randint(0, len(clause) - 1)
        word = self.words[int(len(self.words) * random.random() ** 3)]
        return clause[:place] + (word if random.random() < 0.8 else "".join(random.choices(COMMON, k=3))) + clause[place:]


def write_library(folder: Path, count: int, seed: int) -> None:
    """Make the library in `folder`, without an index."""
    library = Library(folder)
    try:
        db = library.catalogue.read()
        writer = Writer(seed, [category.code for category in categories.tree(db)])
        papers = (writer.paper(number) for number in range(1, count + 1))
        for start in range(0, count, AT_ONCE):
            keep_papers(library, start, [next(papers) for _ in range(min(AT_ONCE, count - start))])
    finally:
        library.close()


def keep_papers(library: Library, start: int, papers: Sequence[tuple[str, PieceDraft]]) -> None:
    """Keep these after `start` others, in one transaction, as the keeper keeps what it has read."""
    root = library.archive_root()
    with library.catalogue.write() as db:
        for number, (text, draft) in enumerate(papers, start + 1):
            seen = Seen(root.path / f"卷{number % 37:02}" / f"{number:05}.txt", len(text), number, "")
            places.arrive(db, root.id, seen)
            document = documents.create(db)
            places.settle(db, seen, document, State.SEARCHABLE, NO_REASON, 1)
            digest = sha256(text.encode()).hexdigest()
            documents.revise(db, document, digest, len(text), Extracted("txt", State.SEARCHABLE, text=text), 1, [draft], 1)
            documents.refresh_presence(db, document)


def kept_library(folder: Path, count: int, seed: int) -> Path:
    """The library in `folder`, made unless an earlier run has left it there whole."""
    made = folder / f"{count} {seed}"
    whole = made / "whole"
    if not whole.exists():
        write_library(made, count, seed)
        whole.touch()
    return made


def asked_for(what: str | None) -> argparse.Namespace:
    """What a measurement of searches in such a library is told on its command line."""
    parser = argparse.ArgumentParser(description=what)
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "wendu-bench")
    return parser.parse_args()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    started = time.monotonic()
    print(kept_library(options.folder, options.papers, options.seed), f"{time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
