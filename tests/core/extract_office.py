"""Small workbooks and presentations for the tests of extraction, made on the spot."""

import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_EMBEDDED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = {
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "xl/workbook.bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
MAIN = {"xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def package(
    path: Path, main: str, parts: Mapping[str, str | bytes], related: Mapping[str, Mapping[str, str]], *,
    strict: bool = False,
) -> Path:  # fmt: skip
    """An OOXML file; `related` gives of each part the parts it points at, with the kind of each.

    Their ids are R1, R2 … in order. In parts the prefix r is declared by `declared`.
    """
    uri = _STRICT if strict else _OFFICE
    kinds = f'<Default Extension="xlsx" ContentType="{_EMBEDDED}"/>'  # as in a presentation with a chart
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{kinds}'
        f'<Override PartName="/{main}" ContentType="{_TYPES[main]}"/></Types>',
        "_rels/.rels": '<Relationships>'
        f'<Relationship Id="R1" Type="{uri}/officeDocument" Target="{main}"/></Relationships>',
    }
    for part, targets in related.items():
        folder, _, name = part.rpartition("/")
        inside = "".join(
            f'<Relationship Id="R{number}" Type="{uri}/{kind}" Target="/{target}"/>'
            for number, (target, kind) in enumerate(targets.items(), 1)
        )
        files[f"{folder}/_rels/{name}.rels"] = f"<Relationships>{inside}</Relationships>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files | dict(parts)).items():
            archive.writestr(name, content)
    return path


def declared(xml: str, *, strict: bool = False) -> str:
    """The XML with its namespaces declared on the root; the default one is that of strict or of other files."""
    end = min(at for at in (xml.find(">"), xml.find("/>")) if at >= 0)
    default = "http://purl.oclc.org/ooxml/x" if strict else "http://schemas.openxmlformats.org/x"
    more = 'xmlns:a="a" xmlns:p="p" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return f'{xml[:end]} xmlns="{default}" xmlns:r="{_STRICT if strict else _OFFICE}" {more}{xml[end:]}'


def xlsx(
    path: Path, sheets: Mapping[str, str], *, strings: str = "", styles: str = "", book: str = "",
    beside: Mapping[str, tuple[str, str]] | None = None, strict: bool = False,
) -> Path:  # fmt: skip
    """A workbook: the XML inside each worksheet by the sheet's name.

    `beside` are parts of the first sheet: their kind and XML by their path.
    """
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="R{n}"/>' for n, name in enumerate(sheets, 1))
    parts = {MAIN["xlsx"]: f"<workbook>{book}<sheets>{listed}</sheets></workbook>"}
    parts |= {f"xl/sheet{n}.xml": f"<worksheet>{xml}</worksheet>" for n, xml in enumerate(sheets.values(), 1)}
    parts |= {"xl/strings.xml": f"<sst>{strings}</sst>", "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>"}
    parts |= {name: xml for name, (_, xml) in (beside or {}).items()}
    targets = {f"xl/sheet{n}.xml": "worksheet" for n in range(1, len(sheets) + 1)}
    related = {
        MAIN["xlsx"]: targets | {"xl/strings.xml": "sharedStrings", "xl/styles.xml": "styles"},
        "xl/sheet1.xml": {name: kind for name, (kind, _) in (beside or {}).items()},
    }
    whole = {name: declared(xml, strict=strict) for name, xml in parts.items()}
    return package(path, MAIN["xlsx"], whole, related, strict=strict)


def row(number: int, *cells: str) -> str:
    """A row of a worksheet."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(name: str, value: str, kind: str = "n", style: int = 0) -> str:
    """A cell of a worksheet; kind `inlineStr` takes the text itself."""
    inside = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>"
    return f'<c r="{name}" t="{kind}" s="{style}">{inside}</c>'


def shape(*paragraphs: str, place: str | None = None) -> str:
    """A shape of a slide; `place` is the type of the placeholder it fills."""
    fills = f'<p:ph type="{place}"/>' if place else ""
    text = "".join(f"<a:p><a:r><a:t>{paragraph}</a:t></a:r></a:p>" for paragraph in paragraphs)
    return f"<p:sp><p:nvSpPr><p:nvPr>{fills}</p:nvPr></p:nvSpPr><p:txBody>{text}</p:txBody></p:sp>"


def pptx(
    path: Path, slides: list[str], *, order: list[int] | None = None,
    beside: Mapping[str, tuple[str, str]] | None = None, layout: str = "", master: str = "", strict: bool = False,
) -> Path:  # fmt: skip
    """A presentation: the shapes of each slide, shown in `order`; `beside` are parts of the first slide."""
    shown = "".join(f'<p:sldId id="{255 + n}" r:id="R{n}"/>' for n in order or range(1, len(slides) + 1))
    parts = {MAIN["pptx"]: f"<p:presentation><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>"}
    parts |= {f"ppt/slide{n}.xml": f"<p:sld><p:spTree>{xml}</p:spTree></p:sld>" for n, xml in enumerate(slides, 1)}
    parts |= {"ppt/layout.xml": f"<p:sldLayout>{layout}</p:sldLayout>"}
    parts |= {"ppt/master.xml": f"<p:sldMaster>{master}</p:sldMaster>"}
    parts |= {name: xml for name, (_, xml) in (beside or {}).items()}
    related = {
        MAIN["pptx"]: {f"ppt/slide{n}.xml": "slide" for n in range(1, len(slides) + 1)},
        "ppt/slide1.xml": {"ppt/layout.xml": "slideLayout"}
        | {name: kind for name, (kind, _) in (beside or {}).items()},
        "ppt/layout.xml": {"ppt/master.xml": "slideMaster"},
    }
    whole = {name: declared(xml, strict=strict) for name, xml in parts.items()}
    return package(path, MAIN["pptx"], whole, related, strict=strict)


def odf(path: Path, mimetype: str, body: str, *, styles: str = "", manifest: str = "") -> Path:
    """An OpenDocument file with that office:body; prefixes stand for themselves."""
    spaces = " ".join(
        f'xmlns:{name}="{name}"' for name in ("office", "table", "text", "draw", "presentation", "style", "dc")
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}", zipfile.ZIP_STORED)
        content = f"<office:document {spaces}><office:body>{body}</office:body></office:document>"
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", f"<office:styles {spaces}>{styles}</office:styles>")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return path


def biff(kind: int, data: bytes = b"") -> bytes:
    """A record of a binary workbook."""
    return struct.pack("<HH", kind, len(data)) + data


def label(row: int, column: int, text: bytes) -> bytes:
    """A cell with 8-bit text, of Excel 5."""
    return biff(0x204, struct.pack("<HHHH", row, column, 0, len(text)) + text)


def book_95(*records: bytes, code_page: int = 936, name: bytes = "人员".encode("gbk")) -> bytes:
    """An Excel 5 workbook of one sheet, without a compound file around it."""
    start = biff(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + biff(0x42, struct.pack("<H", code_page))
    place = len(start) + 4 + 8 + len(name) - 1 + 4
    start += biff(0x85, struct.pack("<IBBB", place, 0, 0, len(name)) + name) + biff(0x0A)
    return start + biff(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + b"".join(records) + biff(0x0A)


def record(kind: int, *inside: bytes, instance: int = 0, container: bool = True) -> bytes:
    """A record of a binary presentation."""
    data = b"".join(inside)
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(data)) + data


def atom(kind: int, data: bytes = b"", instance: int = 0) -> bytes:
    """A record of a binary presentation that holds no others."""
    return record(kind, data, instance=instance, container=False)
