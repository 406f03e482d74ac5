"""Samples as PDF: text in a standard Chinese font that is not embedded, as old office printers made it."""

import zlib

from resources.samples.paper import Paragraph

WIDTH, HEIGHT, MARGIN = 595, 842, 72
SIZE, LEADING = 14, 24
COLUMNS = (WIDTH - 2 * MARGIN) // SIZE
LINES = (HEIGHT - 2 * MARGIN) // LEADING
_FORBIDDEN_FIRST = "，。；：、！？）》”"


def pdf(paragraphs: list[Paragraph]) -> bytes:
    """A PDF of as many A4 pages as it takes; codes are UCS-2, a ToUnicode map goes with them."""
    lines = [line for paragraph in paragraphs for line in _laid_out(paragraph)]
    pages = [lines[i : i + LINES] for i in range(0, len(lines), LINES)]
    used = sorted({ord(character) for line in lines for character in line[1]})
    return _file([_stream(_content(page)) for page in pages], _stream(_to_unicode(used)))


def _laid_out(paragraph: Paragraph) -> list[tuple[float, str]]:
    """The lines of a paragraph with the place where each begins, in points."""
    indent = "\u3000\u3000" if paragraph.role == "text" and paragraph.text else ""
    lines = _wrapped(indent + paragraph.text)
    if paragraph.role in ("title", "letterhead"):
        return [(WIDTH / 2 - len(line) * SIZE / 2, line) for line in lines]
    if paragraph.role == "signature":
        return [(WIDTH - MARGIN - (len(line) + 1) * SIZE, line) for line in lines]
    return [(MARGIN, line) for line in lines]


def _wrapped(text: str) -> list[str]:
    lines: list[str] = []
    while text:
        cut = COLUMNS + (text[COLUMNS : COLUMNS + 1] in _FORBIDDEN_FIRST and len(text) > COLUMNS)
        lines.append(text[:cut])
        text = text[cut:]
    return lines


def _content(lines: list[tuple[float, str]]) -> bytes:
    shown = [
        f"BT /F1 {SIZE} Tf 1 0 0 1 {x:.1f} {HEIGHT - MARGIN - number * LEADING} Tm "
        f"<{text.encode('utf-16-be').hex()}> Tj ET"
        for number, (x, text) in enumerate(lines)
    ]
    return "\n".join(shown).encode("ascii")


def _to_unicode(codes: list[int]) -> bytes:
    rows = [f"<{code:04X}> <{code:04X}>" for code in codes]
    groups = [rows[i : i + 100] for i in range(0, len(rows), 100)]
    maps = "\n".join(f"{len(group)} beginbfchar\n" + "\n".join(group) + "\nendbfchar" for group in groups)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Wendu-UCS2 def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{maps}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def _file(pages: list[bytes], to_unicode: bytes) -> bytes:
    """The objects in order (catalogue, pages, font, its descendant, descriptor, map, then the pages)."""
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]"
        b" /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
        to_unicode,
    ]
    for number, content in enumerate(pages):
        box = f"[0 0 {WIDTH} {HEIGHT}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents {8 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(content)
    return _with_table(objects)


def _with_table(objects: list[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return data + end.encode("ascii") + b"startxref\n%d\n%%%%EOF\n" % len(data)
