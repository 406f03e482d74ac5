"""The contract of every format, and what becomes of files of every other kind."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.extract import FORMATS, extract
from archiver.extract.isolated import Extractor
from archiver.extract.sniff import sniff
from archiver.extract.source import Source
from archiver.extract.unread import UNREAD
from archiver.model import READ_STATES, Extracted, State
from archiver.wording import Reason, wordings
from tests.core.extract_files import KNOWN_OTHERWISE, SAMPLES, SHARED

KNOWN: dict[str, list[str]] = json.loads((SAMPLES / "known.json").read_text(encoding="utf-8"))
MESSY = SHARED / "messy"


def test_every_format_has_a_sample_with_a_known_sentence() -> None:
    assert {format for format, _ in KNOWN.values()} == set(FORMATS)


@pytest.mark.parametrize("name", KNOWN)
def test_the_known_sentence_of_each_sample_comes_out(name: str) -> None:
    format, sentence = KNOWN[name]
    found = extract(SAMPLES / name)
    assert (found.format, found.state) == (format, State.PARTIAL if format == "rar" else State.SEARCHABLE)
    assert sentence in found.text.replace("\n", "")
    check_blocks(found)


def check_blocks(found: Extracted) -> None:
    """Blocks stand in order, inside the text, apart from one another, and hold all that is not white space."""
    assert found.text.endswith("\n")
    at = 0
    for block in found.blocks:
        assert at <= block.start < block.end <= len(found.text)
        assert not found.text[at:block.start].strip()
        at = block.end
    assert not found.text[at:].strip()


def test_each_unread_kind_has_a_sentence_in_both_languages() -> None:
    for kind in UNREAD:
        reason = Reason(f"extract.kind.{kind}")
        assert reason.say("zh")
        assert reason.say("en")


def test_every_sentence_of_this_room_has_both_languages_and_both_hints_or_none() -> None:
    ours = {code: said for code, said in wordings().items() if code.startswith("extract.")}
    assert ours
    for said in ours.values():
        assert {"zh", "en"} <= set(said)
        assert ("zh_hint" in said) == ("en_hint" in said)


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"{\\rtf1\\ansi", "rtf"),
        (b"%TSD-Header-###%abc", "drm"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "7z"),
        (b"MZ\x90\0\x03", "program"),
        (b"ID3\x03\0", "audio"),
        (b"\0\0\0\x18ftypmp42", "video"),
        (b"\0\0\0\x18ftypheic", "image"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio"),
        (b"Founder CEB 3.0", "ceb"),
        (b"From: a@b.cn\r\nTo: c@d.cn\r\nSubject: x\r\n\r\nhello", "eml"),
        (b"From a@b.cn Mon Jun 1\nFrom: a@b.cn\nSubject: x\n\nhello", "mbox"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x", "mht"),
        (b"\0" * 600, "zeros"),
        (b"", "empty"),
    ],
)
def test_a_kind_is_told_by_content_whatever_the_ending(tmp_path: Path, start: bytes, kind: str) -> None:
    file = tmp_path / "总结.doc"
    file.write_bytes(start)
    assert sniff(file) == kind
    if kind in UNREAD:
        assert extract(file).state is UNREAD[kind]
    else:
        assert extract(file).format == kind


def test_an_unknown_binary_file_is_not_taken_for_text(tmp_path: Path) -> None:
    file = tmp_path / "数据.txt"
    file.write_bytes(bytes(range(256)) * 20)
    found = extract(file)
    assert (found.state, found.text) == (State.UNSUPPORTED, "")


@pytest.mark.parametrize("codec", ["koi8-r", "utf-8", "cp1252"])
def test_a_text_of_another_country_is_still_text(tmp_path: Path, codec: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Déjà vu à la crèche".encode(codec) if codec == "cp1252" else "Отчёт о работе".encode(codec))
    assert extract(file).state in READ_STATES


@pytest.mark.parametrize("seed", range(40))
def test_random_bytes_of_any_length_end_in_a_state(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    file = tmp_path / "a.txt"
    file.write_bytes(chance.randbytes(chance.randrange(400)))
    assert extract(file).state


def test_a_file_that_is_gone_or_locked_is_an_os_error_and_not_a_state(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        extract(tmp_path / "没有.txt")


def test_the_rest_of_the_program_loads_no_reader() -> None:
    program = (
        "import sys, archiver.extract.isolated, archiver.extract.structure;"
        "sys.exit(any(name.split('.')[0] in ('lxml', 'pypdfium2', 'olefile', 'PySide6', 'whoosh')"
        " for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as extractor:
        yield extractor


@pytest.mark.skipif(not MESSY.is_dir(), reason="the public test files are not here")
def test_every_messy_file_ends_in_a_state_with_a_reason(extractor: Extractor) -> None:
    for file in sorted((MESSY / "files").iterdir()):
        found = extractor.extract(Source(file))
        assert found.format, file.name
        assert found.reason or found.state is State.SEARCHABLE, file.name
        assert found.reason.code not in ("extract.crashed", "extract.too_slow"), file.name
        if found.reason:
            assert found.reason.say()
        assert bool(found.text) == (found.state in READ_STATES), file.name


@pytest.mark.skipif(not MESSY.is_dir(), reason="the public test files are not here")
def test_messy_files_of_formats_read_now_hold_their_known_text(extractor: Extractor) -> None:
    for line in (MESSY / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = extractor.extract(Source(MESSY / "files" / row["file"]))
        if found.format in FORMATS and found.state in READ_STATES:
            text = "".join(found.text.split())
            for known in row["known_text"] or ():
                assert "".join(known.split()) in text or row["file"] in KNOWN_OTHERWISE, row["file"]
