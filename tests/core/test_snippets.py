"""The stretch of a text that shows the words of a query, and the marks on them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model import Block
from archiver.search.query import parse
from archiver.search.snippets import Snippet, highlights, snippet
from archiver.text.folding import fold

LONG = "一、指导思想。" * 20 + "要着力抓好森林\n防火工作，层层签订责任书。" + "二、工作要求。" * 20


def marked(text: str, query: str) -> list[str]:
    """The marked stretches of `text`."""
    return [text[start:end] for start, end in highlights(text, (), parse(query))]


@pytest.mark.parametrize(
    ("text", "query", "stretches"),
    [
        ("要著力抓好", "着力", ["著力"]),
        ("森林\n防火", "森林防火", ["森林\n防火"]),
        ("共74.4\u200b万亿元", "74.4万亿元", ["74.4\u200b万亿元"]),
        ("㈠加强", "一", ["㈠"]),
        ("部⻔与部门", "部门", ["部⻔", "部门"]),
        ("ＷＴＯ规则", "wto", ["ＷＴＯ"]),
        ("森林防火，防火", "防火 森林防火", ["森林防火", "防火"]),
        ("工作工作", "工作", ["工作", "工作"]),
        ("甲乙丙", "甲乙 乙丙", ["甲乙丙"]),
        ("讲话与责任书", "责任书 -讲话", ["责任书"]),
        ("工作", "", []),
        ("于二○一一年三月五日印发", "2011年", ["二○一一年"]),
        ("于二○一一年三月五日印发", "3月5日", ["三月五日"]),
        ("共1，234，567元", "1234567", ["1，234，567"]),
        ("府发〔2011〕5号", "文号:府发[2011]5号", ["府发〔2011〕5号"]),
        ("森林防火", "标题:森林 年度:2011", []),
        ("林业局", "单位:林业局", []),
        ("防火，责任。防火一二三四五六七", "防火 NEAR/2 责任", ["防火", "责任", "防火"]),
        ("防火，责任书一二三四防火", "防火 NEAR/2 责任", ["防火", "责任"]),
        ("GB/T 9704、GBT", "GB*T", ["GB/T", "GBT"]),
        ("WPSX WPS", "WPS?", ["WPSX"]),
        ("", "工作", []),
    ],
)
def test_marks_fall_on_the_original_characters(text: str, query: str, stretches: list[str]) -> None:
    assert marked(text, query) == stretches


@pytest.mark.parametrize(
    ("text", "query", "stretches"),
    [
        ("著力 着力", "著力", ["著力"]),
        ("ＧＰＳ GPS gps", "GPS", ["GPS"]),
        ("森林\n　　防火", "森林防火", ["森林\n　　防火"]),
        ("森林 防火", "森林防火", []),
        ("森林\n\n防火", "森林防火", []),
        ("a b\nc", "“b c”", ["b\nc"]),
        ("〔2011〕[2011]", "[2011]", ["[2011]"]),
        ("……", "“……”", ["……"]),
        ("防火NEAR责任", "防火 NEAR/4 责任", ["防火", "责任"]),
        ("WPSx wpsx", "WPS?", ["WPSx"]),
    ],
)
def test_words_as_written_are_marked_only_where_they_stand_like_that(
    text: str, query: str, stretches: list[str]
) -> None:
    assert [text[start:end] for start, end in highlights(text, (), parse(query, exactly=True))] == stretches


def test_words_of_the_title_are_marked_in_the_title() -> None:
    query = parse("标题:防火 文号:5号 总结")
    marks = highlights("防火工作总结5号", (), query, title=True)
    assert [("防火工作总结5号")[start:end] for start, end in marks] == ["防火", "总结"]


def test_words_of_two_paragraphs_are_not_marked_as_one() -> None:
    blocks = (Block("paragraph", 0, 3), Block("paragraph", 3, 5))
    assert highlights("森林\n防火", blocks, parse("森林防火")) == []
    assert highlights("森林\n防火", (), parse("森林防火")) == [(0, 5)]


def test_a_snippet_begins_at_the_sentence_and_stands_on_one_line() -> None:
    shown = snippet(LONG, (), parse("森林防火"), width=40)
    assert shown.text.startswith("…要着力抓好森林 防火工作")
    assert shown.text.endswith("…") and "\n" not in shown.text
    assert [shown.text[a:b] for a, b in shown.highlights] == ["森林 防火"]


def test_a_snippet_shows_where_most_words_stand_together() -> None:
    text = "责任书。" + "空" * 200 + "森林防火责任书"
    assert "森林防火责任书" in snippet(text, (), parse("责任书 森林防火"), width=30).text


def test_without_a_hit_a_snippet_is_the_beginning() -> None:
    assert snippet("\n 关于工作的通知\n正文", (), parse("")) == Snippet("关于工作的通知 正文", ())
    assert snippet("", (), parse("工作")) == Snippet("", ())


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("工作总结a \n，　\u200b㈠"), max_size=60),
    st.text(st.sampled_from("工作总结a一"), min_size=1, max_size=3),
    st.integers(4, 30),
)
def test_every_mark_of_a_snippet_stands_on_the_words(text: str, word: str, width: int) -> None:
    query = parse(word)
    spans = highlights(text, (), query)
    assert bool(spans) == (fold(word) in fold(text))
    assert all(fold(word) in fold(text[a:b]) for a, b in spans)
    shown = snippet(text, (), query, width)
    assert "\n" not in shown.text
    assert bool(shown.highlights) == bool(spans)
    assert all(fold(word) in fold(shown.text[a:b]) for a, b in shown.highlights)
