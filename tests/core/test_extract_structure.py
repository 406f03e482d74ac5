"""Whether a file that may still be being copied is all there."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archiver.extract.structure import is_whole
from tests.core.extract_files import SAMPLES, cut_short

FORMS = ("notice.docx", "notice.doc", "rules.pdf")


@pytest.mark.parametrize("name", FORMS)
def test_a_complete_file_is_whole(name: str) -> None:
    assert is_whole(SAMPLES / name)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.9])
def test_a_file_copied_in_part_is_not_whole(tmp_path: Path, name: str, share: float) -> None:
    assert not is_whole(cut_short(tmp_path, SAMPLES / name, share))


@pytest.mark.parametrize("name", FORMS)
def test_a_file_of_full_size_that_is_filled_bit_by_bit_is_not_whole(tmp_path: Path, name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    file = tmp_path / name
    file.write_bytes(data[:len(data) // 8].ljust(len(data), b"\0"))
    assert not is_whole(file)


def test_kinds_that_cannot_tell_count_as_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for data in (b"", "文字".encode(), b"{\\rtf1"):
        file.write_bytes(data)
        assert is_whole(file)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4"]),
    st.binary(max_size=2000),
)
def test_broken_content_never_raises(tmp_path: Path, start: bytes, rest: bytes) -> None:
    file = tmp_path / "a"
    file.write_bytes(start + rest)
    is_whole(file)


def test_what_cannot_be_opened_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"directory|denied"):
        is_whole(tmp_path)


def test_a_file_that_is_gone_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        is_whole(tmp_path / "a.docx")
