"""OpenDocument text (ODF 1.3, ISO/IEC 26300), of LibreOffice, WPS and others."""

import zipfile
from pathlib import Path

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.odtlists import Lists
from archiver.extract.odttext import Notes, Story
from archiver.extract.package import MEMBER_TROUBLE, parse_xml, read_member, read_zip
from archiver.extract.xmlwalk import local
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

_MARGINS: dict[str, BlockKind] = {
    "header": "header", "header-left": "header", "header-first": "header",
    "footer": "footer", "footer-left": "footer", "footer-first": "footer",
}  # fmt: skip
_PROPERTIES = {
    "title": "title", "initial-creator": "author", "creator": "author", "creation-date": "created", "date": "modified",
}  # fmt: skip


def read(path: Path) -> Extracted:
    """The text of the document: headers first, then the body, notes, comments and footers."""
    return read_zip(path, "odt", _read)


def _read(archive: zipfile.ZipFile) -> Extracted:
    if _is_encrypted(archive):
        return Extracted("odt", State.ENCRYPTED, Reason("extract.password"))
    content = read_member(archive, "content.xml")
    styles, styles_lost = _side_part(archive, "styles.xml", len(content))
    meta, _ = _side_part(archive, "meta.xml", len(content))
    found = _collect(parse_xml(content), styles)
    if not found.parts and any(name.startswith("Pictures/") for name in archive.namelist()):
        return Extracted("odt", State.SCAN, Reason("extract.pictures_only"), properties=_properties(meta))
    reason = Reason("extract.parts_lost", {"count": 1}) if styles_lost else NO_REASON
    return found.extracted("odt", State.PARTIAL if styles_lost else State.SEARCHABLE, reason, _properties(meta))


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    """Since ODF 1.4 the whole document may be one encrypted member; before, each was by itself."""
    names = archive.namelist()
    if "encrypted-package" in names:
        return True
    return "META-INF/manifest.xml" in names and b"encryption-data" in read_member(archive, "META-INF/manifest.xml")


def _side_part(archive: zipfile.ZipFile, name: str, spent: int) -> tuple[etree._Element, bool]:
    """The root of a part the text can be read without, and whether it is lost."""
    nothing = etree.Element("nothing")
    if name not in archive.namelist():
        return nothing, False
    try:
        return parse_xml(read_member(archive, name, spent)), False
    except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
        return nothing, True


def _collect(content: etree._Element, styles: etree._Element) -> Collected:
    lists, notes = Lists(styles, content), Notes()
    body = Collected()
    for element in content:
        if local(element) == "body":
            Story(body, lists, notes).read(element)
    margins: dict[BlockKind, Collected] = {"header": Collected(), "footer": Collected()}
    for element in styles.iter():
        kind = _MARGINS.get(local(element))
        if kind:
            Story(margins[kind], lists, notes, kind).read(element)
    found = Collected()
    for part in (
        margins["header"].once("header"), body, notes.notes, notes.comments, margins["footer"].once("footer"),
    ):
        found.extend(part)
    return found


def _properties(meta: etree._Element) -> dict[str, str]:
    said = {local(element): (element.text or "").strip() for element in meta.iter()}
    found: dict[str, str] = {}
    for tag, name in _PROPERTIES.items():
        if said.get(tag):
            found.setdefault(name, said[tag])
    return found
