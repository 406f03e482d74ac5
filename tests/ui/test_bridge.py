"""Threads and Qt meet in one place, and nothing is lost or told twice there."""

import errno
import sys
import threading
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from archiver.errors import ArchiveError
from archiver.model import Act, Added, Event, Progress
from tests.ui.fake_archive import FakeArchive
from ui.bridge import Bridge


class Asker(QObject):
    """Somebody in the window who asks."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[object] = []
        self.troubles: list[ArchiveError] = []
        self.in_gui: list[bool] = []

    def take(self, answer: object) -> None:
        self.answers.append(answer)
        self.in_gui.append(QThread.currentThread() is self.thread())

    def fail(self, trouble: ArchiveError) -> None:
        self.troubles.append(trouble)


@pytest.fixture
def bridge(qtbot: QtBot, tmp_path: Path) -> Bridge:
    return Bridge(FakeArchive(tmp_path).as_archive())


def test_the_call_runs_elsewhere_and_the_answer_comes_home(qtbot: QtBot, bridge: Bridge) -> None:
    asker = Asker()
    bridge.ask(threading.get_ident, asker.take)
    qtbot.waitUntil(lambda: len(asker.answers) == 1)
    assert asker.answers != [threading.get_ident()]
    assert asker.in_gui == [True]
    bridge.close()


def test_on_a_channel_only_the_latest_question_is_answered(qtbot: QtBot, bridge: Bridge) -> None:
    asker, gate = Asker(), threading.Event()
    bridge.ask(lambda: gate.wait() and "first", asker.take, channel="search")
    bridge.ask(lambda: "second", asker.take, channel="search")
    qtbot.waitUntil(lambda: len(asker.answers) == 1)
    gate.set()
    bridge.close()
    qtbot.wait(20)
    assert asker.answers == ["second"]


def test_trouble_of_the_disk_is_told_and_is_no_bug(qtbot: QtBot, bridge: Bridge) -> None:
    def pulled_out() -> None:
        raise OSError(errno.EIO, "Input/output error")

    asker = Asker()
    bridge.ask(pulled_out, asker.take, asker.fail)
    qtbot.waitUntil(lambda: len(asker.troubles) == 1)
    assert asker.troubles[0].reason.code == "library.disk_trouble"
    bridge.close()


def test_questions_without_a_channel_are_all_answered(qtbot: QtBot, bridge: Bridge) -> None:
    asker = Asker()
    for _ in range(20):
        bridge.ask(lambda: "answer", asker.take)
    qtbot.waitUntil(lambda: len(asker.answers) == 20)
    bridge.close()


def test_expected_trouble_goes_to_who_asked_or_to_everybody(qtbot: QtBot, bridge: Bridge) -> None:
    asker = Asker()

    def refuse() -> None:
        raise ArchiveError("library.bad_setting")

    bridge.ask(refuse, asker.take, asker.fail)
    qtbot.waitUntil(lambda: len(asker.troubles) == 1)
    with qtbot.waitSignal(bridge.failed):
        bridge.ask(refuse, asker.take)
    assert asker.answers == []
    bridge.close()


def test_a_bug_in_a_worker_reaches_the_last_resort(
    qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []

    def catch(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
        caught.append(kind)

    def slip() -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(sys, "excepthook", catch)
        bridge.ask(slip)
        qtbot.waitUntil(lambda: caught == [ZeroDivisionError])
    bridge.close()


def test_a_widget_that_is_gone_is_not_told(qtbot: QtBot, bridge: Bridge) -> None:
    asker, gate = Asker(), threading.Event()
    bridge.ask(gate.wait, asker.take)
    with qtbot.waitSignal(asker.destroyed):
        asker.deleteLater()
    gate.set()
    other = Asker()
    bridge.ask(lambda: 1, other.take)
    qtbot.waitUntil(lambda: other.answers == [1])
    assert asker.answers == []
    bridge.close()


def test_closing_waits_for_what_runs_and_tells_nothing_more(qtbot: QtBot, bridge: Bridge) -> None:
    asker, gate, finished = Asker(), threading.Event(), threading.Event()

    def work() -> None:
        gate.wait()
        finished.set()

    bridge.ask(work, asker.take)
    threading.Timer(0.05, gate.set).start()
    bridge.close()
    assert finished.is_set()
    qtbot.wait(20)
    assert asker.answers == []


def test_changes_are_told_together_and_progress_is_no_change(qtbot: QtBot, tmp_path: Path) -> None:
    archive = FakeArchive(tmp_path)
    bridge = Bridge(archive.as_archive())
    bridge.start_keeper()
    events: list[object] = []
    bridge.happened.connect(events.append)
    assert archive.keeper.on_event
    with qtbot.assertNotEmitted(bridge.changed, wait=400):
        archive.keeper.on_event(Event("progress", progress=Progress(1, 2)))
    with qtbot.waitSignal(bridge.changed):
        for _ in range(50):
            archive.keeper.on_event(Event("added"))
    with qtbot.assertNotEmitted(bridge.changed, wait=400):
        pass
    assert len(events) == 51
    bridge.close()


def test_files_taken_in_by_the_keeper_are_told_in_the_window(qtbot: QtBot, bridge: Bridge) -> None:
    asker = Asker()
    bridge.add([Path("/tmp/a.doc")], None, asker.take)
    qtbot.waitUntil(lambda: len(asker.answers) == 1)
    answer = asker.answers[0]
    assert isinstance(answer, tuple)
    assert isinstance(answer[0][0], Added)
    assert isinstance(answer[1], Act)
    assert asker.in_gui == [True]
    bridge.close()
