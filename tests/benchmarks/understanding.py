"""How well papers are understood: every field scored over labelled papers, and how long describing takes.

    python -m tests.benchmarks.understanding [JSONL…] [--misses FIELD] [--set held|tuned]

Without a file: the labelled papers of the repository, and the compilations of ../shared/corpus where they are.
A JSONL has one paper a line: text, title, category, type, year, number, date; `null` means that the paper has none,
an absent key that nobody looked. `FIELD_accept` lists other right answers.

The labelled papers' `set` says how far the rules know them. `tuned`: the rules were made with them. `held` and
`blind 1` to `blind 3`: written before the rules were measured on them, each set once, then mended by what it showed;
a later run over them is a check that nothing is lost, not a measurement. First runs, as they were labelled then:

    set       papers  title  year   date   number  type   organisation  addressees
    held          61  .902   .918   1.000  1.000   .984   .833          -
    blind 1       61  .885   .967    .984  1.000   .918   .978          .882
    blind 2       40  .925   1.000  1.000  1.000   .975   .955          .818
    blind 3       31  .968   .935   1.000   .968   .968   1.000         1.000

Looked at again, five of the eleven titles missed in the blind sets were right (the paper's own unit, subtitle or
numerals, which the label had left out); their labels accept both now. 公示 was labelled 公告 before it was measured.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver.describe import Scheme, default_scheme, describe
from archiver.describe.plain import plain
from archiver.model import PieceDraft

HERE = Path(__file__).resolve()
LABELLED = HERE.parents[1] / "samples" / "labelled.jsonl"
CORPUS = HERE.parents[2].parent / "shared" / "corpus"
FIELDS = (
    "title", "year", "filing_year", "date", "number", "type", "organisation", "category", "urgency", "addressees",
    "period", "marking",
)  # fmt: skip
COMPOSED_ALIKE = 0.5
"""Two composed titles say the same where so much of their pairs of characters is common (Dice)."""

Paper = Mapping[str, Any]


@dataclass
class Score:
    """Counts of one field: `stated` papers have a value, `said` were given one, `right` of them rightly.

    `quiet` are papers that have none and were given none.
    """

    stated: int = 0
    said: int = 0
    right: int = 0
    quiet: int = 0
    papers: int = 0

    def row(self, field: str) -> str:
        """The field's line of the table: accuracy over all papers, precision, recall."""
        accuracy = (self.right + self.quiet) / self.papers
        precision = self.right / self.said if self.said else 1.0
        recall = self.right / self.stated if self.stated else 1.0
        counts = f"{self.right:4d} of {self.stated:3d} stated, {self.said:3d} said"
        return f"{field:12s}  accuracy {accuracy:.3f}  precision {precision:.3f}  recall {recall:.3f}  {counts}"


def read_papers(path: Path) -> list[Paper]:
    """The papers of a JSONL."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Print one table for each set of papers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--misses", default="", help="show what was missed of this field (or `all`)")
    parser.add_argument("--set", default="", help="only `held`, `tuned`, `blind 1` … or `corpus`")
    options = parser.parse_args()
    scheme = Scheme.parse(default_scheme())
    for name, papers in _sets(options.files, options.set):
        report(name, papers, scheme, options.misses)
    if CORPUS.exists() and not options.files and options.set in ("", "corpus"):
        corpus(scheme, options.misses)


def _sets(files: Sequence[Path], only: str) -> Iterator[tuple[str, list[Paper]]]:
    for path in files:
        yield path.name, read_papers(path)
    if not files:
        labelled = read_papers(LABELLED)
        for name in dict.fromkeys(paper["set"] for paper in labelled):
            if only in ("", name):
                yield f"labelled, {name}", [paper for paper in labelled if paper["set"] == name]


def report(name: str, papers: Sequence[Paper], scheme: Scheme, misses: str = "") -> dict[str, Score]:
    """Describe every paper and print how right that was."""
    begun = time.process_time()
    found = [describe(paper["text"], (), "x", {}, scheme) for paper in papers]
    seconds = time.process_time() - begun
    scores: dict[str, Score] = defaultdict(Score)
    for paper, drafts in zip(papers, found, strict=True):
        missed = count(paper, drafts[0], scores)
        _tell(paper["title"], missed, misses)
    whole = sum(len(drafts) == paper.get("pieces", 1) for paper, drafts in zip(papers, found, strict=True))
    speed = f"{seconds / len(papers) * 1000:.1f} s CPU per 1,000"
    print(f"\n{name}: {len(papers)} papers, {whole} with the right number of pieces, {speed}")
    _print(scores)
    return scores


def corpus(scheme: Scheme, misses: str = "") -> None:
    """Score boundaries and fields of the compilations with truth.json."""
    truth = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    scores: dict[str, Score] = defaultdict(Score)
    wanted, cut = 0, 0
    for file in sorted({piece["file"] for piece in truth}):
        text = (CORPUS / file).read_text(encoding="utf-8")
        drafts = describe(text, (), Path(file).stem, {}, scheme)
        starts = {text.count("\n", 0, draft.start) + 1: draft for draft in drafts[::-1]}
        pieces = [piece for piece in truth if piece["file"] == file]
        wanted, cut = wanted + len(pieces) - 1, cut + len(drafts) - 1
        for number, piece in enumerate(pieces):
            draft = starts.get(piece["start_line"], drafts[0] if number == 0 else None)
            if draft is None:
                print("missed boundary", file, piece["start_line"])
                continue
            _tell(piece["title"], count(_as_paper(piece), draft, scores), misses)
    print(f"\ncorpus: {len(truth)} pieces, {cut} cuts where {wanted} are right")
    _print(scores)


def _as_paper(piece: Paper) -> Paper:
    """A row of truth.json in the shape of the JSONL."""
    return {
        "title": piece["title"], "date": piece["date"], "number": None,
        "year": piece["year"], "year_accept": [*piece["year_accept"], *([None] if piece["year"] is None else [])],
        "type": piece["doc_type"], "type_accept": piece["doc_type_accept"],
        "category": piece["category"], "category_accept": piece["category_accept"],
    }  # fmt: skip


def count(paper: Paper, draft: PieceDraft, scores: dict[str, Score]) -> dict[str, tuple[Any, str]]:
    """Add one paper to the scores; what was wrong is returned as (right answer, what was said)."""
    values = {value.field: value.value for value in draft.values}
    missed: dict[str, tuple[Any, str]] = {}
    for field in FIELDS:
        if field not in paper:
            continue
        right = [None if each is None else str(each) for each in paper.get(f"{field}_accept", [paper[field]])]
        said = values.get(field, "")
        score = scores[field]
        score.papers += 1
        score.stated += paper[field] is not None
        score.said += bool(said)
        good = any(each is not None and same(field, each, said) for each in right)
        score.right += good
        score.quiet += not said and None in right and not good
        if not good and not (not said and None in right):
            missed[field] = (right, said)
    return missed


def same(field: str, right: str, said: str) -> bool:
    """Whether what was said is right: spaces and widths don't count, a category's child is the category."""
    if not said:
        return False
    if field == "category":
        return said.startswith(right)
    a, b = (re.sub(r"[\s,、。:;·—–-]", "", plain(text).replace("○", "〇")) for text in (right, said))
    if field == "title" and a.startswith("["):
        return b.startswith("[") and _dice(a, b) >= COMPOSED_ALIKE
    if field == "organisation":
        return a in b or b in a
    return a == b


def _dice(a: str, b: str) -> float:
    first, second = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (a, b))
    return 2 * len(first & second) / (len(first) + len(second)) if first or second else 0.0


def _tell(title: Any, missed: Mapping[str, tuple[Any, str]], misses: str) -> None:
    for field, (right, said) in missed.items():
        if misses in ("all", field):
            print(f"  {field}: {' | '.join(map(str, right))}  ≠  {said!r}  [{title}]")


def _print(scores: Mapping[str, Score]) -> None:
    rows: Iterable[str] = (scores[field].row(field) for field in FIELDS if field in scores)
    print("\n".join(rows))


if __name__ == "__main__":
    main()
