"""How to use the program: the page of resources/help in the language of the window."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ui import style, words

PAGES = Path(__file__).resolve().parent.parent.parent / "resources" / "help"


class HelpDialog(QDialog):
    """Shows the help; the text can be searched by eye in a minute, so it has no search of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("使用帮助"))
        page = QTextBrowser(self)
        page.setAccessibleName(self.tr("使用帮助"))
        page.setOpenLinks(False)
        page.document().setDocumentMargin(style.px(14))
        page.setMarkdown((PAGES / f"help.{words.language()}.md").read_text(encoding="utf-8"))
        page.setStyleSheet("QTextBrowser { border: 0; }")
        box = QDialogButtonBox(self)
        box.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.px(8), style.px(8), style.px(12), style.px(12))
        column.addWidget(page)
        column.addWidget(box)
        self.resize(style.px(680), style.px(620))
