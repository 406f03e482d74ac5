"""What was found, written to a table or a document where the user wants it."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from archiver.errors import ArchiveError
from ui import words
from ui.bridge import Bridge
from ui.result_list import ResultList

if TYPE_CHECKING:
    from archiver.finding.finder import Results

LOOK_MS = 100
FELT_MS = 700
"""An export that is done sooner shows no progress."""


@dataclass(slots=True)
class Progress:
    """How far a worker is, and whether it should stop; looked at from the window."""

    done: int = 0
    total: int = 0
    unwanted: bool = False

    def tell(self, done: int, total: int) -> bool:
        """Called by the worker; whether to go on."""
        self.done, self.total = done, total
        return not self.unwanted


class ResultExport(QObject):
    """Asks where to, lets a worker write, and says what came of it."""

    said = Signal(str)

    def __init__(self, window: QWidget, bridge: Bridge, listed: ResultList) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._list = listed
        self._progress = Progress()
        self._dialog: QProgressDialog | None = None
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._show_progress)

    @Slot()
    def ask(self) -> None:
        """Where to, and as what; several chosen papers alone, otherwise all."""
        if self._list.hits.results is None or not self._list.hits.rowCount() or self._dialog is not None:
            return
        table, document = self.tr("表格 (*.xlsx)"), self.tr("文档 (*.docx)")
        start = str(Path.home() / (self.tr("查找结果") + ".xlsx"))
        name, kind = QFileDialog.getSaveFileName(
            self._window, self.tr("导出结果"), start, f"{table};;{document}"
        )
        if name:
            self.write(with_ending(Path(name), ".docx" if kind == document else ".xlsx"))

    def write(self, target: Path) -> None:
        """Write to a file."""
        rows = self._list.choice.results() if self._list.choice.count() > 1 else None
        self._progress = Progress()
        self._dialog = self._make_dialog()
        self._look.start()
        results = cast("Results", self._list.hits.results)
        export = partial(self._bridge.archive.export_results, results, target, self._progress.tell, rows=rows)
        self._bridge.ask(export, partial(self._written, target), self._failed)

    def _make_dialog(self) -> QProgressDialog:
        dialog = QProgressDialog(self.tr("正在导出…"), self.tr("取消"), 0, 0, self._window)
        dialog.setWindowTitle(self.tr("导出结果"))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(FELT_MS)
        dialog.canceled.connect(self._give_up)
        return dialog

    @Slot()
    def _give_up(self) -> None:
        self._progress.unwanted = True

    @Slot()
    def _show_progress(self) -> None:
        if self._dialog and self._progress.total:
            self._dialog.setMaximum(self._progress.total)
            self._dialog.setValue(self._progress.done)

    def _written(self, target: Path, count: int) -> None:
        self._end()
        said = self.tr("已导出 {n} 篇：{path}").format(n=words.number(count), path=target)
        self.said.emit(said if count else self.tr("已取消导出"))

    def _failed(self, trouble: ArchiveError) -> None:
        self._end()
        self._bridge.failed.emit(trouble)

    def _end(self) -> None:
        self._look.stop()
        if self._dialog:
            self._dialog.canceled.disconnect(self._give_up)
            self._dialog.close()
            self._dialog = None


def with_ending(target: Path, ending: str) -> Path:
    """The file with the ending of the kind that was chosen; another name keeps the dots in it."""
    if target.suffix.lower() in (".xlsx", ".docx"):
        return target.with_suffix(ending)
    return target.with_name(target.name + ending)
