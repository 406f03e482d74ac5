"""What the user may choose."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from archiver.settings import Settings, most_workers
from ui import style
from ui.combo import Combo
from ui.labels import Elided, Label

PAUSES = (5, 15, 30, 60, 240)
"""Minutes between two full looks at the folders that one may choose from."""


class SettingsDialog(QDialog):
    """Shows the settings and, once accepted, holds the new ones in `result_settings`."""

    rules_wanted = Signal()

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        library: Path | None = None,
        can_recognise: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("设置"))
        self.result_settings = settings
        self._library = library
        self._theme = self._choice(
            self.tr("外观"),
            (("system", self.tr("跟随系统")), ("light", self.tr("浅色")), ("dark", self.tr("深色"))),
            settings.theme,
        )
        self._scale = self._choice(
            self.tr("文字大小"),
            ((1.0, self.tr("标准")), (1.15, self.tr("较大")), (1.3, self.tr("特大"))),
            settings.text_scale,
        )
        self._language = self._choice(self.tr("语言"), (("zh", "中文"), ("en", "English")), settings.language)
        minutes = sorted({*PAUSES, settings.rescan_minutes})
        pauses = tuple((n, self.tr("每 {n} 分钟").format(n=n)) for n in minutes)
        self._rescan = self._choice(self.tr("全部查看"), pauses, settings.rescan_minutes)
        most = max(most_workers(), settings.workers)
        readers = tuple((n, self.tr("{n} 个文件").format(n=n)) for n in range(1, most + 1))
        self._workers = self._choice(self.tr("同时读取"), readers, settings.workers)
        self._recognise = QCheckBox(self.tr("空闲时识别扫描件和照片里的文字"), self)
        self._recognise.setChecked(settings.recognise)
        self._recognise.setVisible(can_recognise)
        self._can_recognise = can_recognise
        self._remember = QCheckBox(self.tr("记住最近的查找（在空的查找框里按 ↓）"), self)
        self._remember.setChecked(settings.remember_queries)
        self._lay_out()

    def accept(self) -> None:
        """Keep what was chosen."""
        self.result_settings = replace(
            self.result_settings,
            theme=self._theme.currentData(),
            text_scale=self._scale.currentData(),
            language=self._language.currentData(),
            rescan_minutes=self._rescan.currentData(),
            workers=self._workers.currentData(),
            recognise=self._recognise.isChecked(),
            remember_queries=self._remember.isChecked(),
        )
        super().accept()

    def _choice(self, name: str, choices: tuple[tuple[object, str], ...], now: object) -> QComboBox:
        box = Combo(self)
        box.setAccessibleName(name)
        for value, word in choices:
            box.addItem(word, value)
        box.setCurrentIndex([value for value, _ in choices].index(now))
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(style.px(16))
        form.setVerticalSpacing(style.px(10))
        form.addRow(self.tr("外观"), self._theme)
        form.addRow(self.tr("文字大小"), self._scale)
        form.addRow(self.tr("语言"), self._language)
        form.addRow("", Label(self.tr("换语言后，重新打开程序才会生效。"), tone="second", size=12))
        form.addRow(self.tr("全部查看"), self._rescan)
        form.addRow("", Label(self.tr("文件变化通常马上就能发现；每隔这么久再全部查看一遍。"), tone="second", size=12))
        form.addRow(self.tr("同时读取"), self._workers)
        form.addRow("", Label(self.tr("读得越多，电脑越忙；重新打开程序后生效。"), tone="second", size=12))
        if self._can_recognise:
            form.addRow(self.tr("扫描件"), self._recognise)
            told = self.tr("在本机识别，不上网；每页约 10 秒，识别出的文字可能有错。")
            form.addRow("", Label(told, tone="second", size=12))
        form.addRow(self.tr("查找记录"), self._remember)
        form.addRow(self.tr("类别"), self._rules_button())
        if self._library:
            form.addRow(self.tr("资料库位置"), self._where(self._library))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.px(20), style.px(18), style.px(20), style.px(16))
        column.addLayout(form)
        column.addSpacing(style.px(10))
        column.addWidget(self._buttons())
        self.setMinimumWidth(style.px(460))

    def _rules_button(self) -> QPushButton:
        button = QPushButton(self.tr("编辑规则…"))
        button.setAutoDefault(False)
        button.clicked.connect(self._want_rules)
        return button

    def _where(self, library: Path) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        path = Elided(str(library), tone="second")
        path.setAccessibleName(self.tr("资料库位置：{path}").format(path=library))
        row.addWidget(path, 1)
        button = QPushButton(self.tr("打开"))
        button.setAccessibleName(self.tr("打开资料库所在的文件夹"))
        button.clicked.connect(self._open_library)
        row.addWidget(button)
        return line

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        ok = QPushButton(self.tr("确定"))
        ok.setProperty("primary", True)
        ok.setDefault(True)
        box.addButton(ok, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _want_rules(self) -> None:
        """What was chosen so far is kept: the rules have a window of their own."""
        self.accept()
        self.rules_wanted.emit()

    def _open_library(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._library)))
