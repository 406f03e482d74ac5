"""Where a library lies: given, beside a portable program, or the user's own; and a window without a screen."""

import json
import subprocess
from pathlib import Path

import platformdirs
import whoosh
from pytest import MonkeyPatch

from archiver.settings import PORTABLE_MARK, library_folder
from tests.core.office import PYTHON, Office

ROOT = Path(__file__).resolve().parents[2]


def test_the_library_given_is_the_one_opened(tmp_path: Path) -> None:
    assert library_folder(tmp_path / "库", tmp_path) == tmp_path / "库"


def test_a_portable_program_keeps_its_library_beside_it(tmp_path: Path) -> None:
    (tmp_path / PORTABLE_MARK).touch()
    assert library_folder(None, tmp_path) == tmp_path / "library"


def test_otherwise_the_library_lies_with_the_users_own_data(tmp_path: Path) -> None:
    assert library_folder(None, tmp_path) == platformdirs.user_data_path("Wendu", appauthor=False)


def test_another_whoosh_is_refused_with_a_sentence_before_anything_is_made(
    office: Office, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh, "__version__", (2, 7, 4))
    assert "3.54.0" in office.run("status", expect=2)["error"]
    assert not office.library.exists()


def test_a_window_without_a_screen_tells_programs_too(tmp_path: Path) -> None:
    done = subprocess.run(
        [PYTHON, "main.py", "--library", str(tmp_path / "库"), "--json"], cwd=ROOT, capture_output=True, text=True,
        check=False, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )  # fmt: skip
    assert done.returncode == 3
    assert set(json.loads(done.stdout)) == {"error", "hint"}
