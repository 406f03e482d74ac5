"""Which folders may be watched, and when what a folder shows may be believed."""

from pathlib import Path

import pytest

from archiver import roots
from archiver.errors import ArchiveError
from archiver.model import Root, RootId
from archiver.roots import check_root, filesystem, identity, is_network, reachable

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/办公 /mnt/share\\040one cifs rw 0 0
server:/export /net nfs4 rw 0 0
/dev/sdb1 /net/local ext4 rw 0 0
user@host: /ssh fuse.sshfs rw 0 0
/dev/sdc1 /usb fuseblk rw 0 0
tmpfs /over tmpfs rw 0 0
drvfs /over 9p rw 0 0
"""


def _refusal(path: Path, watched: list[Path], library: Path) -> str:
    known = [Root(RootId(n), folder, "watched", "auto", "online") for n, folder in enumerate(watched, 1)]
    with pytest.raises(ArchiveError) as refused:
        check_root(path, known, library)
    for lang in ("zh", "en"):
        assert str(path) in refused.value.sentence(lang)
        refused.value.hint(lang)
    return refused.value.reason.code


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "档案库"
    folder.mkdir()
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "公文"
    (folder / "2024").mkdir(parents=True)
    return folder


def test_an_ordinary_folder_may_be_watched_beside_others(papers: Path, library: Path) -> None:
    other = papers.parent / "公文2"
    other.mkdir()
    known = [Root(RootId(1), other, "watched", "auto", "online")]
    check_root(papers, known, library)


def test_what_is_no_folder_is_refused(papers: Path, library: Path) -> None:
    (papers / "a.txt").touch()
    assert _refusal(papers / "没有", [], library) == "watch.not_a_folder"
    assert _refusal(papers / "a.txt", [], library) == "watch.not_a_folder"


def test_a_folder_inside_around_or_equal_to_a_watched_one_is_refused(papers: Path, library: Path) -> None:
    assert _refusal(papers / "2024", [papers], library) == "watch.inside_root"
    assert _refusal(papers, [papers / "2024"], library) == "watch.around_root"
    assert _refusal(papers, [papers], library) == "watch.same_root"
    assert _refusal(papers / "2024" / "..", [papers], library) == "watch.same_root"


def test_a_folder_inside_or_around_the_library_is_refused(library: Path, papers: Path) -> None:
    (library / "archive").mkdir()
    assert _refusal(library / "archive", [], library) == "watch.in_library"
    assert _refusal(library, [], library) == "watch.in_library"
    assert _refusal(library.parent, [], library) == "watch.holds_library"


def test_a_link_is_refused_and_the_same_folder_behind_a_link_is_recognised(
    papers: Path, library: Path
) -> None:
    link = papers.parent / "快捷"
    link.symlink_to(papers, target_is_directory=True)
    assert _refusal(link, [], library) == "watch.link"
    assert _refusal(link / "2024", [papers], library) == "watch.inside_root"


def test_a_recycle_bin_is_refused(tmp_path: Path, library: Path) -> None:
    bin_folder = tmp_path / "$RECYCLE.BIN" / "S-1-5"
    bin_folder.mkdir(parents=True)
    assert _refusal(bin_folder, [], library) == "watch.recycle_bin"


def test_a_folder_that_can_not_be_listed_is_refused(
    papers: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.listdir", refusing)
    assert _refusal(papers, [], library) == "watch.not_readable"


def test_a_folder_that_is_away_is_not_believed_empty(papers: Path) -> None:
    known_as = identity(papers)
    assert reachable(papers, known_as, had_files=True)
    papers.rename(papers.with_name("别处"))
    assert not reachable(papers, known_as, had_files=True)


def test_an_empty_mount_point_is_not_believed_but_an_emptied_folder_is(papers: Path) -> None:
    (papers / "2024").rmdir()
    (papers / ".Trash-1000").mkdir()
    assert reachable(papers, identity(papers), had_files=True)
    assert not reachable(papers, "8:1", had_files=True)
    assert reachable(papers, "8:1", had_files=False)
    (papers / "a.txt").touch()
    assert reachable(papers, "8:1", had_files=True)


def test_a_root_that_became_a_file_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert not reachable(tmp_path / "a", "1:1", had_files=False)


@pytest.mark.parametrize(
    ("path", "kind", "network"),
    [
        ("/home/a", "ext4", False),
        ("/mnt/share one/公文", "cifs", True),
        ("/mnt/share", "ext4", False),
        ("/net/x", "nfs4", True),
        ("/net/local/x", "ext4", False),
        ("/ssh/x", "fuse.sshfs", True),
        ("/usb/x", "fuseblk", False),
        ("/over", "9p", True),
    ],
)
def test_a_share_is_known_by_its_file_system(
    path: str, kind: str, network: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(roots, "MOUNTS", tmp_path / "mounts")
    assert filesystem(Path(path)) == kind
    assert is_network(Path(path)) == network


def test_where_nothing_is_known_of_mounts_nothing_is_called_a_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roots, "MOUNTS", tmp_path / "没有")
    assert not is_network(tmp_path) and filesystem(tmp_path) == ""


def test_this_machine_lists_its_mounts(tmp_path: Path) -> None:
    assert filesystem(tmp_path) != "" or not Path("/proc/self/mounts").exists()
