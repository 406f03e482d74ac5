"""The scheme as a file, suggestions accepted in one go, and both taken back."""

import json
from pathlib import Path

import pytest

from tests.core.office import Office


def exported(office: Office, file: Path) -> dict[str, object]:
    office.run("categories", "export", str(file))
    scheme: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return scheme


def with_tea(office: Office, file: Path) -> None:
    scheme = exported(office, file)
    top = {"code": "GC", "name": "古茶保护", "keywords_strong": ["古茶树", "茶青"], "children": []}
    scheme["categories"] = [top, *scheme["categories"]]  # type: ignore[misc]
    file.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")


def test_a_scheme_exported_and_imported_again_changes_nothing(three_papers: Office, tmp_path: Path) -> None:
    file = tmp_path / "方案.json"
    before = exported(three_papers, file)
    assert "journal" not in three_papers.run("categories", "import", str(file))
    assert exported(three_papers, file) == before


def test_new_words_move_papers_and_undo_moves_them_back(three_papers: Office, tmp_path: Path) -> None:
    before = exported(three_papers, tmp_path / "原方案.json")
    suggested = three_papers.only("测量树围")["category"]
    with_tea(three_papers, tmp_path / "新方案.json")
    three_papers.run("categories", "import", str(tmp_path / "新方案.json"))
    three_papers.scan()
    assert (three_papers.only("测量树围")["category"], three_papers.only("测量树围")["category_by"]) == ("GC", "rule")
    assert three_papers.run("undo")["undone"]["action"] == "category_rules"
    three_papers.scan()
    assert three_papers.only("测量树围")["category"] == suggested
    assert exported(three_papers, tmp_path / "后.json") == before


def test_a_category_left_out_of_the_file_goes_and_its_papers_stay(three_papers: Office, tmp_path: Path) -> None:
    three_papers.run("file", f"p{three_papers.only('测量树围')['piece']}", "--category", "WT")
    scheme = exported(three_papers, tmp_path / "x.json")
    scheme["categories"] = [top for top in scheme["categories"] if top["code"] != "WT"]  # type: ignore[attr-defined]
    (tmp_path / "x.json").write_text(json.dumps(scheme), encoding="utf-8")
    three_papers.run("categories", "import", str(tmp_path / "x.json"))
    assert three_papers.only("测量树围")["category"] is None
    three_papers.run("undo")
    assert (three_papers.only("测量树围")["category"], three_papers.only("测量树围")["category_by"]) == ("WT", "hand")


@pytest.mark.parametrize("text", ["", "[]", '{"categories": [{"code": "A"}]}', '{"meta": {}, "categories": []}'])
def test_a_file_that_is_no_scheme_is_refused_and_nothing_changes(three_papers: Office, tmp_path: Path, text: str) -> None:
    before = exported(three_papers, tmp_path / "a.json")
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    error = three_papers.run("categories", "import", str(tmp_path / "b.json"), expect=2)
    assert "b.json" in error["error"]
    assert exported(three_papers, tmp_path / "a.json") == before


def test_a_rule_that_cannot_be_read_is_refused(three_papers: Office, tmp_path: Path) -> None:
    scheme = exported(three_papers, tmp_path / "a.json")
    scheme["categories"][0]["negatives"] = [{"pattern": "(未完", "to": "_keep"}]  # type: ignore[index]
    (tmp_path / "a.json").write_text(json.dumps(scheme), encoding="utf-8")
    assert "(未完" in three_papers.run("categories", "import", str(tmp_path / "a.json"), expect=2)["error"]


def test_suggestions_above_a_confidence_are_filed_in_one_act_and_taken_back(three_papers: Office) -> None:
    planned = three_papers.run("file", "--suggested", "--above", "0.8", "--dry-run")
    assert {row["category"][:2] for row in planned["suggested"]} == {"AQ", "DJ"}
    assert three_papers.run("search", "", "--by", "hand")["total"] == 0
    done = three_papers.run("file", "--suggested", "--above", "0.8")
    assert [row["piece"] for row in done["filed"]] == [row["piece"] for row in planned["suggested"]]
    assert three_papers.run("search", "", "--by", "hand")["total"] == 2
    undone = three_papers.run("undo")["undone"]
    assert (undone["action"], undone["pieces"]) == ("accept", 2)
    assert three_papers.run("search", "", "--by", "hand")["total"] == 0


def test_papers_that_a_hand_filed_are_not_filed_again(three_papers: Office) -> None:
    three_papers.run("file", f"p{three_papers.only('扑灭山火')['piece']}", "--category", "JY")
    three_papers.run("file", "--suggested", "--above", "0")
    assert three_papers.only("扑灭山火")["category"] == "JY"


def test_the_reason_says_what_was_left_out(three_papers: Office) -> None:
    three_papers.write("4.txt", "招商引资工作总结\n\n招商引资落户企业六家，加强企业文化建设，落实继续教育。\n")
    three_papers.scan()
    piece = three_papers.run("show", f"p{three_papers.only('落户企业六家')['piece']}")["pieces"][0]
    assert piece["category"].startswith("ZS")
    assert piece["fields"]["category"]["reason"].endswith("；不计“企业文化”×1、“继续教育”×1")
