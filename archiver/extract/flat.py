"""Office files that are one XML: of Word and Excel 2003, flat packages of later ones, flat OpenDocument.

Programs that fill in forms make them from a template and call them .doc or .xls.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from lxml import etree

from archiver.extract import docx, html, odp, ods, odt, pptx, sheetml, wordml, xlsx
from archiver.extract.package import parse_xml, recover_xml
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, child, children, local
from archiver.extract.zipkinds import kind_of_zip
from archiver.model import Extracted, State
from archiver.wording import Reason

MAX_BYTES = 96 * 1024 * 1024
"""Pictures are kept inside as letters and digits, and are passed over; the XML of 2,000 pages has about 40 MB."""

_BINARY = re.compile(rb"(<(?:w:binData|pkg:binaryData|office:binary-data)\b[^<>]*>)[^<>]+")
_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_PACKED: dict[str, Callable[[Content], Extracted]] = {
    "docx": docx.read, "xlsx": xlsx.read, "pptx": pptx.read, "odt": odt.read, "ods": ods.read, "odp": odp.read,
}  # fmt: skip


def read(path: Path) -> Extracted:
    """The text of the document; `recovered` where its end is missing."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return Extracted("xml", State.FAILED, Reason("extract.bomb", {"megabytes": path.stat().st_size // 1024**2}))
    markup = _HEAD.sub("", html.text_of(_BINARY.sub(rb"\1", data))).encode("utf-8", "replace")
    try:
        return _read(parse_xml(markup))
    except etree.XMLSyntaxError as error:
        found = _read(recover_xml(markup)[0])
        if found.state is State.SEARCHABLE:
            return replace(found, state=State.RECOVERED, reason=Reason("extract.cut_short"))
        return Extracted("xml", State.FAILED, Reason("extract.damaged", {"detail": str(error)[:200]}))


def _read(root: etree._Element) -> Extracted:
    """By the root element; the binary formats' names tell what is inside a flat package."""
    if local(root) == "wordDocument":
        return wordml.read(root)
    if local(root) == "Workbook":
        return sheetml.read(root)
    parts = _parts_of_package(root) if local(root) == "package" else _parts_of_open_document(root)
    packed = _packed(parts)
    reader = _PACKED.get(kind_of_zip(packed))
    found = reader(packed) if reader else Extracted("xml", State.EMPTY, Reason("extract.no_words"))
    return replace(found, format="xml")


def _packed(parts: Iterator[tuple[str, bytes]]) -> BytesIO:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return packed


def _parts_of_package(root: etree._Element) -> Iterator[tuple[str, bytes]]:
    """The parts of a flat OOXML package, pictures empty, with the list of their types, which it gives beside each."""
    types = ""
    for part in children(root, "part"):
        name, inside = attribute(part, "name") or "", child(part, "xmlData")
        types += f'<Override PartName="{name}" ContentType="{attribute(part, "contentType")}"/>'
        whole = inside[0] if inside is not None and len(inside) else None
        yield name.lstrip("/"), b"" if whole is None else etree.tostring(whole)
    yield "[Content_Types].xml", f"<Types>{types}</Types>".encode()


def _parts_of_open_document(root: etree._Element) -> Iterator[tuple[str, bytes]]:
    """The parts of a flat OpenDocument file: each reader takes out of the whole what it looks for in a part."""
    yield "mimetype", (attribute(root, "mimetype") or "").encode()
    whole = etree.tostring(root)
    yield "content.xml", whole
    yield "styles.xml", whole
    meta = child(root, "meta")
    if meta is not None:
        yield "meta.xml", etree.tostring(meta)
