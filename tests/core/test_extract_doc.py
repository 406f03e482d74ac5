"""Word 97–2003 documents, and those of WPS Writer, which are the same inside."""

import struct
from pathlib import Path

import olefile
import pytest

from archiver.errors import ArchiveError
from archiver.extract import extract
from archiver.extract.olesummary import properties
from archiver.extract.wordfile import WordFile
from archiver.extract.wordstory import Reading
from archiver.model import State
from tests.core import word_files
from tests.core.extract_files import SAMPLES


class FakeOle:
    """The streams of a compound file, without the file."""

    def __init__(self, streams: dict[str, bytes]) -> None:
        self.streams = streams

    def exists(self, name: str) -> bool:
        return name in self.streams

    def get_size(self, name: str) -> int:
        return len(self.streams[name])

    def openstream(self, name: str) -> "FakeStream":
        return FakeStream(self.streams[name])


class FakeStream:
    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self) -> bytes:
        return self.data


def word(*pieces: bytes | str, language: int = 0x0409, lengths: tuple[int, ...] = ()) -> WordFile:
    """A Word 97 file of those pieces: bytes for 8-bit ones, strings for UTF-16; stored in reverse order."""
    stored, places, at = b"", {}, 0x400
    for index, piece in reversed(list(enumerate(pieces))):
        data = piece.encode("utf-16-le") if isinstance(piece, str) else piece
        places[index] = (at + len(stored)) * 2 | 0x4000_0000 if isinstance(piece, bytes) else at + len(stored)
        stored += data
    ends = [0]
    for piece in pieces:
        ends.append(ends[-1] + (len(piece.encode("utf-16-le")) // 2 if isinstance(piece, str) else len(piece)))
    plc = struct.pack(f"<{len(ends)}I", *ends)
    plc += b"".join(struct.pack("<HIH", 0, places[index], 0) for index in range(len(pieces)))
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(plc)) + plc
    header = bytearray(0x400)
    struct.pack_into("<HHHH", header, 0, 0xA5EC, 193, 0, language)
    struct.pack_into("<H", header, 10, 0x0204)
    for index, length in enumerate(lengths or (ends[-1],)):
        struct.pack_into("<I", header, 0x4C + 4 * index, length)
    struct.pack_into("<II", header, 0x9A + 8 * 33, 0, len(clx))
    return WordFile(FakeOle({"WordDocument": bytes(header) + stored, "1Table": clx}))


def body(file: WordFile) -> list[str]:
    file.load()
    return Reading(file).story(0, len(file.units), "paragraph").text.splitlines()


def test_the_same_paper_gives_the_same_blocks_as_doc_and_as_docx() -> None:
    old, new = extract(SAMPLES / "notice.doc"), extract(SAMPLES / "notice.docx")
    assert old.text == new.text
    assert old.blocks == new.blocks


def test_numbers_tables_fields_notes_and_changes_come_out_as_word_shows_them() -> None:
    found = extract(SAMPLES / "notice.doc")
    for shown in ("一、检查范围", "（二）消防器材和电源", "1. 灭火器压力", "负\n责人\n", "本页生成于综合办公室"):
        assert shown in found.text
    assert "请于六月底前报送" in found.text
    assert found.blocks[0].kind == "header"
    assert (found.blocks[1].kind, found.blocks[1].level) == ("heading", 1)


def test_pieces_of_a_fast_saved_file_come_in_their_order_and_widths() -> None:
    assert body(word(b"Notice ", "档案\U00020bb7馆", b" No. \x93" + b"5\x94\r", "第二段\r")) == [
        "Notice 档案\U00020bb7馆 No. “5”", "第二段",
    ]  # fmt: skip


def test_eight_bit_pieces_of_a_chinese_file_may_be_gbk() -> None:
    assert body(word("关于".encode("gbk") + b"2011", "年\r", language=0x0804)) == ["关于2011年"]


def test_eight_bit_pieces_of_a_western_file_stay_western() -> None:
    assert body(word("Café crème à 3 €\r".encode("cp1252"), language=0x0804)) == ["Café crème à 3 €"]


def test_a_field_without_result_shows_the_words_of_its_code() -> None:
    text = '第\x13 eq \\o\\ac(○,三) \x15卷\x13 SYMBOL 82 \\f "Wingdings 2" \x15合格\x13 REF x \x15\r'
    assert body(word(text)) == ["第○三卷☑合格"]


def test_codes_of_fields_are_left_out_also_of_fields_in_fields() -> None:
    text = "前\x13 IF \x13 PAGE \x141\x15 = 1 \x14后\x13 REF x \x15\x15尾\r\x13 TOC \r第二\x14目录\r一章\x15\r"
    assert body(word(text)) == ["前后尾", "目录", "一章"]


def test_characters_that_only_word_understands_do_not_come_out() -> None:
    assert body(word("甲\x01\x02\x05\x08乙\x1e丙\x1f丁\x0b戊\x0c己\r")) == ["甲乙-丙丁", "戊", "己"]


def test_a_piece_beyond_the_end_of_the_file_is_a_damaged_file() -> None:
    file = word("正文\r")
    file.stream = file.stream[:0x402]
    with pytest.raises(ArchiveError) as error:
        file.load()
    assert error.value.reason.code == "extract.damaged"


def test_a_word_95_document_in_gbk_is_read() -> None:
    text = "关于一九九六年工作的报告\r第二段\r".encode("gbk")
    header = bytearray(0x400)
    struct.pack_into("<HHHH", header, 0, 0xA5DC, 104, 0, 0x0804)
    struct.pack_into("<II", header, 0x18, 0x400, 0x400 + len(text))
    file = WordFile(FakeOle({"WordDocument": bytes(header) + text}))
    assert body(file) == ["关于一九九六年工作的报告", "第二段"]
    assert next(file.stories()) == ("body", 0, len(text))


def patched(tmp_path: Path, stream: str, at: int, data: bytes) -> Path:
    file = tmp_path / "a.wps"
    file.write_bytes((SAMPLES / "notice.doc").read_bytes())
    with olefile.OleFileIO(file, write_mode=True) as ole:
        content = bytearray(ole.openstream(stream).read())
        content[at:at + len(data)] = data
        ole.write_stream(stream, bytes(content))
    return file


def test_an_encrypted_document_says_so(tmp_path: Path) -> None:
    flags = 0x0100 | 0x0200
    found = extract(patched(tmp_path, "WordDocument", 10, struct.pack("<H", flags)))
    assert (found.state, found.reason.code) == (State.ENCRYPTED, "extract.password")


def test_a_document_whose_piece_table_is_lost_is_failed_with_its_reason(tmp_path: Path) -> None:
    found = extract(patched(tmp_path, "WordDocument", 0x9A + 8 * 33, b"\xff\xff\xff\x7f"))
    assert (found.state, found.reason.code) == (State.FAILED, "extract.damaged")


def test_damaged_list_tables_cost_the_numbers_and_not_the_words(tmp_path: Path) -> None:
    found = extract(patched(tmp_path, "WordDocument", 0x9A + 8 * 74, b"\x10\x00\x00\x00\xff\xff\x00\x00"))
    assert found.state is State.SEARCHABLE
    assert "消防器材和电源" in found.text


def test_a_hostile_summary_costs_neither_time_nor_the_words(tmp_path: Path) -> None:
    with olefile.OleFileIO(SAMPLES / "notice.doc") as ole:
        summary = ole.openstream("\x05SummaryInformation").read()
    section = struct.unpack_from("<I", summary, 44)[0]
    found = extract(patched(tmp_path, "\x05SummaryInformation", section + 4, b"\xff\xff\xff\x7f"))
    assert found.text == extract(SAMPLES / "notice.doc").text
    assert properties(b"\xff" * 60) == {}


@pytest.mark.parametrize("step", range(0, 11776, 997))
def test_a_document_with_a_hole_ends_in_a_state(tmp_path: Path, step: int) -> None:
    data = bytearray((SAMPLES / "notice.doc").read_bytes())
    data[step:step + 200] = b"\xff" * 200
    file = tmp_path / "a.doc"
    file.write_bytes(data)
    assert extract(file).state


def test_the_boxes_and_lists_of_a_form_show_what_was_entered(tmp_path: Path) -> None:
    """Bits: the kind, and behind it the result; 25 stands for the default, which is 1 here."""
    bits = (1 | 1 << 2, 1, 1 | 25 << 2, 2 | 1 << 2, 2 | 9 << 2)
    found = extract(word_files.form(tmp_path / "a.doc", *bits, entries=("永久", "定期三十年")))
    assert found.text == "☑、□、☑、定期三十年、、\n"
