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
        ("", "工作", []),
    ],
)
def test_marks_fall_on_the_original_characters(text: str, query: str, stretches: list[str]) -> None:
    assert marked(text, query) == stretches


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


@settings(derandomize=True, max_examples=300, deadline=None)
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
