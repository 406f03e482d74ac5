"""Windows in tests: offscreen, on a library in memory, and no word of Qt goes unheard."""

import os
from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fake_archive import FakeArchive
from tests.waiting import PATIENCE
from ui import style
from ui.main_window import MainWindow

ALLOWED = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
)
"""What the offscreen plugin lacks: told for every window, and the last two for every menu."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test waits for has to come; pytest-qt's own five seconds are a matter of how busy the machine is."""
    for name in ("waitUntil", "waitSignal"):
        monkeypatch.setattr(QtBot, name, partialmethod(getattr(QtBot, name), timeout=int(PATIENCE * 1000)))


@pytest.fixture(autouse=True)
def qt_words() -> Iterator[list[str]]:
    """Whatever Qt has to complain of fails the test, but for what the offscreen plugin lacks."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not message.startswith(ALLOWED):
            said.append(message)

    before = qInstallMessageHandler(hear)
    yield said
    qInstallMessageHandler(before)
    assert said == []


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    """The application dressed in light at scale 1."""
    style.apply(qapp, "light")
    return qapp


@pytest.fixture
def archive(tmp_path: Path) -> FakeArchive:
    """Forty-two papers."""
    library = tmp_path / "高新区办公室"
    library.mkdir()
    return FakeArchive(library)


@pytest.fixture
def window(app: QApplication, archive: FakeArchive) -> Iterator[MainWindow]:
    """The main window at 1280×800 on the forty-two papers."""
    shown = MainWindow(archive.as_archive())
    shown.resize(1280, 800)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()
    QApplication.clipboard().clear()  # what Python put there is freed too late otherwise: a crash at the exit
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
