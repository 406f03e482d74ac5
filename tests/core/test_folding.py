"""Folding: one form for all ways of writing the same words."""

import json
import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model import Block
from archiver.text.folding import fold, fold_mapped

FOLDING = Path(__file__).resolve().parents[2] / "resources" / "folding"
EASY = "工作总结年度防火著力髮，。 、\n　abＡ１2.-\u200b\u00ad⽂⻔㈠①½ﬁ℃…　〇々𠀀𫝈"
easy_texts = st.text(st.sampled_from(EASY), max_size=40)
known_characters = st.characters(exclude_categories=["Cs"]).filter(lambda c: unicodedata.ucd_3_2_0.category(c) != "Cn")
any_texts = st.text(st.one_of(known_characters, st.sampled_from(EASY + "e\u0301가ᄀ\u1161\uff9e\r\t\x0b\x85\u2029")))
plain = settings(max_examples=400)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("着力", "著力"),
        ("森林防火", "森林防火"),
        ("计划", "計劃"),
        ("头发", "頭髮"),
        ("干部", "幹部"),
        ("卫生", "衞生"),
        ("借以", "藉以"),
        ("只有", "祇有"),
        ("了解", "瞭解"),
        ("尝试", "嘗試"),
        ("请批复", "請批覆"),
        ("计划", "計畫"),
        ("ＷＴＯ２０１１", "wto2011"),
        ("⽂化", "文化"),
        ("部⻔", "部门"),
        ("⺠⽣", "民生"),
        ("74.4\u200b万亿元", "74.4万亿元"),
        ("工作\n总结", "工作总结"),
        ("工 作　总\t结", "工作总结"),
        ("工作 \n　总结", "工作总结"),
        ("〔2011〕12号", "[2011]12号"),
        ("“十二五”规划", "「十二五」規劃"),
        ("e\u0301", "é"),
        ("ﬁle", "FILE"),
        ("soft\u00adhyphen", "softhyphen"),
        ("卫\ufe00生", "卫生"),
        ("２㎏", "2kg"),
        ("か\u3099", "が"),
    ],
)
def test_two_ways_of_writing_the_same_words_fold_alike(written: str, same: str) -> None:
    assert fold(written) == fold(same)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("工作，总结", "工作 总结"),
        ("工作\n\n总结", "工作\n总结"),
        ("工作。\n \n总结", "工作\n总结"),
        ("工作\n——\n总结", "工作 总结"),
        ("工作……总结", "工作 总结"),
        ("2011 年", "2011 年"),
        ("a\nb", "a b"),
        ("㈠加强", "一 加强"),
        ("½", "1 2"),
        ("，", ""),
        ("\ud800工", "工"),
        ("", ""),
    ],
)
def test_gaps_fold_as_defined(text: str, folded: str) -> None:
    assert fold(text) == folded


def paragraphs(text: str, joined: bool = False) -> tuple[Block, ...]:
    """A block for each line of `text`."""
    ends = [match.end() for match in re.finditer(r"\n|$", text)]
    return tuple(Block("paragraph", a, b, joined=joined) for a, b in pairwise([0, *ends]) if b > a)


def test_the_edge_of_a_paragraph_is_not_crossed_and_a_broken_line_is() -> None:
    text = "森林\n防火"
    assert fold(text) == "森林防火"
    assert fold(text, paragraphs(text)) == "森林\n防火"


def test_a_sentence_that_runs_over_a_page_edge_is_one() -> None:
    text = "各级森林\n\n\n防火指挥部\n。"
    pages = (Block("page", 0, 4, page=1), Block("page", 7, len(text), page=2, joined=True))
    assert fold(text, pages) == "各级森林防火指挥部"
    folded = fold_mapped(text, pages)
    start, end = folded.span(folded.text.index("森林防火"), folded.text.index("指挥"))
    assert text[start:end] == "森林\n\n\n防火"


def test_blocks_that_are_empty_or_stand_outside_change_nothing() -> None:
    blocks = (Block("page", 0, 0), Block("page", 0, 2), Block("page", 2, 2), Block("page", 9, 12))
    assert fold("工作", blocks) == "工作"


@plain
@given(easy_texts)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    """A gap of folded text is a space, which between Han would close; written as punctuation it is stable."""
    once = fold(text)
    assert fold(once.replace(" ", "，").replace("\n", "\n\n")) == once


@plain
@given(any_texts)
def test_any_text_folds_to_a_stable_form(text: str) -> None:
    once = fold(text)
    assert fold(once.replace(" ", "，").replace("\n", "\n\n")) == once
    assert once.isprintable() or "\n" in once


@plain
@given(any_texts.filter(lambda text: all(c.isspace() or " " not in unicodedata.normalize("NFKC", c) for c in text)))
def test_compatibility_forms_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)


@plain
@given(easy_texts, st.data())
def test_any_fragment_of_a_block_is_found_in_the_paper(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert fold(text[start:end]) in fold("开头" + text + "\n\n末尾", (Block("page", 2, 2 + len(text)),))


@plain
@given(any_texts, st.data())
def test_every_span_leads_back_to_the_words(text: str, data: st.DataObject) -> None:
    folded = fold_mapped(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    if folded.text:
        start = data.draw(st.integers(0, len(folded.text) - 1))
        end = data.draw(st.integers(start + 1, len(folded.text)))
        first, last = folded.span(start, end)
        assert 0 <= first < last <= len(text)
        assert fold(folded.text[start:end].replace(" ", "，").replace("\n", "\n\n")) in fold(text[first:last])


@plain
@given(st.lists(st.text(st.sampled_from("工作a，\n "), max_size=6), max_size=5), st.booleans())
def test_blocks_fold_like_the_texts_between_them(parts: list[str], joined: bool) -> None:
    text = "".join(parts)
    starts = [sum(map(len, parts[:i])) for i in range(len(parts))]
    blocks = [Block("page", a, a + len(part), joined=joined) for a, part in zip(starts, parts, strict=True) if part]
    if joined:
        assert fold(text, blocks).count("\n") <= fold(text).count("\n")
    else:
        assert fold(text, blocks) == fold("\n\n".join(part for part in parts if part))


def test_the_table_is_the_one_the_script_writes() -> None:
    table = json.loads((FOLDING / "folding.json").read_text(encoding="utf-8"))
    assert table["chars"]["著"] == "着"
    for line in (FOLDING / "variants.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert len({fold(char) for char in line.split()}) == 1, line
    radicals = (FOLDING / "radicals.txt").read_text(encoding="utf-8").splitlines()
    for pair in " ".join(line for line in radicals if not line.startswith("#")).split():
        assert fold(pair[0]) == fold(pair[1]), pair
