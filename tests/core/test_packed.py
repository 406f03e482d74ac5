"""Papers in zips and mails are documents of their own, as the archivist lives through them."""

import base64
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import py7zr
import pypdfium2
import pytest

from archiver import reading, unpacking
from archiver.archive import Archive
from archiver.errors import ArchiveError
from archiver.extract import extract, packed
from tests.core.extract_files import pdf, words
from tests.core.office import Office
from tests.core.tnef_files import tnef
from tests.core.zip_files import packed as zip_of
from tests.core.zip_files import write

SUMMARY = "2011年森林防火工作总结\n\n今年以来，全镇共签订森林防火责任书1280份。\n\n林业站\n2011年12月8日\n".encode()
NOTICE = "关于召开安全生产会议的通知\n\n各村委会：\n定于3月5日召开安全生产会议，请准时参加。\n".encode("gbk")
SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "extract"
SECRET = "机密★1年\n\n关于某事项的请示\n\n县委：\n代号龙井的事项请批示。\n".encode()


def rows(office: Office) -> dict[str, tuple[str, str | None]]:
    """State and container of each row of the ledger, by paths counted from the watched folder."""
    return {
        str(Path(row["path"]).relative_to(office.folder)): (
            row["state"], row["container"] and str(Path(row["container"]).relative_to(office.folder)),
        )
        for row in office.run("files")["files"]
    }  # fmt: skip


def scanned(office: Office, *files: tuple[str | bytes, bytes], name: str = "年终材料.zip") -> Office:
    office.watch_folder()
    write(office.folder / name, *files)
    office.scan()
    return office


def test_what_is_attached_to_a_pdf_is_found_by_itself(office: Office) -> None:
    cover = pypdfium2.PdfDocument(pdf(office.folder / "cover.pdf", [words("portfolio")]))
    for name, data in (("年终/总结.txt", SUMMARY), ("通知.txt", NOTICE)):
        cover.new_attachment(name).set_data(data)
    cover.save(office.folder / "文件包.pdf")
    office.watch_folder()
    office.scan()
    assert rows(office) == {
        "cover.pdf": ("searchable", None), "文件包.pdf": ("searchable", None),
        "文件包.pdf/年终_总结.txt": ("searchable", "文件包.pdf"), "文件包.pdf/通知.txt": ("searchable", "文件包.pdf"),
    }  # fmt: skip
    assert office.only("森林防火责任书")["path"] == str(office.folder / "文件包.pdf/年终_总结.txt")


def test_what_outlook_sent_as_winmail_dat_is_found_by_itself(office: Office) -> None:
    (office.folder / "winmail.dat").write_bytes(tnef("年终材料", "见附件。", {"总结（定稿）.txt": SUMMARY, "通知.txt": NOTICE}))
    office.watch_folder()
    office.scan()
    assert rows(office) == {
        "winmail.dat": ("searchable", None), "winmail.dat/总结（定稿）.txt": ("searchable", "winmail.dat"),
        "winmail.dat/通知.txt": ("searchable", "winmail.dat"),
    }  # fmt: skip
    assert office.only("见附件 年终材料")["path"] == str(office.folder / "winmail.dat")
    assert office.only("森林防火责任书")["path"] == str(office.folder / "winmail.dat/总结（定稿）.txt")


def test_every_paper_in_a_zip_is_a_document_with_a_row_of_its_own(office: Office) -> None:
    scanned(office, ("林业站/总结.txt", SUMMARY), ("通知.txt", NOTICE))
    assert rows(office) == {
        "年终材料.zip": ("searchable", None),
        "年终材料.zip/林业站/总结.txt": ("searchable", "年终材料.zip"),
        "年终材料.zip/通知.txt": ("searchable", "年终材料.zip"),
    }
    hit = office.only("森林防火责任书")
    assert hit["path"] == str(office.folder / "年终材料.zip/林业站/总结.txt")
    assert (hit["title"], hit["year"]) == ("2011年森林防火工作总结", 2011)
    assert office.only("安全生产会议 请准时参加")["path"] == str(office.folder / "年终材料.zip/通知.txt")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("二〇一二年总结.txt".encode("gbk"), "二〇一二年总结.txt"),
        ("資料/會議紀要.txt".encode("big5"), "資料/會議紀要.txt"),
        ("汇报.txt".encode(), "汇报.txt"),
        ("联通.txt".encode("gbk"), "联通.txt"),
        (b"..\\..\\etc\\a.txt", "etc/a.txt"),
        ("朱镕基讲话.txt".encode("gb18030"), "朱镕基讲话.txt"),
    ],
)
def test_names_in_zips_are_decided_entry_by_entry(office: Office, raw: bytes, shown: str) -> None:
    scanned(office, (raw, SUMMARY), ("统一码.txt", NOTICE))
    assert set(rows(office)) == {"年终材料.zip", f"年终材料.zip/{shown}", "年终材料.zip/统一码.txt"}


def test_names_that_are_said_to_be_utf_8_and_are_not_cost_no_file(office: Office) -> None:
    names = ["森林防火总结.txt".encode("gbk"), "会议纪要.txt".encode()]
    data = bytearray(zip_of(*((name, "正文若干".encode()) for name in names)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags + 1] |= 0x08
            at = data.find(mark, at + 4)
    (office.folder / "甲.zip").write_bytes(data)
    office.watch_folder()
    office.scan()
    inside = {row["path"].rpartition("/")[2]: row["state"] for row in office.run("files")["files"] if row["container"]}
    assert inside == {"森林防火总结.txt": "searchable", "会议纪要.txt": "searchable"}


def test_two_files_of_one_name_in_a_zip_are_both_kept(office: Office) -> None:
    scanned(office, ("a.txt", SUMMARY), ("A.txt", NOTICE))
    assert set(rows(office)) == {"年终材料.zip", "年终材料.zip/a.txt", "年终材料.zip/A (2).txt"}


def test_lock_and_system_files_in_a_zip_are_no_papers(office: Office) -> None:
    scanned(office, ("总结.txt", SUMMARY), ("__MACOSX/._总结.txt", b"x"), ("~$总结.docx", b"x"), ("Thumbs.db", b"x"))
    assert set(rows(office)) == {"年终材料.zip", "年终材料.zip/总结.txt"}


def test_a_zip_in_a_zip_is_opened_and_beyond_some_depth_it_is_said(office: Office) -> None:
    data = zip_of(("底.txt", SUMMARY))
    for number in range(packed.DEEPEST):
        data = zip_of((f"第{number}层.zip", data), (f"{number}.txt", f"第{number}号文件的内容".encode()))
    office.watch_folder()
    (office.folder / "套.zip").write_bytes(data)
    office.scan(expect=1)
    states = {path.rpartition("/")[2]: state for path, (state, _) in rows(office).items()}
    assert states == {
        "套.zip": "searchable", "第3层.zip": "searchable", "3.txt": "searchable", "第2层.zip": "searchable",
        "2.txt": "searchable", "第1层.zip": "partial", "1.txt": "searchable",
    }  # fmt: skip
    (reason,) = [row["reason"] for row in office.run("files", "--state", "partial")["files"]]
    assert "压缩包套压缩包" in reason


def test_the_same_paper_beside_and_in_a_zip_is_one_document_with_two_places(office: Office) -> None:
    office.watch_folder()
    (office.folder / "总结.txt").write_bytes(SUMMARY)
    write(office.folder / "材料.zip", ("总结.txt", SUMMARY))
    office.scan()
    assert len(office.only("森林防火责任书")["paths"]) == 2


def test_a_zip_that_is_copied_moved_changed_and_deleted_takes_its_papers_with_it(office: Office) -> None:
    scanned(office, ("总结.txt", SUMMARY), ("通知.txt", NOTICE))
    document = office.only("森林防火责任书")["document"]
    office.run("file", str(document), "--category", "DJ")
    first = office.folder / "年终材料.zip"

    copy = office.folder / "备份" / "副本.zip"
    copy.parent.mkdir()
    shutil.copy(first, copy)
    office.scan()
    assert "备份/副本.zip/总结.txt" in rows(office)
    assert len(office.only("森林防火责任书")["paths"]) == 2

    first.unlink()
    moved = office.folder / "二〇一一年.zip"
    copy.rename(moved)
    office.scan()
    assert set(rows(office)) == {"二〇一一年.zip", "二〇一一年.zip/总结.txt", "二〇一一年.zip/通知.txt"}
    hit = office.only("森林防火责任书")
    assert (hit["document"], hit["category"], hit["path"]) == (document, "DJ", str(moved / "总结.txt"))
    assert office.search("二〇一一年")[0]["path"].startswith(str(moved))

    write(moved, ("总结.txt", SUMMARY.replace(b"1280", b"1290")), ("新增.txt", "新增的台账".encode()))
    office.scan()
    assert set(rows(office)) == {"二〇一一年.zip", "二〇一一年.zip/总结.txt", "二〇一一年.zip/新增.txt"}
    assert office.only("责任书1290份")["document"] == document
    assert office.search("请准时参加") == []

    moved.unlink()
    office.scan()
    assert rows(office) == {}
    assert [hit["missing"] for hit in office.search("森林防火责任书")] == [True]
    assert office.search("新增的台账") == []


def test_a_zip_that_gives_way_to_its_own_unpacked_folder_keeps_nothing_false(office: Office) -> None:
    scanned(office, ("总结.txt", SUMMARY))
    document = office.only("森林防火责任书")["document"]
    path = office.folder / "年终材料.zip"
    path.unlink()
    path.mkdir()
    (path / "总结.txt").write_bytes(SUMMARY)
    office.scan()
    assert rows(office) == {"年终材料.zip/总结.txt": ("searchable", None)}
    assert office.only("森林防火责任书")["document"] == document


def test_an_encrypted_a_damaged_and_a_secret_member_say_so_and_the_rest_is_read(office: Office) -> None:
    office.watch_folder()
    path = write(office.folder / "材料.zip", ("密件.txt", NOTICE), ("坏.txt", SUMMARY), ("机.txt", SECRET), ("好.txt", SUMMARY))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        first, second, *_ = archive.infolist()
        directory = archive.start_dir
    data[directory + 8] |= 1  # encrypted, in the directory and in the entry's own header
    data[first.header_offset + 6] |= 1
    data[second.header_offset + 60] ^= 0xFF
    path.write_bytes(data)
    office.scan(expect=1)
    assert {name.rpartition("/")[2]: state for name, (state, _) in rows(office).items()} == {
        "材料.zip": "searchable", "密件.txt": "encrypted", "坏.txt": "failed", "机.txt": "secret", "好.txt": "searchable",
    }  # fmt: skip
    assert office.search("龙井") == []
    traces = [file for file in office.library.rglob("*") if file.is_file() and "龙井".encode() in file.read_bytes()]
    assert traces == []
    assert list((office.library / ".wendu-unpacked").iterdir()) == []


def test_a_member_that_swells_beyond_the_limit_is_not_unpacked(office: Office) -> None:
    office.watch_folder()
    write(office.folder / "炸.zip", ("炸弹.txt", b"0" * (17 * 1024**2)), ("总结.txt", SUMMARY))
    office.scan(expect=1)
    assert rows(office)["炸.zip/炸弹.txt"] == ("failed", "炸.zip")
    assert rows(office)["炸.zip/总结.txt"] == ("searchable", "炸.zip")


def test_of_too_many_members_the_first_are_read_and_the_zip_is_partial(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_MEMBERS", 2)
    office.watch_folder()
    write(office.folder / "多.zip", *((f"{number}.txt", f"第{number}份".encode()) for number in range(4)))
    office.scan(expect=1)
    assert {name: state for name, (state, _) in rows(office).items()} == {
        "多.zip": "partial", "多.zip/0.txt": "searchable", "多.zip/1.txt": "searchable",
    }  # fmt: skip


def test_members_beyond_the_words_that_can_be_held_are_left_and_the_zip_is_partial(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 20)
    office.watch_folder()
    write(office.folder / "多.zip", *((f"{number}.txt", f"第{number}份文件的内容".encode()) for number in range(5)))
    office.scan(expect=1)
    assert [name for name in rows(office) if name != "多.zip"] == ["多.zip/0.txt", "多.zip/1.txt", "多.zip/2.txt"]
    (reason,) = [row["reason"] for row in office.run("files", "--state", "partial")["files"]]
    assert "3" in reason


def test_what_is_attached_to_a_letter_is_a_document_of_its_own(office: Office) -> None:
    office.watch_folder()
    lines = [
        b"From: a@example.cn", b"Subject: =?gb2312?B?" + base64.b64encode("报送总结".encode("gbk")) + b"?=",
        b"MIME-Version: 1.0", b"Content-Type: multipart/mixed; boundary=b", b"", b"--b",
        b"Content-Type: text/plain; charset=utf-8", b"", "请查收附件。".encode(), b"--b",
        b"Content-Type: application/octet-stream; name=zj.txt", b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment; filename=zj.txt", b"", base64.b64encode(SUMMARY), b"--b--", b"",
    ]  # fmt: skip
    (office.folder / "信.eml").write_bytes(b"\r\n".join(lines))
    office.scan()
    assert rows(office) == {"信.eml": ("searchable", None), "信.eml/zj.txt": ("searchable", "信.eml")}
    assert office.only("森林防火责任书")["path"] == str(office.folder / "信.eml/zj.txt")
    assert office.only("请查收附件")["path"] == str(office.folder / "信.eml")


def test_a_zip_taken_into_the_archive_brings_its_papers_and_undo_takes_them_back(office: Office, tmp_path: Path) -> None:
    outside = write(tmp_path / "桌面" / "材料.zip", ("总结.txt", SUMMARY))
    office.run("add", outside)
    hit = office.only("森林防火责任书")
    assert Path(hit["path"]).name == "总结.txt"
    assert str(office.library) in hit["path"]
    office.run("undo")
    assert office.search("森林防火责任书") == []


def test_a_paper_in_a_zip_is_opened_as_a_copy_and_copied_into_the_archive(office: Office) -> None:
    scanned(office, ("包.zip", zip_of(("林业站/总结.txt", SUMMARY))))
    hit = office.only("森林防火责任书")
    assert hit["container"] == str(office.folder / "年终材料.zip/包.zip")
    with closing(Archive.open(office.library)) as archive:
        copy = archive.opened_copy(Path(hit["path"]))
        assert (copy.name, copy.read_bytes()) == ("总结.txt", SUMMARY)
        assert archive.on_disk(Path(hit["path"])) == office.folder / "年终材料.zip"
        unpacking.sweep(office.library / ".wendu-unpacked")
        assert copy.exists()
    office.run("file", str(hit["document"]), "--category", "DJ", "--copy")
    stored = [Path(path) for path in office.only("森林防火责任书")["paths"] if str(office.library) in path]
    assert [path.read_bytes() for path in stored] == [SUMMARY]
    (office.folder / "年终材料.zip").unlink()
    office.scan()
    with closing(Archive.open(office.library)) as archive, pytest.raises(ArchiveError, match="原文件已不在"):
        archive.opened_copy(Path(hit["path"]))


def test_a_scan_changes_nothing_where_nothing_changed(office: Office) -> None:
    scanned(office, ("总结.txt", SUMMARY), ("包.zip", zip_of(("通知.txt", NOTICE))))
    before = rows(office), office.run("files")
    office.scan()
    assert (rows(office), office.run("files")) == before
    office.run("retry", office.folder / "年终材料.zip/包.zip/通知.txt")
    assert rows(office) == before[0]


def test_papers_in_a_7z_are_read_and_those_in_a_rar_are_named(office: Office) -> None:
    office.watch_folder()
    for name in ("materials.7z", "materials.rar"):
        shutil.copy(SAMPLES / name, office.folder)
    office.scan(expect=1)
    assert rows(office) == {
        "materials.7z": ("searchable", None),
        "materials.7z/林业站/二〇一一年森林防火总结.txt": ("searchable", "materials.7z"),
        "materials.7z/台账.txt": ("searchable", "materials.7z"),
        "materials.rar": ("partial", None),
    }
    assert office.only("签订责任书1280份")["container"] == str(office.folder / "materials.7z")
    assert {Path(hit["path"]).name for hit in office.search("森林防火总结")} >= {"materials.rar"}


def test_an_encrypted_7z_says_so_and_a_link_in_one_leads_nowhere(office: Office, tmp_path: Path) -> None:
    office.watch_folder()
    secret = tmp_path / "私人.txt"
    secret.write_text("不该读到的话", encoding="utf-8")
    (tmp_path / "链接.txt").symlink_to(secret)
    with py7zr.SevenZipFile(office.folder / "链接.7z", "w") as archive:
        archive.write(tmp_path / "链接.txt", "链接.txt")
        archive.writestr("正常的内容", "正常.txt")
    with py7zr.SevenZipFile(office.folder / "密.7z", "w", password="1234") as archive:
        archive.writestr("加密的内容", "密.txt")
    office.scan(expect=1)
    assert {name: state for name, (state, _) in rows(office).items()} == {
        "密.7z": "searchable", "密.7z/密.txt": "encrypted", "链接.7z": "searchable", "链接.7z/正常.txt": "searchable",
    }  # fmt: skip
    assert office.search("不该读到的话") == []


@pytest.mark.parametrize("step", range(3))
def test_a_7z_damaged_anywhere_is_answered(tmp_path: Path, step: int) -> None:
    whole = (SAMPLES / "materials.7z").read_bytes()
    for at in range(step, len(whole), 3):
        damaged = bytearray(whole)
        damaged[at] ^= 0x5A
        path = tmp_path / "坏.7z"
        path.write_bytes(damaged)
        found = extract(path)
        assert found.reason or found.text
