"""The labelled papers, and the compilations of the corpus: what the rules must go on reading right."""

import json
from collections import defaultdict

import pytest

from archiver.describe import Scheme, default_scheme, describe, type_names
from tests.benchmarks.understanding import CORPUS, LABELLED, Score, count, read_papers

SCHEME = Scheme.parse(default_scheme())
PAPERS = read_papers(LABELLED)


def test_the_labelled_papers_cover_every_type_and_four_decades() -> None:
    assert len(PAPERS) >= 120
    assert {paper["type"] for paper in PAPERS} == set(type_names())
    years = {paper["year"] for paper in PAPERS if paper["year"]}
    assert min(years) <= 1986 and max(years) >= 2025
    assert sum(paper["set"] != "tuned" for paper in PAPERS) >= 190


def test_no_labelled_paper_is_taken_for_several() -> None:
    split = [paper["title"] for paper in PAPERS if len(describe(paper["text"], (), "x", {}, SCHEME)) > 1]
    assert split == []


@pytest.mark.parametrize(
    ("field", "accuracy", "precision"),
    [("title", 0.95, 0.95), ("year", 0.95, 0.95), ("date", 0.95, 0.95), ("number", 0.95, 0.95), ("type", 0.95, 0.95),
     ("organisation", 0.9, 0.9), ("addressees", 0.95, 0.95), ("period", 0.95, 0.95), ("urgency", 1.0, 1.0)],
)  # fmt: skip
def test_the_labelled_papers_are_read_as_well_as_they_were(field: str, accuracy: float, precision: float) -> None:
    scores: dict[str, Score] = defaultdict(Score)
    for paper in PAPERS:
        count(paper, describe(paper["text"], (), "x", {}, SCHEME)[0], scores)
    score = scores[field]
    assert (score.right + score.quiet) / score.papers >= accuracy
    assert score.right / score.said >= precision


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not on this machine")
def test_every_boundary_of_the_corpus_is_found_and_no_other() -> None:
    truth = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    for file in sorted({piece["file"] for piece in truth}):
        text = (CORPUS / file).read_text(encoding="utf-8")
        drafts = describe(text, (), "x", {}, SCHEME)
        starts = [text.count("\n", 0, draft.start) + 1 for draft in drafts]
        assert starts[1:] == [piece["start_line"] for piece in truth if piece["file"] == file][1:]
        for draft in drafts:
            assert len(describe(text[draft.start : draft.end], (), "x", {}, SCHEME)) == 1
