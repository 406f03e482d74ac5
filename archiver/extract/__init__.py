"""Getting text out of files: one function for each format, chosen by what the file really is.

`extract` runs in this process and is for the killable child alone; the rest of the program uses
`archiver.extract.isolated`.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from archiver.model import Extracted, State

EXTRACTOR_VERSION = 6
"""Raised whenever a reader gives other text for the same bytes: papers read by an older one are read anew."""


def _reader(module: str) -> Callable[[Path], Extracted]:
    """`read` of a module of this room, imported when first needed.

    PDFium and lxml are to load in the child that reads, not in the window or in a command that only searches.
    """

    def read(path: Path) -> Extracted:
        extracted: Extracted = import_module(f"{__name__}.{module}").read(path)
        return extracted

    return read


FORMATS: dict[str, Callable[[Path], Extracted]] = {
    "text": _reader("plain"),
    "html": _reader("html"),
    "docx": _reader("docx"),
    "doc": _reader("doc"),
    "pdf": _reader("pdf"),
    "rtf": _reader("rtf"),
    "xml": _reader("flat"),
    "odt": _reader("odt"),
    "ofd": _reader("ofd"),
    "eml": _reader("eml"),
    "mbox": _reader("mbox"),
    "msg": _reader("msg"),
    "tnef": _reader("tnef"),
    "mht": _reader("mht"),
    "xlsx": _reader("xlsx"),
    "xls": _reader("xls"),
    "ods": _reader("ods"),
    "pptx": _reader("pptx"),
    "ppt": _reader("ppt"),
    "odp": _reader("odp"),
    "zip": _reader("zipped"),
    "7z": _reader("sevenzip"),
    "rar": _reader("rar"),
}
"""Formats that are read, by the kind `sniff` gives. A new format is one function, one line and one sample."""


def extract(path: Path, password: str = "") -> Extracted:
    """What the file holds, or why not. Raises OSError where it can't be opened (locked, gone)."""
    from archiver.extract.sniff import sniff
    from archiver.extract.unread import unread

    kind = sniff(path)
    found = FORMATS[kind](path) if kind in FORMATS else unread(kind)
    if found.state is not State.ENCRYPTED:
        return found
    from archiver.extract.locked import opened  # ciphers load where one is met

    return opened(path, found, password)
