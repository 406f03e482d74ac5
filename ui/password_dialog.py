"""Asks for the password of a paper: hidden as it is typed, and given to the reading only."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from ui import style
from ui.labels import Elided, Label

WIDE = 380
"""Of the dialog, px at scale 1."""


def ask_password(parent: QWidget, name: str) -> str | None:
    """The password for the paper called so; None where the user turned back or gave none."""
    dialog = PasswordDialog(parent, name)
    try:
        return dialog.password() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.forget()
        dialog.deleteLater()


class PasswordDialog(QDialog):
    """One line to type in, and what becomes of what is typed."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("输入密码"))
        title = Elided(size=14, strong=True)
        title.setText(name)
        self._line = QLineEdit(self)
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.setPlaceholderText(self.tr("打开密码"))
        self._line.setAccessibleName(self.tr("打开密码"))
        self._buttons = self._made_buttons()
        column = QVBoxLayout(self)
        column.setContentsMargins(*(style.px(20),) * 4)
        column.setSpacing(style.px(12))
        kept = self.tr("密码只用来读这一次，不会保存，也不会写进日志。读出的文字会留在资料库里，供以后查找。")
        for part in (title, self._line, Label(kept, tone="second", wrap=True), self._buttons):
            column.addWidget(part)
        self.setFixedWidth(style.px(WIDE))
        self._line.textChanged.connect(self._allow)
        self._allow("")

    def password(self) -> str:
        """What was typed."""
        return self._line.text()

    def forget(self) -> None:
        """Nothing of it stays in the dialog."""
        self._line.clear()

    def _made_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self._read = buttons.addButton(self.tr("读取"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self._read.setDefault(True)
        self._read.setProperty("primary", True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _allow(self, typed: str) -> None:
        self._read.setEnabled(bool(typed))
