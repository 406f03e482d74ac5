"""Cyclic garbage is collected on the GUI thread, between two events, and nowhere else.

Python collects whenever and on whichever thread something is allocated. On a worker that frees Qt objects of the
window from the wrong thread: opening a paper while another was read crashed once in some hundred times. Inside
`connect`, which holds a lock of Qt that freeing a widget needs, it waits for itself for ever.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 500
"""Between two looks; what gathers meanwhile is small."""


class GuiGarbage(QObject):
    """Takes the collector over, for good: automatic collection stays off when it is stopped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
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
        """Collect all there is once more, while it can do no harm."""
        self._timer.stop()
        gc.collect()
