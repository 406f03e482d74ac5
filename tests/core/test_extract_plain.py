"""Plain text in every encoding Chinese offices use."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from archiver.extract import extract
from archiver.extract.encodings import decode
from archiver.extract.plain import MAX_BYTES, blocks_of
from archiver.model import State
from tests.core.extract_files import SHARED

CORPUS = SHARED / "corpus"
SIMPLIFIED = "关于二〇一一年档案工作总结的报告"
TRADITIONAL = "關於二〇一一年檔案工作總結的報告"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "big5hkscs"),
        (TRADITIONAL, "gb18030"),
        ("欧阳娜娜", "gb18030"),
        ("張學友", "big5hkscs"),
        ("朱镕基", "gb18030"),
        ("2011年12月8日", "gb18030"),
        ("姓名,年龄\n王小明,40\n", "gb18030"),
        ("电话：0596-1234567", "gb18030"),
        ("第 3 號函", "big5hkscs"),
    ],
)
def test_a_short_text_is_read_in_its_encoding(tmp_path: Path, text: str, codec: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(codec))
    found = extract(file)
    assert found.state is State.SEARCHABLE
    assert found.text.strip() == text.strip()


def test_the_euro_sign_of_windows_code_page_936_is_read() -> None:
    assert decode("价格".encode("gbk") + b"\x80100").text == "价格€100"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "utf-16-le", "utf-16-be", "big5hkscs"])
def test_any_eight_characters_of_real_papers_are_enough(codec: str) -> None:
    chance = random.Random(codec)
    convert = OpenCC("s2tw" if codec == "big5hkscs" else "t2s").convert
    papers = [convert(file.read_text(encoding="utf-8")) for file in sorted(CORPUS.glob("*.txt"))]
    wrong: list[str] = []
    for _ in range(500):
        paper = chance.choice(papers)
        start = chance.randrange(len(paper) - 8)
        sample = paper[start:start + 8]
        try:
            data = sample.encode(codec)
        except UnicodeEncodeError:
            continue
        if not data.isascii() and decode(data).text != sample:
            wrong.append(sample)
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("codec", ["gb18030", "utf-8", "big5hkscs"])
@pytest.mark.parametrize("lead", range(3))
def test_a_character_cut_in_two_by_the_end_of_the_sample_spoils_nothing(codec: str, lead: int) -> None:
    text = "a" * lead + TRADITIONAL * 2000
    assert decode(text.encode(codec)).text == text


def test_a_few_broken_bytes_in_a_long_utf8_file_leave_it_utf8_and_searchable(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    line = (SIMPLIFIED + "\n").encode()
    file.write_bytes(line * 200 + b"\xff\x80" + line * 200)
    found = extract(file)
    assert (found.state, found.properties["encoding"]) == (State.SEARCHABLE, "utf-8")
    assert found.reason.data["count"] == 2
    assert found.text.count(SIMPLIFIED) == 400


def test_a_file_of_two_encodings_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    lines = ["全宗介绍由综合科修订", "库房温度登记由保管科负责"] * 20
    file.write_bytes(b"\n".join(line.encode(("utf-8", "gb18030")[at % 3 == 0]) for at, line in enumerate(lines)))
    found = extract(file)
    assert (found.state, found.text.split()) == (State.SEARCHABLE, lines)


def test_the_encoding_is_asked_of_the_first_line_that_is_not_ascii(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"2011-12-08,ok\r\n" * 2000 + "张三,接收进馆\r\n".encode("gbk"))
    assert extract(file).text.endswith("张三,接收进馆\n")


@pytest.mark.parametrize("codec", ["gb18030", "utf-8"])
def test_padding_is_no_text_and_a_hole_in_the_middle_is_told(tmp_path: Path, codec: str) -> None:
    words, file = "馆藏档案数字化前应当整理".encode(codec), tmp_path / "a.txt"
    file.write_bytes(words + bytes(100))
    assert (extract(file).text, extract(file).reason.code) == ("馆藏档案数字化前应当整理\n", "")
    file.write_bytes(words + bytes(4096) + words)
    assert (extract(file).state, extract(file).reason.code) == (State.PARTIAL, "extract.broken_bytes")


def test_a_lost_byte_in_a_gbk_file_costs_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    line = (SIMPLIFIED + "\n").encode("gbk")
    file.write_bytes(line * 100 + line[1:] + line * 100)
    found = extract(file)
    assert found.text.count(SIMPLIFIED) >= 200
    assert len(found.text.splitlines()) == 201


def test_a_text_of_mostly_broken_bytes_is_garbled_or_unsupported_and_gives_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbf" + b"\xff\xfe\xa0ab" * 400)
    found = extract(file)
    assert found.state in (State.GARBLED, State.UNSUPPORTED)
    assert found.text == ""


def test_line_ends_of_every_kind_keep_the_number_of_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("一\r\n二\r三\n\n四\u2028还是四\x0b\x0c还是四\x85也是".encode())
    found = extract(file)
    assert found.text.split("\n") == ["一", "二", "三", "", "四 还是四  还是四 也是", ""]


def test_a_file_of_white_space_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(" \r\n\t\u3000\ufeff".encode())
    assert extract(file).state is State.EMPTY


def test_a_blank_line_ends_a_block_and_a_single_line_break_does_not() -> None:
    text = "一行\n二行\n \n\n三行\n"
    assert [text[block.start:block.end] for block in blocks_of(text)] == ["一行\n二行", "三行"]


@settings(max_examples=200)
@given(st.text(alphabet="汉a \n\t\u3000", max_size=40))
def test_blocks_are_the_runs_of_lines_that_are_not_blank(text: str) -> None:
    runs: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            runs[-1].append(line)
        else:
            runs.append([])
    assert [text[block.start:block.end] for block in blocks_of(text)] == ["\n".join(run) for run in runs if run]


def test_of_a_very_long_file_the_beginning_is_read_and_the_paper_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.log"
    file.write_bytes(b"2011-12-08 started\n" * (MAX_BYTES // 19 + 10))
    found = extract(file)
    assert found.state is State.PARTIAL
    assert len(found.text) <= MAX_BYTES + 1


def test_chinese_in_letters_alone_is_read_unless_it_is_a_program(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("关于召开县志编纂会议的通知 ~ 1994".encode("hz"))
    (tmp_path / "b.py").write_bytes(b'print(f"~{count}~")  # ~{ and ~}')
    assert extract(tmp_path / "a.txt").text == "关于召开县志编纂会议的通知 ~ 1994\n"
    assert extract(tmp_path / "b.py").text == 'print(f"~{count}~")  # ~{ and ~}\n'
