"""Results as a workbook or a document: every hit with its title, source and excerpt, and no formula in it."""

from pathlib import Path

import docx
import pytest

from archiver.archive import Archive
from archiver.exporting.whole import whole_file
from archiver.extract import extract
from tests.core.office import Office


@pytest.fixture(name="read")
def _read(office: Office) -> Office:
    """Two papers about forests, one of them with a title that looks like a formula."""
    office.watch_folder()
    office.write("=1+1.txt", "=HYPERLINK(1)关于森林防火的总结\n\n全年开展森林防火宣传46场次。\n")
    office.write("计划.txt", "森林防火工作计划\n\n落实责任。\n")
    office.scan()
    return office


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_every_hit_is_exported_with_title_source_and_excerpt(read: Office, tmp_path: Path, kind: str) -> None:
    target = tmp_path / f"结果.{kind}"
    answer = read.run("search", "森林防火", "--limit", "1", "--export", target)
    assert (answer["exported"], answer["export"]) == (2, str(target))
    text = extract(target).text
    for hit in read.search("森林防火"):
        assert hit["title"] in text
        assert hit["path"] in text
    assert "全年开展森林防火宣传46场次" in text.replace("\n", "")
    assert "=HYPERLINK(1)" in text
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_the_words_looked_for_are_bold_in_the_document(read: Office, tmp_path: Path) -> None:
    read.run("search", "宣传46场次", "--export", tmp_path / "结果.docx")
    bold = [run.text for part in docx.Document(str(tmp_path / "结果.docx")).paragraphs for run in part.runs if run.bold]
    assert "宣传46场次" in bold


def test_another_kind_of_file_is_refused_with_a_hint(read: Office, tmp_path: Path) -> None:
    answer = read.run("search", "森林", "--export", tmp_path / "结果.pdf", expect=2)
    assert ".xlsx" in answer["hint"]
    assert not list(tmp_path.glob("结果*"))


def test_a_file_that_cannot_be_written_is_said_so(read: Office, tmp_path: Path) -> None:
    for kind in ("xlsx", "docx"):
        assert read.run("search", "森林", "--export", tmp_path / "没有" / f"结果.{kind}", expect=2)["error"]


def test_an_export_given_up_leaves_nothing_behind(read: Office, tmp_path: Path) -> None:
    archive = Archive.open(read.library)
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    try:
        for kind in ("xlsx", "docx"):
            assert archive.export_results(archive.search(""), tmp_path / f"结果.{kind}", stop) == 0
    finally:
        archive.close()
    assert told == [(0, 2), (0, 2)]
    assert not list(tmp_path.glob("结果*"))


def test_two_exports_to_one_name_do_not_write_into_each_other(tmp_path: Path) -> None:
    target = tmp_path / "结果.txt"
    with whole_file(target) as first, whole_file(target) as second:
        first.write_text("先写的", encoding="utf-8")
        second.write_text("后写的", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "先写的"
    assert [file.name for file in tmp_path.iterdir()] == [target.name]
