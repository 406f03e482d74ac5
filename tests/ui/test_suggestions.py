"""Accepting suggestions in the window: a threshold, ticks, one act."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archiver.archive import Archive
from archiver.model import CategoryId, DocumentId, PieceId, Suggestion
from tests.core.office import Office
from ui.asking import Asking
from ui.bridge import Bridge
from ui.suggestions_dialog import SuggestionsDialog
from ui.suggestions_model import TITLE
from ui.verbs import Verbs

SURE = (("森林防火工作总结", 0.97), ("党支部三会一课记录", 0.93), ("安全检查情况汇报", 0.71))


def suggestions() -> list[Suggestion]:
    return [
        Suggestion(PieceId(n), DocumentId(n), title, CategoryId(7), "AQ", "安全生产与应急", "rule", sure)
        for n, (title, sure) in enumerate(SURE, start=1)
    ]


@pytest.fixture
def dialog(qtbot: QtBot, app: QApplication) -> SuggestionsDialog:
    shown = SuggestionsDialog(None, suggestions())
    qtbot.addWidget(shown)
    return shown


def test_the_threshold_decides_what_is_listed(dialog: SuggestionsDialog) -> None:
    assert (dialog.model.rowCount(), dialog.accept_button.text()) == (2, "归入 2 篇")
    dialog.slider.setValue(60)
    assert (dialog.model.rowCount(), dialog.accept_button.text()) == (3, "归入 3 篇")
    dialog.slider.setValue(99)
    assert not dialog.accept_button.isEnabled()


def test_a_paper_without_its_tick_is_not_filed(dialog: SuggestionsDialog, qtbot: QtBot) -> None:
    first = dialog.model.index(0, TITLE)
    dialog.model.setData(first, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.model.data(first, Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.accept_button.click()
    assert told.args == [{PieceId(2): CategoryId(7)}]


def test_what_is_accepted_is_filed_in_one_act(qtbot: QtBot, app: QApplication, tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.watch_folder()
    office.write("1.txt", "森林防火工作总结\n\n全镇开展安全生产和森林防火检查四次，扑灭山火一起。\n")
    office.write("2.txt", "党支部三会一课记录\n\n党支部召开组织生活会，发展党员两名，收缴党费。\n")
    office.scan()
    over = QWidget()
    qtbot.addWidget(over)
    archive = Archive.open(office.library)
    bridge = Bridge(archive, over)
    verbs = Verbs(bridge, over)
    Asking(over, verbs).suggestions()
    qtbot.waitUntil(lambda: bool(over.findChildren(SuggestionsDialog)))
    (asked,) = over.findChildren(SuggestionsDialog)
    asked.slider.setValue(50)
    with qtbot.waitSignal(verbs.said) as said:
        asked.accept_button.click()
    assert said.args == ["已按建议归入 2 篇", "", True]
    bridge.close()
    archive.close()
    assert office.run("search", "", "--by", "hand")["total"] == 2
    assert office.run("undo")["undone"]["pieces"] == 2
