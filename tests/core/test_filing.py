"""Filing, correcting, the scheme, and taking things back."""

from contextlib import closing
from pathlib import Path

import pytest

from archiver.filing import choose, find_category, target_of_document
from archiver.library import Library
from tests.core.office import Office

PAPER = "安全生产大检查工作总结\n\n2014年，全镇开展安全生产大检查4次，整改隐患27处。\n"
OTHER = "平安校园建设学习记录\n\n2012年4月，中心学校组织教师集中学习消防安全常识。\n"


@pytest.fixture
def filled(office: Office) -> Office:
    office.watch_folder()
    office.write("检查总结.txt", PAPER)
    office.write("学习记录.txt", OTHER)
    office.scan()
    return office


def category_of(office: Office, query: str) -> tuple[str | None, str | None]:
    hit = office.only(query)
    return hit["category"], hit["category_by"]


def test_a_filed_paper_carries_the_category_and_undo_gives_the_suggestion_back(filled: Office) -> None:
    suggested = category_of(filled, "整改隐患27处")
    filled.run("file", f"p{filled.only('整改隐患27处')['piece']}", "--category", "教育")
    assert category_of(filled, "整改隐患27处") == ("JY", "hand")
    undone = filled.run("undo")["undone"]
    assert (undone["action"], undone["pieces"]) == ("file", 1)
    assert category_of(filled, "整改隐患27处") == suggested


def test_filing_many_papers_is_one_act(filled: Office) -> None:
    ids = [f"p{hit['piece']}" for hit in filled.search("")]
    filled.run("file", *ids, "--category", "ZW")
    assert filled.run("undo")["undone"]["pieces"] == 2
    assert filled.run("search", "", "--category", "ZW", "--by", "hand")["total"] == 0


def test_a_choice_for_the_document_covers_pieces_without_a_choice_of_their_own(filled: Office) -> None:
    hit = filled.only("整改隐患27处")
    filled.run("file", str(hit["document"]), "--category", "DJ")
    assert category_of(filled, "整改隐患27处") == ("DJ", "hand")
    filled.run("file", f"p{hit['piece']}", "--category", "JY")
    filled.run("file", str(hit["document"]), "--category", "AQ")
    assert category_of(filled, "整改隐患27处") == ("JY", "hand")


def test_a_category_filter_takes_code_or_name_and_includes_children(filled: Office) -> None:
    hit = filled.only("整改隐患27处")
    filled.run("file", f"p{hit['piece']}", "--category", "AQ02")
    for named in ("AQ", "安全生产与应急", "AQ02"):
        assert hit["title"] in filled.titles("", "--category", named)
    assert hit["title"] not in filled.titles("", "--category", "AQ01")


def test_a_paper_can_be_put_back_among_the_unclassified(filled: Office) -> None:
    piece = f"p{filled.only('整改隐患27处')['piece']}"
    assert filled.only("整改隐患27处")["category"] is not None
    filled.run("file", piece, "--category", "待分类")
    assert filled.only("整改隐患27处")["category"] is None
    assert "安全生产大检查工作总结" in filled.titles("", "--category", "DF")
    filled.run("undo")
    assert filled.only("整改隐患27处")["category"] is not None


def test_undo_takes_back_one_act_after_the_other_and_then_says_there_is_nothing(filled: Office) -> None:
    piece = f"p{filled.only('整改隐患27处')['piece']}"
    filled.run("file", piece, "--category", "JY")
    filled.run("set", piece, "year", "2013")
    filled.run("set", piece, "year", "2012")
    assert filled.run("undo")["undone"]["action"] == "set"
    assert filled.only("整改隐患27处")["year"] == 2013
    filled.run("undo")
    assert filled.only("整改隐患27处")["year"] == 2014
    filled.run("undo")
    assert filled.run("undo") == {"undone": None}


def test_a_correction_is_remembered_with_its_source_and_can_be_cleared(filled: Office) -> None:
    piece = f"p{filled.only('整改隐患27处')['piece']}"
    filled.run("set", piece, "organisation", "安监站")
    field = filled.run("show", piece)["pieces"][0]["fields"]["organisation"]
    assert (field["value"], field["by"], field["reason"]) == ("安监站", "hand", "手工")
    filled.run("set", piece, "title", "改过的题名")
    assert filled.titles("改过的题名") == ["改过的题名"]
    filled.run("set", piece, "title", "")
    assert filled.titles("整改隐患27处") == ["安全生产大检查工作总结"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("year", "去年"), ("year", "20111"), ("date", "2011-02-30"), ("date", "2011年"), ("type", "小说"),
     ("category", "不存在"), ("filing_year", "0")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_with_a_sentence(filled: Office, field: str, value: str) -> None:
    refused = filled.run("set", f"p{filled.only('整改隐患27处')['piece']}", field, value, expect=2)
    assert refused["error"]
    assert value in refused["error"]


def test_a_new_category_takes_papers_and_its_removal_gives_them_back(filled: Office) -> None:
    listed = filled.run("categories", "add", "创文", "--parent", "XC")
    code = next(row["code"] for row in listed["categories"] if row["name"] == "创文")
    piece = f"p{filled.only('整改隐患27处')['piece']}"
    before = category_of(filled, "整改隐患27处")
    filled.run("file", piece, "--category", "创文")
    filled.run("categories", "rename", code, "创建文明城市")
    assert filled.only("整改隐患27处")["category_name"] == "创建文明城市"
    filled.run("categories", "remove", code)
    assert category_of(filled, "整改隐患27处") == before
    filled.run("undo")
    assert category_of(filled, "整改隐患27处") == (code, "hand")
    filled.scan()


def test_removing_a_category_of_the_scheme_takes_its_children_along_and_undo_brings_all_back(filled: Office) -> None:
    before = filled.run("categories", "list")["categories"]
    filled.run("categories", "remove", "AQ")
    codes = [row["code"] for row in filled.run("categories", "list")["categories"]]
    assert not [code for code in codes if code.startswith("AQ")]
    filled.run("undo")
    assert filled.run("categories", "list")["categories"] == before


def test_two_categories_of_one_level_have_two_names(filled: Office) -> None:
    assert "党建" in filled.run("categories", "add", "党建", expect=2)["error"]
    assert filled.run("categories", "add", "  ", expect=2)["error"]
    assert filled.run("categories", "add", "第三级", "--parent", "AQ01", expect=2)["error"]


def test_counts_of_categories_include_their_children(filled: Office) -> None:
    for number, code in enumerate(("AQ01", "AQ02")):
        filled.run("file", f"p{filled.search('')[number]['piece']}", "--category", code)
    counts = {row["code"]: row["count"] for row in filled.run("categories", "list")["categories"]}
    assert (counts["AQ"], counts["AQ01"], counts["AQ02"]) == (2, 1, 1)


# -- the archive folder ---------------------------------------------------------------------------------


def outside(office: Office, name: str, text: str) -> Path:
    path = office.folder.parent / "外来文件" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_an_added_file_is_copied_under_a_readable_path_and_found_at_once(office: Office) -> None:
    source = outside(office, "a1.txt", PAPER)
    added = office.run("add", source, "--category", "AQ")["added"][0]
    stored = Path(added["stored"])
    assert stored.relative_to(office.library / "档案").as_posix() == "2014/安全生产与应急/安全生产大检查工作总结.txt"
    assert stored.read_bytes() == source.read_bytes()
    hit = office.only("整改隐患27处")
    assert (hit["document"], hit["path"], hit["category"]) == (added["document"], str(stored), "AQ")


def test_what_is_unknown_of_an_added_file_has_a_folder_of_its_own(office: Office) -> None:
    added = office.run("add", outside(office, "便条.txt", "材料我已经收到了，请转告老李，不用再送。\n"))["added"][0]
    assert Path(added["stored"]).relative_to(office.library / "档案").parts[:2] == ("年度不明", "待分类")


def test_bytes_the_archive_has_make_no_second_copy(office: Office) -> None:
    first = office.run("add", outside(office, "a.txt", PAPER))["added"][0]
    second = office.run("add", outside(office, "b.txt", PAPER), "--category", "JY")["added"][0]
    assert second["stored"] == first["stored"]
    assert len([file for file in (office.library / "档案").rglob("*") if file.is_file()]) == 1
    assert category_of(office, "整改隐患27处") == ("JY", "hand")


def test_undo_of_adding_moves_the_copy_to_the_trash_and_leaves_the_original(office: Office) -> None:
    source = outside(office, "a.txt", PAPER)
    stored = Path(office.run("add", source)["added"][0]["stored"])
    office.run("undo")
    assert source.exists()
    assert not stored.exists()
    assert [file.name for file in (office.library / "回收站").rglob("*.txt")] == [stored.name]
    assert office.search("整改隐患27处") == []


def test_undo_of_adding_is_refused_when_the_copy_was_changed(office: Office) -> None:
    stored = Path(office.run("add", outside(office, "a.txt", PAPER))["added"][0]["stored"])
    stored.write_text(PAPER + "后来补充的话\n", encoding="utf-8")
    refused = office.run("undo", expect=2)
    assert str(stored) in refused["error"]
    assert stored.exists()


def test_the_name_of_the_archive_folder_is_no_word_of_the_papers_in_it(office: Office) -> None:
    source = outside(office, "值班安排.txt", PAPER)
    stored = Path(office.run("add", source, "--category", "AQ")["added"][0]["stored"])
    assert "档案" not in PAPER and "档案" in stored.parts
    assert office.search("档案") == []
    assert [hit["path"] for hit in office.search("安全生产大检查 -档案")] == [str(stored)]


def test_a_folder_from_outside_comes_in_as_one_act(office: Office) -> None:
    outside(office, "a.txt", PAPER)
    outside(office, "b.txt", OTHER)
    outside(office, "~$锁.txt", "锁")
    report = office.run("add", office.folder.parent / "外来文件")
    assert len(report["added"]) == 2
    assert office.run("undo")["undone"]["documents"] == 2
    assert office.search("") == []


def test_a_marked_file_from_outside_is_refused_and_nothing_of_it_remains(office: Office) -> None:
    report = office.run("add", outside(office, "密件.txt", "绝密★长期\n\n此句绝不可入库。\n"), expect=1)
    assert report["added"] == []
    assert "绝密" in report["failed"][0]["reason"]
    assert not [file for file in (office.library / "档案").rglob("*") if file.is_file()]


def test_a_file_that_is_not_there_is_said_so(office: Office) -> None:
    report = office.run("add", office.folder / "没有.txt", expect=1)
    assert "没有.txt" in report["failed"][0]["reason"]


def test_copying_into_the_archive_gives_a_second_place_and_undo_takes_it_back(filled: Office) -> None:
    hit = filled.only("整改隐患27处")
    filled.run("file", str(hit["document"]), "--category", "AQ", "--copy")
    both = filled.only("整改隐患27处")
    assert len(both["paths"]) == 2
    assert both["document"] == hit["document"]
    filled.run("undo")
    one = filled.only("整改隐患27处")
    assert one["paths"] == hit["paths"]
    assert one["category_by"] != "hand"


def test_an_added_file_survives_the_next_scan_unchanged(office: Office) -> None:
    office.run("add", outside(office, "a.txt", PAPER), "--category", "AQ")
    report = office.scan()
    assert (report["added"], report["changed"], report["removed"]) == (0, 0, 0)


def test_the_year_given_for_an_added_file_is_where_it_is_filed(office: Office) -> None:
    source = outside(office, "便条.txt", "材料我已经收到了，请转告老李，不用再送。\n")
    added = office.run("add", source, "--year", "2009")["added"][0]
    assert Path(added["stored"]).parts[-3] == "2009"
    assert [hit["document"] for hit in office.search("", "--year", "2009")] == [added["document"]]


def test_copying_into_the_archive_takes_all_papers_or_none(filled: Office) -> None:
    hits = filled.search("")
    (filled.folder / Path(hits[-1]["path"]).name).unlink()
    before = [(hit["category"], hit["category_by"]) for hit in filled.search("")]
    ids = [str(hit["document"]) for hit in hits]
    refused = filled.run("file", *ids, "--category", "AQ", "--copy", expect=2)
    assert hits[-1]["path"] in refused["error"]
    assert [(hit["category"], hit["category_by"]) for hit in filled.search("")] == before
    assert [path for path in (filled.library / "档案").rglob("*") if path.is_file()] == []


def test_an_added_file_says_the_category_it_is_in(office: Office, tmp_path: Path) -> None:
    paper = tmp_path / "防火.txt"
    paper.write_text("2011年森林防火工作总结\n\n全镇共签订森林防火责任书1280份。\n", encoding="utf-8")
    (added,) = office.run("add", paper)["added"]
    assert added["category"] == office.only("责任书1280份")["category"] is not None


def test_acts_of_two_programs_at_once_can_all_be_taken_back(filled: Office) -> None:
    documents = sorted({hit["document"] for hit in filled.search("")})
    before = sorted((hit["document"], hit["category"]) for hit in filled.search(""))
    with closing(Library(filled.library)) as library, library.catalogue.write() as db:
        targets = [target_of_document(db, document) for document in documents]
        first = choose(db, targets, "category", str(find_category(db, "AQ").id), "file")
        choose(db, targets, "category", str(find_category(db, "DJ").id), "file")
    with closing(Library(filled.library)) as library:
        library.adding.copy_document(documents[0], first.journal)
    assert filled.run("undo")["undone"] and filled.run("undo")["undone"]
    assert filled.run("undo")["undone"] is None
    assert sorted((hit["document"], hit["category"]) for hit in filled.search("")) == before


def test_an_addition_can_be_taken_back_after_the_library_was_moved(office: Office, tmp_path: Path) -> None:
    paper = tmp_path / "防火.txt"
    paper.write_text(PAPER, encoding="utf-8")
    office.run("add", paper)
    office.library = office.library.rename(tmp_path / "搬走的库")
    assert office.run("undo")["undone"]
    assert [path.name for path in (office.library / "回收站").rglob("*.txt")] != []
    assert office.search("整改隐患27处") == []
