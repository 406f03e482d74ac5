"""Words copied from a paper, with a last line that says where they come from."""

import html

from PySide6.QtCore import QCoreApplication, QMimeData

from archiver.model import Card

INNER = str.maketrans("《》", "〈〉")
"""Inside the marks of a title others stand as 〈〉 (GB/T 15834-2011, 4.15.3)."""


def source(card: Card) -> str:
    """《title》, organisation, year and file, as far as they are known."""
    year = QCoreApplication.translate("citing", "{year}年").format(year=card.year) if card.year else ""
    known = (f"《{card.title.translate(INNER)}》", card.organisation, year, str(card.path) if card.path else "")
    return "——" + "，".join(filter(None, known))


def cited(text: str, line: str) -> QMimeData:
    """Words for the clipboard, plain and as HTML, with the line of their source below; "" for none."""
    mime = QMimeData()
    whole = f"{text}\n{line}" if line else text
    mime.setText(whole)
    mime.setHtml("".join(f"<p>{html.escape(part)}</p>" for part in whole.split("\n")))
    return mime
