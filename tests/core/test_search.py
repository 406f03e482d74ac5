"""Answers of search: what is found, in which order, and that it is what a scan of all texts would give."""

import time
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archiver.model import Block
from archiver.search import merging, searcher, texts
from archiver.search.columns import Narrow
from archiver.search.conditions import Scheme
from archiver.search.grams import GramIndex
from archiver.search.nodes import Near
from archiver.search.query import parse
from archiver.search.ranked import Found
from archiver.search.searcher import Searcher
from archiver.search.snippets import highlights
from tests.core import naive
from tests.core.searching import MemoryShelf

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"


class Library:
    """A shelf, an index in a folder and a searcher over both."""

    def __init__(self, folder: Path) -> None:
        self.shelf = MemoryShelf()
        self.index = GramIndex.open(folder, "lib")
        self.reader = GramIndex.open(folder, "lib")
        self.searcher = Searcher(self.reader, self.shelf)

    def close(self) -> None:
        """Let go of the files of both."""
        self.index.close()
        self.reader.close()

    def follow(self, merging: int = 0) -> None:
        """Let the index catch up, and go on with that many steps of merging."""
        self.index.update(*self.shelf.behind(self.index.sequence))
        for _ in range(merging):
            self.index.merge_on()

    def find(self, typed: str, **options: Any) -> Found:
        return self.searcher.search(parse(typed), **({"limit": 1000} | options))

    def found(self, typed: str, **options: Any) -> list[int]:
        return self.find(typed, **options).pieces


@pytest.fixture(name="empty")
def _empty(tmp_path: Path) -> Iterator[Library]:
    """A library without papers."""
    with closing(Library(tmp_path)) as library:
        yield library


@pytest.fixture(name="library", params=["indexed", "not yet indexed"])
def _library(empty: Library, request: pytest.FixtureRequest) -> Library:
    """Papers of all kinds; each test holds whether the index has followed or not."""
    library, put = empty, empty.shelf.put
    put(1, "要著力抓好森林防火工作，層層簽訂責任書。", title="關於森林防火的通知", names="a1.txt 林业局",
        year=2011, date="2011-03-01", category=3, by="rule", kind="通知")
    put(2, "全年森林\n防火责任书签订率100%，投入资金74.4\u200b万亿元。", title="工作总结",
        names="2012总结.doc", year=2012, date="2012-01-05", category=3, by="hand", kind="总结")
    put(3, "本部⻔⽂化建设。ＷＴＯ规则培训2011年度", title="培训计划", names="b.pdf", year=2012, kind="计划")
    put(4, "在会上的讲话：森林、防火。责任书", title="讲话", names="c.txt", date="2009-12-31", category=5)
    put(5, "", title="", names="森林防火照片.jpg 影像", category=0)
    if request.param == "indexed":
        library.follow()
    return library


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("着力", {1}),
        ("著力", {1}),
        ("森林防火", {1, 2, 5}),
        ("森林 防火", {1, 2, 4, 5}),
        ("“森林 防火”", {1, 2, 5}),
        ("“森林、防火”", {4}),
        ("层层签订责任书", {1}),
        ("責任書 -讲话", {1, 2}),
        ("培训 OR 讲话", {3, 4}),
        ("森林 或 培训 2011", {3}),
        ("（森林 或 培训） －讲话", {1, 2, 3, 5}),
        ("部门文化", {3}),
        ("⽂化", {3}),
        ("wto", {3}),
        ("ＷT", {3}),
        ("201", {2, 3}),
        ("74.4万亿元", {2}),
        ("林", {1, 2, 4, 5}),
        ("書", {1, 2, 4}),
        ("-森林", {3}),
        ("-森林 -培训", set()),
        ("jpg", {5}),
        ("不存在的词语", set()),
        ("签订率100%，投入资金", {2}),
        ("", {1, 2, 3, 4, 5}),
        ("通知要", set()),
    ],
)
def test_words_find_the_papers_they_stand_in(library: Library, typed: str, pieces: set[int]) -> None:
    found = library.find(typed)
    assert set(found.pieces) == pieces == library.shelf.naive(typed)
    assert (found.total, found.exact) == (len(pieces), True)


SAME = [
    ["2011年", "二〇一一年", "二○一一年", "二零一一年", "２０１１年", "二0一一年", "二O一一年", "2011 年"],
    ["2011年3月5日", "2011年03月05日", "二〇一一年三月五日", "二○一一年三月五日", "2011-03-05", "2011-3-5", "2011.3.5", "2011/3/5",
     "２０１１．３．５", "2011 年 3 月 5 日", "2011–03–05"],
    ["10月20日", "十月二十日"],
    ["2011年12月", "二〇一一年十二月"],
    ["1234567", "1,234,567", "１２３４５６７", "1，234，567", "1\u00a0234\u00a0567"],
]  # fmt: skip
NOT_SAME = [
    ["第三十二条", "第32条"], ["三月", "3月"], ["2011年", "二〇一一级"], ["2,011", "2011"], ["1、234", "1234"], ["2011、3、5", "2011年3月5日"],
    ["0571-1234", "0,571"], ["2011.3-5", "2011年3月5日"], ["12011年", "二〇一一年"], ["一九七九", "1979年"], ["十一月五日", "1月5日"],
    ["1 234 567", "1234567"],
]  # fmt: skip


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize("forms", SAME, ids=[forms[0] for forms in SAME])
def test_a_date_or_number_is_found_in_whichever_form_it_is_written(
    empty: Library, forms: list[str], indexed: bool
) -> None:
    library = empty
    for piece, form in enumerate(forms, 1):
        library.shelf.put(piece, f"关于{form}的报告", number="府发", title=form if piece % 2 else "")
    library.shelf.put(99, "二〇一二年的报告，1234568，2011-03-06，2012年")
    if indexed:
        library.follow()
    for form in forms:
        everywhere = [f"“{form}”", f"“关于{form}的报告”", f"-“{form}”"]
        whole = set(range(1, len(forms) + 1))
        for typed, expected in zip(everywhere, (whole, whole, {99}), strict=True):
            assert set(library.found(typed)) == expected == library.shelf.naive(typed), typed
        for piece in whole:
            text = f"关于{forms[piece - 1]}的报告"
            marks = highlights(text, (), parse(f"“{form}”"))
            assert [text[start:end] for start, end in marks] == [forms[piece - 1]]


@pytest.mark.parametrize(("one", "other"), NOT_SAME)
def test_what_only_looks_alike_is_not_the_same(empty: Library, one: str, other: str) -> None:
    library = empty
    library.shelf.put(1, f"关于{one}的报告")
    library.shelf.put(2, f"关于{other}的报告")
    library.follow()
    assert library.found(f"“关于{one}的报告”") == [1]
    assert library.found(f"“关于{other}的报告”") == [2]


def test_words_do_not_run_from_one_paragraph_into_the_next(empty: Library) -> None:
    library = empty
    text = "关于森林\n防火的通知"
    blocks = (Block("paragraph", 0, 5), Block("paragraph", 5, len(text)))
    library.shelf.put(1, text)
    library.shelf.put(2, text, blocks=blocks)
    library.follow()
    assert library.found("森林防火") == [1]
    assert library.found("森林 防火") == [1, 2]


@pytest.mark.parametrize(
    ("narrow", "pieces"),
    [
        (Narrow(years=(2012, 2012)), {2, 3}),
        (Narrow(years=(2000, 2011)), {1}),
        (Narrow(no_year=True), {4, 5}),
        (Narrow(years=(2011, 2011), no_year=True), {1, 4, 5}),
        (Narrow(categories=frozenset({3, 5})), {1, 2, 4}),
        (Narrow(categories=frozenset({0})), {3, 5}),
        (Narrow(categories=frozenset()), set()),
        (Narrow(by="hand"), {2}),
        (Narrow(by="learned"), set()),
        (Narrow(type="总结"), {2}),
        (Narrow(within=[2, 4, 77]), {2, 4}),
        (Narrow(years=(2012, 2012), type="计划"), {3}),
    ],
)
def test_filters_narrow_what_is_found(library: Library, narrow: Narrow, pieces: set[int]) -> None:
    assert set(library.found("", narrow=narrow)) == pieces
    assert set(library.found("森林", narrow=narrow)) == pieces & {1, 2, 4, 5}


def test_counts_by_year_category_and_type_are_of_what_was_found(library: Library) -> None:
    assert library.find("森林", facets=True).facets == {
        "year": {None: 2, 2011: 1, 2012: 1},
        "category": {0: 1, 3: 2, 5: 1},
        "type": {"": 2, "总结": 1, "通知": 1},
        "organisation": {"": 4},
        "folder": {},
    }
    assert library.find("森林").facets == {}


@pytest.mark.parametrize("typed", ["森林", "森林防火", ""])
def test_years_are_counted_whatever_years_hold(library: Library, typed: str) -> None:
    every = library.find(typed, facets=True)
    for narrow in (Narrow(years=(2011, 2011)), Narrow(no_year=True), Narrow(years=(1900, 1901))):
        found = library.find(typed, facets=True, narrow=narrow)
        assert found.years == every.years == every.facets["year"]
        assert found.exact
        assert sum(found.facets["year"].values()) == found.total


def test_papers_are_listed_newest_first_and_undated_ones_last(library: Library) -> None:
    assert library.found("", sort="date") == [2, 1, 4, 3, 5]
    assert library.found("") == [2, 1, 4, 3, 5]


def test_papers_are_listed_by_title(library: Library) -> None:
    assert library.found("", sort="title") == [5, 1, 3, 2, 4]


def test_words_in_the_title_count_more_than_in_the_text(library: Library) -> None:
    found = library.find("培训 或 总结 或 森林防火")
    assert found.pieces[-1] in {4, 5} or found.pieces[0] in {1, 2, 3}
    assert library.found("森林防火")[0] == 1
    assert found.scores == sorted(found.scores, reverse=True)


def test_pages_follow_one_another_without_gap_or_repetition(library: Library) -> None:
    whole = library.found("森林 或 培训")
    pages = [library.find("森林 或 培训", offset=i, limit=2).pieces for i in range(0, 6, 2)]
    assert [piece for page in pages for piece in page] == whole


def test_a_category_given_by_hand_shows_at_once_and_words_stay(library: Library) -> None:
    library.find("")
    library.shelf.file(4, 3)
    assert set(library.found("森林", narrow=Narrow(categories=frozenset({3})))) == {1, 2, 4}


def test_a_year_corrected_by_hand_counts_at_once_where_the_text_had_been_looked_into(empty: Library) -> None:
    library = empty
    library.shelf.put(1, "甲乙丙。丁戊，戊己", year=2012)
    library.follow()
    assert library.found("(年度:2011 甲乙丙) 或 丁戊己") == []
    library.shelf.date(1, 2011, "")
    assert library.found("(年度:2011 甲乙丙) 或 丁戊己") == [1]
    assert library.found("年度:-2011") == [1]
    library.shelf.date(1, None, "")
    assert library.found("年度:-2011") == [] == library.found("日期:..2011")


def test_a_changed_and_a_removed_paper_are_right_at_once(library: Library) -> None:
    library.find("森林防火责任书")
    library.find("森林防火")
    library.shelf.put(1, "防汛抗旱")
    library.shelf.remove(2)
    assert library.found("森林防火") == [5]
    assert library.found("抗旱") == [1]
    library.follow()
    assert library.found("森林防火") == [5]
    assert library.found("抗旱") == [1]


def test_the_first_page_comes_without_looking_through_all_texts(empty: Library) -> None:
    library = empty
    for piece in range(1, texts.AT_ONCE * 3):
        library.shelf.put(piece, "森林防火工作" if piece % 2 else "森林防，林防火", date=f"2011-01-{piece % 28 + 1:02}")
    library.follow()
    quick = library.find("森林防火", sort="date", limit=20, exact=False)
    exact = library.find("森林防火", sort="date", limit=20)
    assert quick.pieces == exact.pieces
    assert not quick.exact and quick.total > exact.total
    assert exact.exact and exact.total == texts.AT_ONCE * 3 // 2
    assert library.find("森林防火", sort="date", limit=20, exact=False).exact


def test_a_long_count_lets_another_question_go_first(empty: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library = empty
    monkeypatch.setattr(searcher, "LOOK_AT_MOST", 10)
    for piece in range(1, 100):
        library.shelf.put(piece, "森林防火工作" if piece % 2 else "森林防，林防火")
    library.follow()
    between: list[list[int]] = []
    monkeypatch.setattr(time, "sleep", lambda _seconds: between.append(library.found("森林防火工", limit=1, exact=False)))
    assert library.find("森林防火").total == 50
    assert len(between) > 5
    assert all(len(pieces) == 1 for pieces in between)


def test_a_count_that_nobody_waits_for_ends_early_and_a_later_one_is_whole(empty: Library) -> None:
    library = empty
    for piece in range(1, 1000):
        library.shelf.put(piece, "森林防火工作" if piece % 2 else "森林防，林防火")
    library.follow()
    asked: list[int] = []

    def after_two_looks() -> bool:
        asked.append(1)
        return len(asked) > 2

    query = parse("森林防火")
    stopped = library.searcher.search(query, limit=20, facets=True, stopped=after_two_looks)
    whole = library.searcher.search(query, limit=20, facets=True)
    assert not stopped.exact and stopped.total > whole.total == 500
    assert stopped.pieces == whole.pieces


def test_damage_found_while_searching_does_not_show_in_the_answer(tmp_path: Path, empty: Library) -> None:
    library = empty
    for piece in range(1, 9):
        library.shelf.put(piece, "森林防火" * piece)
    library.follow()
    assert len(library.found("防火")) == 8
    postings = next(tmp_path.glob("*.pst"))
    with postings.open("rb+") as file:
        file.write(b"\0" * postings.stat().st_size)
    assert len(library.found("火")) == 8
    with closing(GramIndex.open(tmp_path, "lib")) as writer:
        assert writer.sequence == 0
        writer.update(*library.shelf.behind(0))
    assert len(library.found("林")) == 8


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_any_run_of_real_papers_is_found(empty: Library) -> None:
    library = empty
    papers = [file.read_text(encoding="utf-8") for file in sorted(CORPUS.glob("*.txt"))]
    for piece, text in enumerate(papers, 1):
        library.shelf.put(piece, text)
    library.follow()
    for piece, text in enumerate(papers, 1):
        for start in range(0, len(text) - 40, len(text) // 25):
            for length in (1, 2, 3, 8, 40):
                run = text[start : start + length]
                found = library.found(run)
                assert piece in found
                assert set(found) == library.shelf.naive(run)


ALPHABET = "工作总结a1"
FORMS = ["2011年3月5日", "二○一一年三月五日", "2011-03-05", "2011.3.5", "三月五日", "3月5日", "二零一一年", "2011", "1,234", "1234",
         "１２３４", "2011 年", "GB/T", "GBT", "gb t", "Ａ", "總結", "〔2011〕"]  # fmt: skip
literals = st.one_of(
    st.text(st.sampled_from(ALPHABET + "，"), min_size=1, max_size=4),
    st.sampled_from([*(form for form in FORMS if " " not in form), "GB*T", "a?", "总*结", "1*"]),
)
bodies = st.lists(
    st.one_of(st.text(st.sampled_from(ALPHABET + ALPHABET + "，\n 著"), max_size=8), st.sampled_from(FORMS)), max_size=4
).map("".join)
SCHEME = Scheme(("通知", "通报"), (("A", "党建", frozenset({1, 2})), ("B", "组织", frozenset({2}))))
conditions = st.sampled_from(
    ["年度:2011", "年度:2010-2012", "年度:-2011", "年度:2012-", "日期:2011-03..2011-06", "日期:2011", "日期:..2011-03-05",
     "文种:通知", "文种:通", "类别:党建", "类别:B", "文号:[2011]5号", "文号:府发", "单位:林业", "路径:工作", "路径:a/总结"]
)  # fmt: skip


@st.composite
def queries(draw: st.DrawFn, depth: int = 2) -> str:
    """A query with every operator."""
    kinds = ["word", "word", "exact", "field", "title", "near"]
    kind = draw(st.sampled_from([*kinds, "and", "or", "not", "group"] if depth else kinds))
    inner = queries(depth=depth - 1)
    match kind:
        case "and":
            return f"{draw(inner)} {draw(inner)}"
        case "or":
            return f"{draw(inner)} {draw(st.sampled_from(['或', 'OR', '|']))} {draw(inner)}"
        case "not":
            return f"{draw(literals)} -{draw(literals)}" if draw(st.booleans()) else f"-{draw(literals)}"
        case "group":
            return f"{draw(st.sampled_from(['', '-', '标题:']))}({draw(inner)})"
        case "exact":
            return f"“{draw(literals)} {draw(literals)}”"
        case "field":
            return draw(conditions)
        case "title":
            return f"标题:{draw(literals)}"
        case "near":
            return f"{draw(literals)} NEAR/{draw(st.integers(0, 6))} {draw(literals)}"
    return draw(literals)


cards = st.fixed_dictionaries(
    {
        "year": st.sampled_from([None, 2010, 2011, 2012]),
        "date": st.sampled_from(["", "2011", "2011-03", "2011-03-05", "2011-06-30", "2012-01-01"]),
        "category": st.integers(0, 2),
        "kind": st.sampled_from(["", "通知", "通报"]),
        "organisation": st.sampled_from(["", "县林业局", "县林業局 办公室"]),
        "number": st.sampled_from(["", "府发〔2011〕5号", "府發(2011)5号", "府办发〔2011〕15号"]),
    }
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(1, 6), st.tuples(bodies, bodies, bodies, cards)),
        st.tuples(st.just("remove"), st.integers(1, 6), st.none()),
        st.tuples(st.just("date"), st.integers(1, 6), st.none()),
        st.tuples(st.just("follow"), st.integers(0, 3), st.none()),
        st.tuples(st.just("ask"), st.sampled_from([0, 1]), queries()),
    ),
    min_size=4, max_size=16,
)


@settings(
    max_examples=300,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps, queries(), st.booleans())
def test_answers_equal_a_scan_of_all_texts(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, Any]], last: str, exactly: bool
) -> None:
    """Whatever is added, changed, removed and merged in between, and however far the index lags."""
    with closing(Library(tmp_path_factory.mktemp("library"))) as library:
        for act, number, data in [*steps, ("ask", 1, last)]:
            if act == "put":
                library.shelf.put(number, data[0], data[1], data[2], **data[3])
            elif act == "remove" and number in library.shelf.words:
                library.shelf.remove(number)
            elif act == "date" and number in library.shelf.words:
                library.shelf.date(number, 2011, "2011-03-05")
            elif act == "follow":
                library.follow(merging=number)
            elif act == "ask":
                query = parse(data, SCHEME, exactly=exactly)
                found = library.searcher.search(query, limit=1000)
                assert set(found.pieces) == library.shelf.naive(data, SCHEME, exactly=exactly)
                quick = library.searcher.search(query, limit=2 + number, exact=False)
                assert quick.pieces == found.pieces[: 2 + number]
                assert quick.total >= found.total


@settings(max_examples=200)
@given(bodies, queries(), st.booleans())
def test_marks_stand_on_what_was_asked_for(text: str, typed: str, exactly: bool) -> None:
    """Each marked stretch answers one of the words by itself, and where a word is found something is marked."""
    query = parse(typed, SCHEME, exactly=exactly)
    marks = highlights(text, (), query)
    for start, end in marks:
        assert 0 <= start < end <= len(text)
    assert all(end <= after for (_, end), (after, _) in pairwise(marks))
    leaves = [mark for mark in query.marks if not isinstance(mark, Near)]
    assert bool([leaf for leaf in leaves if naive.places(leaf, (text, ()))]) <= bool(marks)


def test_merges_change_no_answer(empty: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor do papers that come, change and go while a merge is under way."""
    monkeypatch.setattr(merging, "STRETCH", 20)
    library = empty
    for piece in range(1, 60):
        library.shelf.put(piece, f"森林{piece}防火" if piece % 3 else f"责任书{piece}")
        if piece % 5 == 0:
            library.shelf.remove(piece - 3)
        library.follow(merging=2)
        for typed in ("森林", "防火 1", "责任书 或 2防", "-森"):
            assert set(library.found(typed)) == library.shelf.naive(typed)
    while library.index.merge_on():
        assert set(library.found("-森")) == library.shelf.naive("-森")
    assert len(library.index.segments) < 4
