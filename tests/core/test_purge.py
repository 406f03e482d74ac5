"""A paper that turns out to be marked leaves no trace of its words in any file of the library."""

import json
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from archiver import ingest
from archiver.catalogue import journal, places, purging, roots
from archiver.describe import Scheme, describe
from archiver.extract import extract
from archiver.library import Library
from archiver.reading import Reading
from archiver.search.postings import grams_of
from archiver.store import sha256
from archiver.text.folding import fold
from archiver.walk import look
from tests.core.office import PYTHON, Office
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
WORDS = ("龘靐行动代号", "爩厵龗名单", "臺灣龖報告ＡＢ")
MARKED = f"机密（10年）\n云岭县{WORDS[0]}实施方案\n\n附{WORDS[1]}一份。{WORDS[2]}另行印发。\n" + "请认真贯彻执行。\n" * 30
BY_HAND = "麤鱻手写题名"
OPEN = "森林防火工作总结\n\n今年未发生森林火灾。\n"


def keep_as_older_version_did(office: Office, path: Path) -> None:
    """Store the whole text of a file whatever mark it bears."""
    library = Library(office.library)
    with closing(library):
        root = roots.by_path(library.catalogue.read(), office.folder)
        seen, extracted = look(path), extract(path)
        assert seen is not None
        drafts = describe(extracted.text, extracted.blocks, path.stem, {}, Scheme.parse(library.rules()))
        with library.catalogue.write() as db:
            places.arrive(db, root.id, seen)
            db.execute("DELETE FROM meta WHERE key = 'secrecy'")
        ingest.keep(library.catalogue, root.id, Reading(path, seen, sha256(path), extracted, tuple(drafts)))


@pytest.fixture
def burdened(office: Office) -> Office:
    """A library in which an older version stored two copies of a marked paper, titled by hand, and indexed it."""
    office.watch_folder()
    office.write("公开.txt", OPEN)
    office.scan()
    for name in ("甲.txt", "乙.txt"):
        keep_as_older_version_did(office, office.write(name, MARKED))
    office.run("reindex")
    document = next(row["document"] for row in office.run("files")["files"] if row["path"].endswith("甲.txt"))
    office.run("set", str(document), "title", BY_HAND)
    assert traces(office)
    return office


def traces(office: Office) -> set[str]:
    """Words of the marked paper, as written, folded, or as grams, and the files of the library that hold them."""
    said = {*WORDS, BY_HAND, *map(fold, WORDS)}
    grams = {gram for word in said for gram in grams_of(fold(word)) if gram not in fold(OPEN) and not gram.isascii()}
    rare = {word for word in said | grams if any("鱻龘靐爩厵龗龖麤".find(sign) >= 0 for sign in word)}
    wanted = {form for word in rare for form in (word.encode(), word.encode("utf-16-le"), json.dumps(word).encode()[1:-1])}
    files = [file for file in office.library.rglob("*") if file.is_file()]
    return {f"{file.name}: {form!r}" for file in files for content in [file.read_bytes()] for form in wanted if form in content}


def marked_states(office: Office) -> list[str]:
    return [row["state"] for row in office.run("files")["files"] if not row["path"].endswith("公开.txt")]


def test_no_byte_of_the_library_holds_a_word_of_it_after_the_next_scan(burdened: Office) -> None:
    burdened.scan(expect=1)
    assert traces(burdened) == set()
    assert marked_states(burdened) == ["secret", "secret"]
    assert burdened.titles("") == ["森林防火工作总结"] == burdened.titles("森林火灾")
    assert burdened.run("search", WORDS[1])["total"] == 0


def test_the_files_that_are_sealed_are_told_as_needing_attention(burdened: Office) -> None:
    told = burdened.scan(expect=1)["attention"]
    assert {Path(row["path"]).name for row in told} == {"甲.txt", "乙.txt"}
    assert "机密" in told[0]["reason"]


def test_the_journal_says_that_something_was_corrected_but_not_what(burdened: Office) -> None:
    burdened.scan(expect=1)
    with closing(Library(burdened.library)) as library:
        db = library.catalogue.read()
        assert journal.is_unbroken(db)
        rows = db.execute("SELECT action, before, after FROM journal WHERE action IN ('set', 'seal')").fetchall()
    assert [row["action"] for row in rows] == ["set", "seal"]
    assert json.loads(rows[0]["after"]) == {"title": None}
    assert burdened.run("undo")["undone"] is None


def test_the_journal_stays_append_only_for_everyone_else(burdened: Office) -> None:
    burdened.scan(expect=1)
    with closing(Library(burdened.library)) as library, pytest.raises(Exception, match="append-only"):
        library.catalogue.read().execute("UPDATE journal SET why = 'x'")


@pytest.mark.parametrize("place", [
    "archiver.ingest.purging.purge", "archiver.following.Follower.forget_removed",
    "archiver.search.folder.clean_files", "archiver.purge.purging.clean", "archiver.purge.purging.done",
])  # fmt: skip
def test_a_purge_that_is_killed_is_brought_to_its_end_by_the_next_scan(burdened: Office, place: str) -> None:
    killed = (
        "import os\nfrom unittest import mock\nfrom archiver import settle\nfrom archiver.cli.main import main\n"
        f"if __name__ == '__main__':\n    with mock.patch({place!r}, lambda *_: os._exit(9)):\n"
        f"        main(['--library', {str(burdened.library)!r}, 'scan'])\n"
    )
    done = subprocess.run([PYTHON, "-c", killed], cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 9, done.stderr.decode()
    burdened.scan(expect=None)
    assert traces(burdened) == set()
    assert marked_states(burdened) == ["secret", "secret"]
    with closing(Library(burdened.library)) as library:
        assert not purging.is_due(library.catalogue.read())


def test_both_copies_are_sealed_when_one_of_them_is_read_again(burdened: Office) -> None:
    with closing(Library(burdened.library)) as library, library.catalogue.write() as db:
        db.execute("UPDATE revision SET extractor = 0")
        purging.remember_judged(db, 2, None)
    burdened.run("retry", burdened.folder / "甲.txt", expect=1)
    assert marked_states(burdened) == ["secret", "secret"]
    assert traces(burdened) == set()


def test_what_a_paper_said_before_its_mark_was_taken_off_goes_too(office: Office) -> None:
    office.watch_folder()
    keep_as_older_version_did(office, office.write("甲.txt", MARKED))
    office.write("甲.txt", OPEN)
    office.scan(expect=None)
    assert office.states() == {"甲.txt": "searchable"}
    assert office.titles("") == ["森林防火工作总结"]
    assert traces(office) == set()


def test_a_paper_that_gets_its_mark_later_is_purged_with_what_it_said_before(office: Office) -> None:
    office.watch_folder()
    path = office.write("甲.txt", MARKED.partition("\n")[2])
    office.scan()
    assert traces(office)
    path.write_text(MARKED, encoding="utf-8")
    office.scan(expect=1)
    assert office.states() == {"甲.txt": "secret"}
    assert traces(office) == set()
