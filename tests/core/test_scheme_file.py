"""The scheme as a file, suggestions accepted in one go, and both taken back."""

import json
from pathlib import Path

import pytest

from tests.core.office import Office

TEA = "古茶树普查登记\n\n本月对古茶树挂牌编号，测量树围、树高，采集茶青样本送检。\n"
FIRE = "森林防火工作总结\n\n全镇开展安全生产和森林防火检查四次，整改隐患27处，扑灭山火一起。\n"
PARTY = "党支部三会一课记录\n\n党支部召开组织生活会，发展党员两名，收缴党费，开展主题党日。\n"


@pytest.fixture
def filled(office: Office) -> Office:
    office.watch_folder()
    for name, text in (("1.txt", TEA), ("2.txt", FIRE), ("3.txt", PARTY)):
        office.write(name, text)
    office.scan()
    return office


def exported(office: Office, file: Path) -> dict[str, object]:
    office.run("categories", "export", str(file))
    scheme: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return scheme


def with_tea(office: Office, file: Path) -> None:
    scheme = exported(office, file)
    top = {"code": "GC", "name": "古茶保护", "keywords_strong": ["古茶树", "茶青"], "children": []}
    scheme["categories"] = [top, *scheme["categories"]]  # type: ignore[misc]
    file.write_text(json.dumps(scheme, ensure_ascii=False), encoding="utf-8")


def test_a_scheme_exported_and_imported_again_changes_nothing(filled: Office, tmp_path: Path) -> None:
    file = tmp_path / "方案.json"
    before = exported(filled, file)
    assert "journal" not in filled.run("categories", "import", str(file))
    assert exported(filled, file) == before


def test_new_words_move_papers_and_undo_moves_them_back(filled: Office, tmp_path: Path) -> None:
    before = exported(filled, tmp_path / "原方案.json")
    suggested = filled.only("测量树围")["category"]
    with_tea(filled, tmp_path / "新方案.json")
    filled.run("categories", "import", str(tmp_path / "新方案.json"))
    filled.scan()
    assert (filled.only("测量树围")["category"], filled.only("测量树围")["category_by"]) == ("GC", "rule")
    assert filled.run("undo")["undone"]["action"] == "category_rules"
    filled.scan()
    assert filled.only("测量树围")["category"] == suggested
    assert exported(filled, tmp_path / "后.json") == before


def test_a_category_left_out_of_the_file_goes_and_its_papers_stay(filled: Office, tmp_path: Path) -> None:
    filled.run("file", f"p{filled.only('测量树围')['piece']}", "--category", "WT")
    scheme = exported(filled, tmp_path / "x.json")
    scheme["categories"] = [top for top in scheme["categories"] if top["code"] != "WT"]  # type: ignore[attr-defined]
    (tmp_path / "x.json").write_text(json.dumps(scheme), encoding="utf-8")
    filled.run("categories", "import", str(tmp_path / "x.json"))
    assert filled.only("测量树围")["category"] is None
    filled.run("undo")
    assert (filled.only("测量树围")["category"], filled.only("测量树围")["category_by"]) == ("WT", "hand")


@pytest.mark.parametrize("text", ["", "[]", '{"categories": [{"code": "A"}]}', '{"meta": {}, "categories": []}'])
def test_a_file_that_is_no_scheme_is_refused_and_nothing_changes(filled: Office, tmp_path: Path, text: str) -> None:
    before = exported(filled, tmp_path / "a.json")
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    error = filled.run("categories", "import", str(tmp_path / "b.json"), expect=2)
    assert "b.json" in error["error"]
    assert exported(filled, tmp_path / "a.json") == before


def test_a_rule_that_cannot_be_read_is_refused(filled: Office, tmp_path: Path) -> None:
    scheme = exported(filled, tmp_path / "a.json")
    scheme["categories"][0]["negatives"] = [{"pattern": "(未完", "to": "_keep"}]  # type: ignore[index]
    (tmp_path / "a.json").write_text(json.dumps(scheme), encoding="utf-8")
    assert "(未完" in filled.run("categories", "import", str(tmp_path / "a.json"), expect=2)["error"]


def test_suggestions_above_a_confidence_are_filed_in_one_act_and_taken_back(filled: Office) -> None:
    planned = filled.run("file", "--suggested", "--above", "0.8", "--dry-run")
    assert {row["category"][:2] for row in planned["suggested"]} == {"AQ", "DJ"}
    assert filled.run("search", "", "--by", "hand")["total"] == 0
    done = filled.run("file", "--suggested", "--above", "0.8")
    assert [row["piece"] for row in done["filed"]] == [row["piece"] for row in planned["suggested"]]
    assert filled.run("search", "", "--by", "hand")["total"] == 2
    undone = filled.run("undo")["undone"]
    assert (undone["action"], undone["pieces"]) == ("accept", 2)
    assert filled.run("search", "", "--by", "hand")["total"] == 0


def test_papers_that_a_hand_filed_are_not_filed_again(filled: Office) -> None:
    filled.run("file", f"p{filled.only('扑灭山火')['piece']}", "--category", "JY")
    filled.run("file", "--suggested", "--above", "0")
    assert filled.only("扑灭山火")["category"] == "JY"


def test_the_reason_says_what_was_left_out(filled: Office) -> None:
    filled.write("4.txt", "招商引资工作总结\n\n招商引资落户企业六家，加强企业文化建设，落实继续教育。\n")
    filled.scan()
    piece = filled.run("show", f"p{filled.only('落户企业六家')['piece']}")["pieces"][0]
    assert piece["category"].startswith("ZS")
    assert piece["fields"]["category"]["reason"].endswith("；不计“企业文化”×1、“继续教育”×1")
