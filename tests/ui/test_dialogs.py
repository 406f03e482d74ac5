"""Settings, help and about."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from archiver import __version__
from archiver.model import State
from archiver.settings import Settings
from ui import states, style
from ui.combo import Combo
from ui.dialogs.about import AboutDialog
from ui.dialogs.help import HelpDialog
from ui.dialogs.settings import SettingsDialog
from ui.labels import Label
from ui.searching import Asked
from ui.year_range import YearRange


def choose(dialog: SettingsDialog, name: str, word: str) -> None:
    box = next(box for box in dialog.findChildren(Combo) if box.accessibleName() == name)
    box.setCurrentIndex(box.findText(word))


def test_what_was_chosen_is_the_new_settings(qtbot: QtBot, app: QApplication) -> None:
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    for name, word in (("外观", "深色"), ("文字大小", "特大"), ("语言", "English"), ("全部查看", "每 60 分钟")):
        choose(dialog, name, word)
    dialog.accept()
    assert dialog.result_settings == Settings(theme="dark", language="en", text_scale=1.3, rescan_minutes=60)


def test_settings_are_left_alone_without_ok(qtbot: QtBot, app: QApplication) -> None:
    dialog = SettingsDialog(Settings(rescan_minutes=7))
    qtbot.addWidget(dialog)
    choose(dialog, "外观", "深色")
    dialog.reject()
    assert dialog.result_settings == Settings(rescan_minutes=7)


def test_recognising_scans_can_be_switched_off_where_it_can_be_done(qtbot: QtBot, app: QApplication) -> None:
    dialog = SettingsDialog(Settings(), can_recognise=True)
    qtbot.addWidget(dialog)
    dialog.show()
    (box,) = dialog.findChildren(QCheckBox)
    assert box.isVisible() and box.isChecked()
    box.click()
    dialog.accept()
    assert dialog.result_settings == Settings(recognise=False)


def test_without_the_extra_nothing_is_said_of_recognising(qtbot: QtBot, app: QApplication) -> None:
    dialog = SettingsDialog(Settings(recognise=False))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not any(box.isVisible() for box in dialog.findChildren(QCheckBox))
    dialog.accept()
    assert dialog.result_settings == Settings(recognise=False)


def test_a_pause_of_ones_own_is_kept(qtbot: QtBot, app: QApplication) -> None:
    dialog = SettingsDialog(Settings(rescan_minutes=7))
    qtbot.addWidget(dialog)
    dialog.accept()
    assert dialog.result_settings.rescan_minutes == 7


def test_how_many_files_are_read_at_once_is_chosen_up_to_what_the_machine_has(
    qtbot: QtBot, app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    dialog = SettingsDialog(Settings())
    qtbot.addWidget(dialog)
    assert [dialog._workers.itemText(n) for n in range(dialog._workers.count())] == [
        "1 个文件", "2 个文件", "3 个文件",
    ]  # fmt: skip
    dialog._workers.setCurrentIndex(1)
    dialog.accept()
    assert dialog.result_settings == Settings(workers=2)


def test_settings_say_where_the_library_is(qtbot: QtBot, app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("ui.dialogs.settings.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()))
    dialog = SettingsDialog(Settings(), library=Path("/data/资料库"))
    qtbot.addWidget(dialog)
    assert any(label.text() == str(Path("/data/资料库")) for label in dialog.findChildren(Label))
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "打开").click()
    assert opened == ["/data/资料库"]


@pytest.mark.parametrize("locale", ["zh_CN", "en_US"])
def test_help_is_there_in_both_languages(qtbot: QtBot, app: QApplication, locale: str) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    QLocale.setDefault(before)
    page = dialog.findChild(QTextBrowser)
    assert page is not None
    assert "Ctrl+Z" in page.toPlainText()
    assert page.document().rootFrame().childFrames(), "tables are tables"


def test_help_explains_every_state_by_its_word(qtbot: QtBot, app: QApplication) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("zh_CN"))
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    QLocale.setDefault(before)
    page = dialog.findChild(QTextBrowser)
    assert page is not None
    text = page.toPlainText()
    assert [states.word(state) for state in State if states.word(state) not in text] == []


def test_help_leaves_the_letters_of_the_window_as_they_are(qtbot: QtBot, app: QApplication) -> None:
    before = style.font(13).weight()
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    assert style.font(13).weight() == before


def test_a_long_list_drops_down_without_filling_the_screen(qtbot: QtBot, app: QApplication) -> None:
    box = Combo()
    qtbot.addWidget(box)
    box.addItems([f"类别 {number}" for number in range(100)])
    box.show()
    box.showPopup()
    assert box.view().height() < 16 * box.view().sizeHintForRow(0)
    box.hidePopup()


def test_the_years_of_a_stretch_have_room_beside_the_arrow(qtbot: QtBot, app: QApplication) -> None:
    dialog = YearRange(Asked(), [2008, 2012])
    qtbot.addWidget(dialog)
    dialog.show()
    for box in (dialog.first, dialog.last):
        assert isinstance(box, Combo)
        assert box.width() >= box.fontMetrics().horizontalAdvance("2008") + style.px(8 + 12 + 8)


def test_about_says_the_version(qtbot: QtBot, app: QApplication) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert any(__version__ in label.text() for label in dialog.findChildren(Label))
