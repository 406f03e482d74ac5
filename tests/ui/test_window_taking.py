"""Taking along what was found: hits through all papers, words with their source, results as a file."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QProgressDialog
from pytestqt.qtbot import QtBot

from tests.ui.fake_archive import FakeArchive
from tests.waiting import PATIENCE
from ui.main_window import MainWindow
from ui.result_export import with_ending
from ui.sheet import SheetView


def find(qtbot: QtBot, window: MainWindow, query: str, count: int) -> None:
    window.search.write(query)
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == count)
    qtbot.waitUntil(lambda: not (window.results.list.untold or window.reader.waiting))


def sheet(window: MainWindow) -> SheetView:
    return window.reader.findChildren(SheetView)[0]


def row(window: MainWindow) -> int:
    return window.results.list.currentIndex().row()


def test_f3_goes_on_to_the_next_paper_and_shift_f3_back_to_the_last_hit(qtbot: QtBot, window: MainWindow) -> None:
    find(qtbot, window, "森林防火", 24)
    hits = sheet(window).count
    assert hits > 1
    for _ in range(hits - 1):
        window.commands.next_hit.trigger()
    assert (row(window), sheet(window).current) == (0, hits - 1)
    window.commands.next_hit.trigger()
    window.commands.next_hit.trigger()
    qtbot.waitUntil(lambda: not window.reader.waiting)
    assert (row(window), sheet(window).current) == (1, 0), "a key pressed while a paper comes skips none"
    window.commands.previous_hit.trigger()
    qtbot.waitUntil(lambda: not window.reader.waiting)
    assert (row(window), sheet(window).current) == (0, hits - 1)


def test_f3_goes_through_the_words_that_best_matches_have(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    find(qtbot, window, "森林防火", 24)
    best = [window.results.list.hits.hit(at) for at in range(2)]
    archive.best = tuple(hit.card.piece for hit in best if hit)
    find(qtbot, window, "防火不要火", 2)
    assert sheet(window).count > 0, "a best match has marked places, too"
    assert sheet(window).current == 0
    for _ in range(sheet(window).count):
        window.commands.next_hit.trigger()
    qtbot.waitUntil(lambda: not window.reader.waiting)
    assert (row(window), sheet(window).current) == (1, 0)


def test_the_last_hit_of_the_last_paper_is_told(qtbot: QtBot, window: MainWindow) -> None:
    find(qtbot, window, "森林防火", 24)
    window.results.list.step(23)
    qtbot.waitUntil(lambda: not window.reader.waiting)
    for _ in range(sheet(window).count):
        window.commands.next_hit.trigger()
    assert row(window) == 23
    assert window.results.toast.text() == "已是最后一篇"


def test_words_copied_keep_where_they_come_from(qtbot: QtBot, window: MainWindow) -> None:
    find(qtbot, window, "森林防火", 24)
    view = sheet(window)
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    card = window.reader._opened.paper.card if window.reader._opened else None
    assert card is not None
    whole, marked_up = mime.text(), mime.html()
    last = whole.rsplit("\n", 1)[1]
    assert last == f"——《{card.title}》，{card.organisation}，{card.year}年，{card.path}"
    assert marked_up.endswith(f"<p>{last}</p>")
    window.commands.copy_plain.trigger()
    plain = QGuiApplication.clipboard().text()
    assert plain
    assert "——《" not in plain
    assert whole == f"{plain}\n{last}"


@pytest.mark.parametrize(("chosen", "count"), [(1, 24), (3, 3)])
def test_all_results_or_the_chosen_ones_are_exported(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, tmp_path: Path, chosen: int, count: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    find(qtbot, window, "森林防火", 24)
    for _ in range(chosen - 1):
        QTest.keyClick(window.results.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert window.results.list.choice.count() == chosen
    answer = (str(tmp_path / "结果"), "文档 (*.docx)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: answer)
    window.commands.export.trigger()
    qtbot.waitUntil(lambda: "已导出" in window.results.toast.text())
    assert f"已导出 {count} 篇" in window.results.toast.text()
    rows = [range(3)] if chosen == 3 else None
    assert archive.calls[-1] == ("export_results", "森林防火", tmp_path / "结果.docx", rows)


def test_an_export_given_up_is_said_so(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find(qtbot, window, "森林防火", 24)
    asked_to_stop, write = Event(), archive.export_results

    def wait(*given: Any, rows: Any) -> int:
        assert asked_to_stop.wait(PATIENCE)
        return write(*given, rows=rows)

    monkeypatch.setattr(archive, "export_results", wait)
    window.export.write(tmp_path / "结果.xlsx")
    cancel = window.findChildren(QProgressDialog)[0]
    cancel.canceled.emit()
    asked_to_stop.set()
    qtbot.waitUntil(lambda: window.results.toast.text() == "已取消导出")


def test_a_name_with_dots_keeps_them() -> None:
    assert with_ending(Path("2011.12 结果"), ".docx") == Path("2011.12 结果.docx")
    assert with_ending(Path("结果.xlsx"), ".docx") == Path("结果.docx")
