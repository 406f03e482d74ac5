"""A command asks several questions; another program may change the library between any two of them."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archiver import filing
from archiver.archive import Archive
from archiver.catalogue import Catalogue, categories
from archiver.cli import commands, main
from archiver.cli.done import Done
from archiver.model import PieceId
from tests.core.conftest import FIRE, TEA
from tests.core.office import Office

SAYS_SO = 2
"""The exit code of a command whose paper or category is not there any more."""


class Interrupted:
    """A connection to the catalogue; before the question `at` of a command another program makes its change.

    Questions of a transaction that writes are not counted: nobody else writes then.
    """

    def __init__(self, db: sqlite3.Connection, at: int, change: Callable[[], object]) -> None:
        self._db = db
        self._at = at
        self._change = change
        self._acts = False
        self.asked = 0

    def execute(self, *question: Any) -> sqlite3.Cursor:
        self._acts = question[0] == "BEGIN IMMEDIATE" or (self._acts and self._db.in_transaction)
        if not self._acts:
            if self.asked == self._at:
                self._change()
            self.asked += 1
        return self._db.execute(*question)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


@pytest.fixture
def alike(office: Office) -> Office:
    """An office with three papers, two of them nearly the same, and a category of the user's own."""
    office.watch_folder()
    office.write("古茶树.txt", TEA * 6)
    office.write("古茶树修改稿.txt", TEA * 6 + "另附照片两张。\n")
    office.write("防火.txt", FIRE)
    office.scan()
    office.run("categories", "add", "茶事档案")
    office.run("file", str(office.only("森林防火")["document"]), "--category", "茶事档案")
    return office


def change_elsewhere(library: Path) -> None:
    """Another program forgets every paper but one and puts other categories in the place of the user's own."""
    db = sqlite3.connect(library / "catalogue.db", isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("BEGIN IMMEDIATE")
    db.execute("DELETE FROM place WHERE document > 1")
    db.execute("UPDATE document SET revision = NULL WHERE id > 1")
    db.execute("DELETE FROM document WHERE id > 1")
    filing.remove_category(db, filing.find_category(db, "茶事档案").id)
    made = categories.insert(db, "U90", "茶事新档", None, {})
    child = categories.insert(db, "U91", "茶事照片", made, {})
    filing.choose(db, [filing.target_of_piece(db, PieceId(1))], "category", str(child), "file")
    db.execute("COMMIT")
    db.close()


def interrupted(office: Office, monkeypatch: pytest.MonkeyPatch, *command: str, at: int) -> Interrupted:
    """Run a command with the change made before its question `at` to the catalogue, counted once it is open."""
    opened: list[Interrupted] = []

    def run(archive: Archive, options: Any) -> Done:
        catalogue = archive.opened.catalogue
        opened.append(Interrupted(catalogue.read(), at, lambda: change_elsewhere(office.library)))
        monkeypatch.setattr(catalogue, "read", lambda: opened[0])
        return commands.run(archive, options)

    monkeypatch.setattr(main, "run", run)
    office.run(*command, expect=None)
    return opened[0]


@pytest.mark.parametrize("command", [
    ("show", "2"), ("similar", "p1"), ("similar", "--all"), ("suggest", "茶"), ("categories", "list"), ("undo", "--list"),
    ("search", "茶", "--facets"), ("file", "p3", "2", "--category", "茶事档案", "--copy"), ("split", "p2", "3"), ("undo",),
    ("categories", "preview", "方案.json"), ("search", "标题:古茶 OR 茶青样本", "--as-written"),
])  # fmt: skip
def test_what_another_program_changes_between_two_questions_is_answered_or_said(
    alike: Office, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(alike.folder)
    alike.run("categories", "export", "方案.json")
    kept = alike.library.with_name("kept")
    shutil.copytree(alike.library, kept)
    never = 10**6
    for at in range(interrupted(alike, monkeypatch, *command, at=never).asked):
        shutil.rmtree(alike.library)
        shutil.copytree(kept, alike.library)
        interrupted(alike, monkeypatch, *command, at=at)
        assert alike.exit_code in (0, SAYS_SO), (at, alike.stderr)
        assert command == ("undo",) or "不能撤销" not in alike.stderr, at  # nobody asked for that


def test_saved_searches_may_be_counted_by_two_threads_at_once(alike: Office) -> None:
    archive = Archive.open(alike.library)
    troubles: list[BaseException] = []

    def count(queries: list[str]) -> None:
        try:
            for _ in range(60):
                archive._finder.totals(queries)
        except BaseException as trouble:  # noqa: BLE001 - of a thread, told by the test
            troubles.append(trouble)

    threads = [threading.Thread(target=count, args=([words],)) for words in ("茶", "防火")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    archive.close()
    assert not troubles


def test_a_snapshot_shows_one_state_and_lets_others_write(tmp_path: Path) -> None:
    one, other = Catalogue(tmp_path / "catalogue.db"), Catalogue(tmp_path / "catalogue.db")
    with one.snapshot() as db, one.snapshot() as again:
        before = again.execute("SELECT count(*) FROM category").fetchone()[0]
        with other.write() as theirs:
            categories.insert(theirs, "U01", "新类", None, {})
        assert db.execute("SELECT count(*) FROM category").fetchone()[0] == before
    assert one.read().execute("SELECT count(*) FROM category").fetchone()[0] == before + 1
    one.close()
    other.close()
