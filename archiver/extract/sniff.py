"""What kind of file this is, by its content and never by its ending.

A .doc that is really HTML, RTF or DOCX is everyday in Chinese offices; endings lie, first bytes, the names of
OLE streams and the members of a zip don't.
"""

import re
import unicodedata
from pathlib import Path

import olefile

from archiver.extract import encodings
from archiver.extract.commonness import score
from archiver.extract.magic import by_first_bytes
from archiver.extract.markup import kind_of_text
from archiver.extract.source import Content
from archiver.extract.structure import OLE_MAGIC
from archiver.extract.zipkinds import kind_of_zip

HEAD_BYTES = encodings.SAMPLE_BYTES

_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
"""Control characters that no text has: tabs, ends of lines and pages, and those of DOS and of terminals left out."""

_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("\tDRMContent", "drm"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("VisioDocument", "visio"),
    ("HwpSummaryInformation", "hwp"),
    ("MatOST", "works"),
    ("MM", "works"),
    ("SPELLING", "works"),
    ("CONTENTS", "works"),
)


def sniff(path: Path) -> str:
    """The kind of the file: a key of FORMATS or of UNREAD; `unknown` where nothing fits.

    Raises OSError where the file can't be opened.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if not head.strip(b"\0"):
            return "zeros" if head else "empty"
    if head.startswith(OLE_MAGIC):
        return kind_of_ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return kind_of_zip(path)
    return by_first_bytes(head) or _kind_of_bytes(head)


def kind_of_ole(content: Content) -> str:
    """By the streams of the compound file; `damaged-ole` where its own tables can't be followed."""
    try:
        with olefile.OleFileIO(content) as ole:
            entries = [[name.casefold() for name in entry] for entry in ole.listdir(storages=True)]
    except (OSError, ValueError, IndexError, RecursionError, MemoryError):
        # olefile raises whichever of these a damaged table leads it to.
        return "damaged-ole"
    if any(entry[0] == "__properties_version1.0" for entry in entries):
        return "msg"  # a letter: what is attached to it brings the streams of other kinds
    # What lies on top tells the file, a Word document further down may be an object put into a workbook.
    return _by_names({entry[0] for entry in entries}) or _by_names({entry[-1] for entry in entries}) or "ole"


def _by_names(names: set[str]) -> str | None:
    return next((kind for name, kind in _OLE_STREAMS if name.casefold() in names), None)


def _kind_of_bytes(head: bytes) -> str:
    """Text, or what kind of markup or mail; `unknown` where the bytes don't read as text in any encoding."""
    decoded = encodings.decode(head)
    text = decoded.text[:-1] if len(head) == HEAD_BYTES else decoded.text  # the last may be cut in two
    return "unknown" if _is_binary(text) else kind_of_text(text)


def _is_binary(text: str) -> bool:
    """Whether the likeliest reading is still no text: control or broken characters, or hardly a known one.

    Random bytes read as UTF-16 have about -15 a character, the rarest names of a paper -12.
    """
    characters = text.lstrip("\ufeff")
    controls = len(_CONTROLS.findall(characters))
    broken = characters.count("\ufffd")
    if controls * 50 > len(characters) or broken * 5 > len(characters):
        return True
    return not _is_one_script(characters) and score(characters) < -12.5 * len(characters)


def _is_one_script(text: str) -> bool:
    """Whether the letters are of few scripts, as in a text of another country; random bytes give many."""
    scripts = {unicodedata.name(character, "").partition(" ")[0] for character in text[:200] if character.isalpha()}
    return len(scripts) <= 4
