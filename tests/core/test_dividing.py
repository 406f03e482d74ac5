"""Pieces split, joined and their boundary moved by hand: it stands above the rules, and can be taken back."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archiver.library import Library
from tests.core.office import Json, Office

FIELD = "今年以来，全镇围绕春耕生产，发放良种补贴，检修机井沟渠，确保小麦、玉米适时播种，农民收入稳步增长，没有发生旱灾。"
SCHOOL = "本学期，学校落实教学常规，组织教师听课评课，开展书香校园活动，学生的阅读兴趣和作文水平有了明显提高，家长满意。"
FIRE = "林区各护林点坚持昼夜巡查，清理可燃物，检修风力灭火机，与进山人员签订防火承诺书，全年没有发生森林火灾和伤亡事故。"

PLAIN = ["2019年春耕生产工作总结", FIELD, "2020年学校教学工作总结", SCHOOL, "2021年森林防火工作总结", FIRE]
MARKED = ["第一篇：春耕生产工作总结", FIELD, FIELD, FIELD, "第二篇：学校教学工作总结", SCHOOL, SCHOOL, SCHOOL,
          "第三篇：森林防火工作总结", FIRE, FIRE, FIRE]  # fmt: skip


@pytest.fixture(name="office")
def _office(tmp_path: Path, hurried: None) -> Iterator[Office]:
    office = Office(tmp_path)
    office.write("三份.txt", "\n".join(PLAIN))
    office.watch_folder()
    office.scan()
    yield office


def shown(office: Office) -> list[Json]:
    """Every piece of the only document."""
    found: list[Json] = office.run("show", "1")["pieces"]
    return found


def begins(office: Office) -> list[int]:
    return [piece["start_line"] for piece in shown(office)]


def titles(office: Office) -> list[str]:
    return [piece["title"] for piece in shown(office)]


def rewrite(office: Office, name: str, lines: list[str]) -> None:
    """Change a paper in its folder, and let that be read."""
    office.write(name, "\n".join(lines))
    office.scan()
    assert office.run("status")["to_describe"] == 0


def test_a_split_paper_is_two_that_are_found_titled_and_dated_by_themselves(office: Office) -> None:
    told = office.run("split", "p1", "3", "5")
    assert [(one["piece"], one["start_line"], one["end_line"]) for one in told["pieces"]] == [
        (1, 1, 2), (2, 3, 4), (3, 5, 6),
    ]  # fmt: skip
    assert titles(office) == [PLAIN[0], PLAIN[2], PLAIN[4]]
    assert [hit["piece"] for hit in office.search("书香校园")] == [2]
    office.scan()  # the keeper reads the new pieces by the rules
    assert [(one["title"], one["year"]) for one in shown(office)] == [
        (PLAIN[0], 2019), (PLAIN[2], 2020), (PLAIN[4], 2021),
    ]  # fmt: skip


def test_splitting_is_taken_back_with_the_same_pieces_and_choices(office: Office) -> None:
    office.run("set", "p1", "title", "三份总结")
    before = shown(office)
    office.run("split", "p1", "3", "5")
    assert titles(office) == ["三份总结"] * 3
    undone = office.run("undo")["undone"]
    assert undone["action"] == "split"
    assert shown(office) == before
    assert [hit["piece"] for hit in office.search("书香校园")] == [1]


def test_joined_pieces_keep_the_choices_of_both_and_of_the_upper_one_first(office: Office) -> None:
    office.run("split", "p1", "3", "5")
    office.run("set", "p2", "organisation", "镇中心学校")
    office.run("set", "p1", "title", "上面的")
    office.run("set", "p2", "title", "下面的")
    before = shown(office)
    told = office.run("join", "p2", "p1")
    assert [one["piece"] for one in told["pieces"]] == [1, 3]
    assert (told["pieces"][0]["title"], told["pieces"][0]["organisation"]) == ("上面的", "镇中心学校")
    office.run("undo")
    assert shown(office) == before


def test_only_neighbours_of_one_file_are_joined(office: Office) -> None:
    office.run("split", "p1", "3", "5")
    assert "相邻" in office.run("join", "p1", "p3", expect=2)["error"]
    assert "相邻" in office.run("join", "p1", "p1", expect=2)["error"]
    assert begins(office) == [1, 3, 5]


@pytest.mark.parametrize("line", ["1", "7", "0", "-3"])
def test_a_piece_is_not_split_where_it_has_no_line_to_begin_with(office: Office, line: str) -> None:
    office.run("split", "p1", "3", line, expect=2)
    assert begins(office) == [1]
    assert office.run("undo")["undone"] is None


def test_a_boundary_that_rules_see_is_taken_away_for_good(tmp_path: Path, hurried: None) -> None:
    office = Office(tmp_path)
    office.write("合集.txt", "\n".join(MARKED))
    office.watch_folder()
    office.scan()
    assert begins(office) == [1, 5, 9]
    office.run("join", "p1", "p2")
    office.scan()
    assert begins(office) == [1, 9]
    rewrite(office, "合集.txt", ["供大家参考", *MARKED, "完"])
    assert begins(office) == [1, 10]


def test_a_hand_made_boundary_goes_along_with_its_lines_when_the_paper_is_changed(office: Office) -> None:
    office.run("split", "p1", "5")
    rewrite(office, "三份.txt", ["目录", "前言：以下是三年的总结。", *PLAIN[:3], *PLAIN[4:]])
    assert begins(office) == [1, 6]
    rewrite(office, "三份.txt", PLAIN[:4])  # its lines are gone …
    assert begins(office) == [1]
    rewrite(office, "三份.txt", ["新的一行", *PLAIN])  # … and come back
    assert begins(office) == [1, 6]


def test_an_act_on_a_paper_that_was_changed_since_is_not_taken_back(office: Office) -> None:
    office.run("split", "p1", "5")
    rewrite(office, "三份.txt", ["目录", *PLAIN])
    assert "不能撤销" in office.run("undo", expect=2)["error"]
    assert begins(office) == [1, 6]


def test_acts_that_a_new_reading_made_final_do_not_bar_the_ones_before_them(office: Office) -> None:
    office.write("别的.txt", FIRE)
    office.scan()
    office.run("set", "2", "title", "护林")
    office.run("split", "p1", "3", "5")
    last = office.run("show", "1")["pieces"][-1]["piece"]
    office.run("join", f"p{last - 1}", f"p{last}")
    office.run("set", f"p{last - 1}", "title", "中间的一篇")
    rewrite(office, "三份.txt", ["另写的一份总结", FIELD])  # of the pieces made by hand none is left
    assert "不单独存在" in office.run("undo", expect=2)["error"]
    told = office.run("undo", expect=2)
    assert "不能撤销" in told["error"]
    assert "更早的操作" in told["hint"]
    assert office.run("undo")["undone"]["action"] == "set"  # both divisions lapsed with one word
    assert office.run("show", "2")["pieces"][0]["title"] != "护林"
    assert office.run("undo")["undone"] is None
    labels = [row["label"] for row in office.run("undo", "--list")["journal"]]
    assert sum(label.startswith("已不能撤销：") for label in labels) == 3


def test_a_paper_that_is_read_as_one_again_keeps_what_hands_gave_its_pieces(tmp_path: Path, hurried: None) -> None:
    office = Office(tmp_path)
    office.write("合集.txt", "\n".join(MARKED))
    office.watch_folder()
    office.scan()
    office.run("set", "p2", "organisation", "镇中心学校")
    office.run("set", "p3", "number", "林发〔2021〕3号")
    rewrite(office, "合集.txt", [line for line in MARKED if "第" not in line[:1]])
    (piece,) = shown(office)
    assert (piece["organisation"], piece["number"]) == ("镇中心学校", "林发〔2021〕3号")


def test_of_a_divided_paper_that_turns_out_to_be_marked_nothing_is_left(office: Office) -> None:
    office.run("split", "p1", "3", "5")
    office.run("set", "p2", "title", "手写的题名")
    office.run("join", "p1", "p2")
    office.write("三份.txt", "机密★10年\n" + "\n".join(PLAIN))
    office.scan(expect=1)
    with closing(Library(office.library)) as library:
        db = library.catalogue.read()
        assert db.execute("SELECT count(*) FROM boundary").fetchone()[0] == 0
        said = "".join(str(tuple(row)) for row in db.execute("SELECT before, after FROM journal"))
    assert "手写的题名" not in said
    assert office.run("undo")["undone"] is None
