"""The contract of the headless commands: what is printed where, and with which exit code."""

import json
import subprocess
from pathlib import Path

import pytest

from archiver.cli import main as cli_main
from main import main
from tests.core.office import PYTHON, Office

ROOT = Path(__file__).resolve().parents[2]
PAPERS = {
    "a.txt": "2009年党建工作总结\n\n全年发展党员12名，开展主题党日活动。\n\n某某镇党委\n2009年12月20日\n",
    "b.txt": "2010年党建工作总结\n\n全年发展党员15名，开展主题党日活动。\n\n某某镇党委\n2010年12月18日\n",
    "c.txt": "安全生产会议纪要\n\n2010年3月5日，召开安全生产会议，主题党日活动另行通知。\n",
}


@pytest.fixture
def filled(office: Office) -> Office:
    office.watch_folder()
    for name, text in PAPERS.items():
        office.write(name, text)
    office.scan()
    return office


def test_every_key_of_a_hit_is_there(filled: Office) -> None:
    answer = filled.run("search", "主题党日", "--facets")
    assert {"query", "interpreted", "total", "exact", "elapsed_ms", "hits", "facets"} <= set(answer)
    assert (answer["total"], answer["exact"]) == (3, True)
    keys = {
        "piece", "document", "title", "title_highlights", "path", "paths", "state", "year", "date", "organisation",
        "type", "category", "category_name", "category_by", "score", "snippet", "highlights", "match",
    }  # fmt: skip
    for hit in answer["hits"]:
        assert keys <= set(hit)
        for start, end in hit["highlights"]:
            assert hit["snippet"][start:end] == "主题党日"
    assert set(answer["facets"]) == {"year", "category", "type", "organisation", "folder"}
    assert answer["facets"]["year"]["2009"] == 1
    assert sum(answer["facets"]["type"].values()) == 3


def test_limit_and_offset_cut_the_same_list(filled: Office) -> None:
    whole = filled.search("主题党日", "--sort", "date")
    parts = [filled.search("主题党日", "--sort", "date", "--limit", "1", "--offset", str(n))[0] for n in range(3)]
    assert [hit["piece"] for hit in parts] == [hit["piece"] for hit in whole]
    assert filled.search("主题党日", "--offset", "9") == []


def test_years_may_be_one_or_a_range(filled: Office) -> None:
    assert len(filled.search("", "--year", "2009")) == 1
    assert len(filled.search("", "--year", "2009-2010")) == 3
    assert filled.run("search", "", "--year", "去年", expect=2)["error"]


def test_types_narrow_and_an_unknown_one_is_said_so(filled: Office) -> None:
    assert {hit["type"] for hit in filled.search("", "--type", "总结")} == {"总结"}
    assert filled.run("search", "", "--type", "小说", expect=2)["error"]


def test_a_query_may_begin_with_a_dash(filled: Office) -> None:
    assert filled.titles("-主题党日") == []
    assert len(filled.titles("-纪要")) == 2
    assert len(filled.titles("党员 -15名")) == 1


def test_an_empty_query_is_everything_by_date_where_nothing_else_decides(filled: Office) -> None:
    hits = filled.search("")
    assert len(hits) == 3
    dates = [hit["date"] or "" for hit in hits]
    assert dates == sorted(dates, reverse=True)


def test_a_query_says_how_it_was_read_and_what_was_wrong_with_it(filled: Office) -> None:
    answer = filled.run("search", "年度:2010-2009 主题党日")
    assert answer["interpreted"] == "年度 2009 至 2010 且 主题党日"
    assert "2010-2009" in answer["notice"]
    assert "notice" not in filled.run("search", "年度:2009-2010 主题党日")


def test_words_as_written_are_not_folded(filled: Office) -> None:
    assert filled.search("主題黨日")
    assert not filled.search("主題黨日", "--as-written")
    answer = filled.run("search", "主题党日", "--as-written")
    assert answer["hits"] and "一字不差" in answer["interpreted"]
    assert filled.search("-主題黨日", "--as-written")


def test_no_hit_is_no_error(filled: Office) -> None:
    answer = filled.run("search", "决无此词")
    assert (answer["total"], answer["hits"]) == (0, [])


def test_show_tells_every_field_with_its_reason(filled: Office) -> None:
    piece = filled.only("发展党员12名")["piece"]
    shown = filled.run("show", f"p{piece}", "--text")
    (one,) = shown["pieces"]
    assert (one["start_line"], one["end_line"]) == (1, 6)
    assert one["text"].startswith("2009年党建工作总结")
    assert {"title", "year", "type", "category"} <= set(one["fields"])
    for field in one["fields"].values():
        assert field["reason"]
        if field["span"]:
            assert one["text"][slice(*field["span"])].strip()


def test_the_ledger_has_a_row_for_every_file_but_lock_and_temporary_ones(filled: Office) -> None:
    filled.write("~$a.docx", "锁")
    filled.write("Thumbs.db", "缩略图")
    filled.write("空.txt", "")
    filled.scan(expect=None)
    assert filled.states() == {"a.txt": "searchable", "b.txt": "searchable", "c.txt": "searchable", "空.txt": "empty"}
    assert [Path(row["path"]).name for row in filled.run("files", "--state", "empty")["files"]] == ["空.txt"]


def test_the_ledger_can_be_exported(filled: Office) -> None:
    target = filled.folder.parent / "台账.xlsx"
    filled.run("files", "--export", target)
    assert target.read_bytes().startswith(b"PK")


def test_status_counts_agree_with_the_ledger(filled: Office) -> None:
    status = filled.run("status")
    assert (status["documents"], status["pieces"], status["by_state"]) == (3, 3, {"searchable": 3})
    assert status["text_bytes"] == sum(len(text.encode()) for text in PAPERS.values())


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["search"], ["roots"], ["roots", "add"], ["show", "x1"], ["show", "p999"], ["file", "1"],
     ["file", "1", "--category", "无此类"], ["set", "1", "colour", "red"], ["search", "x", "--limit", "many"],
     ["roots", "remove", "/nowhere"], ["roots", "add", "/nowhere"], ["scan", "/nowhere"], ["--frob"]],
)  # fmt: skip
def test_wrong_use_exits_2_with_one_sentence(filled: Office, arguments: list[str]) -> None:
    refused = filled.run(*arguments, expect=2)
    assert set(refused) == {"error", "hint"}
    assert filled.stderr.strip().count("\n") == 0


def test_errors_speak_the_language_asked_for(filled: Office) -> None:
    assert "category" in filled.run("--lang", "en", "file", "1", "--category", "无此类", expect=2)["error"]


def test_overlapping_folders_and_the_library_itself_are_refused(filled: Office) -> None:
    below = filled.folder / "下级"
    below.mkdir()
    for folder in (filled.folder, below, filled.folder.parent, filled.library, filled.library / "档案"):
        assert filled.run("roots", "add", folder, expect=2)["error"]
    assert len(filled.run("roots", "list")["roots"]) == 1


def test_no_command_needs_a_window_or_its_library() -> None:
    forbid = "import sys; sys.modules['PySide6'] = None; import main; sys.exit(main.main(['categories', '--help']))"
    done = subprocess.run([PYTHON, "-c", forbid], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_a_display_the_window_says_so_and_exits_3(tmp_path: Path) -> None:
    done = subprocess.run(
        [PYTHON, "main.py", "--library", str(tmp_path / "库")], cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "显示器" in done.stderr


def test_plain_output_is_for_people_and_json_is_one_line(filled: Office) -> None:
    command = [PYTHON, "main.py", "--library", str(filled.library), "search", "主题党日"]
    plain = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert plain.count("\n") == 3
    lines = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert json.loads(lines)["total"] == 3


@pytest.mark.parametrize("command", [["roots", "add"], ["add"], ["scan"], ["retry"], ["files", "--export"]])
def test_an_empty_path_never_means_the_working_folder(filled: Office, command: list[str]) -> None:
    assert filled.run(*command, "", expect=2)["error"]


def test_a_path_too_long_for_any_disk_is_refused_with_a_sentence(filled: Office) -> None:
    long = "/tmp/" + "长" * 5000
    assert filled.run("roots", "add", long, expect=2)["error"]
    assert filled.run("scan", long, expect=2)["error"]
    assert filled.run("add", long, expect=1)["failed"]


def test_what_is_no_file_is_not_taken_in(filled: Office, tmp_path: Path) -> None:
    link = tmp_path / "链接.txt"
    link.symlink_to(filled.folder / "a.txt")
    for thing in ("/dev/null", link):
        (failed,) = filled.run("add", thing, expect=1)["failed"]
        assert "变化" not in failed["reason"]


def test_a_scan_of_a_file_and_a_retry_outside_all_folders_say_so(filled: Office) -> None:
    assert filled.run("scan", filled.folder / "a.txt", expect=2)["error"]
    assert filled.run("retry", "/nowhere/a.txt", expect=2)["error"]


def test_the_keys_of_facets_are_filters(filled: Office) -> None:
    filled.write("随笔.txt", "随便写写，没有年度。\n")
    filled.scan()
    facets = filled.run("search", "", "--facets", "--limit", "0")["facets"]
    assert "" in facets["year"]
    for name, counts in facets.items():
        for key, count in counts.items():
            assert filled.run("search", "", f"--{name}", key)["total"] == count, (name, key)


def test_a_category_may_be_called_like_a_command(filled: Office) -> None:
    filled.run("categories", "add", "search")
    assert filled.run("file", "1", "--category", "search", "--copy")["filed"]


def test_a_question_that_no_paper_answers_word_for_word_shows_the_best_ones_marked_so(filled: Office) -> None:
    answer = filled.run("search", "主题党日活动怎么开展")
    assert answer["total"] == 0
    assert answer["best_total"] == len(answer["hits"]) > 0
    first = answer["hits"][0]
    assert first["match"] == "best"
    start, end = first["highlights"][0]
    assert first["snippet"][start:end] in "主题党日活动怎么开展"
    rest = filled.run("search", "主题党日活动怎么开展", "--offset", "1")
    assert rest["hits"] == answer["hits"][1:]


def test_a_slip_is_offered_mended_and_files_not_read_yet_are_counted(filled: Office) -> None:
    answer = filled.run("search", "主提党日")
    offered = answer["offers"][0]
    assert (offered["kind"], offered["query"], offered["total"]) == ("words", "主题党日", 3)
    assert answer["waiting"] == 0
    assert "offers" not in filled.run("search", "主题党日")


@pytest.mark.parametrize(("command", "exit_code"), [("watch", 0), ("search", 130)])
def test_ctrl_c_at_any_moment_ends_a_command_without_a_word(
    command: str, exit_code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(arguments: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_main, "main", interrupted)
    assert main([command, "防汛"][: 1 + (command == "search")]) == exit_code
    assert capsys.readouterr() == ("", "")
