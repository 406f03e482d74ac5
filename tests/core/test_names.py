"""Names while one types: by characters, pinyin and initials, the right readings first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.archive import Archive
from archiver.catalogue.names import Named
from archiver.finding.naming import _titles
from archiver.model import CategoryId, Name
from archiver.search.names import Names, Part, query_for
from archiver.search.spelling import NOT, Spelling
from archiver.text.folding import fold
from archiver.text.pinyin import characters, readings
from tests.core.office import Office

TITLES = (
    "石桥镇党建工作总结", "党建工作要点", "重庆市会计培训名册", "长沙考察报告", "关于召开会计划工作会议的通知",
    "长期值班表", "银行贷款情况", "行政审批清单", "WTO规则学习材料", "关于“三农”工作的意见", "東風水庫調度規程",
)  # fmt: skip


def names_of(*titles: str) -> Names:
    papers = [(number, Named(title, "", 2000 + number, "")) for number, title in enumerate(titles, 1)]
    return Names(
        Part.of([Name("category", "党建", 9, "类别:党建", category=CategoryId(4))]),
        Part.of([Name("organisation", "石桥镇林业站", 3, "单位:石桥镇林业站")]), Part.of(_titles(papers)),
    )  # fmt: skip


def found(typed: str, *titles: str) -> list[str]:
    return [name.text for name in names_of(*(titles or TITLES)).like(typed, 8)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("djgz", "党建工作要点"), ("dangjian", "党建"), ("dangjiangz", "党建工作要点"), ("dangj", "党建"),
        ("cqs", "重庆市会计培训名册"), ("chongqing", "重庆市会计培训名册"), ("kjpx", "重庆市会计培训名册"),
        ("kuaijip", "重庆市会计培训名册"), ("cs", "长沙考察报告"), ("changsha", "长沙考察报告"), ("cqz", "长期值班表"),
        ("yinhang", "银行贷款情况"), ("xz", "行政审批清单"), ("lyz", "石桥镇林业站"), ("sqzdj", "石桥镇党建工作总结"),
        ("党j", "党建"), ("石桥镇dj", "石桥镇党建工作总结"), ("wto", "WTO规则学习材料"), ("wtogz", "WTO规则学习材料"),
        ("东风", "東風水庫調度規程"), ("dfsk", "東風水庫調度規程"), ("三农", "关于“三农”工作的意见"), ("khjh", "关于召开会计划工作会议的通知"),
    ],
)  # fmt: skip
def test_the_name_meant_comes_first(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize(
    ("typed", "right", "wrong"),
    [("hj", "镇换届工作", "会计制度"), ("zs", "镇招商计划", "长沙考察"), ("zq", "镇中秋慰问", "重庆考察"), ("xy", "新学员", "行业协会")],
)  # fmt: skip
def test_a_reading_that_is_not_meant_comes_after_all_that_are(typed: str, right: str, wrong: str) -> None:
    assert found(typed, right, wrong) == [right, wrong]


@pytest.mark.parametrize("typed", ["", " ", "djgz ", "qqq", "“党建”", "-党建", "党建*", "年度:2011", "(党建", "、"])
def test_nothing_is_offered_for_what_is_no_name(typed: str) -> None:
    assert found(typed) == []


def test_a_letter_alone_is_the_beginning_of_a_name() -> None:
    assert found("y") == ["银行贷款情况"]


def test_categories_and_organisations_stand_before_titles_and_leave_them_room() -> None:
    some = names_of(*(f"党建{number}号文" for number in range(20))).like("dj", 8)
    assert [name.kind for name in some] == ["category", *["title"] * 7]
    assert [name.year for name in some[1:3]] == [2020, 2019]


def test_a_title_must_have_the_other_words_too_and_a_field_asks_for_its_kind_alone() -> None:
    assert found("石桥 djgz") == ["石桥镇党建工作总结"]
    assert found("单位:lyz") == ["石桥镇林业站"]
    assert found("标题:dj")[0] == "党建工作要点"
    assert found("类别：dj") == ["党建"]


def test_what_matched_is_marked_in_the_name_as_it_is_written() -> None:
    (name,) = names_of("关于 “三农” 工作的意见").like("sngz", 8)
    (span,) = name.spans
    assert name.text[slice(*span)] == "三农” 工作"


def test_papers_of_one_title_are_one_name_with_the_newest() -> None:
    papers = [(1, Named("总结", "", 2010, "")), (2, Named("总结", "", 2012, "")), (3, Named("总结", "", 0, ""))]
    (name,) = _titles(papers)
    assert (name.count, name.piece, name.year) == (3, 2, 2012)


def test_a_title_is_asked_for_with_the_marks_in_it() -> None:
    assert query_for("标题", "党建 要点") == '标题:"党建 要点"'
    assert query_for("标题", "关于“三农”的意见") == "标题:「关于“三农”的意见」"
    assert query_for("单位", "镇 政府") == '单位:"镇 政府"'


LETTERS = st.text("adghijnosz会计党建长沙", min_size=1, max_size=7)


@settings(max_examples=300)
@given(st.lists(st.text("会计党建长沙行a、", min_size=1, max_size=8), min_size=1, max_size=6), LETTERS)
def test_names_match_as_a_look_at_each_of_them_says(names: list[str], typed: str) -> None:
    """Against the definition, letter by letter; asked with every beginning of the word before, as one types it."""
    spelling = Spelling(names)
    for end in range(1, len(typed) + 1):
        word = typed[:end]
        ranks = spelling.matching(word).ranks
        places = [range(1)] * len(names) if end == 1 and word.isascii() else [range(len(one) + 1) for one in names]
        for number, name in enumerate(names):
            naive = any(_spells(fold(name), at, word) for at in places[number])
            assert (ranks[number] != NOT) == naive, (name, word)


def _spells(name: str, at: int, word: str, begun: bool = False) -> bool:
    """Whether `word` is spelled by the characters of a name from there on; gaps inside are passed over."""
    if not word:
        return True
    if at >= len(name):
        return False
    if begun and name[at] == " " and _spells(name, at + 1, word, True):
        return True
    if name[at] == word[0] and _spells(name, at + 1, word[1:], True):
        return True
    for end in range(1, len(word) + 1):
        unit, rest = word[:end], word[end:]
        begins = not rest or end == 1 or unit in ("zh", "ch", "sh")
        said = readings().get(name[at], ()) if unit.isascii() else ()
        fits = any(one.startswith(unit) for one in said) if begins else unit in characters() and unit in said
        if fits and _spells(name, at + 1, rest, True):
            return True
    return False


def test_a_command_tells_the_names_with_what_asks_for_them(office: Office) -> None:
    office.watch_folder()
    office.write("森林防火.txt", "青河镇2011年森林防火工作总结\n层层落实森林防火责任。\n青河镇人民政府\n2011年12月8日\n")
    office.scan()
    names = office.run("suggest", "slfh")["names"]
    assert [(one["kind"], one["name"], one["count"]) for one in names] == [
        ("category", "消防与森林防火", 1), ("title", "青河镇2011年森林防火工作总结", 1),
    ]  # fmt: skip
    assert (names[0]["category"], names[0]["highlights"]) == ("AQ02", [[3, 7]])
    assert [office.only(one["query"])["piece"] for one in names] == [names[1]["piece"]] * 2
    assert len(office.run("suggest", "slfh", "--limit", "1")["names"]) == 1
    assert office.run("suggest", "-slfh")["names"] == []
    office.run("suggest", "slfh", "--limit", "-1", expect=2)


def test_names_follow_the_library(office: Office) -> None:
    office.watch_folder()
    office.write("党建工作要点.txt", "党建工作要点\n2012年3月1日\n认真学习。\n")
    office.scan()
    archive = Archive.open(office.library)
    try:
        (title,) = archive.names("djgzyd")
        assert title.count == 1
        office.write("水利.txt", "水利工程验收报告\n2013年3月1日\n工程合格。\n")
        office.scan()
        assert archive.names("slgcys") == []
        archive.learn_names()
        assert [name.text for name in archive.names("slgcys")] == ["水利工程验收报告"]
        found = archive.search(archive.names("slgcys")[0].query)
        assert [hit.card.piece for hit in found.page(0, 5)] == [archive.names("slgcys")[0].piece]
    finally:
        archive.close()
