"""Files that need a password: what it opens is read from memory and never lies on disk.

No message here repeats what a library says of its trouble: that could hold the password.
"""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import InvalidKeyError

from archiver.errors import ArchiveError
from archiver.extract import doc, docx, odflock, odp, ods, odt, pdf, ppt, pptx, xls, xlsx
from archiver.extract.package import MAX_TOTAL_BYTES
from archiver.extract.source import Content
from archiver.extract.zipkinds import kind_of_zip
from archiver.model import Extracted, State
from archiver.wording import Reason

_READERS: dict[str, Callable[[Content], Extracted]] = {
    "doc": doc.read, "xls": xls.read, "ppt": ppt.read, "docx": docx.read, "xlsx": xlsx.read, "pptx": pptx.read,
    "odt": odt.read, "ods": ods.read, "odp": odp.read,
}  # fmt: skip

_LOCKED = frozenset(_READERS) | {"encrypted", "pdf", "ofd"}
"""Formats for which a password is asked here; archives open theirs by themselves, for DRM there is none."""

_OPEN_TO_ALL = {
    "encrypted": "VelvetSweatshop", "xls": "VelvetSweatshop", "ppt": "/01Hannes Ruescher/01",
}  # fmt: skip
"""What Excel and PowerPoint try before they ask: files that are only guarded against changes ([MS-XLS] 2.2.10)."""


def opened(path: Path, refused: Extracted, password: str) -> Extracted:
    """What the password lets be read of a file that gave `refused` without one; `encrypted` with the reason if none.

    Raises OSError where the file can't be opened.
    """
    tried = password or _OPEN_TO_ALL.get(refused.format, "")
    if not tried or refused.format not in _LOCKED:
        return refused
    try:
        found = _read(path, refused.format, tried)
    except ArchiveError as error:
        return refused if not password else replace(refused, reason=error.reason)
    if found.state is not State.ENCRYPTED:
        return found
    return refused if not password else replace(refused, reason=_still_locked(found))


def _still_locked(found: Extracted) -> Reason:
    """Why a password that fits opened nothing: a second lock inside. PDFium's own word stands."""
    return found.reason if found.format == "pdf" else Reason("extract.lock_unknown")


def _read(path: Path, format: str, password: str) -> Extracted:
    """Raises `extract.wrong_password` and `extract.lock_unknown`."""
    if format == "pdf":
        return pdf.read(path, password)
    if path.stat().st_size > MAX_TOTAL_BYTES:
        raise ArchiveError("extract.bomb", megabytes=path.stat().st_size // 1024**2)
    if format in ("odt", "ods", "odp"):
        return _READERS[format](odflock.decrypted(path, password))
    if format not in ("encrypted", "doc", "xls", "ppt"):
        raise ArchiveError("extract.lock_unknown")
    content = decrypted(path, password)
    kind = kind_of_zip(content) if format == "encrypted" else format
    if kind not in _READERS:
        raise ArchiveError("extract.lock_unknown")
    return _READERS[kind](content)


def decrypted(path: Path, password: str) -> BytesIO:
    """The same file without its encryption ([MS-OFFCRYPTO]: agile, standard, RC4, RC4 CryptoAPI, XOR of workbooks).

    Raises `extract.wrong_password` and `extract.lock_unknown`.
    """
    content = BytesIO()
    try:
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            checked = {"verify_password": True} if office.format == "ooxml" else {}  # the others always check
            office.load_key(password=password, **checked)
            office.decrypt(content)
    except InvalidKeyError:
        raise ArchiveError("extract.wrong_password") from None
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise ArchiveError("extract.lock_unknown") from None
    content.seek(0)
    return content
