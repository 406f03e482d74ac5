"""Kinds of files that are zips inside: told by what they declare and by the names of their members."""

import re
import zipfile
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.extract.package import MEMBER_TROUBLE, read_member
from archiver.extract.source import Content
from archiver.extract.zipscan import scan

_DECLARED = (
    ("wordprocessingml.document.main", "docx"),
    ("wordprocessingml.template.main", "docx"),
    ("ms-word.document.macroenabled.main", "docx"),
    ("ms-word.template.macroenabledtemplate.main", "docx"),
    ("spreadsheetml.sheet.main", "xlsx"),
    ("spreadsheetml.template.main", "xlsx"),
    ("ms-excel.sheet.macroenabled.main", "xlsx"),
    ("ms-excel.sheet.binary.macroenabled.main", "xlsx"),
    ("ms-excel.template.macroenabled.main", "xlsx"),
    ("ms-excel.addin.macroenabled.main", "xlsx"),
    ("presentationml.presentation.main", "pptx"),
    ("presentationml.slideshow.main", "pptx"),
    ("presentationml.template.main", "pptx"),
    ("ms-powerpoint.presentation.macroenabled.main", "pptx"),
    ("ms-powerpoint.slideshow.macroenabled.main", "pptx"),
    ("ms-powerpoint.template.macroenabled.main", "pptx"),
    ("ms-powerpoint.addin.macroenabled.main", "pptx"),
    ("ms-visio.", "visio"),
    ("fixeddocumentsequence", "xps"),
)
_MIMETYPES = (
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.oasis.opendocument.presentation", "odp"),
    ("application/vnd.oasis.opendocument", "drawing"),
    ("application/vnd.sun.xml.writer", "odt"),
    ("application/vnd.sun.xml.calc", "ods"),
    ("application/vnd.sun.xml.impress", "odp"),
    ("application/epub+zip", "epub"),
)
_MEMBERS = (
    ("word/document.xml", "docx"),
    ("xl/workbook", "xlsx"),
    ("ppt/presentation", "pptx"),
    ("ofd.xml", "ofd"),
    ("androidmanifest.xml", "program"),
    ("meta-inf/manifest.mf", "program"),
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("doc_0/", "ofd"),
)
_OFFICE_ONLY = ("[content_types].xml", "_rels/", "docprops/")
"""Members that stand first in many office files and say nothing of what kind they are."""

_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_HEAD_BYTES = 4 * 1024 * 1024


def kind_of_zip(content: Content) -> str:
    """The kind of the file, `zip` where its members are just files; `damaged-office` where too little is left."""
    try:
        with zipfile.ZipFile(content) as archive:
            return _declared(archive) or _by_members(archive.namelist()) or "zip"
    except MEMBER_TROUBLE:
        return _kind_of_cut_zip(_head(content))


def _head(content: Content) -> bytes:
    if not isinstance(content, Path):
        return content.getvalue()[:_HEAD_BYTES]
    with content.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _kind_of_cut_zip(head: bytes) -> str:
    """By what stands before the place where the file was cut."""
    names = _local_names(head)
    return (
        _by_first_member(head) or _by_members(names) or _by_saved_types(head)
        or ("damaged-office" if any(name.casefold().startswith(_OFFICE_ONLY) for name in names) else "zip")
    )  # fmt: skip


def _declared(archive: zipfile.ZipFile) -> str | None:
    names = {name.casefold(): name for name in archive.namelist()}
    for member, kinds in (("[content_types].xml", _DECLARED), ("mimetype", _MIMETYPES)):
        if member in names:
            try:
                said = read_member(archive, names[member]).decode("utf-8", "replace").casefold()
            except MEMBER_TROUBLE:
                continue
            found = next((kind for word, kind in kinds if word in said), None)
            if found:
                return found
    return None


def _by_members(names: list[str]) -> str | None:
    lowered = [name.casefold().replace("\\", "/") for name in names]
    return next((kind for start, kind in _MEMBERS if any(name.startswith(start) for name in lowered)), None)


def _by_first_member(head: bytes) -> str | None:
    """By the type that OpenDocument files begin with, stored as it is (ODF 1.3 part 2, 3.3)."""
    said = head[38:128].decode("ascii", "replace").casefold() if head[30:38] == b"mimetype" else ""
    return next((kind for word, kind in _MIMETYPES if said.startswith(word)), None)


def _by_saved_types(head: bytes) -> str | None:
    """By what a list of types declares that has no directory to be found by."""
    try:
        types = next(scan(head, lambda name: name == "[Content_Types].xml"), None)
    except ArchiveError:
        return None
    said = types.data.decode("utf-8", "replace").casefold() if types else ""
    return next((kind for word, kind in _DECLARED if word in said), None)


def _local_names(head: bytes) -> list[str]:
    """Names in the members' own headers, for a zip whose directory at the end is missing (cut short)."""
    names = []
    for header in _LOCAL_NAME.finditer(head):
        length = int.from_bytes(header.group(1), "little")
        names.append(head[header.end():header.end() + length].decode("utf-8", "replace"))
    return names
