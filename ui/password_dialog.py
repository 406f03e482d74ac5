"""Asking for the password of a file."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget


def ask_password(parent: QWidget, name: str) -> str | None:
    """The password the user gives for the file called `name`; None where they think better of it."""
    title = QCoreApplication.translate("password", "输入密码")
    asked = QCoreApplication.translate("password", "{name} 的打开密码（不会保存）：").format(name=name)
    given, taken = QInputDialog.getText(parent, title, asked, QLineEdit.EchoMode.Password)
    return given if taken and given else None
