"""Files that a program put into the body of a Word document whole (w:altChunk); Word takes them apart on opening."""

from archiver.extract import html, mail, mht
from archiver.extract.blocks import Collected
from archiver.extract.ooxml import Package
from archiver.extract.rtftext import Reading


def collect(package: Package, body: Collected) -> None:
    """Add the words of each to the body: web pages, RTF, MHTML and documents; others count as lost."""
    for part in package.targets("aFChunk"):
        found = _read(package.content(part))
        package.lost += found is None
        body.extend(found or Collected())


def _read(data: bytes) -> Collected | None:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        return html.parse(html.text_of(data)).found
    if head.startswith(b"{\\rtf"):
        return Reading(data).read()
    if b"mime-version:" in head.lower():
        return mht.page_of(mail.parse(data))[0]
    if head.startswith(b"PK"):
        return _document(data)
    return None


def _document(data: bytes) -> Collected:
    from archiver.extract.embedded import words  # with the readers of other formats; few papers hold one

    found = Collected()
    for text in words(data):
        found.add("paragraph", text)
    return found
