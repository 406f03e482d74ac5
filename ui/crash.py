"""What happens when the program is wrong: a line in the log and a dialog one can copy, never silence."""

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton

log = logging.getLogger(__name__)

LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Crash(QObject):
    """Catches what nobody expected, from any thread, and shows it once."""

    happened = Signal(str)
    """The traceback as text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._box: QMessageBox | None = None
        self.happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on; Qt's own messages go to the log."""
        sys.excepthook = self._catch
        threading.excepthook = self._catch_in_thread
        qInstallMessageHandler(_note)

    def _catch(
        self, kind: type[BaseException], trouble: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, trouble, trace)
            return
        log.critical("unexpected", exc_info=(kind, trouble, trace))
        self.happened.emit("".join(traceback.format_exception(kind, trouble, trace)))

    def _catch_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None:
            self._catch(raised.exc_type, raised.exc_value, raised.exc_traceback)

    @Slot(str)
    def _show(self, details: str) -> None:
        """One dialog at a time; a paint that fails sixty times a second is told once."""
        if self._box is not None:
            return
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(self.tr("出错了"))
        box.setText(self.tr("程序出了意外的问题，刚才的操作可能没有完成。"))
        box.setInformativeText(self.tr("资料和原文件没有受损。请复制详情发给维护人员；多次出现时，请重新启动程序。"))
        box.setDetailedText(details)
        copy = box.addButton(self.tr("复制详情"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()
        copy.clicked.connect(self._copy)
        close = box.addButton(self.tr("关闭"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(close)
        box.finished.connect(self._gone)
        self._box = box
        box.open()

    @Slot()
    def _copy(self) -> None:
        button = self.sender()
        if self._box is not None and isinstance(button, QPushButton):
            QGuiApplication.clipboard().setText(self._box.detailedText())
            button.setText(self.tr("已复制"))

    @Slot()
    def _gone(self) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None


def _note(kind: QtMsgType, context: object, message: str) -> None:
    log.log(LEVELS.get(kind, logging.WARNING), "Qt: %s", message)
