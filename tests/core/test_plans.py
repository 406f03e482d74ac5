"""What is done for each file costs the same in a library of a hundred thousand: no statement runs through a table."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from archiver.catalogue import Catalogue
from archiver.keeper import Keeper
from archiver.library import Library
from tests.core.office import Office
from tests.core.zip_files import write

GROWING = "document|revision|revision_text|place|piece|folded|value|journal|sketched|wording|likeness"
THROUGH = re.compile(rf"SCAN ({GROWING})\b")

ONCE = {
    "SELECT 1 FROM piece LIMIT 1": "ends with the first row",
    "SELECT * FROM journal ORDER BY id DESC LIMIT 1": "ends with the first row",
    "SELECT id, fingerprints FROM wording": "fills the sketches in memory when the keeper begins",
    "SELECT id FROM wording WHERE NOT EXISTS": "when the keeper begins",
    "UPDATE place SET state = 'waiting'": "when the keeper begins",
    "SELECT piece.id, ifnull(own.value, whole.value)": "when categories are learnt, not per file",
}
"""Statements that may run through a table, and why."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that the catalogue is asked, with its values."""
    asked: list[str] = []
    connect = Catalogue._connect

    def listening(self: Catalogue) -> sqlite3.Connection:
        db = connect(self)
        db.set_trace_callback(asked.append)
        return db

    monkeypatch.setattr(Catalogue, "_connect", listening)
    return asked


def follow(office: Office) -> None:
    """Let the keeper read what is new, without the report that the command makes of it."""
    library = Library(office.library)
    keeper = Keeper(library, lambda _: None)
    keeper.scan()
    keeper.close()
    library.close()


def plans(office: Office, asked: list[str]) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(office.library / "catalogue.db")) as db:
        for statement in dict.fromkeys(asked):
            tight = " ".join(statement.split())
            if re.match("SELECT|INSERT|UPDATE|DELETE", tight) and not any(map(tight.startswith, ONCE)):
                for row in db.execute(f"EXPLAIN QUERY PLAN {statement}"):
                    yield tight, row[3]


def test_no_statement_asked_for_a_file_runs_through_a_table(office: Office, asked: list[str]) -> None:
    for number in range(3):
        office.write(f"{number}.txt", f"201{number}年森林防火工作总结\n全镇共签订责任书{number}80份。\n林业站\n")
    write(office.folder / "材料.zip", ("台账.txt", "2013年隐患排查台账\n共12处。".encode()))
    office.watch_folder()
    asked.clear()  # what made the library
    follow(office)
    (office.folder / "0.txt").rename(office.folder / "改名.txt")
    (office.folder / "材料.zip").rename(office.folder / "移走.zip")
    shutil.copy(office.folder / "1.txt", office.folder / "抄件.txt")
    office.write("2.txt", "2012年森林防火工作总结\n改过一次。\n林业站\n")
    follow(office)
    (office.folder / "抄件.txt").unlink()
    follow(office)
    found = {plan: statement for statement, plan in plans(office, asked) if THROUGH.match(plan)}
    assert not found
