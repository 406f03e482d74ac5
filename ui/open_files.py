"""Originals in other programs: opened with the system's own, shown in their folder.

The disk is asked off the GUI thread; a lost share may take half a minute to answer.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QDir, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from archiver.errors import ArchiveError
from ui.bridge import Bridge


def open_original(bridge: Bridge, path: Path) -> None:
    """Open a file with the program the system has for it, one in a zip or mail as a copy.

    Trouble goes to the bridge's `failed`.
    """

    def opened(there: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(there))):
            bridge.failed.emit(ArchiveError("reader.no_program", name=there.name))

    bridge.ask(lambda: bridge.archive.opened_copy(path), opened)


def show_in_folder(bridge: Bridge, path: Path) -> None:
    """Show a file, or the zip or mail it lies in, in its folder, marked where the system can do that."""

    def shown(there: Path) -> None:
        if not _shown(there):
            bridge.failed.emit(ArchiveError("reader.no_folder", path=str(there.parent)))

    bridge.ask(lambda: bridge.archive.on_disk(path), shown)


def _shown(path: Path) -> bool:
    if sys.platform == "win32":
        return _started("explorer", ["/select,", QDir.toNativeSeparators(str(path))])
    if sys.platform == "darwin":
        return _started("open", ["-R", str(path)])
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def _started(program: str, arguments: list[str]) -> bool:
    started, _ = QProcess.startDetached(program, arguments)
    return bool(started)
