"""Zips as the programs of Chinese offices write them."""

import io
import zipfile
import zlib
from pathlib import Path

MOMENT = (2012, 3, 8, 9, 30, 0)


class _Named(zipfile.ZipInfo):
    """An entry whose name is written as these bytes, without saying in which encoding."""

    raw: bytes = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, self.flag_bits & ~0x800


def packed(*files: tuple[str | bytes, bytes]) -> bytes:
    """A zip of files: a name in bytes stands there as it is, one in characters as UTF-8 with its flag."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files):
            info = _Named(f"{number}", MOMENT) if isinstance(name, bytes) else zipfile.ZipInfo(name, MOMENT)
            if isinstance(info, _Named) and isinstance(name, bytes):
                info.raw = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def write(path: Path, *files: tuple[str | bytes, bytes]) -> Path:
    """A zip of files on disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(packed(*files))
    return path


def rar(*files: tuple[str, bytes]) -> bytes:
    """A RAR 5 archive of files that are stored as they are (RAR 5.0 archive format, section 5)."""
    parts = [b"Rar!\x1a\x07\x01\x00", _block(1, b"\x00")]
    for name, data in files:
        said = name.encode()
        about = b"".join([
            _number(4), _number(len(data)), _number(0), zlib.crc32(data).to_bytes(4, "little"), _number(0), _number(1),
            _number(len(said)), said,
        ])  # fmt: skip
        parts += [_block(2, about, len(data)), data]
    return b"".join([*parts, _block(5, b"\x00")])


def _block(kind: int, about: bytes, data: int | None = None) -> bytes:
    body = _number(kind) + (_number(0) if data is None else _number(2) + _number(data)) + about
    header = _number(len(body)) + body
    return zlib.crc32(header).to_bytes(4, "little") + header


def _number(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
