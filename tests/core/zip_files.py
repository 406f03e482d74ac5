"""Zips as the programs of Chinese offices write them."""

import io
import zipfile
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
