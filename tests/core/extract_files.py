"""Small office files for the tests of extraction, made on the spot so that a test shows what it is about."""

import random
import zipfile
from collections import Counter
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "extract"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"

KNOWN_OTHERWISE = frozenset(("ofdrw__SignScaleError.ofd",))
"""Public test files whose known text was taken by a reader that passes over CDATA: this invoice keeps all its
entries there, between the words of the form."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MORE = (
    f'xmlns:r="{_OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def recall(found: str, known: str) -> float:
    """The share of the runs of three characters in `known` that `found` has too, white space aside."""
    wanted, there = (Counter(_threes("".join(text.split()))) for text in (known, found))
    return (wanted & there).total() / max(1, wanted.total())


def _threes(text: str) -> list[str]:
    return [text[at:at + 3] for at in range(len(text) - 2)]


def cut_short(folder: Path, whole: Path, share: float) -> Path:
    """The first part of a file, under its own name in another folder."""
    data, file = whole.read_bytes(), folder / whole.name
    file.write_bytes(data[: int(len(data) * share)])
    return file


def with_flipped_bytes(folder: Path, whole: Path, seed: int) -> Path:
    """A file with thirty bytes behind its first sector changed at random, under its own name in another folder."""
    chance, data = random.Random(seed), bytearray(whole.read_bytes())
    for _ in range(30):
        data[chance.randrange(512, len(data))] = chance.randrange(256)
    file = folder / whole.name
    file.write_bytes(data)
    return file


def paragraph(text: str, *, style: str = "", num: int | None = None, depth: int = 0, more: str = "") -> str:
    """A w:p with one run; `more` is XML after the run."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{run}{more}</w:p>"


def level(depth: int, format: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A w:lvl of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists: str, instances: str = "") -> str:
    """A numbering part: each list is its levels; w:num 1, 2 … use them in turn, `instances` are more w:nums."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>' for index, levels in enumerate(lists)
    )
    nums = "".join(
        f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>' for index in range(len(lists))
    )
    return f"<w:numbering>{abstract}{nums}{instances}</w:numbering>"


def styles(inside: str) -> str:
    """A styles part."""
    return f"<w:styles>{inside}</w:styles>"


def docx(path: Path, body: str, *, strict: bool = False, **parts: str) -> Path:
    """A DOCX with that body; parts are their XML by kind (header, header_2, footnotes, numbering …)."""
    rels = "".join(
        f'<Relationship Id="{name}" Type="{_STRICT if strict else _OFFICE}/{name.split("_")[0]}" '
        f'Target="{name}.xml"/>'
        for name in parts
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="a" Type="{_STRICT if strict else _OFFICE}/officeDocument" '
            'Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": _relations(rels),
        "word/document.xml": _part(f"<w:document><w:body>{body}</w:body></w:document>", strict=strict),
    }
    files |= {
        f"word/{name}.xml": xml if name == "aFChunk" else _part(xml, strict=strict) for name, xml in parts.items()
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _relations(inside: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _part(xml: str, *, strict: bool) -> str:
    """The part with its namespaces declared on the root."""
    end = xml.index(">")
    word = _STRICT_WORD if strict else _WORD
    return f'{xml[:end]} xmlns:w="{word}" {_MORE}{xml[end:]}'


def pdf(path: Path, contents: list[bytes], resources: str = "", *, compress: bytes | None = None) -> Path:
    """A PDF of one page for each content stream (PDF operators), in Helvetica as /F1.

    `compress` replaces all streams by already deflated bytes.
    """
    count = len(contents)
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for index, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * index} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>".encode()
        )
        data = compress if compress is not None else content
        packed = b"/Filter /FlateDecode " if compress is not None else b""
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (packed, len(data), data))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    path.write_bytes(out)
    return path


def words(text: str) -> bytes:
    """PDF operators that show one line of Latin text."""
    return b"BT /F1 12 Tf 72 700 Td (" + text.encode("latin-1") + b") Tj ET"
