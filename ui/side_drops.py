"""What may be dropped on the rows of the side, and what a drop there does."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDropEvent

from ui import drag
from ui.sidebar_model import FOLDERS, Row


class SideDrops(QObject):
    """Knows what a drop would do, and tells what was dropped; changes nothing itself."""

    pieces = Signal(int, bool)
    """Papers of this window on a category: its id (0: 待分类), whether Ctrl asks for the menu of ways."""
    files = Signal(object, int)
    """Files from outside: paths, id of the category or 0."""
    folders = Signal(object)
    """Folders from outside, on the watched ones: paths."""
    hovered = Signal(str)
    """What would happen if the drag ended here; "" where it left."""

    def would(self, event: QDropEvent, row: Row | None) -> str:
        """What a drop on this row would do, "" for nothing."""
        if row is None:
            return ""
        if drag.holds_pieces(event.mimeData()):
            return self.tr("归入“{name}”").format(name=row.name) if row.takes_pieces else ""
        if _of_folders(row):
            paths = drag.files(event.mimeData())
            return self.tr("监视这个文件夹，原文件不动") if drag.only_folders(paths) else ""
        if row.kind == "category":
            return self.tr("复制到档案，归入“{name}”").format(name=row.name)
        return self.tr("复制到档案，自动归类")

    def take(self, event: QDropEvent, row: Row) -> None:
        """Hand over what was dropped."""
        if drag.holds_pieces(event.mimeData()):
            self.pieces.emit(row.id, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif _of_folders(row):
            self.folders.emit(drag.files(event.mimeData()))
        else:
            self.files.emit(drag.files(event.mimeData()), row.id)


def _of_folders(row: Row) -> bool:
    return row.kind in ("root", "hint") or (row.kind == "heading" and row.id == FOLDERS)
