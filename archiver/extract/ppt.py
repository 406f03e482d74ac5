"""PPT of PowerPoint 97 to 2003 and DPS of WPS ([MS-PPT]): slides, notes, comments, words of the masters."""

import struct

import olefile

from archiver.errors import ArchiveError
from archiver.extract import olesummary
from archiver.extract.deck import Deck
from archiver.extract.package import MAX_TOTAL_BYTES
from archiver.extract.pictured import Pictured
from archiver.extract.pptslides import Slides
from archiver.extract.source import Content
from archiver.model import Extracted, State
from archiver.wording import Reason

_DUAL = "PP97_DUALSTORAGE/"
"""Where a file for PowerPoint 95 and 97 at once keeps what is for 97."""

_ENCRYPTED_TOKEN = 0xF3D1C4DF


def read(content: Content, pictured: Pictured | None = None) -> Extracted:
    """The text of a presentation, hidden slides too; the words of the masters stand at the end.

    `pictured` as in `docx.read`.
    """
    try:
        with olefile.OleFileIO(content) as ole:
            return _read(ole, Deck(pictured))
    except (OSError, TypeError) as error:
        # olefile says OSError (without a number) or TypeError of a table that leads nowhere.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return Extracted("ppt", State.FAILED, Reason("extract.damaged", {"detail": str(error)[:200]}))
    except ArchiveError as error:
        return Extracted("ppt", State.FAILED, error.reason)


def _read(ole: olefile.OleFileIO, deck: Deck) -> Extracted:
    folder = _DUAL if ole.exists(_DUAL + "PowerPoint Document") else ""
    token, edit = _current_user(ole, folder + "Current User")
    if token == _ENCRYPTED_TOKEN:
        return Extracted("ppt", State.ENCRYPTED, Reason("extract.password"))
    stream = _stream(ole, folder + "PowerPoint Document")
    pictures = folder + "Pictures"
    slides = Slides(stream, edit, deck, pictures, _stream(ole, pictures) if ole.exists(pictures) else b"")
    if slides.is_encrypted:
        return Extracted("ppt", State.ENCRYPTED, Reason("extract.password"))
    slides.read()
    return deck.extracted("ppt", olesummary.of(ole), pictures=ole.exists(pictures))


def _current_user(ole: olefile.OleFileIO, name: str) -> tuple[int, int]:
    """The token that tells encrypted files, and where the newest saving is described (2.3.2); else zeros."""
    data = _stream(ole, name) if ole.exists(name) else b""
    token, edit = struct.unpack_from("<II", data, 12) if len(data) >= 20 else (0, 0)
    return token, edit


def _stream(ole: olefile.OleFileIO, name: str) -> bytes:
    if not ole.exists(name):
        raise ArchiveError("extract.damaged", detail=f"no stream {name}")
    if ole.get_size(name) > MAX_TOTAL_BYTES:
        raise ArchiveError("extract.bomb", megabytes=ole.get_size(name) // 1024**2)
    data: bytes = ole.openstream(name).read()
    return data
