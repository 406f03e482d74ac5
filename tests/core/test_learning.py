"""Learning: what the archivist files teaches, what the program guesses does not, and every filing can be unlearned."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.describe import Scheme, default_scheme
from archiver.learning import Examples, features, near_words
from archiver.learning.features import BUCKETS, grams
from tests.benchmarks.categories import OWN, answers, read, split
from tests.core.office import Office

TEA = ("古茶树普查登记", "本月对古茶树挂牌编号，测量树围、树高，采集茶青样本送检，茶农签订管护协议，严禁移栽。")
OTHER_TEA = ("茶山管护员例会", "管护员汇报古茶树越冬、修枝、挂牌情况，茶青采摘时限从清明起，茶农管护补助按株发放。")
THIRD_TEA = ("老班章片区巡护日志", "上午沿古茶树步道巡护，三株挂牌脱落，茶农反映虫害，已采茶青样本，管护费下月发放。")
SCHEME = Scheme.parse(default_scheme())


def sums(examples: Examples) -> list[float]:
    paper = features(*TEA)
    return [round(float(score), 6) for score in examples.likeness(paper)]


def test_what_is_unlearned_leaves_no_trace() -> None:
    examples = Examples(SCHEME.said)
    before = sums(examples)
    examples.learn(1, "NY", features(*TEA))
    assert sums(examples) != before
    examples.learn(1, "WT", features(*TEA))
    assert (examples.count("NY"), examples.count("WT")) == (0, 1)
    examples.unlearn(1)
    assert sums(examples) == before


def test_a_paper_is_judged_as_if_it_had_not_been_filed() -> None:
    examples, without = Examples(SCHEME.said), Examples(SCHEME.said)
    for key, paper in enumerate((TEA, OTHER_TEA, THIRD_TEA)):
        examples.learn(key, "NY", features(*paper))
        if key:
            without.learn(key, "NY", features(*paper))
    left_out = examples.likeness(features(*TEA), 0)
    assert np.argsort(-left_out)[0] == np.argsort(-without.likeness(features(*TEA)))[0]
    assert left_out[examples.categories.index("NY")] < examples.likeness(features(*TEA))[examples.categories.index("NY")]


@settings(max_examples=60)
@given(st.text(alphabet="防火学校a1 。\n", max_size=30))
def test_n_grams_are_those_that_a_slow_reading_finds(text: str) -> None:
    for length, (starts, buckets) in enumerate(grams(text), start=1):
        runs = [i for i in range(len(text) - length + 1) if all("一" <= c <= "鿿" for c in text[i : i + length])]
        assert starts.tolist() == runs
        named = {text[i : i + length]: bucket for i, bucket in zip(runs, buckets.tolist(), strict=True)}
        assert all(named[text[i : i + length]] == b for i, b in zip(runs, buckets.tolist(), strict=True))
        assert all(0 <= bucket < BUCKETS for bucket in buckets.tolist())


def test_the_reason_names_words_that_the_papers_share() -> None:
    examples = Examples(SCHEME.said)
    examples.learn(1, "NY", features(*OTHER_TEA))
    examples.learn(2, "NY", features(*THIRD_TEA))
    near = near_words(*TEA, features(*TEA), examples, "NY")
    assert any("古茶" in word or "茶青" in word or "挂牌" in word for word in near)
    assert all(word in "".join(TEA) for word in near)


@pytest.mark.parametrize("shots", [0, 2, 5])
def test_rules_and_likeness_together_are_right_more_often_than_either(shots: int) -> None:
    drawn = [answers(*split(read([OWN]), shots, seed)) for seed in range(4)]
    right = {part: sum(one.right for draw in drawn for one in draw[part]) for part in drawn[0]}
    assert right["together"] > right["rules"]
    assert right["together"] > right["likeness"]


def test_the_labelled_set_is_varied_and_large_enough() -> None:
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 120
    assert {row["category"] for row in rows} == set(SCHEME.said)
    assert len({row["title"] for row in rows}) == len(rows)


@pytest.fixture
def tea_office(office: Office) -> Office:
    office.watch_folder()
    for number, (title, body) in enumerate((TEA, OTHER_TEA, THIRD_TEA)):
        office.write(f"{number}.txt", f"{title}\n\n{body}\n")
    office.scan()
    office.run("categories", "add", "古茶保护")
    return office


def piece(office: Office, words: str) -> str:
    return f"p{office.only(words)['piece']}"


def test_a_few_filed_papers_teach_and_undo_unteaches(tea_office: Office) -> None:
    before = tea_office.only("测量树围")["category"]
    for words in ("越冬", "虫害"):
        tea_office.run("file", piece(tea_office, words), "--category", "古茶保护")
    tea_office.scan()
    hit = tea_office.only("测量树围")
    assert (hit["category_name"], hit["category_by"]) == ("古茶保护", "learned")
    shown = tea_office.run("show", piece(tea_office, "测量树围"))["pieces"][0]["fields"]["category"]
    assert shown["reason"].startswith("与您归入“古茶保护”的2篇相近：")
    tea_office.run("undo")
    tea_office.scan()
    hit = tea_office.only("测量树围")
    assert (hit["category"], hit["category_by"] == "learned") == (before, False)


def test_the_program_does_not_learn_from_its_own_guesses(tea_office: Office) -> None:
    for words in ("越冬", "虫害"):
        tea_office.run("file", piece(tea_office, words), "--category", "古茶保护")
    tea_office.scan()
    tea_office.scan()
    reason = tea_office.run("show", piece(tea_office, "测量树围"))["pieces"][0]["fields"]["category"]["reason"]
    assert "的2篇" in reason


def test_a_hand_stands_above_what_was_learned(tea_office: Office) -> None:
    tea_office.run("file", piece(tea_office, "测量树围"), "--category", "JY")
    for words in ("越冬", "虫害"):
        tea_office.run("file", piece(tea_office, words), "--category", "古茶保护")
    tea_office.scan()
    assert tea_office.only("测量树围")["category_by"] == "hand"


