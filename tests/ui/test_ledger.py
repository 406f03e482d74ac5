"""The page of files that need a hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from archiver.model import FileRow, State
from archiver.wording import NO_REASON
from tests.ui.fake_archive import FakeArchive
from ui.blank import Blank
from ui.bridge import Bridge
from ui.ledger import Ledger
from ui.ledger_model import Column

STATES = (State.SCAN, State.ENCRYPTED, State.FAILED, State.SCAN, State.GARBLED)


def files(count: int = 5) -> list[FileRow]:
    return [
        FileRow(Path(f"/data/扫描件/{n}.pdf"), None, STATES[n % 5], NO_REASON, n % 3 + 1, None) for n in range(count)
    ]


@pytest.fixture
def ledger(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> Iterator[Ledger]:
    archive.troubled = files()
    bridge = Bridge(archive.as_archive())
    made = Ledger(bridge)
    qtbot.addWidget(made)
    made.resize(1060, 700)
    made.show()
    refresh(qtbot, made, 5)
    yield made
    bridge.close()


def table(ledger: Ledger) -> QTableView:
    found = ledger.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def refresh(qtbot: QtBot, ledger: Ledger, rows: int) -> None:
    ledger.refresh()
    qtbot.waitUntil(lambda: table(ledger).model().rowCount() == rows)


def cell(ledger: Ledger, row: int, column: Column) -> str:
    model = table(ledger).model()
    return str(model.data(model.index(row, column), Qt.ItemDataRole.AccessibleTextRole))


def button(ledger: Ledger, text: str) -> QPushButton:
    found = [each for each in ledger.findChildren(QPushButton) if each.text() == text and each.isVisible()]
    assert found, [each.text() for each in ledger.findChildren(QPushButton)]
    return found[0]


def test_each_file_says_its_state_why_and_what_to_do(ledger: Ledger) -> None:
    assert cell(ledger, 1, Column.FILE).split("\n")[0] == "1.pdf"
    assert cell(ledger, 1, Column.STATE) == "有密码"
    assert cell(ledger, 1, Column.REASON).split("\n") == [
        "文件设有密码，没有打开", "请在原程序中取消密码并保存，再点“重试”。",
    ]  # fmt: skip
    assert cell(ledger, 1, Column.ATTEMPTS) == "2"


def test_files_are_narrowed_to_a_state_and_counted(ledger: Ledger) -> None:
    button(ledger, "扫描件 2").click()
    assert table(ledger).model().rowCount() == 2
    button(ledger, "全部 5").click()
    assert table(ledger).model().rowCount() == 5


def test_retry_takes_the_selected_files_or_all_that_are_listed(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive
) -> None:
    button(ledger, "扫描件 2").click()
    with qtbot.waitSignal(ledger.message):
        button(ledger, "全部重试").click()
    assert archive.calls[-1] == ("retry", [Path("/data/扫描件/0.pdf"), Path("/data/扫描件/3.pdf")])
    table(ledger).selectRow(1)
    with qtbot.waitSignal(ledger.message):
        button(ledger, "重试 1 个").click()
    assert archive.calls[-1] == ("retry", [Path("/data/扫描件/3.pdf")])


def test_a_chosen_file_is_opened(qtbot: QtBot, ledger: Ledger) -> None:
    with qtbot.waitSignal(ledger.openFile) as asked:
        table(ledger).activated.emit(table(ledger).model().index(2, 0))
    assert asked.args == [Path("/data/扫描件/2.pdf")]


def test_what_is_selected_and_narrowed_outlives_a_refresh(qtbot: QtBot, ledger: Ledger, archive: FakeArchive) -> None:
    button(ledger, "扫描件 2").click()
    table(ledger).selectRow(1)
    archive.troubled = files(8)
    refresh(qtbot, ledger, 3)
    assert [index.row() for index in table(ledger).selectionModel().selectedRows()] == [1]
    assert button(ledger, "扫描件 3").property("chip") == "holds"


def test_a_state_that_is_no_more_widens_to_all(qtbot: QtBot, ledger: Ledger, archive: FakeArchive) -> None:
    button(ledger, "扫描件 2").click()
    archive.troubled = [row for row in files() if row.state is not State.SCAN]
    refresh(qtbot, ledger, 3)


def test_nothing_to_do_is_said(qtbot: QtBot, ledger: Ledger, archive: FakeArchive) -> None:
    archive.troubled = []
    refresh(qtbot, ledger, 0)
    blank = ledger.findChild(Blank)
    assert blank is not None and blank.isVisible()
    assert "没有需要处理的文件" in blank.accessibleName()


def test_a_hundred_thousand_files_say_their_reason_only_where_one_looks(
    qtbot: QtBot, ledger: Ledger, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.ledger_model import LedgerModel

    asked: set[Path] = set()
    lines = LedgerModel.lines

    def counted(self: LedgerModel, row: FileRow, column: Column) -> str:
        asked.add(row.path)
        return lines(self, row, column)

    monkeypatch.setattr(LedgerModel, "lines", counted)
    archive.troubled = files(100_000)
    refresh(qtbot, ledger, 100_000)
    table(ledger).selectAll()
    table(ledger).scrollToBottom()
    qtbot.waitUntil(lambda: Path("/data/扫描件/99999.pdf") in asked)
    assert len(asked) < 100
    assert button(ledger, "重试 100,000 个").isEnabled()
