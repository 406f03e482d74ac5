"""The pages of a scan as pictures: those of a PDF through PDFium, those of a picture file through Pillow."""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Height × width × 3 bytes: blue, green, red."""

DPI = 200
"""Dots per inch at which a page is drawn. Measured: 200 reads what 300 does in half the time; 100 loses 小五."""

LONGEST_SIDE = 3400
"""Pixels: A3 at DPI. What is larger is drawn smaller."""

MOST_PIXELS = 120_000_000
"""Of a picture file that is opened at all: some hundred kilobytes can unpack to gigabytes."""

_READABLE = ("PNG", "JPEG", "TIFF", "BMP", "DIB", "WEBP", "GIF", "ICO", "AVIF", "MPO")
_FRAMED = ("TIFF",)
_NO_RESAMPLING_NEEDED = 2.0


class CannotOpen(Exception):
    """A picture file that can't be recognised whatever is done with it; `code` is why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def count_pages(path: Path) -> int:
    """How many pages a picture file has: several in a TIFF; the frames of an animation are none."""
    with _opened(path) as image:
        return int(getattr(image, "n_frames", 1)) if image.format in _FRAMED else 1


def page_of_pdf(path: Path | BytesIO, number: int, password: str = "") -> Picture:
    """Page `number` (from 1) of a PDF as it looks. Raises PdfiumError for a damaged or locked one."""
    document = pypdfium2.PdfDocument(path, password=password or None)
    try:
        page = document[number - 1]
        scale = min(DPI / 72, LONGEST_SIDE / max(*page.get_size(), 1.0))
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
        return _three_channels(bitmap.to_numpy().copy())
    finally:
        document.close()


def page_of_picture(path: Path | BytesIO, number: int) -> Picture:
    """Page `number` (from 1) of a picture file, upright as the camera noted, transparent parts white.

    What only PDFium can unpack comes as a PDF.
    """
    if isinstance(path, BytesIO) and path.getvalue().startswith(b"%PDF"):
        return page_of_pdf(path, number)
    from PIL import Image, ImageOps

    with _opened(path) as image:
        image.seek(number - 1)
        _refuse_too_large(image)  # each page of a TIFF has a size of its own
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image)
        if upright.mode.startswith("I;16"):
            upright = Image.fromarray((np.asarray(upright) >> 8).astype(np.uint8))
        if upright.has_transparency_data:
            white = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(white, upright.convert("RGBA"))
        upright = upright.convert("RGB")
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=_NO_RESAMPLING_NEEDED)
        return np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])


def digest(picture: Picture) -> str:
    """What tells the picture from every other: SHA-256 of its size and points."""
    return hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).hexdigest()


def _opened(path: Path | BytesIO) -> Any:
    """The picture file, of which nothing but its head has been read."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the bound below is ours, and an error rather than a warning
    try:
        image = Image.open(path, formats=_READABLE)
    except UnidentifiedImageError as error:
        raise CannotOpen("extract.ocr_unknown_picture") from error
    _refuse_too_large(image)
    return image


def _refuse_too_large(image: Any) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise CannotOpen("extract.ocr_too_large")


def _three_channels(drawn: NDArray[np.uint8]) -> Picture:
    if drawn.ndim == 2 or drawn.shape[2] == 1:
        return np.repeat(drawn.reshape(*drawn.shape[:2], 1), 3, axis=2)
    return np.ascontiguousarray(drawn[:, :, :3])
