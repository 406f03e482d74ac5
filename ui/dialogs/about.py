"""What this program is, its version, and whose work it stands on."""

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from archiver import __version__
from ui import icons, style
from ui.labels import Label

WORKS = (
    ("Qt / PySide6", "LGPL-3.0"), ("Whoosh", "BSD-2-Clause"), ("watchdog", "Apache-2.0"), ("lxml", "BSD-3-Clause"),
    ("python-docx", "MIT"), ("pypdf", "BSD-3-Clause"), ("pypdfium2 / PDFium", "Apache-2.0, BSD-3-Clause"),
    ("olefile", "BSD-2-Clause"), ("NumPy", "BSD-3-Clause"), ("OpenCC (data)", "Apache-2.0"),
)  # fmt: skip


class AboutDialog(QDialog):
    """Name, version, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于文牍"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.px(28), style.px(24), style.px(28), style.px(18))
        column.setSpacing(style.px(8))
        picture = QLabel()
        picture.setPixmap(icons.app_icon().pixmap(QSize(style.px(56), style.px(56))))
        for part in (picture, *self._lines()):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(style.px(8))
        column.addWidget(Label(self.tr("使用了以下开放软件，各按其许可证："), tone="second", size=12))
        column.addLayout(self._works())
        box = QDialogButtonBox(self)
        box.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        box.rejected.connect(self.reject)
        column.addSpacing(style.px(6))
        column.addWidget(box)

    def _works(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(style.px(3))
        for row, (name, licence) in enumerate(WORKS):
            grid.addWidget(Label(name, size=12), row, 0)
            grid.addWidget(Label(licence, tone="second", size=12), row, 1)
        return grid

    def _lines(self) -> tuple[Label, ...]:
        version = self.tr("版本 {version} · Qt {qt}").format(version=__version__, qt=qVersion())
        return (
            Label(self.tr("文牍"), size=20, strong=True),
            Label(version, tone="second"),
            Label(self.tr("离线的办公资料档案管理。不连网，不上传任何内容。")),
            Label(self.tr("MIT 许可证"), tone="second"),
        )
