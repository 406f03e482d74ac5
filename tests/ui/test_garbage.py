"""Objects of the window are freed on the GUI thread."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import GuiGarbage


class Knot:
    """Refers to itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


def allocate(kept: list[list[int]]) -> None:
    """Far more than makes Python collect by itself."""
    kept.extend([n] for n in range(50_000))


def test_no_worker_collects_and_the_gui_thread_does(qtbot: QtBot) -> None:
    holder = QObject()
    garbage = GuiGarbage(holder)
    freed_on: list[threading.Thread] = []
    knot = Knot()
    weakref.finalize(knot, lambda: freed_on.append(threading.current_thread()))
    del knot
    kept: list[list[int]] = []
    worker = threading.Thread(target=allocate, args=(kept,))
    worker.start()
    worker.join()
    assert freed_on == []
    qtbot.waitUntil(lambda: freed_on == [threading.main_thread()])
    garbage.stop()


def test_what_is_left_is_collected_at_the_end() -> None:
    holder = QObject()
    garbage = GuiGarbage(holder)
    knot = weakref.ref(Knot())
    garbage.stop()
    assert knot() is None
    assert not gc.isenabled(), "a collection inside a call of Qt may wait for itself for ever"
