"""Papers moved and changed while the program was closed: the archivist is asked, and her word is kept."""

import random
import shutil
from pathlib import Path

import pytest

from archiver.catalogue import journal, purging
from archiver.catalogue.connection import Catalogue
from archiver.settings import LibraryPaths
from tests.core.office import Json, Office
from tests.core.test_doubles import paper

TITLE = "云岭县林业站2011年工作总结"


@pytest.fixture
def filed(office: Office) -> Office:
    """An office with one paper, filed under 党建 and with another title by hand."""
    office.watch_folder()
    office.write("甲处/总结.txt", paper(TITLE, 1))
    office.scan()
    document = str(office.only("工作总结")["document"])
    office.run("file", document, "--category", "DJ")
    office.run("set", document, "title", "手改的标题")
    return office


def changed(text: str, share: float, seed: int = 5) -> str:
    """The text with that share of its lines written anew; title and signature stay."""
    chance, lines = random.Random(seed), text.split("\n")
    other = paper("", seed + 1000).split("\n")
    body = range(2, len(lines) - 5)
    for number in chance.sample(body, round(len(body) * share)):
        lines[number] = other[number % len(other)] + str(number)
    return "\n".join(lines)


def move(office: Office, share: float) -> Path:
    """Move the paper and change it, and let the program look."""
    old = office.folder / "甲处" / "总结.txt"
    text = old.read_text(encoding="utf-8")
    old.unlink()
    new = office.write("乙处/改过的.txt", changed(text, share))
    office.scan()
    return new


def asked(office: Office) -> list[Json]:
    found: list[Json] = office.run("doubtful")["doubtful"]
    return found


def pair(one: Json) -> tuple[str, str]:
    return str(one["lost"]["document"]), str(one["found"]["document"])


def shown(office: Office, document: str) -> Json:
    """All that is known of a paper, but for when and why."""
    found = office.run("show", document, "--text")
    for piece in found["pieces"]:
        for field in piece["fields"].values():
            field.pop("span")
    return found


MOVED = (
    ("防火方案.txt", 0.05, "改名一.txt", True),
    ("防汛方案.txt", 0.3, "改名二.txt", True),
    ("造林方案.txt", 0.7, "造林方案.txt", True),  # heavily changed, but its name speaks for it
    ("护林方案.txt", 0.7, "护林方案（修改稿）.txt", True),
    ("采伐方案2011年.txt", 0.7, "采伐方案2012年.txt", False),
    ("育苗方案.txt", 0.7, "改名三.txt", False),
    ("巡山方案.txt", 1.0, "巡山方案.txt", False),
)
"""Name of a filed paper, share of its lines written anew, its name afterwards, and whether that is asked about."""


def test_papers_moved_and_changed_are_asked_about_as_long_as_words_or_name_speak_for_them(office: Office) -> None:
    office.watch_folder()
    texts = {name: paper("工作方案", seed, signed="") for seed, (name, *_) in enumerate(MOVED, 60)}
    for name, text in texts.items():
        office.write(name, text)
    office.scan()
    office.run("file", *(str(row["document"]) for row in office.run("files")["files"]), "--category", "DJ")
    for name, share, later, _ in MOVED:
        (office.folder / name).unlink()
        office.write(f"移来/{later}", changed(texts[name], share))
    office.scan()
    found = {(Path(one["lost"]["path"]).name, Path(one["found"]["path"]).name) for one in asked(office)}
    assert found == {(name, later) for name, _, later, is_asked in MOVED if is_asked}
    assert {one["lost"]["category"] for one in asked(office)} == {"DJ"}


def test_a_yes_lets_the_paper_keep_its_number_category_corrections_and_history(filed: Office) -> None:
    before = filed.only("手改的标题")
    new = move(filed, 0.1)
    (one,) = asked(filed)
    answer = filed.run("doubtful", "same", *pair(one))
    (hit,) = filed.search("工作总结")
    kept = ("document", "piece", "title", "category", "category_by")
    assert {name: hit[name] for name in kept} == {name: before[name] for name in kept}
    assert (hit["path"], hit["missing"]) == (str(new), False)
    assert asked(filed) == []
    assert filed.run("undo", "--list")["journal"][0]["journal"] == answer["journal"]
    new.write_text(changed(new.read_text(encoding="utf-8"), 0.1, 6) + "又添了一句话\n", encoding="utf-8")
    filed.scan()
    assert filed.only("又添了一句话")["category"] == "DJ"


def test_a_yes_can_be_taken_back_to_the_last_value(filed: Office) -> None:
    move(filed, 0.1)
    (one,) = asked(filed)
    lost, found = pair(one)
    filed.run("file", found, "--category", "AQ")
    filed.run("set", found, "organisation", "手改的单位")
    before = [shown(filed, document) for document in (lost, found)]
    filed.run("doubtful", "same", lost, found)
    filed.run("show", found, expect=2)
    filed.run("undo")
    filed.scan()
    assert [shown(filed, document) for document in (lost, found)] == before
    assert [pair(one) for one in asked(filed)] == [(lost, found)]
    filed.run("doubtful", "same", lost, found)
    assert filed.only("手改的标题")["category"] == "DJ"


def test_what_a_hand_gave_the_new_file_meanwhile_is_not_lost(filed: Office) -> None:
    move(filed, 0.1)
    (one,) = asked(filed)
    lost, found = pair(one)
    filed.run("file", found, "--category", "AQ")
    filed.run("set", f"p{one['found']['piece']}", "organisation", "手改的单位")
    filed.run("doubtful", "same", lost, found)
    hit = filed.only("手改的标题")
    assert (hit["category"], hit["organisation"]) == ("DJ", "手改的单位")
    catalogue = Catalogue(LibraryPaths(filed.library).catalogue)
    (act, *_) = journal.recent(catalogue.read())
    assert {f"document:{found}", f"piece:{one['found']['piece']}"} <= {entry.subject for entry in act.entries}
    assert journal.is_unbroken(catalogue.read())
    catalogue.close()


def test_a_no_is_remembered_until_it_is_taken_back(filed: Office) -> None:
    move(filed, 0.1)
    (one,) = asked(filed)
    filed.run("doubtful", "different", *pair(one))
    assert asked(filed) == []
    filed.scan()
    assert asked(filed) == []
    assert len(filed.search("工作总结")) == 2
    filed.run("undo")
    assert [pair(each) for each in asked(filed)] == [pair(one)]


def test_of_two_candidates_the_likest_is_named_first_and_a_yes_settles_both(filed: Office) -> None:
    text = (filed.folder / "甲处/总结.txt").read_text(encoding="utf-8")
    filed.write("乙处/甲.txt", changed(text, 0.25))
    near = move(filed, 0.05)
    found = asked(filed)
    assert [Path(one["found"]["path"]).name for one in found] == ["改过的.txt", "甲.txt"]
    assert found[0]["kept"] > found[1]["kept"]
    filed.run("doubtful", "same", *pair(found[0]))
    assert asked(filed) == []
    assert filed.only("手改的标题")["path"] == str(near)


def test_no_more_than_three_candidates_are_named(filed: Office) -> None:
    text = (filed.folder / "甲处/总结.txt").read_text(encoding="utf-8")
    for number in range(5):
        filed.write(f"乙处/{number}稿.txt", changed(text, 0.1, number))
    move(filed, 0.02)
    assert len(asked(filed)) == 3


def test_nobody_is_asked_about_what_is_not_doubtful(filed: Office) -> None:
    text = (filed.folder / "甲处/总结.txt").read_text(encoding="utf-8")
    filed.write("没归过类.txt", paper("水利站2011年工作总结", 3))
    filed.scan()
    filed.write("乙处/抄改.txt", changed(text, 0.1))  # the paper itself is where it was
    filed.scan()
    (filed.folder / "没归过类.txt").rename(filed.folder / "丙.txt")
    filed.write("丙.txt", changed(paper("水利站2011年工作总结", 3), 0.1))  # no hand had given it anything
    filed.scan()
    assert asked(filed) == []
    shutil.copy(filed.folder / "甲处/总结.txt", filed.folder / "丁.txt")
    (filed.folder / "甲处/总结.txt").unlink()  # healed by its bytes
    filed.scan()
    assert asked(filed) == []
    assert filed.only("手改的标题")["path"] == str(filed.folder / "丁.txt")


@pytest.mark.parametrize("name", ["乙处/总结.txt", "乙处/2012年总结.txt"])
def test_the_report_of_the_next_year_is_not_the_paper_that_is_gone(filed: Office, name: str) -> None:
    old = filed.folder / "甲处/总结.txt"
    text = old.read_text(encoding="utf-8").replace("站2011年", "站2012年").replace("2011年12月20日", "2012年12月18日")
    old.unlink()
    filed.write(name, changed(text, 0.1))
    filed.scan()
    assert asked(filed) == []


def test_a_year_corrected_by_hand_does_not_hide_the_paper(filed: Office) -> None:
    filed.run("set", str(filed.only("手改的标题")["document"]), "year", "2009")
    move(filed, 0.1)
    assert len(asked(filed)) == 1


def test_a_paper_that_was_there_long_before_the_other_was_missed_is_not_asked_about(filed: Office) -> None:
    text = (filed.folder / "甲处/总结.txt").read_text(encoding="utf-8")
    filed.write("底稿.txt", changed(text, 0.1))
    filed.scan()
    catalogue = Catalogue(LibraryPaths(filed.library).catalogue)
    with catalogue.write() as db:
        db.execute("UPDATE document SET created_at = '2020-01-01T00:00:00.000+00:00'")
    catalogue.close()
    (filed.folder / "甲处/总结.txt").unlink()
    filed.scan()
    assert asked(filed) == []


def test_a_scan_under_its_old_name_is_asked_about(office: Office) -> None:
    office.watch_folder()
    picture = b"\x89PNG\r\n\x1a\n" + b"\0" * 200
    (office.folder / "关于防火的批复.png").write_bytes(picture)
    office.scan(expect=None)
    office.run("file", str(office.only("防火的批复")["document"]), "--category", "DJ")
    (office.folder / "关于防火的批复.png").unlink()
    (office.folder / "归档").mkdir()
    (office.folder / "归档/关于防火的批复.png").write_bytes(picture + b"\1")
    office.scan(expect=None)
    (one,) = asked(office)
    assert one["kept"] is None
    office.run("doubtful", "same", *pair(one))
    assert office.only("防火的批复")["category"] == "DJ"


def test_a_compilation_keeps_the_numbers_and_categories_of_its_pieces(office: Office) -> None:
    office.watch_folder()
    names, codes = ("林业站", "水利站", "农技站"), ("DJ", "AQ", "JY")
    parts = [paper(f"云岭县{name}2011年工作总结", seed, length=30) for seed, name in enumerate(names, 40)]
    whole = "\n".join(f"第{number}篇:{part}" for number, part in zip("一二三", parts, strict=True))
    office.write("汇编.txt", whole)
    office.scan()
    hits = sorted(office.search("工作总结"), key=lambda hit: hit["piece"])
    assert len(hits) == 3
    for hit, code in zip(hits, codes, strict=True):
        office.run("file", f"p{hit['piece']}", "--category", code)
    (office.folder / "汇编.txt").unlink()
    office.write("新/汇编改.txt", whole.replace(parts[1].split("\n")[8], "这一行是后来改写的"))
    office.scan()
    (one,) = asked(office)
    office.run("doubtful", "same", *pair(one))
    found = sorted(office.search("工作总结"), key=lambda hit: hit["piece"])
    assert [(hit["piece"], hit["category"]) for hit in found] == list(
        zip((hit["piece"] for hit in hits), codes, strict=True)
    )


def test_a_boundary_drawn_in_the_new_file_stays_and_goes_back_with_it(filed: Office) -> None:
    move(filed, 0.1)
    (one,) = asked(filed)
    lost, found = pair(one)
    filed.run("split", f"p{one['found']['piece']}", "20")
    filed.scan()
    before = [shown(filed, document) for document in (lost, found)]
    filed.run("doubtful", "same", lost, found)
    filed.scan()
    assert len(shown(filed, lost)["pieces"]) == 2
    filed.run("undo")
    filed.scan()
    assert [shown(filed, document) for document in (lost, found)] == before


def test_only_a_paper_without_a_file_takes_a_file_that_is_there(filed: Office) -> None:
    here = str(filed.only("手改的标题")["document"])
    filed.write("别的.txt", paper("水利站2011年工作总结", 3))
    filed.scan()
    other = str(next(hit["document"] for hit in filed.search("水利站") if str(hit["document"]) != here))
    filed.run("doubtful", "same", here, other, expect=2)
    (filed.folder / "甲处/总结.txt").unlink()
    filed.scan()
    filed.run("doubtful", "same", here, here, expect=2)
    filed.run("doubtful", "same", here, "999", expect=2)
    filed.run("doubtful", "same", here, other)  # no likeness at all: her word is enough
    assert filed.only("手改的标题")["path"].endswith("别的.txt")


def test_a_paper_sealed_afterwards_leaves_no_word_that_a_hand_gave_the_new_file(filed: Office) -> None:
    new = move(filed, 0.1)
    (one,) = asked(filed)
    filed.run("set", pair(one)[1], "title", "手写的秘事")
    filed.run("doubtful", "same", *pair(one))
    text = new.read_text(encoding="utf-8")
    new.write_text(text + "又添了一句话\n", encoding="utf-8")
    filed.scan()
    filed.run("undo", expect=2)  # it was read anew since: two papers can't be told apart in it
    new.write_text("机密★10年\n" + text, encoding="utf-8")
    filed.scan(expect=None)
    catalogue = Catalogue(LibraryPaths(filed.library).catalogue)
    dump = "\n".join(catalogue.read().iterdump())
    assert "手写的秘事" not in dump and "手改的标题" not in dump and TITLE not in dump
    assert journal.is_unbroken(catalogue.read())
    catalogue.close()
    assert purging.SEALED in dump
