"""The page of all files: their states, why, and what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from archiver.model import FileRow, State
from archiver.wording import NO_REASON, Reason
from tests.ui.fake_archive import FakeArchive
from ui import ledger_acts
from ui.blank import Blank
from ui.bridge import Bridge
from ui.ledger import Ledger
from ui.ledger_model import Column
from ui.ledger_states import SHELVES, Shelf, StatesList
from ui.ledger_table import LedgerTable

STATES = (State.SCAN, State.ENCRYPTED, State.FAILED, State.SEARCHABLE, State.GARBLED)


def files(count: int = 5) -> list[FileRow]:
    return [
        FileRow(
            Path(f"/data/扫描件/{n}.pdf"), None, STATES[n % 5], NO_REASON, n % 3 + 1, None, 10, 0, "2026-11-20T09:30:00"
        )
        for n in range(count)
    ]


@pytest.fixture
def ledger(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> Iterator[Ledger]:
    archive.ledger.troubled = files()
    bridge = Bridge(archive.as_archive())
    made = Ledger(bridge)
    qtbot.addWidget(made)
    made.resize(1060, 700)
    made.show()
    choose(qtbot, made, "all", 5)
    yield made
    bridge.close()


def table(ledger: Ledger) -> LedgerTable:
    found = ledger.findChild(LedgerTable)
    assert isinstance(found, LedgerTable)
    return found


def states(ledger: Ledger) -> StatesList:
    found = ledger.findChild(StatesList)
    assert isinstance(found, StatesList)
    return found


def choose(qtbot: QtBot, ledger: Ledger, shelf: Shelf, rows: int) -> None:
    states(ledger).choose(shelf)
    refresh(qtbot, ledger, rows)


def refresh(qtbot: QtBot, ledger: Ledger, rows: int) -> None:
    """Read the ledger anew and wait for its rows, those in view with what they say."""
    ledger.refresh()
    qtbot.waitUntil(lambda: table(ledger).model().rowCount() == rows)
    qtbot.waitUntil(lambda: not rows or bool(cell(ledger, 0, Column.FILE)))


def cell(ledger: Ledger, row: int, column: Column, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
    model = table(ledger).model()
    return str(model.data(model.index(row, column), role))


def button(ledger: Ledger, text: str) -> QPushButton:
    found = [each for each in ledger.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    assert found, [each.text() for each in ledger.findChildren(QPushButton)]
    return found[0]


def said(ledger: Ledger) -> str:
    return "\n".join(label.text() for label in ledger.findChildren(QLabel) if label.isVisible())


def test_each_file_says_its_state_why_what_to_do_how_often_and_when(ledger: Ledger) -> None:
    assert cell(ledger, 1, Column.FILE) == "1.pdf\n/data/扫描件"
    assert cell(ledger, 1, Column.FILE, Qt.ItemDataRole.ToolTipRole) == "/data/扫描件/1.pdf"
    assert cell(ledger, 1, Column.STATE) == "有密码"
    reason, advice = cell(ledger, 1, Column.REASON).split("\n")
    assert reason == "文件设有密码，没有打开"
    assert "输入密码" in advice
    assert cell(ledger, 1, Column.ATTEMPTS) == "2"
    assert cell(ledger, 1, Column.WHEN) == "2026-11-20\n09:30"


def test_a_file_in_a_container_says_in_which(qtbot: QtBot, ledger: Ledger, archive: FakeArchive) -> None:
    archive.ledger.troubled = [FileRow(Path("/a/b.zip/c.docx"), Path("/a/b.zip"), State.FAILED, NO_REASON, 1, None)]
    refresh(qtbot, ledger, 1)
    qtbot.waitUntil(lambda: cell(ledger, 0, Column.FILE) == "c.docx\n在 /a/b.zip 中")


def test_every_state_has_its_count_and_says_what_to_do_and_they_add_up_to_all_files(ledger: Ledger) -> None:
    model = states(ledger).states
    assert [model.count(shelf) for shelf in ("all", "attention", State.SCAN, State.OFFLINE)] == [5, 4, 1, 0]
    assert sum(model.count(state) for state in State) == model.count("all")
    assert all(model.advice(shelf) for shelf in SHELVES)
    assert "1 个文件" in model.data(model.index(SHELVES.index(State.SCAN)), Qt.ItemDataRole.AccessibleTextRole)


def test_files_are_narrowed_to_a_state_and_its_advice_is_told(qtbot: QtBot, ledger: Ledger) -> None:
    choose(qtbot, ledger, State.SCAN, 1)
    assert "文字识别组件" in said(ledger)
    choose(qtbot, ledger, "attention", 4)


def test_files_are_narrowed_by_words_in_their_path(qtbot: QtBot, ledger: Ledger) -> None:
    field = ledger.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("扫描件 3.pdf")
    qtbot.waitUntil(lambda: table(ledger).model().rowCount() == 1)
    field.setText("没有的")
    qtbot.waitUntil(lambda: table(ledger).model().rowCount() == 0)
    assert "没有路径含“没有的”的文件" in said(ledger)


def test_a_click_on_a_column_sorts_by_it(qtbot: QtBot, ledger: Ledger) -> None:
    table(ledger).sortByColumn(Column.ATTEMPTS, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: cell(ledger, 0, Column.ATTEMPTS) == "3")


def test_reading_again_takes_the_selected_files_or_all_that_are_listed(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive
) -> None:
    choose(qtbot, ledger, "attention", 4)
    with qtbot.waitSignal(ledger.message):
        button(ledger, "全部重新读取").click()
    assert archive.calls[-1] == ("retry", [Path(f"/data/扫描件/{n}.pdf") for n in (0, 1, 2, 4)])
    table(ledger).selectRow(1)
    with qtbot.waitSignal(ledger.message):
        button(ledger, "重新读取 1 个").click()
    assert archive.calls[-1] == ("retry", [Path("/data/扫描件/1.pdf")])


def test_files_of_a_folder_that_is_away_are_not_read_again(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive
) -> None:
    away = FileRow(Path("/u/盘.txt"), None, State.OFFLINE, NO_REASON, 1, None)
    archive.ledger.troubled = [*files(1), away]
    refresh(qtbot, ledger, 2)
    with qtbot.waitSignal(ledger.message):
        button(ledger, "全部重新读取").click()
    assert archive.calls[-1] == ("retry", [Path("/data/扫描件/0.pdf")])


def test_a_password_is_asked_for_the_selected_file_and_given_to_the_reader(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(parent: object, name: str) -> str:
        asked.append(name)
        return "芝麻开门"

    monkeypatch.setattr(ledger_acts, "ask_password", answer)
    choose(qtbot, ledger, State.ENCRYPTED, 1)
    assert not button(ledger, "输入密码…").isEnabled()
    table(ledger).selectRow(0)
    with qtbot.waitSignal(ledger.message):
        button(ledger, "输入密码…").click()
    assert asked == ["1.pdf"]
    assert archive.calls[-1] == ("retry", [Path("/data/扫描件/1.pdf")], "芝麻开门")


def test_a_scan_that_waits_for_its_password_can_be_given_it(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive
) -> None:
    waits = Reason("extract.scan_locked")
    archive.ledger.troubled = [FileRow(Path("/a/密.zip/扫描.pdf"), Path("/a/密.zip"), State.SCAN, waits, 1, None)]
    refresh(qtbot, ledger, 1)
    table(ledger).selectRow(0)
    assert button(ledger, "输入密码…").isEnabled()
    table(ledger).clearSelection()
    assert not any(each.isVisible() for each in ledger.findChildren(QPushButton) if each.text() == "输入密码…")


def test_what_is_shown_is_exported(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "台账"), ""))
    choose(qtbot, ledger, "attention", 4)
    with qtbot.waitSignal(ledger.message) as told:
        button(ledger, "导出表格…").click()
    assert archive.calls[-1] == ("export", (1, 2, 3, 5), tmp_path / "台账.xlsx")
    assert "4 个文件" in told.args[0]


def test_a_chosen_file_is_opened(qtbot: QtBot, ledger: Ledger) -> None:
    with qtbot.waitSignal(ledger.openFile) as asked:
        table(ledger).activated.emit(table(ledger).model().index(2, 0))
    assert asked.args == [Path("/data/扫描件/2.pdf")]


def test_selection_and_place_stay_while_files_come_in(qtbot: QtBot, ledger: Ledger, archive: FakeArchive) -> None:
    archive.ledger.troubled = files(500)
    refresh(qtbot, ledger, 500)
    table(ledger).verticalScrollBar().setValue(5000)
    table(ledger).selectRow(110)
    archive.ledger.troubled = [*files(500), *files(40)]
    refresh(qtbot, ledger, 540)
    assert table(ledger).verticalScrollBar().value() == 5000
    assert table(ledger).rows() == [110]


def test_another_state_begins_at_its_top_with_nothing_selected(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive
) -> None:
    archive.ledger.troubled = files(500)
    refresh(qtbot, ledger, 500)
    table(ledger).scrollToBottom()
    table(ledger).selectRow(499)
    choose(qtbot, ledger, State.SCAN, 100)
    assert (table(ledger).verticalScrollBar().value(), table(ledger).rows()) == (0, [])


def test_nothing_to_do_is_said(qtbot: QtBot, ledger: Ledger, archive: FakeArchive) -> None:
    archive.ledger.troubled = []
    choose(qtbot, ledger, "attention", 0)
    blank = ledger.findChild(Blank)
    qtbot.waitUntil(lambda: blank is not None and blank.isVisible())
    assert "没有需要处理的文件" in said(ledger)
    choose(qtbot, ledger, State.GARBLED, 0)
    qtbot.waitUntil(lambda: "没有“乱码”的文件" in said(ledger))


def test_of_a_hundred_thousand_files_only_those_in_view_are_fetched(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive
) -> None:
    archive.ledger.troubled = files(100_000)
    archive.calls.clear()
    refresh(qtbot, ledger, 100_000)
    table(ledger).selectAll()
    table(ledger).scrollToBottom()
    qtbot.waitUntil(lambda: cell(ledger, 99_999, Column.FILE).startswith("99999.pdf"))
    assert sum(1 for call in archive.calls if call[0] == "file_rows") < 10
    assert button(ledger, "重新读取 100,000 个").isEnabled()
