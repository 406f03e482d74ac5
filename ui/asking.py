"""Asks the user what a verb needs to know: files, folders, a name, a yes. Nothing here blocks."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget

from archiver.model import CategoryId, RootId, Suggestion
from ui.sidebar_model import Row
from ui.suggestions_dialog import LEAST, SuggestionsDialog
from ui.verbs import Verbs


class Asking(QObject):
    """One question at a time, over the window; the answer goes to the verbs."""

    def __init__(self, window: QWidget, verbs: Verbs) -> None:
        super().__init__(window)
        self._window = window
        self._verbs = verbs

    @Slot()
    def files(self) -> None:
        """Which files to take into the archive."""
        dialog = QFileDialog(self._window, self.tr("添加文件到档案（原文件不会移动）"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_files)
        self._open(dialog)

    @Slot()
    def folder(self) -> None:
        """Which folder to watch."""
        dialog = QFileDialog(self._window, self.tr("选择要监视的文件夹（其中的文件不会移动或修改）"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take_folder)
        self._open(dialog)

    @Slot()
    def suggestions(self) -> None:
        """Which of the suggested filings to accept."""
        self._verbs.suggestions(self._review, LEAST / 100)

    def _review(self, found: list[Suggestion]) -> None:
        if not found:
            self._verbs.said.emit(self.tr("没有把握足够的建议"), "", False)
            return
        dialog = SuggestionsDialog(self._window, found)
        dialog.chosen.connect(self._verbs.accept)
        self._open(dialog)

    @Slot(int)
    def category(self, parent: int = 0) -> None:
        """The name of a new category, under `parent` or, with 0, at the top."""
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("新建类别"))
        dialog.setLabelText(self.tr("下级类别的名称") if parent else self.tr("类别的名称"))
        dialog.setOkButtonText(self.tr("新建"))
        dialog.setCancelButtonText(self.tr("取消"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
        dialog.setProperty("category", parent)
        dialog.textValueSelected.connect(self._take_name)
        self._open(dialog)

    @Slot(object)
    def remove_folder(self, row: Row) -> None:
        """Whether a folder should be watched no longer: that can't be taken back by Ctrl+Z."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("不再监视"))
        name = row.path.name if row.path else row.name
        box.setText(self.tr("不再监视“{name}”？").format(name=name))
        box.setInformativeText(self.tr("文件夹里的文件不会动。已归类或改正过的资料仍可查找，其余不再列出。"))
        yes = box.addButton(self.tr("不再监视"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("取消"), QMessageBox.ButtonRole.RejectRole)
        yes.setProperty("row", row)
        yes.clicked.connect(self._drop_folder)
        self._open(box)

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(list)
    def _take_files(self, names: list[str]) -> None:
        self._verbs.add([Path(name) for name in names], None)

    @Slot(str)
    def _take_folder(self, name: str) -> None:
        self._verbs.add_folders([Path(name)])

    @Slot(str)
    def _take_name(self, name: str) -> None:
        parent = self.sender().property("category")
        if name.strip():
            self._verbs.add_category(name.strip(), CategoryId(parent) if parent else None)

    @Slot()
    def _drop_folder(self) -> None:
        row = self.sender().property("row")
        if isinstance(row, Row) and row.path:
            self._verbs.remove_folder(RootId(row.id), row.path.name)
