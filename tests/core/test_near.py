"""No paper has the words: what is offered then."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archiver.finding.offering import Offer, offers
from archiver.model import Filters
from archiver.search.columns import Narrow
from archiver.search.grams import GramIndex
from archiver.search.query import parse
from archiver.search.searcher import Searcher
from archiver.text.pinyin import readings, sound_alike
from tests.core.searching import MemoryShelf


@pytest.fixture
def searcher(tmp_path: Path) -> Iterator[Searcher]:
    shelf = MemoryShelf()
    shelf.put(1, "层层落实森林防火责任。", "森林防火工作总结", year=2011, organisation="石桥镇林业站")
    shelf.put(2, "党建工作要点。", "党建工作计划", year=2012)
    shelf.put(3, "名单。", "重庆会计长沙培训名册", year=2013)
    index = GramIndex.open(tmp_path / "index", "near")
    index.update(*shelf.behind(index.sequence))
    yield Searcher(index, shelf)
    index.close()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("森林放火", "森林防火"), ("森林防伙", "森林防火"), ("森林防防火", "森林防火"), ("林森防火", "森林防火"),
        ("森防火责任", "森林防火责任"), ("当建", "党建"), ("党见工作", "党建工作"), ("林叶站", "林业站"),
        ("层层裸实", "层层落实"),
    ],
)  # fmt: skip
def test_a_slip_of_one_character_or_of_the_same_sound_is_mended(searcher: Searcher, typed: str, near: str) -> None:
    assert searcher.search(parse(typed)).total == 0
    assert searcher.near(parse(typed), typed)[0] == near


@pytest.mark.parametrize(
    ("letters", "word"),
    [
        ("djgz", "党建工作"), ("dangjian", "党建"), ("slfh", "森林防火"), ("senlinfh", "森林防火"), ("cqkj", "重庆会计"),
        ("chongqing", "重庆"), ("kuaiji", "会计"), ("cs", "长沙"), ("changsha", "长沙"), ("lyz", "林业站"),
    ],
)  # fmt: skip
def test_titles_and_organisations_are_offered_for_their_pinyin_or_initials(
    searcher: Searcher, letters: str, word: str
) -> None:
    assert word in searcher.near(parse(letters), letters)


@pytest.mark.parametrize("typed", ["招商引资", "火", "2019", "森林 放火", "qqqq", "uvi", "x"])
def test_nothing_is_offered_that_no_paper_has(searcher: Searcher, typed: str) -> None:
    assert searcher.near(parse(typed), typed) == []


@pytest.mark.parametrize("typed", ["森林防火", "防火责任", "党建"])
def test_a_word_that_papers_have_is_no_slip(searcher: Searcher, typed: str) -> None:
    assert searcher.near(parse(typed), typed) == []


def test_another_digit_is_another_number_and_no_slip(tmp_path: Path) -> None:
    shelf = MemoryShelf()
    shelf.put(1, "二〇一一年总结，1995年3月15日签订，2011年森林防火。", "协议")
    with closing(GramIndex.open(tmp_path / "index", "near")) as index:
        index.update(*shelf.behind(index.sequence))
        searcher = Searcher(index, shelf)
        assert searcher.near(parse("1995年4月15日"), "1995年4月15日") == []
        assert searcher.near(parse("2011年森林放火"), "2011年森林放火")[0] == "2011年森林防火"


def offered(searcher: Searcher, typed: str, filters: Filters) -> list[Offer]:
    query = parse(typed)

    def count(typed: str, filters: Filters) -> int:
        return searcher.search(parse(typed), Narrow(years=filters.years, type=filters.type)).total

    return offers(query, filters, count, lambda word: searcher.near(query, word))


def test_filters_are_dropped_only_where_that_finds_something(searcher: Searcher) -> None:
    narrow = Filters(years=(2012, 2012))
    assert [(one.kind, one.total) for one in offered(searcher, "森林防火", narrow)] == [("years", 1)]
    both = Filters(years=(2012, 2012), type="总结")
    assert [(one.kind, one.filters) for one in offered(searcher, "森林防火", both)] == [("filters", Filters())]
    assert offered(searcher, "招商引资", narrow) == []


def test_the_other_words_of_a_query_and_its_filters_stay(searcher: Searcher) -> None:
    narrow = Filters(years=(2011, 2011))
    (offer,) = offered(searcher, "层层 森林放火", narrow)
    assert (offer.query, offer.filters, offer.total) == ("层层 森林防火", narrow, 1)
    assert offer.say.say() == "是不是要找“森林防火”：1 篇"


def test_characters_of_several_readings_have_all_of_them() -> None:
    assert {"chong", "zhong"} <= set(readings()["重"])
    assert {"kuai", "hui"} <= set(readings()["会"])
    assert {"chang", "zhang"} <= set(readings()["长"])
    assert sound_alike("防火", "放伙")
    assert not sound_alike("防火", "防汛")
