"""What the ledger asks of the core: to be read, files to be read once more, a table to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from archiver.archive import Archive
from archiver.model import FilesWanted, State
from ui import words
from ui.bridge import Bridge
from ui.password_dialog import ask_password


@dataclass(frozen=True, slots=True)
class Looked:
    """The ledger at one moment: the numbers of the files that were wanted, and how many there are in each state."""

    wanted: FilesWanted
    ids: tuple[int, ...]
    counts: Mapping[State, int]


def look(archive: Archive, wanted: FilesWanted) -> Looked:
    """Read the ledger, for a worker."""
    return Looked(wanted, archive.ledger.ids(wanted), archive.ledger.counts(wanted.words))


def read_again(archive: Archive, ids: tuple[int, ...], password: str = "") -> int:
    """Let files be read once more, for a worker; says how many. Those of a folder that is away wait for it."""
    paths = [row.path for row in archive.ledger.rows(ids).values() if row.state is not State.OFFLINE]
    archive.keeper.retry(paths, password=password)
    return len(paths)


class LedgerActs(QObject):
    """Asks for acts and says what came of them."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._window = parent

    def read_again(self, ids: tuple[int, ...]) -> None:
        """Read these files once more."""
        self._bridge.ask(partial(read_again, self._bridge.archive, ids), self._reading)

    def give_password(self, ids: tuple[int, ...], name: str) -> None:
        """Ask for the password of these files and read them with it; it goes to the reader and nowhere else."""
        password = ask_password(self._window, name)
        if password:
            self._bridge.ask(partial(read_again, self._bridge.archive, ids, password), self._reading)

    def save_table(self, ids: tuple[int, ...]) -> None:
        """Write these files to a table where the user wants it."""
        start = str(Path.home() / f"{self.tr('文件台账')}.xlsx")
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("导出表格"), start, self.tr("表格 (*.xlsx)"))
        if name:
            target = Path(name) if name.lower().endswith(".xlsx") else Path(f"{name}.xlsx")
            archive = self._bridge.archive
            export = partial(archive.ledger.export, ids, target, archive.language)
            self._bridge.ask(export, partial(self._exported, target))

    def _reading(self, count: int) -> None:
        self.message.emit(self.tr("已排队，正在重新读取 {n} 个文件").format(n=words.number(count)))

    def _exported(self, target: Path, count: int) -> None:
        said = self.tr("已导出 {n} 个文件：{path}")
        self.message.emit(said.format(n=words.number(count), path=target))
