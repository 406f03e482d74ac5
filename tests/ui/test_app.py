"""The program around the window: its look, its last resort, its refusals."""

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from archiver.errors import NoDisplay
from archiver.settings import Settings
from tests.ui.fake_archive import FakeArchive
from ui import app as program
from ui import icons, style
from ui.crash import Crash
from ui.dialogs.settings import SettingsDialog
from ui.main_window import MainWindow
from ui.year_range import YearRange


def test_without_a_screen_it_says_so_and_does_not_abort(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform.startswith("linux"):
        with pytest.raises(NoDisplay):
            program.run(tmp_path)


def test_a_bug_is_shown_once_and_can_be_copied(qtbot: QtBot, app: QApplication) -> None:
    crash = Crash(app)
    crash.happened.emit("ZeroDivisionError: division by zero")
    crash.happened.emit("ZeroDivisionError: division by zero")
    qtbot.waitUntil(lambda: len(_boxes()) == 1)
    box = _boxes()[0]
    copy = next(button for button in box.findChildren(QPushButton) if button.text() == "复制详情")
    copy.click()
    assert QGuiApplication.clipboard().text() == "ZeroDivisionError: division by zero"
    assert box.isVisible()
    box.close()
    qtbot.waitUntil(lambda: not _boxes())


def test_settings_take_hold_at_once_and_are_kept(
    qtbot: QtBot, app: QApplication, window: MainWindow, archive: FakeArchive
) -> None:
    window.commands.settings.trigger()
    dialog = window.findChildren(SettingsDialog)[0]
    dialog.result_settings = Settings(theme="dark", text_scale=1.15)
    dialog.accepted.emit()
    dialog.reject()
    assert style.current() is style.DARK
    assert archive.settings.theme == "dark"
    style.apply(app, "light")


def test_a_stretch_of_years_is_chosen_whichever_way_round(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 42)
    dialog = YearRange(window.searching.asked, window.results.filters.years(), window)
    dialog.asked.connect(window.searching.narrow)
    dialog.first.setCurrentText("2011")
    dialog.last.setCurrentText("2009")
    dialog.take()
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 21)
    assert window.results.filters.texts()[0] == "2009–2011"


def test_every_icon_can_be_drawn(app: QApplication) -> None:
    for file in icons.FOLDER.glob("*.svg"):
        if file.stem != "wendu":
            assert not icons.icon(file.stem).pixmap(16, 16).toImage().isNull()
            assert "currentColor" in file.read_text(encoding="utf-8")


def _boxes() -> list[QMessageBox]:
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
