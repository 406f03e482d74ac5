"""Word 97–2003 documents, and WPS Writer's binary ones, which are the same inside."""

import olefile

from archiver.errors import ArchiveError
from archiver.extract import olesummary, wordpictures
from archiver.extract.blocks import Collected
from archiver.extract.olestorage import Storage
from archiver.extract.pictured import Pictured
from archiver.extract.source import Content
from archiver.extract.wordfile import HEADER_STARTS, WordFile, spans
from archiver.extract.wordformat import mend_characters
from archiver.extract.wordstory import Reading
from archiver.model import BlockKind, Extracted, State
from archiver.wording import Reason

_KINDS: dict[str, BlockKind] = {
    "body": "paragraph", "footnotes": "note", "comments": "comment", "endnotes": "note", "boxes": "textbox",
}  # fmt: skip


def read(content: Content, pictured: Pictured | None = None) -> Extracted:
    """The text of a Word document: headers first, then the body, text boxes, notes, comments and footers.

    `pictured` as in `docx.read`.
    """
    pages = pictured or Pictured()
    try:
        with olefile.OleFileIO(content) as ole:
            return read_ole(ole, pages)
    except (OSError, TypeError) as error:
        # olefile says OSError (without a number) or TypeError of a table that leads nowhere.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return Extracted("doc", State.FAILED, Reason("extract.damaged", {"detail": str(error)[:200]}))
    except ArchiveError as error:
        state = State.UNSUPPORTED if error.reason.code == "extract.old_format" else State.FAILED
        return Extracted("doc", state, error.reason)


def read_ole(ole: olefile.OleFileIO | Storage, pictured: Pictured | None = None) -> Extracted:
    """As `read`, of an open compound file or a storage in one. Raises OSError, TypeError and ArchiveError for damage."""
    pages = pictured or Pictured()
    word = WordFile(ole)
    if word.is_encrypted:
        return Extracted("doc", State.ENCRYPTED, Reason("extract.password"))
    word.load()
    mend_characters(word)
    found, properties = _collect(word, pages), olesummary.of(ole)
    if not found.parts and not pages.parts and word.has_pictures():
        return Extracted("doc", State.SCAN, Reason("extract.pictures_only"), properties=properties)
    return pages.extracted("doc", found, properties)


def _collect(word: WordFile, pictured: Pictured) -> Collected:
    reading = Reading(word)
    stories = {name: (start, end) for name, start, end in word.stories()}
    headers, footers = _headers(word, reading, stories["headers"])
    found = Collected()
    found.extend(headers)
    for name in ("body", "boxes", "footnotes", "endnotes", "comments"):
        story = reading.story(*stories[name], _KINDS[name])
        is_body = name == "body"
        found.extend(wordpictures.with_pictures(word, story, reading.pictures, pictured) if is_body else story)
        for words in word.object_words() if is_body else ():
            found.add("textbox", words)
    found.extend(reading.story(*stories["header boxes"], "header"))
    found.extend(footers)
    return found


def _headers(word: WordFile, reading: Reading, whole: tuple[int, int]) -> tuple[Collected, Collected]:
    """Headers and footers, each once. The first six stretches are note separators; then each section has an
    even and an odd header, an even and an odd footer, and both for its first page ([MS-DOC] 2.3.6)."""
    headers, footers = Collected(), Collected()
    said = set[str]()
    for index, (start, end) in enumerate(spans(word.table(HEADER_STARTS), 0)):
        is_footer = index % 6 in (2, 3, 5)
        kind: BlockKind = "footer" if is_footer else "header"
        if index < 6 or end <= start or whole[0] + end > whole[1]:
            continue
        found = reading.story(whole[0] + start, whole[0] + end, kind)
        if found.text not in said:
            (footers if is_footer else headers).extend(found)
        said.add(found.text)
    return headers, footers
