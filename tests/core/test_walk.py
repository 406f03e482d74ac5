"""What counts as a paper on the disk, and what a pass over a folder finds."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.walk import Walk, is_gone, look, quiet_seconds, skipped


@pytest.mark.parametrize(
    "name",
    [
        "~$报告.docx", "~WRD0001.tmp", "~WRL1234.tmp", ".~lock.报告.odt#", ".~报告.wps", "a.TMP",
        "b.crdownload", "c.part", "d.partial", "e.download", "f.baiduyun.p.downloading", "Thumbs.db",
        "THUMBS.DB", "desktop.ini", ".DS_Store", "._报告.docx", "@eaDir", "$RECYCLE.BIN", ".Trash-1000",
        "System Volume Information", ".git", ".svn", "#recycle", "lost+found", ".wendu-part-17",
        ".报告.docx.swp", ".nfs000000001",
    ],
)  # fmt: skip
def test_lock_temporary_and_system_files_are_no_papers(name: str) -> None:
    assert skipped(name)


@pytest.mark.parametrize(
    "name",
    [
        "报告.docx",
        "~报告.docx",
        "part",
        "tmp",
        ".隐藏.txt",
        "$5.txt",
        "关于download的通知.txt",
        "#1 通知.txt",
    ],
)
def test_papers_with_odd_names_are_papers(name: str) -> None:
    assert not skipped(name)


def test_a_pass_finds_every_file_in_the_order_of_its_path(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "b.txt", "a/深/层/报告.docx", "空/.keep"):
        _make(tmp_path / name)
    found = [seen.path for seen in Walk(tmp_path)]
    assert found == sorted(path for path in tmp_path.rglob("*") if path.is_file())


NAMES = st.sampled_from(["a", "b", "a.b", "甲", "~$x", ".git", "Z"])


@settings(max_examples=50)
@given(st.sets(st.lists(NAMES, min_size=1, max_size=4).map(tuple)))
def test_a_pass_finds_what_a_naive_listing_finds(
    tmp_path_factory: pytest.TempPathFactory, paths: set[tuple[str, ...]]
) -> None:
    root = tmp_path_factory.mktemp("tree")
    for parts in paths:
        _make(root.joinpath(*parts, "x.txt"))
    naive = [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file() and not any(skipped(part) for part in path.relative_to(root).parts)
    ]
    assert [seen.path for seen in Walk(root)] == naive


def test_a_look_and_a_pass_tell_the_same_of_a_file(tmp_path: Path) -> None:
    paper = _make(tmp_path / "报告.txt", "正文")
    assert list(Walk(tmp_path)) == [look(paper)]
    seen = look(paper)
    assert seen is not None
    assert (seen.size, seen.mtime_ns) == (6, paper.stat().st_mtime_ns)


def test_a_renamed_file_keeps_its_identity(tmp_path: Path) -> None:
    before = look(_make(tmp_path / "a.txt"))
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    after = look(tmp_path / "b.txt")
    assert before is not None and after is not None
    assert before.file_id == after.file_id != ""


def test_links_are_skipped_and_a_loop_of_links_ends(tmp_path: Path) -> None:
    paper = _make(tmp_path / "真" / "报告.txt")
    (tmp_path / "真" / "回到上层").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "别名.txt").symlink_to(paper)
    (tmp_path / "断.txt").symlink_to(tmp_path / "没有")
    assert [seen.path for seen in Walk(tmp_path)] == [paper]
    assert look(tmp_path / "别名.txt") is None


def test_a_folder_seen_twice_under_two_names_is_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _make(tmp_path / "一" / "a.txt"), _make(tmp_path / "二" / "a.txt")
    real = os.stat

    def bound(path: str) -> os.stat_result:
        return real(str(first.parent) if path == str(second.parent) else path)

    monkeypatch.setattr("os.stat", bound)
    assert [seen.path for seen in Walk(tmp_path)] == [first]


def test_excluded_folders_are_left_out(tmp_path: Path) -> None:
    kept = _make(tmp_path / "甲" / "a.txt")
    _make(tmp_path / "乙" / "b.txt")
    assert [seen.path for seen in Walk(tmp_path, [tmp_path / "乙"])] == [kept]


def test_a_folder_that_can_not_be_listed_is_named_so_that_nothing_in_it_is_believed_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _make(tmp_path / "甲" / "a.txt")
    closed = _make(tmp_path / "乙" / "b.txt").parent
    real = os.scandir

    def refusing(path: str) -> object:
        if path == str(closed):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr("os.scandir", refusing)
    passing = Walk(tmp_path)
    assert [seen.path for seen in passing] == [kept]
    assert passing.troubles == [closed]


def test_a_root_that_is_not_there_is_trouble_not_emptiness(tmp_path: Path) -> None:
    passing = Walk(tmp_path / "没有")
    assert list(passing) == []
    assert passing.troubles == [tmp_path / "没有"]


def test_only_a_clear_answer_of_the_disk_means_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = _make(tmp_path / "a.txt")
    assert is_gone(tmp_path / "b.txt") and is_gone(paper / "在文件里.txt")
    assert not is_gone(paper) and is_gone(tmp_path)  # a folder has taken the place of the file

    def unplugged(self: Path) -> os.stat_result:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "lstat", unplugged)
    assert not is_gone(paper) and not is_gone(tmp_path / "b.txt")
    assert look(paper) is None


def test_what_is_no_file_is_not_looked_at(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert look(tmp_path) is None and look(tmp_path / "管道.txt") is None
    assert look(_make(tmp_path / "~$a.docx")) is None
    assert list(Walk(tmp_path)) == []


def test_a_file_just_written_with_an_old_date_is_not_called_quiet(tmp_path: Path) -> None:
    paper = _make(tmp_path / "a.txt")
    os.utime(paper, (1_000_000_000, 1_000_000_000))
    assert quiet_seconds(paper) < 1.5


def _make(path: Path, text: str = "甲") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
