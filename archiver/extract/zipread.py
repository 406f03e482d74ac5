"""Reading a file that is a zip: as it is, or, where it is damaged, as far as it goes."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from archiver.errors import ArchiveError
from archiver.extract.package import MEMBER_TROUBLE
from archiver.extract.source import Content
from archiver.extract.zipflags import open_zip
from archiver.model import Extracted, State
from archiver.wording import Reason

_LOSSES = frozenset({"extract.damaged", "extract.parts_lost", "extract.sheets_lost", "extract.slides_lost"})
"""Reasons after which the file is looked through for what the reader could not get at."""


def read_zip(content: Content, format: str, read: Callable[[zipfile.ZipFile], Extracted]) -> Extracted:
    """What `read` makes of the zip, or of what is left of a damaged one; bombs and passwords are the states they are.

    Raises OSError where the file can't be opened.
    """
    found = _read_as_it_is(content, format, read)
    if found.reason.code not in _LOSSES:
        return found
    from archiver.extract.salvage import salvaged  # few files need it

    return salvaged(content, found, read)


def _read_as_it_is(content: Content, format: str, read: Callable[[zipfile.ZipFile], Extracted]) -> Extracted:
    try:
        with open_zip(content) as archive:
            return read(archive)
    except ArchiveError as error:
        return Extracted(format, State.FAILED, error.reason)
    except (*MEMBER_TROUBLE, etree.XMLSyntaxError) as error:
        if isinstance(content, Path):
            content.stat()  # a file that is gone is no damaged one
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            return Extracted(format, State.ENCRYPTED, Reason("extract.password"))
        return Extracted(format, State.FAILED, Reason("extract.damaged", {"detail": str(error)[:200]}))
