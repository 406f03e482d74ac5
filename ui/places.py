"""Where a paper lies: its first place, the others in a menu, each shown in its folder by a click."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ui import style
from ui.bridge import Bridge
from ui.fact import Value
from ui.labels import Label
from ui.open_files import show_in_folder


class Places(QWidget):
    """The row 位置 of the facts."""

    def __init__(self, bridge: Bridge, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._paths: tuple[Path, ...] = ()
        self._name = Label(name, tone="second")
        self._value = Value(self)
        self._value.clicked.connect(self._show)
        self._more = Label(tone="second", size=12)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(4))
        row.addWidget(self._name)
        row.addWidget(self._value)
        row.addStretch(1)
        row.addWidget(self._more)

    def align(self, width: int) -> None:
        """As `Fact.align`."""
        self._name.setFixedWidth(width + style.px(8))

    def show_paths(self, paths: Sequence[Path], *, missing: bool) -> None:
        """Show where the paper lies, or that it lies nowhere any more."""
        self._paths = tuple(paths)
        self.setVisible(bool(paths) or missing)
        first = str(paths[0]) if paths else ""
        self._value.setText(self.tr("原文件已不在") if missing else first)
        self._value.setEnabled(not missing)
        self._value.setAccessibleName(self.tr("位置：{path}，打开所在文件夹").format(path=first))
        self._value.updateGeometry()
        others = len(paths) - 1
        self._more.setText(self.tr("另有 {n} 处").format(n=others) if others > 0 and not missing else "")

    def _show(self) -> None:
        """Go to the only place, or ask to which."""
        if len(self._paths) == 1:
            show_in_folder(self._bridge, self._paths[0])
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for path in self._paths:
            menu.addAction(str(path)).triggered.connect(partial(show_in_folder, self._bridge, path))
        menu.popup(self._value.mapToGlobal(QPoint(0, self._value.height())))
