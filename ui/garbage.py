"""Cyclic garbage is collected on the GUI thread and on no other.

Python collects on whichever thread happens to allocate. On a worker that frees Qt objects of the window from
the wrong thread: a paper opened while another was read crashed the program about once in a hundred times.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 500
"""Between two looks. What gathers meanwhile is small; a full collection, every hundredth time, took 40 ms."""


class GuiGarbage(QObject):
    """Takes the collector over until `stop`."""

    holding = 0
    """How many have taken it over."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        GuiGarbage.holding += 1
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(PAUSE_MS)

    def collect(self) -> None:
        """Collect the generations that Python would collect now."""
        counts_and_limits = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [generation for generation, (count, limit) in enumerate(counts_and_limits) if count > limit]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Give the collector back to Python; there must be no worker left."""
        self._timer.stop()
        GuiGarbage.holding -= 1
        if not GuiGarbage.holding:
            gc.enable()
