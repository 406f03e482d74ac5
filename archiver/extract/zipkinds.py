"""Kinds of files that are zips inside: told by what they declare and by the names of their members."""

import re
import zipfile
from pathlib import Path

from archiver.extract.package import MEMBER_TROUBLE, read_member

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
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)


def kind_of_zip(path: Path) -> str:
    """The kind of the file, `zip` where its members are just files."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _declared(archive) or _by_members(archive.namelist()) or "zip"
    except MEMBER_TROUBLE:
        return _by_first_member(path) or _by_members(_local_names(path)) or "zip"


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


def _by_first_member(path: Path) -> str | None:
    """By the type that OpenDocument files begin with, stored as it is (ODF 1.3 part 2, 3.3)."""
    with path.open("rb") as file:
        start = file.read(128)
    said = start[38:].decode("ascii", "replace").casefold() if start[30:38] == b"mimetype" else ""
    return next((kind for word, kind in _MIMETYPES if said.startswith(word)), None)


def _local_names(path: Path) -> list[str]:
    """Names in the members' own headers, for a zip whose directory at the end is missing (cut short)."""
    with path.open("rb") as file:
        data = file.read(4 * 1024 * 1024)
    names = []
    for header in _LOCAL_NAME.finditer(data):
        length = int.from_bytes(header.group(1), "little")
        names.append(data[header.end():header.end() + length].decode("utf-8", "replace"))
    return names
