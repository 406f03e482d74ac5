"""Pictures of scanners in JBIG2 (ITU-T T.88) as files of their own; Pillow has no decoder for it, PDFium has."""

import struct
from collections.abc import Iterator

MAGIC = b"\x97JB2\r\n\x1a\n"
_PAGE_INFORMATION, _END_OF_PAGE, _END_OF_FILE = 48, 49, 51
_UNKNOWN = 0xFFFFFFFF
_POINTS_PER_PIXEL = 72 / 200
"""As pages of a PDF are drawn at 200 dpi, each pixel becomes one; a hair less, for a fraction would add another."""


def size(head: bytes) -> tuple[int, int]:
    """Width and height in pixels. Raises struct.error where there is no page."""
    for kind, start, _ in _segments(head):
        if kind == _PAGE_INFORMATION:
            width, height = struct.unpack_from(">II", head, start)
            return width, height
    raise struct.error("no page")


def as_pdf(data: bytes) -> bytes:
    """A PDF of one page that shows the picture. Raises struct.error where it is none."""
    width, height = size(data)
    embedded = b"".join(data[begin:end] for begin, end in _for_pdf(data))
    right, top = (f"{pixels * _POINTS_PER_PIXEL - 0.01:.2f}" for pixels in (width, height))
    drawn = f"{right} 0 0 {top} 0 0 cm /P Do".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {right} {top}]/Resources<</XObject<</P 5 0 R>>>>/Contents 4 0 R>>".encode(),
        _stream(b"", drawn),
        _stream(
            f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray/BitsPerComponent 1"
            "/Filter/JBIG2Decode".encode(),
            embedded,
        ),
    )  # fmt: skip
    body = b"".join(b"%d 0 obj%s endobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.5\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


def _stream(said: bytes, data: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (said, len(data), data)


def _for_pdf(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the segments begin and end that a PDF takes: all but the ends of the page and of the file."""
    begin = _header_size(data)
    for kind, _, end in _segments(data):
        if kind not in (_END_OF_PAGE, _END_OF_FILE):
            yield begin, end
        begin = end


def _header_size(data: bytes) -> int:
    """Magic, flags, and the number of pages where it is known (D.4)."""
    return 9 if data[8:9] and data[8] & 2 else 13


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and end of the content of each segment of a sequential file (7.2); those cut short end it."""
    at = _header_size(data)
    while at + 11 <= len(data):
        number, flags, referred = struct.unpack_from(">IBB", data, at)
        count, at = referred >> 5, at + 6
        if count == 7:
            count = struct.unpack_from(">I", data, at - 1)[0] & 0x1FFFFFFF
            at += 3 + (count + 8) // 8
        at += count * (1 if number <= 256 else 2 if number <= 65536 else 4) + (4 if flags & 0x40 else 1)
        if at + 4 > len(data):
            return
        (length,) = struct.unpack_from(">I", data, at)
        at += 4
        end = len(data) if length == _UNKNOWN else at + length
        yield flags & 0x3F, at, min(end, len(data))
        at = end
