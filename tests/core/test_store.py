"""The archive folder: readable names, whole copies, nothing overwritten, nothing outside touched."""

import ctypes
import errno
import hashlib
import os
import resource
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import IO, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archiver import store as room
from archiver.errors import ArchiveError
from archiver.store import BLOCK, PART, Store, clean_parts, free_path, readable_path, sha256
from archiver.walk import skipped

TARGET = Path("2024/收发文/关于印发工作要点的通知.docx")
HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "档案").mkdir()
    return Store(tmp_path / "档案", tmp_path / "回收")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "外来" / "通知.docx"
    path.parent.mkdir()
    path.write_bytes(os.urandom(3 * BLOCK + 17))
    os.utime(path, ns=(1_600_000_000_123_456_789, 1_500_000_000_123_456_789))
    return path


def _copy(store: Store, paper: Path, target: Path = TARGET) -> Path:
    return store.copy_in(paper, target, sha256(paper), PART + "1")


def _refused(store: Store, paper: Path, digest: str | None = None) -> str:
    """The code of the refusal, having checked that it can be said."""
    with pytest.raises(ArchiveError) as refused:
        store.copy_in(paper, TARGET, digest or sha256(paper), PART + "1")
    for lang in ("zh", "en"):
        assert refused.value.sentence(lang)
        refused.value.hint(lang)
    return refused.value.reason.code


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*"))


# Names


def test_a_paper_lies_under_its_year_category_and_title() -> None:
    path = readable_path("2024", "党群工作", "关于印发《工作要点》的通知", ".docx")
    assert path == Path("2024/党群工作/关于印发《工作要点》的通知.docx")


def test_what_is_unknown_is_said_so() -> None:
    assert readable_path("", "", "", "") == Path("年度不明/待分类/无标题")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("预算：收入/支出?", "预算：收入／支出？.txt"),
        ('a<b>c:"d"|e*f\\g', "a＜b＞c：＂d＂｜e＊f＼g.txt"),
        ("CON", "_CON.txt"),
        ("com1.old", "_com1.old.txt"),
        ("Console", "Console.txt"),
        ("~$报告", "_~$报告.txt"),
        ("第一行\n第二行\t完 ", "第一行 第二行 完.txt"),
        ("\u202e看\u200b不见\x00", "看不见.txt"),
        ("e\u0301", "é.txt"),
        ("...", "....txt"),
        ("𠮷" * 100, "𠮷" * 59 + ".txt"),
        ("题" * 100, "题" * 78 + ".txt"),
        ("t" * 100, "t" * 80 + ".txt"),
    ],
)
def test_a_title_becomes_a_name_that_both_systems_take(title: str, name: str) -> None:
    assert readable_path("2024", "甲", title, ".txt").name == name


def test_without_an_ending_no_dot_is_left_at_the_end() -> None:
    assert readable_path("2024.", "甲. .", "报告...", ".") == Path("2024/甲/报告")


@settings(max_examples=200)
@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.text(max_size=120),
    st.sampled_from(["", ".docx", ".x y. ", "./"]),
)
@example("..", ".", "../../etc/passwd", ".txt")
@example("2024", "lpt1 ", "NUL ", "")
def test_every_name_is_legal_on_windows_and_linux(year: str, category: str, title: str, suffix: str) -> None:
    path = readable_path(year, category, title, suffix)
    assert len(path.parts) == 3 and not path.is_absolute()
    for part in path.parts:
        assert part not in (".", "..") and len(part.encode()) <= 241
        assert not set(part) & set('<>:"/\\|?*')
        assert not {unicodedata.category(char) for char in part} & {"Cc", "Cf", "Cs"}
        assert part == part.rstrip(". ") == part.lstrip(" ") == unicodedata.normalize("NFC", part)
        assert part.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
        assert not skipped(part)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    wanted = Path("甲/报告.docx")
    assert free_path(tmp_path, wanted) == wanted
    (tmp_path / "甲").mkdir()
    (tmp_path / wanted).touch()
    (tmp_path / "甲" / "报告 (2).docx").symlink_to("没有")
    assert free_path(tmp_path, wanted) == Path("甲/报告 (3).docx")


# Copies


def test_a_copy_has_the_bytes_and_the_date_of_the_original_which_is_untouched(
    store: Store, paper: Path
) -> None:
    before = paper.stat()
    place = _copy(store, paper)
    assert place == store.folder / TARGET
    assert place.read_bytes() == paper.read_bytes()
    assert place.stat().st_mtime_ns == before.st_mtime_ns
    assert paper.stat().st_mtime_ns == before.st_mtime_ns and paper.stat().st_ctime_ns == before.st_ctime_ns
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_a_file_that_stands_there_already_is_never_overwritten(store: Store, paper: Path) -> None:
    place = _copy(store, paper)
    place.write_text("别动", encoding="utf-8")
    assert _refused(store, paper) == "store.taken"
    assert place.read_text(encoding="utf-8") == "别动"
    assert [path.name for path in place.parent.iterdir()] == [place.name]


@pytest.mark.parametrize("trouble", [errno.EINVAL, errno.ENOSYS])
def test_also_where_the_file_system_knows_no_safe_rename(
    store: Store, paper: Path, monkeypatch: pytest.MonkeyPatch, trouble: int
) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *args, **how: _Libc(trouble))
    place = _copy(store, paper)
    assert place.read_bytes() == paper.read_bytes() and place.stat().st_nlink == 1
    assert _refused(store, paper) == "store.taken"


def test_a_source_that_changes_while_it_is_copied_leaves_nothing(
    store: Store, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest, real = sha256(paper), room._blocks

    def changing(source: Path) -> Any:
        for number, block in enumerate(real(source)):
            yield block
            if number == 1:
                with paper.open("ab") as file:
                    file.write(b"more")

    monkeypatch.setattr(room, "_blocks", changing)
    assert _refused(store, paper, digest) == "store.changed"
    assert _files(store.folder) == []


def test_a_disk_that_gives_back_other_bytes_is_found_out(
    store: Store, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = sha256(paper)
    monkeypatch.setattr(room, "sha256", lambda path: hashlib.sha256(b"").hexdigest())
    with pytest.raises(ArchiveError) as refused:
        store.copy_in(paper, TARGET, digest, PART + "1")
    assert refused.value.reason.code == "store.damaged" and refused.value.hint()
    assert _files(store.folder) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "store.full"),
        (errno.EDQUOT, "store.full"),
        (errno.EACCES, "store.denied"),
        (errno.EIO, "store.not_written"),
    ],
)
def test_a_disk_that_takes_no_more_leaves_nothing(
    store: Store, paper: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    digest = sha256(paper)
    real = Path.open

    def opening(self: Path, mode: str = "r", *args: Any, **how: Any) -> Any:
        file = real(self, mode, *args, **how)
        return _FullAfterOneBlock(file, number) if "x" in mode else file

    monkeypatch.setattr(Path, "open", opening)
    assert _refused(store, paper, digest) == code
    monkeypatch.undo()
    assert _files(store.folder) == []
    assert _copy(store, paper).read_bytes() == paper.read_bytes()


def test_a_real_limit_of_the_system_leaves_nothing(store: Store, paper: Path) -> None:
    """RLIMIT_FSIZE makes write(2) fail in the middle, as a full disk does."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (BLOCK + 5, BLOCK + 5))

    done = subprocess.run(
        _copying(store, paper), preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert "ArchiveError" in done.stderr and "File too large" in done.stderr
    assert _files(store.folder) == []


def test_a_source_that_can_not_be_read_leaves_nothing(store: Store, paper: Path) -> None:
    digest = sha256(paper)
    paper.unlink()
    assert _refused(store, paper, digest) == "store.unreadable"
    assert _files(store.folder) == []


def test_an_archive_folder_that_is_away_is_not_made_anew(store: Store, paper: Path) -> None:
    store.folder.rmdir()
    assert _refused(store, paper) == "store.no_folder"
    assert not store.folder.exists()


def test_a_link_in_the_archive_folder_leads_nowhere(store: Store, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    (store.folder / "2024").symlink_to(tmp_path / "别处", target_is_directory=True)
    assert _refused(store, paper) == "store.outside"
    assert _files(tmp_path / "别处") == []
    with pytest.raises(ArchiveError):
        store.copy_in(paper, Path("../逃.docx"), sha256(paper), PART + "1")


def test_a_part_left_by_a_crash_is_neither_in_the_way_nor_kept(store: Store, paper: Path) -> None:
    part = (store.folder / TARGET).with_name(PART + "1")
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    place = _copy(store, paper)
    (place.parent / (PART + "2")).write_bytes(b"half")
    (store.folder / (PART + "3")).write_bytes(b"half")
    assert clean_parts(store.folder) == 2
    assert [path for path in _files(store.folder) if path.is_file()] == [place]


def test_a_kill_at_any_moment_leaves_a_whole_copy_or_none(store: Store, paper: Path) -> None:
    """SIGKILL before one of the calls that a copy makes into the system, at moments spread evenly over it."""
    wanted, place = paper.read_bytes(), store.folder / TARGET
    counted = subprocess.run(_dying(store, paper, 1 << 30), capture_output=True, text=True, check=True)
    calls = int(counted.stdout)
    place.unlink()
    outcomes = set()
    for number in range(30):
        killed = subprocess.run(_dying(store, paper, number * calls // 30), check=False)
        assert killed.returncode == -9
        outcomes.add((place.exists(), clean_parts(store.folder)))
        if place.exists():
            assert place.read_bytes() == wanted
            place.unlink()
        assert [path for path in _files(store.folder) if path.is_file()] == []
        assert paper.read_bytes() == wanted
    assert outcomes == {(False, 0), (False, 1), (True, 0)}


# Trash


def test_a_copy_goes_to_the_trash_and_back(store: Store, paper: Path) -> None:
    place = _copy(store, paper)
    trashed = store.to_trash(place)
    assert trashed.is_relative_to(store.trash) and trashed.read_bytes() == paper.read_bytes()
    assert _files(store.folder) == []
    assert store.from_trash(trashed, place) == place
    assert place.read_bytes() == paper.read_bytes() and not trashed.exists()


def test_two_of_one_name_lie_in_the_trash_side_by_side(store: Store, paper: Path) -> None:
    first = store.to_trash(_copy(store, paper))
    second = store.to_trash(_copy(store, paper))
    assert first != second and first.exists() and second.exists()


def test_coming_back_from_the_trash_overwrites_nothing(store: Store, paper: Path) -> None:
    place = _copy(store, paper)
    trashed = store.to_trash(place)
    _copy(store, paper)
    with pytest.raises(ArchiveError) as refused:
        store.from_trash(trashed, place)
    assert refused.value.reason.code == "store.taken" and trashed.exists()


def test_only_what_is_in_the_archive_folder_can_be_trashed(store: Store, paper: Path) -> None:
    with pytest.raises(ValueError, match="subpath"):
        store.to_trash(paper)
    assert paper.exists()
    with pytest.raises(ArchiveError) as refused:
        store.to_trash(store.folder / "没有.txt")
    assert refused.value.reason.code == "store.gone"


# Digests


def test_a_digest_is_that_of_the_bytes(paper: Path) -> None:
    assert sha256(paper) == hashlib.sha256(paper.read_bytes()).hexdigest()


def test_a_long_reading_can_be_stopped(paper: Path) -> None:
    with pytest.raises(ArchiveError) as stopped:
        sha256(paper, lambda: True)
    assert stopped.value.sentence("zh") and stopped.value.sentence("en")


class _Libc:
    """A C library whose renameat2 says what a file system without it says."""

    def __init__(self, trouble: int) -> None:
        self._trouble = trouble

    def renameat2(self, *args: object) -> int:
        ctypes.set_errno(self._trouble)
        return -1


class _FullAfterOneBlock:
    """A file on a disk that takes one block and then no more."""

    def __init__(self, file: IO[bytes], trouble: int) -> None:
        self._file = file
        self._trouble = trouble
        self._blocks = 0

    def __enter__(self) -> "_FullAfterOneBlock":
        return self

    def __exit__(self, *exc: object) -> None:
        self._file.close()

    def write(self, block: bytes) -> int:
        self._blocks += 1
        if self._blocks > 1:
            raise OSError(self._trouble, os.strerror(self._trouble))
        return self._file.write(block)


_COPY = """
import sys
sys.path.insert(0, {here!r})
from pathlib import Path
from archiver.store import Store
{before}
store = Store(Path({folder!r}), Path({trash!r}))
store.copy_in(Path({paper!r}), Path({target!r}), {digest!r}, ".wendu-part-1")
{after}
"""

# Python tells of every call it makes into C; the copy dies before the call of that number.
_DYING = """
import os, signal
calls = 0
def count(frame, event, arg):
    global calls
    if event == "c_call" and frame.f_code.co_filename.endswith("store.py"):
        if calls == {left}:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
sys.setprofile(count)
"""


def _dying(store: Store, paper: Path, left: int) -> list[str]:
    return _copying(store, paper, _DYING.format(left=left), "print(calls)")


def _copying(store: Store, paper: Path, before: str = "", after: str = "") -> list[str]:
    code = _COPY.format(
        here=str(HERE), before=before, after=after,
        folder=str(store.folder), trash=str(store.trash), paper=str(paper),
        target=str(TARGET), digest=sha256(paper),
    )  # fmt: skip
    return [sys.executable, "-c", code]
