"""F3 through the hits of all papers found, one after the other."""

from PySide6.QtCore import QObject, Signal, Slot

from ui.commands import Commands
from ui.reader import Reader
from ui.result_list import ResultList


class HitWalk(QObject):
    """From the last hit of a paper to the first of the next, and back."""

    said = Signal(str)

    def __init__(self, commands: Commands, listed: ResultList, reader: Reader, parent: QObject) -> None:
        super().__init__(parent)
        self._list = listed
        self._reader = reader
        commands.next_hit.triggered.connect(self._go_on)
        commands.previous_hit.triggered.connect(self._go_back)

    @Slot()
    def _go_on(self) -> None:
        self._go(1)

    @Slot()
    def _go_back(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        """While the next paper is still on its way, no other is gone to: none would be skipped unseen."""
        if self._list.untold or self._reader.waiting or self._reader.step(by):
            return
        before = self._list.currentIndex().row()
        self._list.step(by)
        if self._list.currentIndex().row() == before:
            self.said.emit(self.tr("已是最后一篇") if by > 0 else self.tr("已是第一篇"))
        elif by < 0:
            self._reader.begin_at_end()
