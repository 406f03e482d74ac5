"""What the recognising child does with a scan: one page of it, or all. The text of a marked paper stays there."""

import contextlib
import errno
import os
import sys
from functools import cache
from pathlib import Path

import pypdfium2

from archiver.describe import Scheme
from archiver.describe.secrecy import TOP_LINES, secrecy_mark
from archiver.errors import ArchiveError
from archiver.extract.packed import find, unpack
from archiver.extract.scanned import (
    extract_recognised,
    is_pictured,
    page_picture,
    page_pictures,
    scanned_pages,
    with_recognised,
)
from archiver.extract.sniff import sniff
from archiver.extract.source import Content, Source
from archiver.extract.zipkinds import kind_of_zip
from archiver.model import Extracted
from archiver.ocr import pictures
from archiver.ocr.pictures import Picture
from archiver.recognition.asking import LOCKED, Answer, Look, Read, Reader, TakeOut, Whole
from archiver.understanding import understood
from archiver.wording import Reason


def answer(task: Source, reader: Reader) -> Answer:
    """What a task asks for. `reader` makes rows of a picture. Raises what PDFium, Pillow and containers raise for
    damage."""
    stand_back()
    try:
        return _answer(task, reader)
    except pictures.CannotOpen as error:
        return Answer(failed=Reason(error.code))
    except ArchiveError as error:
        return Answer(failed=error.reason)
    except pypdfium2.PdfiumError as error:
        if "password" not in str(error).casefold():
            raise
        return Answer(failed=Reason(LOCKED))


def _answer(task: Source, reader: Reader) -> Answer:
    match task:
        case TakeOut():
            return Answer(file=_taken_out(task))
        case Look():
            return Answer(digest=pictures.digest(picture_of(task, task.number)))
        case Read():
            return _read(task, reader)
        case Whole():
            return Answer(understood=understood(_whole(task), task.stem, Scheme.parse(task.rules)))
        case _:
            return Answer(numbers=pages_of(task))


def _taken_out(task: TakeOut) -> Path:
    """The file on disk. Raises FileNotFoundError where there is no such member any more."""
    source = find(task.file, task.name, task.into, task.password)
    if source is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), task.name)
    return unpack(source, task.into)


def _read(task: Read, reader: Reader) -> Answer:
    """The page's rows, unless they bear a mark: a bare 秘密 counts at the top of a paper, so on page 1 alone."""
    picture = picture_of(task, task.number)
    rows = tuple(reader(picture))
    top_lines = TOP_LINES if task.number == 1 else 0
    mark = secrecy_mark("".join(f"{row[0]}\n" for row in rows), top_lines=top_lines)
    return Answer(mark=mark) if mark else Answer(digest=pictures.digest(picture), rows=rows)


def _whole(task: Whole) -> Extracted:
    content, kind = _opened(task)
    if is_pictured(kind):
        return with_recognised(content, kind, task.pages)
    return extract_recognised(task.file, task.pages, task.password)


def pages_of(source: Source) -> tuple[int, ...]:
    """The numbers of the pages whose words nobody has read yet."""
    content, kind = _opened(source)
    if kind == "pdf":
        return scanned_pages(source.file, source.password)
    count = len(page_pictures(content, kind)) if is_pictured(kind) else pictures.count_pages(source.file)
    return tuple(range(1, count + 1))


def picture_of(source: Source, number: int) -> Picture:
    """Page `number` (from 1) as a picture."""
    content, kind = _opened(source)
    if kind == "pdf":
        return pictures.page_of_pdf(source.file, number, source.password)
    if is_pictured(kind):
        return pictures.page_of_picture(page_picture(content, kind, number), 1)
    return pictures.page_of_picture(source.file, number)


def _opened(source: Source) -> tuple[Content, str]:
    """The file, or what its password opens of it, and its kind. Raises ArchiveError where it is locked."""
    kind = sniff(source.file)
    if kind != "encrypted":
        return source.file, kind
    if not source.password:
        raise ArchiveError(LOCKED)
    from archiver.extract.locked import decrypted  # ciphers load where one is met

    content = decrypted(source.file, source.password)
    return content, kind_of_zip(content)


@cache
def stand_back() -> None:
    """Let every other program go first, and be the first to end where memory runs out. Done once."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        kernel.SetPriorityClass(ctypes.c_void_p(kernel.GetCurrentProcess()), 0x40)  # IDLE_PRIORITY_CLASS
        return
    os.nice(19)
    with contextlib.suppress(OSError):  # not every system has it, and none needs it
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
