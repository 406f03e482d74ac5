"""The first page."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ui.labels import Elided, Label
from ui.welcome import Tag, Welcome, scheme_names


@pytest.fixture
def welcome(qtbot: QtBot, app: QApplication) -> Welcome:
    made = Welcome()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


def button(welcome: Welcome, text: str) -> QPushButton:
    return next(each for each in welcome.findChildren(QPushButton) if each.text() == text)


def drop(welcome: Welcome, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    welcome.dropEvent(QDropEvent(QPointF(10, 10), copy, mime, left, none))


def shown(welcome: Welcome) -> list[str]:
    return [label.text() for label in welcome.findChildren(Elided) if label.isVisible()]


def test_originals_are_promised_to_stay_as_they_are(welcome: Welcome) -> None:
    assert "原文件不会被移动或修改。" in [label.text() for label in welcome.findChildren(Label)]


def test_nothing_begins_before_a_folder_was_chosen(qtbot: QtBot, welcome: Welcome, tmp_path: Path) -> None:
    assert not button(welcome, "开始").isEnabled()
    first, second = tmp_path / "办公室共享", tmp_path / "扫描件"
    drop(welcome, first, second, first)
    qtbot.waitUntil(lambda: shown(welcome) == [str(first), str(second)])  # given twice, listed once
    with qtbot.waitSignal(welcome.folderChosen) as begun:
        button(welcome, "开始").click()
    assert begun.args == [[first, second]]


def test_a_folder_can_be_left_out_again(qtbot: QtBot, welcome: Welcome, tmp_path: Path) -> None:
    drop(welcome, tmp_path)
    qtbot.waitUntil(lambda: shown(welcome) == [str(tmp_path)])
    welcome.findChildren(QToolButton)[-1].click()
    qtbot.waitUntil(lambda: shown(welcome) == [])
    assert not button(welcome, "开始").isEnabled()


def test_the_scheme_one_begins_with_is_shown(welcome: Welcome) -> None:
    assert len(scheme_names()) == 19
    assert [tag.text() for tag in welcome.findChildren(Tag)] == scheme_names()


def test_the_samples_can_be_tried(qtbot: QtBot, welcome: Welcome) -> None:
    with qtbot.waitSignal(welcome.samplesWanted):
        button(welcome, "试用示例资料").click()
