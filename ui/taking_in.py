"""Files that come from other programs: dragged over the window, dropped on it, or pasted."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from archiver.model import CategoryId
from ui import drag
from ui.search_bar import SearchBar
from ui.toast import Toast
from ui.verbs import Verbs


class TakingIn(QObject):
    """Takes them into the archive, copied; words that are pasted go to the search field."""

    def __init__(self, verbs: Verbs, search: SearchBar, toast: Toast, parent: QObject) -> None:
        super().__init__(parent)
        self._verbs = verbs
        self._search = search
        self._toast = toast

    def enter(self, event: QDragEnterEvent) -> None:
        """Something is dragged over the window."""
        mime = event.mimeData()
        if drag.holds_files(mime):
            self._toast.hint(self.tr("松开即复制到档案，自动归类；原文件不动"))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        elif drag.holds_virtual_files(mime):
            self._toast.say(self.tr("这里收不到还没保存的文件。请先另存，或在那边复制、到这里粘贴。"))

    def leave(self) -> None:
        """The drag went elsewhere."""
        self._toast.hint("")

    def drop(self, event: QDropEvent) -> None:
        """Take the files; answered with a copy always, or the source would delete them."""
        if drag.holds_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._verbs.add(drag.files(event.mimeData()), None)

    @Slot(object, int)
    def take(self, paths: list[Path], category: int) -> None:
        """Files dropped on a category of the side; 0 is none."""
        self._verbs.add(paths, CategoryId(category) if category else None)

    @Slot()
    def paste(self) -> None:
        """Files copied in another program; words go to the search field."""
        mime = QGuiApplication.clipboard().mimeData()
        if drag.holds_files(mime):
            self._verbs.add(drag.files(mime), None)
        elif mime.hasText():
            self._search.take_focus()
            self._search.field.paste()
        else:
            self._toast.say(self.tr("剪贴板里没有文件。请先在文件夹或聊天窗口里复制文件。"))
