"""The parts that hold an OOXML file together, made anew by the usual names where a damaged file lost them.

WPS and LibreOffice write them last, so that a file cut short has its words but nothing that says where they are.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from lxml import etree

from archiver.extract.ooxml import relation_id
from archiver.extract.package import parse_xml
from archiver.extract.xmlwalk import local

_MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_LOOSE = "xl/loose.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = re.compile(r"xl/(?:worksheets/)?sheet(\d+)\.xml")
_SLIDE = re.compile(r"ppt/(?:slides/)?slide(\d+)\.xml")
_BESIDE = (
    (re.compile(r"word/(header|footer|footnotes|endnotes|comments|styles|numbering)\d*\.xml"), ""),
    (re.compile(r"word/charts/(chart)\d*\.xml"), ""),
    (re.compile(r"word/diagrams/data\d*\.xml"), "diagramData"),
    (re.compile(r"xl/(?:sharedS|s)trings\.xml"), "sharedStrings"),
    (re.compile(r"xl/(styles)\.xml"), ""),
)
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_STRING_USED = re.compile(rb'<(?:\w+:)?c\s[^>]*\bt="s"[^>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})\s*<')

Related = tuple[str, str, str]
"""Id, kind and target of a relation."""


def completed(format: str, saved: Mapping[str, bytes], whole: Collection[str]) -> dict[str, bytes]:
    """The saved parts, and what holds them together; `whole` names the undamaged ones.

    A list of parts that is itself cut is made anew: what it no longer names would be lost.
    """
    if format not in _MAIN:
        return dict(saved)
    main = _MAIN[format]
    parts = {name: data for name, data in saved.items() if name in whole or not name.endswith(".rels")}
    top = [("R1", "officeDocument", main), ("R2", "core-properties", "docProps/core.xml")]
    parts.setdefault("_rels/.rels", _relations(top))
    if format == "docx":
        parts.setdefault(main, b"<document><body/></document>")
        parts.setdefault(_rels(main), _relations(_beside(parts)))
        return parts
    if main not in whole:
        parts.pop(main, None)
    if format == "xlsx":
        _list(parts, main, "sheet", "worksheet", _numbered(parts, _SHEET))
        _add_loose_strings(parts, main, whole)
    else:
        _list(parts, main, "sldId", "slide", _numbered(parts, _SLIDE))
        _relate_notes(parts)
    return parts


def _rels(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _relations(related: Iterable[Related]) -> bytes:
    root = etree.Element("Relationships")
    for id, kind, target in related:
        etree.SubElement(root, "Relationship", Id=id, Type=f"{_OFFICE}/{kind}", Target=f"/{target}")
    return etree.tostring(root)


def _beside(parts: Mapping[str, bytes]) -> Iterator[Related]:
    """The parts beside the main one, by their names."""
    for number, name in enumerate(sorted(parts)):
        for pattern, kind in _BESIDE:
            match = pattern.fullmatch(name)
            if match:
                yield f"beside{number}", kind or match[1], name


def _numbered(parts: Mapping[str, bytes], name: re.Pattern[str]) -> dict[int, str]:
    """Sheets or slides by the number in their names, in its order."""
    return dict(sorted((int(match[1]), match[0]) for match in map(name.fullmatch, parts) if match))


def _list(parts: dict[str, bytes], main: str, item: str, kind: str, numbered: Mapping[int, str]) -> None:
    """Let the main part name the sheets or slides, and its relations say where they are.

    The first one named is number 1, as programs number them unless slides were moved since.
    """
    if main not in parts:
        named = "".join(f'<{item} name="" r:id="R{number}"/>' for number in numbered)
        inside = f"<sheets>{named}</sheets>" if item == "sheet" else f"<sldIdLst>{named}</sldIdLst>"
        parts[main] = f'<main xmlns:r="{_OFFICE}">{inside}</main>'.encode()
        ids = {number: f"R{number}" for number in numbered}
    elif _rels(main) not in parts:
        ids = dict(enumerate(map(relation_id, _named(parts[main], item)), 1))
    else:
        return
    listed = [(id, kind, numbered[number]) for number, id in ids.items() if number in numbered]
    parts[_rels(main)] = _relations([*listed, *_beside(parts)])


def _named(main: bytes, item: str) -> list[etree._Element]:
    return [element for element in parse_xml(main).iter() if local(element) == item]


def _relate_notes(parts: dict[str, bytes]) -> None:
    """Notes of slides whose own relations are lost: those of the same number."""
    for number, slide in _numbered(parts, _SLIDE).items():
        notes = f"ppt/notesSlides/notesSlide{number}.xml"
        if notes in parts:
            parts.setdefault(_rels(slide), _relations([("R1", "notesSlide", notes)]))


def _add_loose_strings(parts: dict[str, bytes], main: str, whole: Collection[str]) -> None:
    """A last sheet with the words whose cells are lost: WPS writes all strings of a workbook before its sheets."""
    sheets = len(_named(parts[main], "sheet"))
    strings = next((name for _, kind, name in _beside(parts) if kind == "sharedStrings"), None)
    if strings is None or (main in whole and sheets == sum(name in whole for name in parts if _SHEET.fullmatch(name))):
        return
    used = {int(at) for data in parts.values() for at in _STRING_USED.findall(data)}
    loose = [at for at in range(len(_STRING.findall(parts[strings]))) if at not in used]
    rows = "".join(f'<row r="{row}"><c t="s"><v>{at}</v></c></row>' for row, at in enumerate(loose, 1))
    parts[_LOOSE] = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    sheet = {"name": "", f"{{{_OFFICE}}}id": "loose"}
    parts[main] = _with(parts[main], "sheets", "sheet", sheet)
    relation = {"Id": "loose", "Type": f"{_OFFICE}/worksheet", "Target": f"/{_LOOSE}"}
    parts[_rels(main)] = _with(parts[_rels(main)], "Relationships", "Relationship", relation)


def _with(xml: bytes, name: str, item: str, attributes: Mapping[str, str]) -> bytes:
    """The part with one more item in the list of that name."""
    root = parse_xml(xml)
    holder = next((element for element in root.iter() if local(element) == name), root)
    etree.SubElement(holder, item, dict(attributes))
    return etree.tostring(root)
