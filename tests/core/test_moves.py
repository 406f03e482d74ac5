"""Papers moved about while the program is closed keep what a hand gave them."""

import shutil
from pathlib import Path

import pytest

from archiver.archive import Archive
from archiver.keeper import Keeper
from archiver.settle import Settled
from archiver.walk import look
from tests.core.office import Json, Office


@pytest.fixture
def two(tmp_path: Path, hurried: None) -> Office:
    """An office with two papers, 甲 filed under DQ-FF and 乙 under another category."""
    office = Office(tmp_path)
    office.watch_folder()
    office.write("甲.txt", "关于甲事项的通知\n甲事项独有的内容\n")
    office.write("乙.txt", "关于乙事项的报告\n乙事项独有的内容\n")
    office.scan()
    codes = [category["code"] for category in office.run("categories", "list")["categories"]]
    for words, code in (("甲事项独有", codes[0]), ("乙事项独有", codes[1])):
        office.run("file", str(office.only(words)["document"]), "--category", code)
    return office


def _facts(hit: Json) -> tuple[str, str, str]:
    return hit["path"], hit["category"], hit["category_by"]


def test_two_papers_that_changed_names_keep_their_own_categories(two: Office) -> None:
    first, second = two.only("甲事项独有"), two.only("乙事项独有")
    a, b, aside = two.folder / "甲.txt", two.folder / "乙.txt", two.folder / "丙.txt"
    a.rename(aside)
    b.rename(a)
    aside.rename(b)
    two.scan()
    assert _facts(two.only("甲事项独有")) == (str(b), first["category"], "hand")
    assert _facts(two.only("乙事项独有")) == (str(a), second["category"], "hand")
    assert two.only("甲事项独有")["document"] == first["document"]
    assert len(two.search("")) == 2


@pytest.mark.parametrize("moved", ["0 先读到.txt", "后读到/甲.txt"])
def test_a_paper_set_aside_for_a_newer_one_keeps_its_category_in_either_order(two: Office, moved: str) -> None:
    first = two.only("甲事项独有")
    target = two.folder / moved
    target.parent.mkdir(exist_ok=True)
    (two.folder / "甲.txt").rename(target)
    two.write("甲.txt", "关于甲事项的新通知\n换成了新的内容\n")
    two.scan()
    assert _facts(two.only("甲事项独有")) == (str(target), first["category"], "hand")
    assert _facts(two.only("换成了新的内容")) == (str(two.folder / "甲.txt"), first["category"], "hand")


def test_a_filed_paper_that_takes_the_name_of_another_keeps_its_category(two: Office) -> None:
    first = two.only("甲事项独有")
    two.write("丙.txt", "没有归过类的内容\n")
    two.scan()
    (two.folder / "甲.txt").rename(two.folder / "丙.txt")
    two.scan()
    kept = two.only("甲事项独有")
    assert _facts(kept) == (str(two.folder / "丙.txt"), first["category"], "hand")
    assert kept["document"] == first["document"] and two.search("没有归过类") == []


def test_a_paper_saved_by_way_of_another_file_keeps_its_category(two: Office) -> None:
    first = two.only("甲事项独有")
    two.write("存盘.txt", "关于甲事项的通知\n改过一次的内容\n")
    two.scan()
    (two.folder / "存盘.txt").rename(two.folder / "甲.txt")
    two.scan()
    kept = two.only("改过一次的内容")
    assert _facts(kept) == (str(two.folder / "甲.txt"), first["category"], "hand")
    assert kept["document"] == first["document"]


def test_a_paper_overwritten_with_a_copy_of_another_takes_nothing_from_it(two: Office) -> None:
    second = two.only("乙事项独有")
    shutil.copy(two.folder / "乙.txt", two.folder / "甲.txt")
    two.scan()
    found = {hit["path"]: hit for hit in two.search("乙事项独有")}
    assert found[str(two.folder / "乙.txt")]["document"] == second["document"]
    assert set(found) == {str(two.folder / "甲.txt"), str(two.folder / "乙.txt")}


def test_a_new_file_with_the_inode_of_a_deleted_paper_is_another_paper(two: Office) -> None:
    first = two.only("甲事项独有")
    old = two.folder / "甲.txt"
    kept = two.folder.parent / "另一个磁盘.txt"
    shutil.copy2(old, kept)
    old.unlink()
    new = two.write("丁.txt", "关于丁事项的通知\n丁事项独有的内容\n")
    shutil.copy2(kept, two.folder / "戊.txt")
    two.scan()
    assert _facts(two.only("甲事项独有")) == (str(two.folder / "戊.txt"), first["category"], "hand")
    assert two.only("丁事项独有")["path"] == str(new) and two.only("丁事项独有")["category_by"] != "hand"


def test_papers_that_changed_places_with_a_newer_one_left_behind_keep_their_own_categories(two: Office) -> None:
    first, second = two.only("甲事项独有"), two.only("乙事项独有")
    a, b = two.folder / "甲.txt", two.folder / "乙.txt"
    b.rename(two.folder / "丙.txt")
    a.rename(b)
    two.write("甲.txt", "关于甲事项的新通知\n换成了新的内容\n")
    two.scan()
    assert _facts(two.only("甲事项独有")) == (str(b), first["category"], "hand")
    assert _facts(two.only("乙事项独有")) == (str(two.folder / "丙.txt"), second["category"], "hand")


def test_a_paper_that_goes_back_to_its_older_self_stays_the_same_paper(two: Office) -> None:
    first = two.only("甲事项独有")
    old = (two.folder / "甲.txt").read_bytes()
    two.write("甲.txt", "关于甲事项的新通知\n换成了新的内容\n")
    two.scan()
    (two.folder / "甲.txt").write_bytes(old)
    two.scan()
    kept = two.only("甲事项独有")
    assert (kept["document"], *_facts(kept)) == (first["document"], *_facts(first))


def test_a_renamed_paper_deleted_before_its_turn_leaves_no_place_behind(two: Office) -> None:
    new = two.folder / "改名.txt"
    (two.folder / "甲.txt").rename(new)
    archive = Archive.open(two.library)
    keeper = Keeper(archive.opened, lambda event: None)
    keeper._folders.look_up()
    seen = look(new)
    assert seen is not None
    new.unlink()  # its hint comes before there is a place at that name
    assert not keeper._arrivals.is_news(Settled(new, seen, 0.0, 0.0, 0.0, True))
    keeper.close()
    assert str(new) not in {str(row.path) for row in archive.ledger.files()}
    archive.close()
