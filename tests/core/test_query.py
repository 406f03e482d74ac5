"""How a query is understood."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.search.query import And, Not, parse
from archiver.wording import Reason


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
        ("单位：林业局", ["单位 林业局"]),
        ("或", ["或"]),
        ("OR", ["or"]),
        ("防火 或", ["防火", "或"]),
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


def test_a_quotation_that_is_not_closed_is_read_as_words_and_said() -> None:
    query = parse("“基层 组织")
    assert [literal.text for literal in query.literals] == ["基层", "组织"]
    assert query.notice == Reason("search.unclosed_quote")
    assert query.notice.say("zh") and query.notice.say("en")


def test_punctuation_alone_shows_everything_and_says_so() -> None:
    query = parse("★ ——")
    assert query.root == And(())
    assert query.notice is not None and "★" in query.notice.say()


@pytest.mark.parametrize("typed", ["(" * 5000, "-(" * 3000 + "a", ")" * 5000, '"' * 5000, "(a " * 900 + ")" * 900])
def test_a_heap_of_marks_does_no_harm(typed: str) -> None:
    assert parse(typed).interpreted


@settings(derandomize=True, max_examples=500, deadline=None)
@given(st.text(st.sampled_from("工作a或OR|-－\"“”「」()（） 　\n，"), max_size=24))
def test_nothing_that_can_be_typed_is_an_error(typed: str) -> None:
    query = parse(typed)
    assert query.interpreted
    assert all(literal.text == literal.text.strip() != "" for literal in query.literals)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["防火", "工作a", "b", "总结，计划"]), min_size=1, max_size=5))
def test_words_side_by_side_are_all_wanted(words: list[str]) -> None:
    once = list(dict.fromkeys(words))
    query = parse(" ".join(words))
    assert [literal.typed for literal in query.literals] == once
    excluded = parse(" ".join(f"-{word}" for word in words))
    assert excluded.literals == ()
    assert isinstance(excluded.root, And | Not)
