"""XLS of Excel 2 to 2003 and ET of WPS: cells as they are shown, comments, text boxes, headers, footers."""

from pathlib import Path

import olefile

from archiver.errors import ArchiveError
from archiver.extract import olesummary
from archiver.extract.biff import Book
from archiver.extract.biffsheet import Sheet
from archiver.extract.cells import Cells, TooMany
from archiver.extract.olestorage import Storage
from archiver.extract.package import MAX_TOTAL_BYTES
from archiver.extract.source import Content
from archiver.extract.structure import OLE_MAGIC
from archiver.model import Extracted, State
from archiver.wording import Reason


def read(content: Content) -> Extracted:
    """The text of a workbook, sheet by sheet, row by row, hidden ones too."""
    try:
        if isinstance(content, Path) and not _is_ole(content):
            return _read(_bare(content), {}, [])
        with olefile.OleFileIO(content) as ole:
            return _read(_book(ole), olesummary.of(ole), _objects(ole))
    except (OSError, TypeError) as error:
        # olefile says OSError (without a number) or TypeError of a table that leads nowhere.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return Extracted("xls", State.FAILED, Reason("extract.damaged", {"detail": str(error)[:200]}))
    except ArchiveError as error:
        return Extracted("xls", State.FAILED, error.reason)


def read_ole(storage: Storage) -> Extracted:
    """As `read`, of a storage in a compound file. Raises OSError, TypeError and ArchiveError for damage."""
    return _read(_book(storage), {}, [])


def _objects(ole: olefile.OleFileIO) -> list[Storage]:
    """The objects of other programs, each in a storage of its own."""
    storages = dict.fromkeys(entry[0] for entry in ole.listdir() if len(entry) > 1 and entry[0].startswith("MBD"))
    return [Storage(ole, name) for name in storages]


def _is_ole(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(OLE_MAGIC)) == OLE_MAGIC


def _bare(path: Path) -> bytes:
    """Excel up to 4, and some programs to this day, write the records without a compound file around them."""
    size = path.stat().st_size
    if size > MAX_TOTAL_BYTES:
        raise ArchiveError("extract.bomb", megabytes=size // 1024**2)
    return path.read_bytes()


def _book(ole: olefile.OleFileIO | Storage) -> bytes:
    """The stream of records; a file for Excel 5 and 97 at once has both, and the newer says more."""
    for name in ("Workbook", "Book"):
        if ole.exists(name):
            if ole.get_size(name) > MAX_TOTAL_BYTES:
                raise ArchiveError("extract.bomb", megabytes=ole.get_size(name) // 1024**2)
            data: bytes = ole.openstream(name).read()
            return data
    raise ArchiveError("extract.damaged", detail="no stream Workbook")


def _read(stream: bytes, properties: dict[str, str], objects: list[Storage]) -> Extracted:
    book = Book(stream)
    book.load()
    if book.is_encrypted:
        return Extracted("xls", State.ENCRYPTED, Reason("extract.password"))
    if not book.sheets:
        return Extracted("xls", State.FAILED, Reason("extract.damaged", {"detail": "no sheet is named"}))
    cells = Cells()
    cut = False
    try:
        for at, name in book.sheets.items():
            cells.begin(name)
            cells.lost += not Sheet(book, cells).read(at)
        _read_objects(objects, cells)
    except TooMany:
        cut = True
    return cells.extracted("xls", properties, cut=cut)


def _read_objects(objects: list[Storage], cells: Cells) -> None:
    if objects:
        from archiver.extract.embedded import (
            words_in,  # with the readers of other formats; few workbooks show an object
        )

        for words in (words for storage in objects for words in words_in(storage)):
            cells.beside("textbox", words)
