"""Figures: what the index keeps of years, dates and numbers; no paper that has one may be missed for lack of them."""

from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.search.grams import GramIndex
from archiver.search.postings import gather, grams_of
from archiver.search.query import parse
from archiver.search.searcher import Searcher
from archiver.text.dates import gaps_of
from archiver.text.figures import figures
from archiver.text.folding import fold_mapped
from archiver.text.readings import reading_of
from tests.core.searching import MemoryShelf

FORMS = ["2011年12月8日", "二〇一一年十二月八日", "2011-12-08", "2011.12.8", "2011 年 12 月 8 日", "12月8日", "十二月八日",
         "2011年", "二零一一", "2011年12月", "2011", "1,234", "1，234，567", "1234567", "年", "月", "日", "-", "、"]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(FORMS), st.text("0123一二〇十年月日 ,-的", max_size=4)), max_size=5).map("".join)


def has_figures(text: str, wanted: str) -> bool:
    """As the index tells it: by grams."""
    return set(grams_of(wanted)) <= set(gather([figures(text)]).grams)


@settings(max_examples=500)
@given(texts, texts, texts)
def test_what_stands_in_a_text_has_its_figures_there_whatever_is_around_it(before: str, part: str, after: str) -> None:
    whole = fold_mapped(before + part + after).text
    folded = fold_mapped(part).text
    if folded in whole:
        assert has_figures(whole, figures(folded))


@settings(max_examples=500)
@given(st.sampled_from(FORMS), st.sampled_from(FORMS), texts, texts)
def test_a_date_or_number_in_another_form_has_the_same_figures(asked: str, form: str, before: str, after: str) -> None:
    reading = reading_of(fold_mapped(asked), asked)
    text = before + form + after
    folded = fold_mapped(text)
    if reading and reading.stands_in(folded.text, gaps_of(folded, text)):
        assert all(has_figures(folded.text, wanted) for wanted in reading.figures)


class CountingShelf(MemoryShelf):
    """Counts the texts that are looked into."""

    looked_into = 0

    def folded(self, pieces: Any) -> Any:
        self.looked_into += len(pieces)
        return super().folded(pieces)


def test_for_a_date_only_papers_with_that_date_are_looked_into(tmp_path: Path) -> None:
    """All papers have the digits of 2011-03-15 somewhere: of 50,000 it would take seconds to look into all."""
    shelf = CountingShelf()
    for piece in range(1, 200):
        shelf.put(piece, f"2011年{piece % 12 + 1}月1日，15人，{piece}-03-15，3月1{piece % 9}日，二〇一一年，20 11 03 15")
    shelf.put(200, "二〇一一年三月十五日")
    shelf.put(201, "2011、03、15")
    with closing(GramIndex.open(tmp_path, "lib")) as index:
        index.update(*shelf.behind(index.sequence))
        for typed in ("2011年3月15日", "二〇一一年三月十五日", "2011-03-15", "2011/3/15"):
            searcher = Searcher(index, shelf)
            shelf.looked_into = 0
            assert set(searcher.search(parse(typed), limit=1000).pieces) == shelf.naive(typed) >= {200}
            assert shelf.looked_into <= 3
