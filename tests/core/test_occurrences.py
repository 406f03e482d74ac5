"""Grams counted in many texts at once, beside a count of each by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.search import occurrences
from archiver.search.occurrences import Occurrences

LETTERS = "防火工作a0 😀"


def by_hand(gram: str, text: str) -> int:
    return sum(text.startswith(gram, at) for at in range(len(text)))


@settings(max_examples=100)
@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=occurrences.LONGEST), unique=True),
    st.lists(st.text(LETTERS + "\n文", max_size=30), max_size=6),
)
def test_each_gram_is_counted_in_each_text_as_by_hand(grams: list[str], texts: list[str]) -> None:
    counted = Occurrences(grams).in_each(texts)
    assert counted.tolist() == [[by_hand(gram, text) for gram in grams] for text in texts]


def test_long_texts_are_counted_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrences, "CHARACTERS", 5)
    texts = ["防火", "防火防火防火", "", "火防", "防"]
    assert Occurrences(["防火", "防"]).in_each(texts).tolist() == [[1, 1], [3, 3], [0, 0], [0, 1], [0, 1]]
