"""How a query is understood."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.search.conditions import Scheme
from archiver.search.nodes import And, Not
from archiver.search.query import parse


@pytest.mark.parametrize(
    ("typed", "interpreted"),
    [
        ("", "全部"),
        ("  　", "全部"),
        ("森林防火", "森林防火"),
        ("森林防火 责任书 -讲话", "森林防火 且 责任书，不含 讲话"),
        ("森林防火　责任书", "森林防火 且 责任书"),
        ("－讲话 责任书", "责任书，不含 讲话"),
        ("-讲话", "全部，不含 讲话"),
        ('"基层 组织"', "“基层 组织”"),
        ("“基层组织”", "“基层组织”"),
        ("「基层组织」 『建设』", "“基层组织” 且 “建设”"),
        ("防火 OR 防汛", "防火 或 防汛"),
        ("防火 或 防汛", "防火 或 防汛"),
        ("防火 ｜ 防汛", "防火 或 防汛"),
        ("防火 或 防汛 责任书", "（防火 或 防汛） 且 责任书"),
        ("(防火 责任书) 或 防汛", "（防火 且 责任书） 或 防汛"),
        ("（防火 或 防汛） -（讲话 或 发言）", "（防火 或 防汛），不含 （讲话 或 发言）"),
        ("防火 或 -讲话", "防火 或 不含 讲话"),
        ('-"基层 组织" 建设', "建设，不含 “基层 组织”"),
    ],
)
def test_a_query_is_understood_and_says_so(typed: str, interpreted: str) -> None:
    assert parse(typed).interpreted == interpreted


@pytest.mark.parametrize(
    ("typed", "literals"),
    [
        ("按照“一个中心，两区协调”的部署", ["按照 一个中心 两区协调 的部署"]),
        ("“两个中心”，全区上下", ["两个中心 全区上下"]),
        ("(一)加强领导", ["一 加强领导"]),
        ("南政发〔2011〕12号", ["南政发 2011 12号"]),
        ("会议单位：林业局", ["会议单位 林业局"]),
        ("时间：林业局", ["时间 林业局"]),
        ("标题：", ["标题"]),
        ("或", ["或"]),
        ("OR", ["or"]),
        ("防火 或", ["防火"]),
        ("| 防火", ["防火"]),
        ("2011-2012", ["2011 2012"]),
        ("- 1 -", ["1"]),
        ("工作 工作 工作", ["工作"]),
        ("森林防火\n责任书。\r\n完", ["森林防火", "责任书", "完"]),
        ("“甲乙\n\n丙丁”", ["甲乙", "丙丁"]),
        ("“森林\n防火”", ["森林防火"]),
    ],
)
def test_marks_inside_pasted_text_and_lone_operators_are_plain_text(typed: str, literals: list[str]) -> None:
    assert [literal.text for literal in parse(typed).literals] == literals


def test_words_to_be_left_out_are_not_marked_in_the_text() -> None:
    assert [literal.text for literal in parse("防火 -(讲话 或 发言)").literals] == ["防火"]


SCHEME = Scheme(
    ("通知", "通报", "会议纪要", "会议记录"),
    (("DJ", "党建", frozenset({1, 2})), ("DJ-ZZ", "组织建设", frozenset({2})), ("", "待分类", frozenset({0}))),
)


@pytest.mark.parametrize(
    ("typed", "interpreted"),
    [
        ("标题:防火", "标题有“防火”"),
        ("標題：防火", "标题有“防火”"),
        ("title:防火 Org:林业局", "标题有“防火” 且 单位有“林业局”"),
        ("单位：林业局", "单位有“林业局”"),
        ("文号:府发[2011]5号", "文号有“府发[2011]5号”"),
        ("路径:2009年/防火", "路径有“2009年” 且 路径有“防火”"),
        ('标题:"森林 防火"', "标题有“森林 防火”"),
        ("标题:(防火 或 防汛)", "标题有“防火” 或 标题有“防汛”"),
        ("-标题:防火", "全部，不含 标题有“防火”"),
        ("年度:2009-2012", "年度 2009 至 2012"),
        ("年度：2009年至2012年", "年度 2009 至 2012"),
        ("year:2011", "年度 2011"),
        ("年度:二〇一一年", "年度 2011"),
        ("年度:2011年度", "年度 2011"),
        ("年度:-2012", "年度 2012 及以前"),
        ("年度:2009..", "年度 2009 及以后"),
        ("日期:2011-03..2011-06", "日期 2011-03 至 2011-06"),
        ("日期:2011-03-05", "日期 2011-03-05"),
        ("日期:2011.3.5", "日期 2011-03-05"),
        ("日期:20110305", "日期 2011-03-05"),
        ("日期:二〇一一年三月五日", "日期 2011-03-05"),
        ("日期:2011年3月", "日期 2011-03"),
        ("date:2011", "日期 2011"),
        ("日期:..2011-06", "日期 2011-06 及以前"),
        ("文种:通知", "文种 通知"),
        ("文种:会议", "文种 会议"),
        ("类别:党建 或 category:dj-zz", "类别 党建 或 类别 dj-zz"),
        ("防火 NEAR/5 责任书", "防火 与 责任书 相隔不超过 5 字"),
        ("防火 NEAR “责任 书”", "防火 与 “责任 书” 相隔不超过 10 字"),
        ("甲 NEAR/5 乙 NEAR/3 丙", "甲 与 乙 相隔不超过 5 字 且 乙 与 丙 相隔不超过 3 字"),
        ("甲 或 乙 NEAR/3 丙", "甲 或 乙 与 丙 相隔不超过 3 字"),
        ("GB*T 或 WPS?", "形如 GB*T 或 形如 WPS?"),
        ("“GB*T”", "“GB*T”"),
        ("你用WPS?吗", "你用WPS?吗"),
    ],
)
def test_fields_ranges_nearness_and_wildcards_are_understood(typed: str, interpreted: str) -> None:
    query = parse(typed, SCHEME)
    assert query.interpreted == interpreted
    assert query.notice is None


@pytest.mark.parametrize(
    ("typed", "interpreted", "code"),
    [
        ("“基层 组织", "“基层 组织”", "unclosed_quote"),
        ("建设 「基层 组织", "建设 且 “基层 组织”", "unclosed_quote"),
        ("(防火 或 防汛", "防火 或 防汛", "unclosed_parenthesis"),
        ("总结 （防火 或 防汛", "总结 且 （防火 或 防汛）", "unclosed_parenthesis"),
        ("防火 或", "防火", "lone_operator"),
        ("或 防火", "防火", "lone_operator"),
        ("防火 或 或 防汛", "防火 或 防汛", "lone_operator"),
        ("(防火 或 ) 防汛", "防火 且 防汛", "lone_operator"),
        ("防火 NEAR/5", "防火", "near_needs_words"),
        ("NEAR/5 防火", "防火", "near_needs_words"),
        ("年度:2011 NEAR/5 防火", "年度 2011 且 防火", "near_needs_words"),
        ("year:abc", "abc", "not_a_year"),
        ("年度:2011-03", "2011-03", "not_a_year"),
        ("年度:2012-2009", "年度 2009 至 2012", "range_turned"),
        ("日期:2011-13", "日期 2011", "no_such_date"),
        ("日期:2011-02-30", "日期 2011-02", "no_such_date"),
        ("日期:2012-02-29", "日期 2012-02-29", ""),
        ("日期:明天", "明天", "not_a_date"),
        ("日期:..", "全部", "not_a_date"),
        ("日期:2011-06..2011-03", "日期 2011-03 至 2011-06", "range_turned"),
        ("文种:歌曲", "歌曲", "no_such_type"),
        ("类别:歌曲", "歌曲", "no_such_category"),
        ("标题: 防火", "标题: 且 防火", "empty_field"),
        ("森林*火", "森林*火", "wildcard_latin"),
        ("*", "全部", "only_punctuation"),
    ],
)
def test_a_wrong_query_is_read_in_the_nearest_right_way_and_says_so(typed: str, interpreted: str, code: str) -> None:
    query = parse(typed, SCHEME)
    assert query.interpreted == interpreted
    assert (query.notice.code if query.notice else "") == (f"search.{code}" if code else "")
    if query.notice:
        assert query.notice.say("zh") and query.notice.say("en")


def test_punctuation_alone_shows_everything_and_says_so() -> None:
    query = parse("★ ——")
    assert query.root == And(())
    assert query.notice is not None and "★" in query.notice.say()


@pytest.mark.parametrize("typed", ["(" * 5000, "-(" * 3000 + "a", ")" * 5000, '"' * 5000, "(a " * 900 + ")" * 900])
def test_a_heap_of_marks_does_no_harm(typed: str) -> None:
    assert parse(typed).interpreted


MARKS = [
    *"工作a或|-－\"“”「」()（） 　\n，*?？:：/.…~至年月日二〇一0123㈠\u200b\u0301\ud800𠀀", "OR", "NEAR", "NEAR/10", "NEAR/999999999",
    "标题:", "单位：", "年度:", "日期:", "文种:", "类别:", "文号:", "路径:", "title:", "year:", "date:", "path:",
    "2009-2012", "2011-13", "2011-03..2011-06", "..", "通知", "GB*T", "1,234,567", "2011年3月5日", "二〇一一年",
]  # fmt: skip


@pytest.mark.parametrize("exactly", [False, True])
def test_nothing_that_can_be_typed_is_an_error(exactly: bool) -> None:
    """10,000 strings of marks, names and odd characters, read folded and as written."""
    chance = random.Random(20261122)
    for _ in range(4_000):
        typed = "".join(chance.choice(MARKS) + chance.choice(["", "", " "]) for _ in range(chance.randint(0, 14)))
        query = parse(typed, SCHEME, exactly=exactly)
        assert query.interpreted, typed
        assert all(literal.text == literal.text.strip() != "" for literal in query.literals), typed


@settings(max_examples=500)
@given(st.text(max_size=40), st.booleans())
def test_no_character_whatever_is_an_error(typed: str, exactly: bool) -> None:
    assert parse(typed, SCHEME, exactly=exactly).interpreted


@settings(max_examples=300)
@given(st.lists(st.sampled_from(["防火", "工作a", "b", "总结，计划"]), min_size=1, max_size=5))
def test_words_side_by_side_are_all_wanted(words: list[str]) -> None:
    once = list(dict.fromkeys(words))
    query = parse(" ".join(words))
    assert [literal.typed for literal in query.literals] == once
    excluded = parse(" ".join(f"-{word}" for word in words))
    assert excluded.literals == ()
    assert isinstance(excluded.root, And | Not)
