"""Seeing which papers an edited scheme would move, before it is saved."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from archiver.archive import Archive
from archiver.describe import Scheme, default_scheme
from archiver.describe.phrases import pattern_of, phrases_of
from archiver.errors import ArchiveError
from archiver.scheme.edit import SchemeEdit
from archiver.scheme.previewing import AT_ONCE, changed_words
from tests.core.office import Json, Office

LABELLED = Path(__file__).parents[1] / "samples" / "categories.jsonl"


@pytest.fixture
def archive(three_papers: Office) -> Iterator[Archive]:
    with closing(Archive.open(three_papers.library)) as opened:
        yield opened


def edited(office: Office, file: Path, **changes: dict[str, object]) -> Path:
    """The scheme with a category of its own, or with other rules of a category that is there."""
    office.run("categories", "export", file)
    scheme = json.loads(file.read_text(encoding="utf-8"))
    for code, row in changes.items():
        here = [top for top in scheme["categories"] if top["code"] == code]
        if here:
            here[0].update(row)
        else:
            scheme["categories"].insert(0, {"code": code, "children": [], **row})
    file.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")
    return file


def categories(office: Office) -> dict[int, str | None]:
    return {hit["piece"]: hit["category"] for hit in office.run("search", "", "--limit", "500")["hits"]}


def told(preview: Json) -> dict[int, str | None]:
    return {move["piece"]: move["to"] for move in preview["moves"]}


def test_the_papers_that_would_move_are_told_with_their_reason_and_nothing_changes(three_papers: Office, tmp_path: Path) -> None:
    before = categories(three_papers)
    file = edited(three_papers, tmp_path / "x.json", GC={"name": "古茶保护", "keywords_strong": ["古茶树", "茶青"]})
    preview = three_papers.run("categories", "preview", file)
    (move,) = preview["moves"]
    assert (move["title"], move["to"], move["to_name"]) == ("古茶树普查登记", "GC", "古茶保护")
    assert move["reason"] == "标题“古茶树”×1，正文“古茶树”×2、“茶青”×1"
    assert (preview["total"], preview["holding"], preview["looked"]) == (1, 1, 3)
    assert preview["flows"] == [{"from": move["from"], "to": "GC", "count": 1}]
    assert categories(three_papers) == before


def test_a_paper_that_a_hand_filed_never_moves(three_papers: Office, tmp_path: Path) -> None:
    three_papers.run("file", f"p{three_papers.only('测量树围')['piece']}", "--category", "WT")
    file = edited(three_papers, tmp_path / "x.json", GC={"name": "古茶保护", "keywords_strong": ["古茶树", "茶青"]})
    assert three_papers.run("categories", "preview", file)["moves"] == []
    three_papers.run("file", f"p{three_papers.only('测量树围')['piece']}", "--category", "")
    assert three_papers.run("categories", "preview", file)["moves"] == []


def test_a_category_left_out_gives_its_papers_back_even_those_filed_by_hand(three_papers: Office, tmp_path: Path) -> None:
    three_papers.run("file", f"p{three_papers.only('测量树围')['piece']}", "--category", "WT")
    file = edited(three_papers, tmp_path / "x.json")
    scheme = json.loads(file.read_text(encoding="utf-8"))
    scheme["categories"] = [top for top in scheme["categories"] if top["code"] != "WT"]
    file.write_text(json.dumps(scheme), encoding="utf-8")
    (move,) = three_papers.run("categories", "preview", file)["moves"]
    assert (move["title"], move["from"]) == ("古茶树普查登记", "WT")


def test_what_hands_taught_is_weighed_as_it_will_be(three_papers: Office, tmp_path: Path) -> None:
    for number in range(3):
        three_papers.write(f"t{number}.txt", f"茶山巡护日志{number}\n\n管护员巡护古茶树，茶青长势良好，茶农反映第{number}片虫害。\n")
    three_papers.scan()
    for words in ("第0片", "第1片"):
        three_papers.run("file", f"p{three_papers.only(words)['piece']}", "--category", "WT")
    three_papers.scan()
    assert three_papers.only("第2片")["category_by"] == "learned"
    before = categories(three_papers)
    file = edited(three_papers, tmp_path / "x.json", AQ={"keywords_strong": ["茶山", "巡护", "虫害"], "keywords_weak": []})
    said = told(three_papers.run("categories", "preview", file))
    three_papers.run("categories", "import", file)
    three_papers.scan()
    assert said == {piece: code for piece, code in categories(three_papers).items() if code != before[piece]}


def test_what_is_told_is_what_comes_to_pass(office: Office, tmp_path: Path) -> None:
    """On the labelled set: words taken away, added and made phrases of others, of one category after the other."""
    rows = [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]
    for number, row in enumerate(rows):
        office.write(f"{number:03}.txt", f"{row['title']}\n\n{row['text']}\n")
    office.watch_folder()
    office.scan()
    random, moved = Random(5), 0
    for _ in range(4):
        before = categories(office)
        top = random.choice(default_scheme()["categories"])
        words = [word for word in top["keywords_strong"] if random.random() < 0.5]
        changes = {"keywords_strong": [*words, random.choice(("安全", "学校", "项目", "村民"))], "negatives": top["negatives"][:1]}
        file = edited(office, tmp_path / "x.json", **{top["code"]: changes})
        preview = office.run("categories", "preview", file, "--limit", "500")
        office.run("categories", "import", file)
        office.scan()
        after = categories(office)
        assert told(preview) == {piece: code for piece, code in after.items() if code != before[piece]}
        moved += preview["total"]
    assert moved > 5


def test_a_preview_goes_on_in_steps_and_may_be_left_at_any(three_papers: Office, archive: Archive) -> None:
    for number in range(AT_ONCE + 2):
        three_papers.write(f"n{number}.txt", f"茶树登记{number}\n\n第{number}株茶树挂牌。\n")
    three_papers.scan()
    edit = archive.scheme.edit()
    edit.add_word("NY", "挂牌")
    previewing = archive.scheme.previewer().begin(edit.rules)
    assert (previewing.now.holding, previewing.now.looked, previewing.now.done) == (AT_ONCE + 3, 0, False)
    assert [previewing.step().looked for _ in range(3)] == [AT_ONCE, AT_ONCE + 3, AT_ONCE + 5]
    assert previewing.now.done


def test_a_saved_scheme_is_one_act_that_is_taken_back(three_papers: Office, archive: Archive) -> None:
    edit = archive.scheme.edit()
    edit.add_word("KJ", "测量树围")
    act = archive.scheme.save(edit)
    assert act is not None and act.label.say("zh") == "修改类别规则"
    assert archive.scheme.save(archive.scheme.edit()) is None
    with pytest.raises(ArchiveError) as refused:
        archive.scheme.save(edit)
    assert refused.value.reason.code == "scheme.changed_since"
    three_papers.run("undo")
    assert archive.scheme.edit().rules == edit.began


@pytest.fixture
def edit() -> SchemeEdit:
    return SchemeEdit(json.loads(json.dumps(default_scheme())))


@pytest.mark.parametrize(
    ("verb", "given", "code"),
    [
        ("add_word", ("党",), "scheme.word_too_short"),
        ("add_word", (" 党 支部 ",), "scheme.word_known"),
        ("add_word", ("黨支部", "weak"), "scheme.word_known"),
        ("add_mask", ("天气预报",), "scheme.no_word_in_it"),
        ("add_mask", ("党支部",), "scheme.mask_is_word"),
        ("add_mask", ("党费表",), "scheme.mask_keeps_word"),
        ("add_exclusion", (["党委会决定", "天气预报"], "JY"), "scheme.no_word_in_it"),
    ],
)
def test_a_rule_without_effect_or_with_a_wrong_one_is_refused_and_nothing_changes(
    edit: SchemeEdit, verb: str, given: tuple[Any, ...], code: str
) -> None:
    with pytest.raises(ArchiveError) as refused:
        getattr(edit, verb)("DJ", *given)
    assert (refused.value.reason.code, edit.changed) == (code, False)
    assert refused.value.sentence("zh") and refused.value.sentence("en")


def test_what_is_written_is_in_the_scheme_and_removed_again(edit: SchemeEdit) -> None:
    assert edit.add_word("DJ", "红色 阵地").say("zh") == ""
    assert "教育" in edit.add_word("DJ", "教育", "weak").say("zh")
    assert edit.change_word("DJ", "红色阵地", "红色堡垒").say("zh") == ""
    edit.add_mask("DJ", "党委会议室装修")
    edit.add_exclusion("DJ", ["党委会决定"], "JY")
    assert edit.words("DJ")[-1] == "红色堡垒"
    assert "党委会议室装修" in edit.masks("DJ")
    assert (edit.exclusions("DJ")[-1].phrases, edit.exclusions("DJ")[-1].to) == (("党委会决定",), "JY")
    Scheme.parse(edit.rules)
    edit.remove_word("DJ", "红色堡垒")
    edit.remove_word("DJ", "教育", "weak")
    edit.remove_mask("党委会议室装修")
    edit.remove_exclusion("DJ", len(edit.exclusions("DJ")) - 1)
    assert not edit.changed


def test_phrases_are_told_from_patterns_that_are_more() -> None:
    assert phrases_of("党风廉政|廉洁") == ["党风廉政", "廉洁"]
    assert phrases_of("远程教育(?!.*党员)") == []
    assert phrases_of(pattern_of(["Ａ+级 景区", "C|D"])) == ["a+级景区", "c|d"]


def test_only_words_that_differ_are_looked_for(edit: SchemeEdit) -> None:
    before = Scheme.parse(edit.began)
    assert changed_words(before, Scheme.parse(edit.rules)) == frozenset()
    edit.add_word("JY", "支教")
    edit.remove_word("DJ", "党费")
    edit.add_exclusion("JY", ["教育整顿"], "JJ")
    assert changed_words(before, Scheme.parse(edit.rules)) == frozenset({"支教", "党费", "教育整顿"})
    edit.rules["categories"] = edit.rules["categories"][:5]
    assert changed_words(before, Scheme.parse(edit.rules)) is None
