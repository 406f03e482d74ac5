"""The words by which a paper is like a category, for people to read."""

import numpy as np

from archiver.learning.examples import Examples
from archiver.learning.features import READ, Features, grams

MOST, LONGEST = 3, 6
"""How many words are shown, and how many characters of each."""

TELLING = 12
"""N-grams that are made into words; the others say too little."""


def near_words(title: str, body: str, paper: Features, examples: Examples, category: str) -> list[str]:
    """The words of a paper that speak most for a category, the strongest first; n-grams that overlap are one word."""
    text = f"{title}\n{body[:READ]}"
    strength = dict(zip(paper.places.tolist(), examples.evidence(category, paper).tolist(), strict=True))
    ranked: dict[str, float] = {}
    for length, (starts, buckets) in enumerate(grams(text), start=1):
        if length > 1:
            for start, bucket in zip(starts.tolist(), buckets.tolist(), strict=True):
                ranked.setdefault(text[start : start + length], strength.get(bucket, 0.0))
    telling = sorted((gram for gram in ranked if ranked[gram] > 0), key=lambda gram: -ranked[gram])[:TELLING]
    words = {word: _worth(word, ranked, telling) for word in _joined(text, telling)}
    return sorted(words, key=lambda word: -words[word])[:MOST]


def _joined(text: str, telling: list[str]) -> list[str]:
    """The runs of characters that telling n-grams cover, where each stands first."""
    covered = np.zeros(len(text) + 1, dtype=np.bool_)
    for gram in telling:
        start = text.index(gram)
        covered[start : start + len(gram)] = True
    edges = np.flatnonzero(np.diff(covered.astype(np.int8), prepend=0))
    runs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [text[start : min(end, start + LONGEST)] for start, end in runs]


def _worth(word: str, ranked: dict[str, float], telling: list[str]) -> float:
    return sum(ranked[gram] for gram in telling if gram in word)
