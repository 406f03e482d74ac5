"""How to use the program, and how to ask: the pages of resources/help in the language of the window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ui import style, words

PAGES = Path(__file__).resolve().parent.parent.parent / "resources" / "help"
LINE_HEIGHT_PERCENT = 125.0
HEADING_PX = {1: 20, 2: 16}


class HelpDialog(QDialog):
    """Shows a page of the help; it is read in a few minutes, so it has no search of its own."""

    def __init__(self, parent: QWidget | None = None, *, page: Literal["help", "search"] = "help") -> None:
        super().__init__(parent)
        title = self.tr("使用帮助") if page == "help" else self.tr("怎样查找")
        self.setWindowTitle(title)
        browser = QTextBrowser(self)
        browser.setAccessibleName(title)
        browser.setOpenLinks(False)
        browser.setMarkdown((PAGES / f"{page}.{words.language()}.md").read_text(encoding="utf-8"))
        browser.setStyleSheet("QTextBrowser { border: 0; }")
        set_out(browser.document())
        box = QDialogButtonBox(self)
        box.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setDefault(True)
        box.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        box.setContentsMargins(style.px(12), style.px(10), style.px(12), style.px(12))
        column.addWidget(browser)
        column.addWidget(box)
        self.resize(style.px(680), style.px(620))


def set_out(document: QTextDocument) -> None:
    """Give Markdown the air and the measures of the window; Qt sets it solid, as a browser of 1995 would."""
    document.setDocumentMargin(style.px(24))
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_out_table(frame)
    for block in _blocks(document):
        _set_out_block(block)


def _set_out_table(table: QTextTable) -> None:
    form = table.format()
    form.setCellPadding(style.px(5))
    form.setBorderCollapse(True)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(style.colour("line")))
    form.setTopMargin(style.px(4))
    form.setBottomMargin(style.px(8))
    table.setFormat(form)


def _set_out_block(block: QTextBlock) -> None:
    """Line height and margins of a paragraph, the size of a heading, and words to type in the accent."""
    cursor = QTextCursor(block)
    air = QTextBlockFormat()
    air.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    level = block.blockFormat().headingLevel()
    in_table = cursor.currentTable() is not None
    air.setTopMargin(style.px(18) if level == 2 else 0)
    air.setBottomMargin(0 if in_table else style.px(6))
    cursor.mergeBlockFormat(air)
    for start, end, letters in [(f.position(), f.position() + f.length(), f.charFormat()) for f in _fragments(block)]:
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_dressed(letters, level))


def _dressed(letters: QTextCharFormat, level: int) -> QTextCharFormat:
    made = QTextCharFormat(letters)
    font = QFont(style.font(HEADING_PX.get(level, 13), strong=bool(level)))  # a copy: that one is everybody's
    if letters.fontWeight() > font.weight():
        font.setBold(True)
    made.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    made.setFont(font)
    if letters.fontFixedPitch():
        made.setForeground(style.colour("accent"))
    return made


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1
