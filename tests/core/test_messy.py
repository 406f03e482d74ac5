"""Broken, encrypted, odd and hostile files of public test suites: each ends in a state with its reason."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.core.extract_files import KNOWN_OTHERWISE
from tests.core.office import Json, Office

pytestmark = pytest.mark.reading_child
MESSY = Path(__file__).resolve().parents[2].parent / "shared" / "messy"

pytestmark = pytest.mark.skipif(not MESSY.exists(), reason="the messy files are not on this machine")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(office: Office, rows: list[Json]) -> str:
    """The text of a file and of what lies in it."""
    shown = [office.run("show", str(row["document"]), "--text") for row in rows if row["document"]]
    return "".join(piece["text"] for document in shown for piece in document["pieces"])


def test_every_messy_file_ends_in_a_state_with_a_reason_and_known_words_are_held(office: Office) -> None:
    shutil.copytree(MESSY / "files", office.folder, dirs_exist_ok=True)
    office.watch_folder()
    report = office.scan(expect=None)
    on_disk = sorted(path.name for path in office.folder.rglob("*") if path.is_file())
    ledger = office.run("files")["files"]
    rows = {Path(row["path"]).name: row for row in ledger if not row["container"]}
    assert sorted(rows) == on_disk
    assert report["seen"] == len(on_disk)
    for row in ledger:
        assert row["state"] != "waiting", row["path"]
        assert row["reason"] or row["state"] == "searchable", row["path"]

    missing = []
    for line in (MESSY / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        row = rows.get(Path(entry["file"]).name)
        if entry["file"] in KNOWN_OTHERWISE:
            continue
        if row and entry["known_text"] and row["state"] in ("searchable", "partial", "recovered"):
            text = squeezed(words(office, [row, *(one for one in ledger if one["container"] == row["path"])]))
            missing += [(entry["file"], known) for known in entry["known_text"] if squeezed(known) not in text]
    assert not missing
