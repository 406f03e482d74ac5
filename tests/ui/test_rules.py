"""Editing the rules of the categories in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archiver.archive import Archive
from tests.core.office import Office
from tests.ui.fake_archive.rooms import FakeScheme
from ui.bridge import Bridge
from ui.dialogs.rules import RulesDialog
from ui.dialogs.settings import SettingsDialog
from ui.main_window import MainWindow
from ui.rules_editing import RulesEditing
from ui.verbs import Verbs
from ui.word_panel import WordPanel, split


class Editing:
    """The dialog over a real library."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.office = office
        self.over = QWidget()
        qtbot.addWidget(self.over)
        self.archive = Archive.open(self.office.library)
        self.bridge = Bridge(self.archive, self.over)
        self.verbs = Verbs(self.bridge, self.over)
        opener = RulesEditing(self.over, self.bridge, self.verbs)
        opener.open(next(each.id for each in self.archive.scheme.categories() if each.code == "KJ"))
        qtbot.waitUntil(lambda: bool(self.over.findChildren(RulesDialog)))
        (self.dialog,) = self.over.findChildren(RulesDialog)

    @property
    def panels(self) -> dict[str, WordPanel]:
        found = self.dialog.panels
        return {"strong": found.strong, "weak": found.weak, "masks": found.masks, "exclusions": found.exclusions}

    def write(self, panel: str, text: str) -> str:
        """Type into a field and press Enter; what is said of it."""
        field = self.panels[panel].field
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        return self.panels[panel].sentence.text()

    def shown(self, panel: str) -> list[str]:
        words = self.panels[panel].list
        return [words.item(row).text() for row in range(words.count())]

    def moves(self) -> list[list[str]]:
        rows = self.dialog.preview.list
        items = [rows.topLevelItem(row) for row in range(rows.topLevelItemCount())]
        return [[item.text(column) for column in range(3)] for item in items if item]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def papers(office: Office) -> None:
    """Three papers in the library."""
    office.watch_folder()
    office.write("1.txt", "古茶树普查登记\n\n本月对古茶树挂牌编号，测量树围、树高，采集茶青样本送检。\n")
    office.write("2.txt", "森林防火工作总结\n\n全镇开展安全生产和森林防火检查四次，扑灭山火一起。\n")
    office.write("3.txt", "党支部三会一课记录\n\n党支部召开组织生活会，发展党员两名，收缴党费。\n")
    office.scan()


@pytest.fixture
def editing(qtbot: QtBot, app: QApplication, office: Office) -> Iterator[Editing]:
    made = Editing(qtbot, office)
    yield made
    made.bridge.close()
    made.archive.close()


def test_what_saving_would_do_is_told_and_saved_in_one_act(papers: None, editing: Editing, qtbot: QtBot) -> None:
    preview, save = editing.dialog.preview, editing.dialog.save_button
    assert (preview.headline.text(), save.isEnabled()) == ("还没有改动", False)
    assert editing.write("strong", "古茶树、测量树围，茶青") == ""
    assert editing.shown("strong")[-3:] == ["古茶树", "测量树围", "茶青"]
    qtbot.waitUntil(lambda: preview.headline.text() == "保存后有 1 份会换类别")
    qtbot.waitUntil(lambda: preview.detail.text().endswith("科技创新与知识产权 1 份"))
    ((title, _, after),) = editing.moves()
    assert (title, after) == ("古茶树普查登记", "科技创新与知识产权")
    preview.list.setCurrentIndex(preview.list.model().index(0, 0))
    assert preview.reason.text().startswith("理由：标题“古茶树”×1")
    with qtbot.waitSignal(editing.verbs.said) as said:
        save.click()
    assert said.args == ["规则已保存", "资料正在后台重新归类", True]
    editing.office.scan()
    assert editing.office.only("测量树围")["category"] == "KJ"
    assert editing.office.run("undo")["undone"]["action"] == "category_rules"


def test_a_change_taken_back_is_nothing_to_save(editing: Editing, qtbot: QtBot) -> None:
    before = editing.shown("weak")
    editing.write("weak", "测量树围")
    words = editing.panels["weak"].list
    words.setCurrentRow(len(before))
    QTest.keyClick(words, Qt.Key.Key_Delete)
    assert editing.shown("weak") == before
    assert (editing.dialog.preview.headline.text(), editing.dialog.save_button.isEnabled()) == ("还没有改动", False)


def test_what_could_not_work_is_refused_beside_the_field_and_stays_in_it(editing: Editing) -> None:
    assert "写了不起作用" in editing.write("masks", "专利代理费、天气预报")
    assert editing.panels["masks"].field.text() == "天气预报"
    assert "专利代理费" in editing.shown("masks")
    assert editing.write("strong", "茶").startswith("“茶”太短")
    editing.panels["strong"].field.textEdited.emit("茶青")
    assert editing.panels["strong"].sentence.text() == ""
    assert "两类都会得分" in editing.write("weak", "森林防火")


def test_a_word_is_changed_where_it_stands_and_a_wrong_change_is_undone(editing: Editing, qtbot: QtBot) -> None:
    words, before = editing.panels["strong"].list, editing.shown("strong")
    words.item(1).setText("测量树围")
    qtbot.waitUntil(lambda: editing.dialog.save_button.isEnabled())
    assert editing.shown("strong") == [before[0], "测量树围", *before[2:]]
    words.item(1).setText(before[0])
    qtbot.waitUntil(lambda: "已经有" in editing.panels["strong"].sentence.text())
    assert editing.shown("strong")[1] == "测量树围"


def test_phrases_count_for_another_category(editing: Editing) -> None:
    choice = editing.dialog.panels._to
    choice.setCurrentIndex(choice.findText("归 教育"))
    assert editing.write("exclusions", "专利知识进校园") == ""
    assert editing.shown("exclusions")[-1] == "专利知识进校园 → 教育"
    last = editing.panels["exclusions"].list
    last.setCurrentRow(last.count() - 1)
    QTest.keyClick(last, Qt.Key.Key_Delete)
    assert not editing.dialog.save_button.isEnabled()


def test_a_child_category_has_words_only(editing: Editing) -> None:
    child = next(item for item in editing.dialog._categories.values() if item.parent)
    editing.dialog._choose(child.code)
    assert [panel.isVisibleTo(editing.dialog) for panel in editing.panels.values()] == [True, False, False, False]
    editing.write("strong", "支部共建")
    assert editing.shown("strong")[-1] == "支部共建"


def test_leaving_with_changes_is_asked_about(editing: Editing, qtbot: QtBot) -> None:
    editing.write("strong", "测量树围")
    editing.dialog.reject()
    (box,) = editing.dialog.findChildren(QMessageBox)
    assert editing.dialog.isVisible()
    next(button for button in box.findChildren(QPushButton) if button.text() == "放弃").click()
    assert not editing.dialog.isVisible()


def test_rules_that_were_changed_elsewhere_are_not_overwritten(editing: Editing, qtbot: QtBot) -> None:
    editing.write("strong", "测量树围")
    editing.office.run("categories", "rename", "KJ", "科技")
    editing.dialog.save_button.click()
    qtbot.waitUntil(lambda: "没有保存" in editing.dialog._said.text())
    assert editing.dialog.isVisible()


def test_words_are_told_apart_however_they_are_written() -> None:
    assert split("防火、 防汛,抗旱；\n 山火 ") == ["防火", "防汛", "抗旱", "山火"]


def test_the_rules_are_reached_from_category_menu_and_settings(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: window.overview is not None)
    asked: list[str] = []
    monkeypatch.setattr(FakeScheme, "edit", lambda self: None, raising=False)
    monkeypatch.setattr(window.rules, "_show", lambda answer: asked.append(answer[1]))
    index = window.sidebar.rows.find("category", 3)
    menu = window.sidebar.menu.of(index, window)
    next(action for action in menu.actions() if action.text() == "编辑规则…").trigger()
    qtbot.waitUntil(lambda: asked == ["DJ-JY"])
    window.sidebar.select("category", 6, quiet=True)
    window.commands.edit_rules.trigger()
    qtbot.waitUntil(lambda: asked == ["DJ-JY", "JY"])
    window.pages.open_settings()
    (settings,) = window.pages.findChildren(SettingsDialog)
    next(button for button in settings.findChildren(QPushButton) if button.text() == "编辑规则…").click()
    qtbot.waitUntil(lambda: asked == ["DJ-JY", "JY", ""])
    menu.close()
