"""Documents, their places and revisions, as the archivist lives through them."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from archiver import settle
from archiver.archive import Archive
from archiver.catalogue import journal
from archiver.keeper import Keeper, keeper, rounds
from archiver.model import Event
from tests.core.office import Office
from tests.waiting import PATIENCE

SUMMARY = "2011年森林防火工作总结\n\n今年以来，全镇共签订森林防火责任书1280份，清理可燃物93处。\n\n林业站\n2011年12月8日\n"
NOTICE = "关于召开安全生产会议的通知\n\n各村委会：\n定于3月5日召开安全生产会议，请准时参加。\n"


def started(office: Office) -> Office:
    office.watch_folder()
    office.write("总结.txt", SUMMARY)
    office.scan()
    return office


def test_a_paper_of_a_watched_folder_is_found_by_its_words_and_stays_untouched(office: Office) -> None:
    path = office.write("总结.txt", SUMMARY)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    office.watch_folder()
    report = office.scan()
    assert (report["seen"], report["added"], report["failed"], report["pieces"]) == (1, 1, 0, 1)
    hit = office.only("签订森林防火责任书")
    assert hit["path"] == str(path)
    assert (hit["year"], hit["type"], hit["state"]) == (2011, "总结", "searchable")
    (start, end) = hit["highlights"][0]
    assert hit["snippet"][start:end] == "签订森林防火责任书"
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_second_scan_reads_nothing_again(office: Office) -> None:
    started(office)
    report = office.scan()
    assert (report["seen"], report["added"], report["changed"], report["removed"]) == (1, 0, 0, 0)


def test_a_copy_of_a_known_file_is_one_more_place_of_the_same_paper(office: Office) -> None:
    started(office)
    shutil.copy2(office.folder / "总结.txt", office.folder / "副本.txt")
    office.scan()
    hit = office.only("可燃物")
    assert [Path(path).name for path in hit["paths"]] == ["副本.txt", "总结.txt"]
    assert office.run("status")["documents"] == 1


def test_new_words_in_a_known_file_keep_its_category_and_corrections(office: Office) -> None:
    started(office)
    before = office.only("可燃物")
    office.run("file", f"p{before['piece']}", "--category", "AQ")
    office.run("set", f"p{before['piece']}", "year", "2010")
    office.write("总结.txt", SUMMARY.replace("93处", "九十三处，另有新增内容"))
    assert office.scan()["changed"] == 1
    after = office.only("另有新增内容")
    assert (after["piece"], after["document"]) == (before["piece"], before["document"])
    assert (after["category"], after["category_by"], after["year"]) == ("AQ", "hand", 2010)
    assert office.search("清理可燃物93处") == []


def test_when_one_of_two_copies_changes_the_other_keeps_the_old_words_and_the_choices(office: Office) -> None:
    started(office)
    shutil.copy2(office.folder / "总结.txt", office.folder / "副本.txt")
    office.scan()
    filed = office.only("可燃物")
    office.run("file", str(filed["document"]), "--category", "党建")
    office.write("总结.txt", NOTICE)
    office.scan()
    changed, kept = office.only("召开安全生产会议"), office.only("清理可燃物")
    assert changed["document"] == filed["document"]
    assert kept["document"] != filed["document"]
    assert [Path(path).name for path in kept["paths"]] == ["副本.txt"]
    assert (changed["category"], kept["category"]) == ("DJ", "DJ")
    assert kept["category_by"] == "hand"


def test_a_renamed_file_is_the_same_paper_and_is_found_by_its_new_name(office: Office) -> None:
    started(office)
    before = office.only("可燃物")
    (office.folder / "总结.txt").rename(office.folder / "林业站材料.txt")
    assert office.scan()["moved"] == 1
    after = office.only("林业站材料")
    assert after["document"] == before["document"]
    assert office.search("总结.txt") == []


def test_a_file_moved_by_copying_and_deleting_is_the_same_paper(office: Office) -> None:
    started(office)
    before = office.only("可燃物")
    (office.folder / "2011").mkdir()
    (office.folder / "2011" / "总结.txt").write_bytes((office.folder / "总结.txt").read_bytes())
    (office.folder / "总结.txt").unlink()
    assert office.scan()["moved"] == 1
    assert office.only("可燃物")["document"] == before["document"]


def test_a_deleted_paper_that_nobody_filed_leaves_search_and_comes_back_with_its_file(office: Office) -> None:
    started(office)
    before = office.only("可燃物")
    (office.folder / "总结.txt").unlink()
    assert office.scan()["removed"] == 1
    assert office.search("可燃物") == []
    office.write("又找到的总结.txt", SUMMARY)
    office.scan()
    assert office.only("可燃物")["document"] == before["document"]


def test_a_deleted_paper_that_was_filed_stays_searchable_and_says_its_file_is_gone(office: Office) -> None:
    started(office)
    office.run("file", str(office.only("可燃物")["document"]), "--category", "AQ")
    (office.folder / "总结.txt").unlink()
    office.scan()
    hit = office.only("可燃物")
    assert (hit["missing"], hit["paths"], Path(hit["path"]).name) == (True, [], "总结.txt")


def test_an_unreachable_folder_marks_its_files_offline_and_removes_nothing(office: Office) -> None:
    started(office)
    office.folder.rename(office.folder.with_name("移动硬盘"))
    report = office.scan()
    assert report["removed"] == 0
    assert office.states() == {"总结.txt": "offline"}
    assert office.only("可燃物")["state"] == "offline"
    office.folder.with_name("移动硬盘").rename(office.folder)
    report = office.scan()
    assert (report["added"], report["changed"]) == (0, 0)
    assert office.only("可燃物")["state"] == "searchable"


def test_an_empty_mount_point_is_not_believed(office: Office) -> None:
    started(office)
    office.folder.rename(office.folder.with_name("移动硬盘"))
    office.folder.mkdir()
    assert office.scan()["removed"] == 0
    assert office.states() == {"总结.txt": "offline"}


def test_a_file_of_no_readable_kind_is_found_by_its_file_and_folder_names(office: Office) -> None:
    office.watch_folder()
    office.folder.joinpath("安监站").mkdir()
    office.folder.joinpath("安监站", "应急演练录像.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(500))
    office.scan(expect=None)
    for query in ("应急演练", "安监站", "录像.mp4"):
        assert office.only(query)["state"] == "unsupported"


def test_a_marked_paper_is_stopped_before_any_word_of_it_is_kept(office: Office) -> None:
    office.watch_folder()
    office.write("报告.txt", "机密★5年\n\n关于某某事项的报告\n\n此句绝不可入库。\n")
    report = office.scan(expect=1)
    assert [row["state"] for row in report["attention"]] == ["secret"]
    assert office.search("此句绝不可入库") == []
    assert office.search("报告") == []
    assert office.run("status")["documents"] == 0
    for file in office.library.rglob("*"):
        assert not file.is_file() or "此句绝不可入库".encode() not in file.read_bytes()


def test_a_paper_that_becomes_marked_takes_its_earlier_words_with_it(office: Office) -> None:
    started(office)
    office.run("file", str(office.only("可燃物")["document"]), "--category", "AQ")
    office.write("总结.txt", "秘密★1年\n\n" + SUMMARY)
    office.scan(expect=1)
    assert office.search("可燃物") == []
    archive = Archive.open(office.library)
    archive.opened.catalogue.read().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    archive.close()
    assert "清理可燃物".encode() not in (office.library / "catalogue.db").read_bytes()


def test_exam_papers_are_not_secrets(office: Office) -> None:
    office.watch_folder()
    office.write("试卷.txt", "绝密★启用前\n\n2019年普通高等学校招生全国统一考试\n语文\n")
    office.scan()
    assert office.only("招生全国统一考试")["state"] == "searchable"


def test_names_that_are_not_utf8_are_read_like_any_other(office: Office) -> None:
    office.watch_folder()
    raw = bytes(str(office.folder), "utf-8") + b"/\xd7\xdc\xbd\xe1.txt"
    Path(raw.decode("utf-8", "surrogateescape")).write_text(SUMMARY, encoding="utf-8")
    office.scan()
    hit = office.only("可燃物")
    assert hit["path"].encode("utf-8", "surrogateescape") == raw


def test_removing_a_folder_forgets_its_papers_but_not_what_was_filed(office: Office) -> None:
    started(office)
    office.write("通知.txt", NOTICE)
    office.scan()
    office.run("file", str(office.only("可燃物")["document"]), "--category", "AQ")
    office.run("roots", "remove", office.folder)
    assert office.search("召开安全生产会议") == []
    assert office.only("可燃物")["missing"] is True
    assert (office.folder / "总结.txt").exists()


def test_the_journal_is_unbroken_after_a_day_of_work(office: Office) -> None:
    started(office)
    hit = office.only("可燃物")
    office.run("file", str(hit["document"]), "--category", "AQ")
    office.run("set", f"p{hit['piece']}", "title", "更正后的题名")
    office.run("undo")
    archive = Archive.open(office.library)
    assert journal.is_unbroken(archive.opened.catalogue.read())
    archive.close()


def test_a_file_that_kept_changing_waits_and_is_read_by_the_next_scan(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.watch_folder()
    office.write("还在写.txt", "写了一半的总结\n")
    with monkeypatch.context() as hurried:
        hurried.setattr(keeper, "SCAN_PATIENCE", 0.0)
        hurried.setattr(settle, "QUIET", 60.0)
        assert office.scan(expect=1)["attention"][0]["state"] == "waiting"
    assert office.states() == {"还在写.txt": "waiting"}
    office.scan()
    assert office.states() == {"还在写.txt": "searchable"}


def scan_and(office: Office, meanwhile: Callable[[Archive], object]) -> None:
    """Scan, and when the first file has come in, do something to the folder."""
    done: list[object] = []
    with closing(Archive.open(office.library)) as archive:

        def tell(event: Event) -> None:
            if event.kind == "added" and not done:
                done.append(meanwhile(archive))

        with closing(Keeper(archive.opened, tell)) as scanning:
            scanning.scan()
    assert done


def test_a_folder_that_is_removed_during_a_scan_is_forgotten(office: Office) -> None:
    office.watch_folder()
    for number in range(5):
        office.write(f"{number}.txt", f"第{number}号总结\n")
    scan_and(office, lambda archive: archive.roots.remove(archive.roots.all()[0].id))
    assert office.states() == {}
    assert office.search("总结") == []


def test_a_folder_that_goes_away_during_a_scan_is_offline_after_it(office: Office) -> None:
    office.watch_folder()
    for number in range(5):
        office.write(f"{number}.txt", f"第{number}号总结\n")
    away = office.folder.with_name("拔掉的盘")
    scan_and(office, lambda _: office.folder.rename(away))
    assert set(office.states().values()) == {"offline"}
    away.rename(office.folder)
    office.scan()
    assert set(office.states().values()) == {"searchable"}


@pytest.mark.parametrize("is_known", [True, False])
def test_a_folder_away_for_a_moment_between_two_looks_at_it_is_passed_over(
    office: Office, monkeypatch: pytest.MonkeyPatch, is_known: bool
) -> None:
    """A deletion, or a new file, that couldn't be looked at meanwhile must not be forgotten (seen in the soak)."""
    monkeypatch.setattr(rounds, "CHECK_ROOTS", 1e6)
    office.watch_folder()
    office.write("总结.txt", "防汛值班总结\n")
    came: Queue[str] = Queue()
    with (
        closing(Archive.open(office.library)) as archive,
        closing(Keeper(archive.opened, lambda event: came.put(event.kind))) as watching,
    ):
        thread = Thread(target=watching.watch)
        thread.start()
        _next(came, "added")
        away = office.folder.with_name("拔掉的盘")
        office.folder.rename(away)
        path = office.folder / ("总结.txt" if is_known else "通知.txt")
        watching.hint(path, is_deleted=is_known)
        _next(came, "offline")
        if is_known:
            (away / path.name).unlink()
        else:
            (away / path.name).write_text("抗旱通知\n", encoding="utf-8")
        away.rename(office.folder)
        watching.rescan()
        _next(came, "removed" if is_known else "added")
        watching.stop()
        thread.join()


def _next(came: "Queue[str]", kind: str) -> None:
    while came.get(timeout=PATIENCE) != kind:
        pass
