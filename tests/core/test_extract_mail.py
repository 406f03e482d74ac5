"""Letters of mail programs: EML, MBOX, Outlook's MSG, and pages saved as MHT."""

import base64
import quopri
import struct
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.extract import extract, mbox
from archiver.extract.mail import letter, parse
from archiver.extract.oxrtf import decompress
from archiver.extract.sniff import sniff
from archiver.model import Extracted, State
from tests.core.ole_files import Folder, filetime, msg, ole

SENTENCE = "朱镕基同志题词的复制件已装裱。"
HEAD = "From: bgk@example.cn\nTo: all@example.cn\nSubject: {subject}\nDate: Thu, 08 Dec 2011 09:30:00 +0800\nMIME-Version: 1.0\n"


def head(subject: str = "Notice") -> bytes:
    return HEAD.format(subject=subject).encode()


def word(text: str | bytes, label: str = "gb2312", way: str = "B") -> str:
    data = text.encode("gbk") if isinstance(text, str) else text
    packed = base64.b64encode(data) if way == "B" else quopri.encodestring(data, header=True)
    return f"=?{label}?{way}?{packed.decode()}?="


def read(folder: Path, data: bytes, name: str = "信.eml") -> Extracted:
    file = folder / name
    file.write_bytes(data)
    return extract(file)


def body_of(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start:block.end]) for block in found.blocks if block.kind != "header"]


def part(data: bytes, kind: str = "text/plain; charset=gb2312", way: str = "base64", more: str = "") -> bytes:
    packed = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(way, bytes)(data)
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: {way}\n{more}\n".encode() + packed


def multipart(kind: str, *parts: bytes, boundary: str = "b", close: bool = True) -> bytes:
    between = b"\n--" + boundary.encode() + b"\n"
    end = b"\n--" + boundary.encode() + b"--\n" if close else b""
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode() + between.join([b"", *parts]) + end


PLAIN = part(SENTENCE.encode("gbk"))
PAGE = part(f"<p>{SENTENCE}</p>".encode("gbk"), "text/html; charset=gb2312")


@pytest.mark.parametrize("way", ["base64", "quoted-printable", "8bit"])
@pytest.mark.parametrize("label", ["gb2312", "gbk", "GB18030", "utf-8", "us-ascii", "unknown-8bit", "x-nonsense", "iso-8859-1"])
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_body_is_read_whatever_is_said_of_its_encoding(tmp_path: Path, way: str, label: str, kind: str) -> None:
    data = (f"<p>{SENTENCE}</p>" if kind == "html" else SENTENCE).encode("gbk")
    found = read(tmp_path, head() + part(data, f"text/{kind}; charset={label}", way))
    assert found.format == "eml"
    assert body_of(found) == [("paragraph", SENTENCE)]


@pytest.mark.parametrize("codec", ["utf-8", "big5hkscs", "hz", "iso-2022-jp", "koi8-r", "utf-16"])
def test_bodies_in_other_encodings(tmp_path: Path, codec: str) -> None:
    text = {"koi8-r": "Отчёт о работе архива", "big5hkscs": "檔案館工作報告已經送達"}.get(codec, "档案工作")
    text = "書類を送る" if codec == "iso-2022-jp" else text
    found = read(tmp_path, head() + part(text.encode(codec), f"text/plain; charset={codec}"))
    assert body_of(found) == [("paragraph", text)]


@pytest.mark.parametrize(
    "subject",
    [
        word("关于朱镕基题词的通知"),
        word("关于朱镕基题词的通知", "GBK", "Q"),
        word("关于朱镕基题词的通知".encode(), "utf-8"),
        word("关于朱镕基".encode("gbk")[:5]) + "\n " + word("关于朱镕基题词的通知".encode("gbk")[5:]),
        word("关于朱镕") + " " + word("基题词的通知"),
    ],
)
def test_a_subject_in_encoded_words(tmp_path: Path, subject: str) -> None:
    found = read(tmp_path, head(subject) + PLAIN)
    assert found.text.startswith("关于朱镕基题词的通知\nbgk@example.cn\nall@example.cn\n2011-12-08 09:30\n")
    assert found.properties["title"] == "关于朱镕基题词的通知"
    assert found.properties["created"] == "2011-12-08T09:30:00"


def test_a_subject_in_plain_gbk_and_a_broken_one(tmp_path: Path) -> None:
    raw = head("@").replace(b"@\n", "关于领取复制件的通知".encode("gbk") + b"\n", 1)
    assert read(tmp_path, raw.replace(b"Subject: \n", b"") + PLAIN).properties["author"]
    data = b"From: a@b.cn\nTo: c@d.cn\nSubject: " + "关于领取复制件的通知".encode("gbk") + b"\n\nx"
    assert read(tmp_path, data).text.startswith("关于领取复制件的通知\n")
    assert "=?" not in read(tmp_path, head("=?gb2312?B?udjT2@?=") + PLAIN).text.replace("=?gb2312?B?udjT2@?=", "")


def test_of_alternatives_the_fullest_is_read_once(tmp_path: Path) -> None:
    inner = multipart("alternative", part("纯文本".encode("gbk")), PAGE, boundary="in")
    assert body_of(read(tmp_path, head() + multipart("mixed", inner))) == [("paragraph", SENTENCE)]
    blank = multipart("alternative", PLAIN, part(b"<p></p>", "text/html"))
    assert body_of(read(tmp_path, head() + blank)) == [("paragraph", SENTENCE)]


def test_attachments_are_named_and_pictures_of_the_letter_are_not(tmp_path: Path) -> None:
    file = part(b"x", "application/msword", more=f'Content-Disposition: attachment; filename="{word("领取清单.doc")}"\n')
    other = part(b"x", "application/pdf", more="Content-Disposition: attachment;\n filename*=utf-8''%E6%B8%85%E5%8D%95.pdf\n")
    raw = part(b"x", "application/pdf; name=@").replace(b"@", "附件.pdf".encode("gbk"))
    logo = part(b"x", "image/png; name=logo.png", more="Content-ID: <1>\n")
    inner = b"Content-Type: message/rfc822\n\n" + head(word("旧信")) + PLAIN
    found = read(tmp_path, head() + multipart("mixed", multipart("related", PAGE, logo, boundary="r"), file, other, raw, inner))
    assert body_of(found) == [
        ("paragraph", SENTENCE), ("note", "领取清单.doc"), ("note", "清单.pdf"), ("note", "附件.pdf"), ("note", "旧信.eml"),
    ]  # fmt: skip


def test_a_boundary_that_is_nowhere_and_one_that_is_not_closed(tmp_path: Path) -> None:
    whole = multipart("mixed", PLAIN, PAGE)
    assert len(body_of(read(tmp_path, head() + whole.replace(b'"b"', b'"other"')))) == 2
    assert len(body_of(read(tmp_path, head() + whole.replace(b'; boundary="b"', b"")))) == 2
    assert len(body_of(read(tmp_path, head() + multipart("mixed", PLAIN, PAGE, close=False)))) == 2
    assert body_of(read(tmp_path, head() + b"Content-Type: multipart/mixed; boundary=x\n\njust words\n")) == [
        ("paragraph", "just words")
    ]


def test_a_letter_cut_short_gives_what_it_has(tmp_path: Path) -> None:
    data = head() + multipart("mixed", PLAIN, part("第二部分".encode("gbk") * 99))
    found = read(tmp_path, data[:-400])
    assert SENTENCE in found.text
    assert "第二部分" in found.text


def test_parts_within_parts_without_end_are_left(tmp_path: Path) -> None:
    data = PLAIN
    for depth in range(300):
        data = multipart("mixed", data, boundary=f"b{depth}")
    assert read(tmp_path, head() + data).reason.code in ("", "extract.damaged")


def test_an_encrypted_letter_says_so(tmp_path: Path) -> None:
    found = read(tmp_path, head("报销".encode().decode()) + part(b"x", "application/pkcs7-mime; name=smime.p7m"))
    assert (found.state, found.reason.code) == (State.PARTIAL, "extract.sealed_letter")


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    letter(parse(head() + data))
    letter(parse(b"Subject: " + data + b"\nContent-Type: multipart/mixed; boundary=" + data))
    decompress(struct.pack("<III4x", len(data), 5000, 0x75465A4C) + data)


def test_the_letters_of_a_mailbox_come_one_after_the_other(tmp_path: Path) -> None:
    first = b"From a@b.cn Thu Dec  8 09:30:00 2011\n" + head(word("一")) + b"\nFrom here on\n>From quoted\n\n"
    second = b"From a@b.cn Thu Dec  8 09:31:00 2011\n" + head(word("二")) + PLAIN + b"\n"
    found = read(tmp_path, first + second, "收件箱")
    assert (found.format, found.properties) == ("mbox", {"letters": "2"})
    assert body_of(found) == [("paragraph", "From here on\nFrom quoted"), ("paragraph", SENTENCE)]


def test_a_mailbox_of_too_many_letters_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MOST_LETTERS", 2)
    found = read(tmp_path, (b"From a Thu Dec  8 09:30:00 2011\n" + head() + b"\nx\n\n") * 3, "收件箱")
    assert (found.state, dict(found.reason.data)) == (State.PARTIAL, {"read": 2})


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def test_a_letter_of_outlook(tmp_path: Path) -> None:
    streams = {"0037001F": wide("请示"), "0C1A001F": wide("保管科"), "0C1F001F": wide("bgk@example.cn"), "0E04001F": wide("馆长")}
    file = msg(
        tmp_path / "信.msg",
        streams | {"1000001F": wide("第一段\r\n\r\n第二段"), "5D01001F": wide("bgk@example.cn")},
        fixed={0x00390040: filetime(datetime(2011, 12, 8, 1, 30))},
        attached=("报价单.xls", "图.jpg"),
    )
    found = extract(file)
    assert found.format == "msg"
    assert found.text == "请示\n保管科 bgk@example.cn\n馆长\n2011-12-08 09:30\n第一段\n第二段\n报价单.xls\n图.jpg\n"
    assert found.properties["created"] == "2011-12-08T09:30:00"


def test_an_older_letter_of_outlook_in_gbk_and_its_page(tmp_path: Path) -> None:
    fixed = {0x3FDE0003: struct.pack("<I", 936), 0x3FFD0003: struct.pack("<I", 936)}
    streams = {"0037001E": "关于朱镕基题词".encode("gbk"), "10130102": f"<p>{SENTENCE}</p>".encode("gbk")}
    assert extract(msg(tmp_path / "a.msg", streams, fixed=fixed)).text == f"关于朱镕基题词\n{SENTENCE}\n"
    assert extract(msg(tmp_path / "b.msg", streams)).text == f"关于朱镕基题词\n{SENTENCE}\n"


def test_a_letter_of_outlook_whose_body_is_compressed_rtf(tmp_path: Path) -> None:
    stored = rb"{\rtf1\ansi\ansicpg936 " + SENTENCE.encode("gbk") + rb"\par}"
    packed = struct.pack("<III4x", len(stored) + 12, len(stored), 0x414C454D) + stored
    assert extract(msg(tmp_path / "a.msg", {"10090102": packed})).text == SENTENCE + "\n"


def test_compressed_rtf_of_the_standards_own_examples() -> None:
    # [MS-OXRTFCP] 3.1 and 3.2.
    simple = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    crossing = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
    assert decompress(bytes.fromhex(simple)) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert decompress(bytes.fromhex(crossing)) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_what_is_attached_to_a_letter_of_outlook_does_not_say_what_it_is(tmp_path: Path) -> None:
    inside: Folder = {"__properties_version1.0": bytes(32), "__attach_version1.0_#00000000": {"3701000D": {"WordDocument": b"x"}}}
    assert sniff(ole(tmp_path / "a.msg", inside)) == "msg"
    assert sniff(ole(tmp_path / "a.doc", {"WordDocument": b"x", "ObjectPool": {"_1": {"__properties_version1.0": b"x"}}})) == "doc"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_letter_of_outlook_cut_short_ends_in_a_state(tmp_path: Path, share: float) -> None:
    data = msg(tmp_path / "a.msg", {"0037001F": wide("请示"), "1000001F": wide("正文" * 5000)}).read_bytes()
    assert read(tmp_path, data[: int(len(data) * share)], "b.msg").state is not State.SEARCHABLE


def test_a_page_saved_as_one_file_and_the_headers_that_word_keeps_apart(tmp_path: Path) -> None:
    page = part(f"<title>馆藏</title><h1>馆藏</h1><p>{SENTENCE}</p>".encode("gbk"), "text/html; charset=gb2312")
    margin = part("<p>县档案馆</p><p>县档案馆</p>".encode("gbk"), "text/html; charset=gb2312", more="Content-Location: x/header.htm\n")
    frame = part("<p>广告</p>".encode(), "text/html; charset=utf-8")
    found = read(tmp_path, b"MIME-Version: 1.0\n" + multipart("related", page, frame, margin), "总结.doc")
    assert (found.format, found.properties) == ("mht", {"title": "馆藏"})
    assert [(block.kind, found.text[block.start:block.end]) for block in found.blocks] == [
        ("heading", "馆藏"), ("paragraph", SENTENCE), ("header", "县档案馆"),
    ]  # fmt: skip
