"""Asking for the words of scans, page by page: what is asked, what is answered, and the child that does it.

It is a child of its own, beside the one that reads: at the lowest priority, with more time and memory, and ended
when no scan is left.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver.extract.isolated import Isolated
from archiver.extract.process import Limits
from archiver.extract.source import Source
from archiver.understanding import Understood
from archiver.wording import NO_REASON, Reason

if TYPE_CHECKING:
    from archiver.ocr.pictures import Picture

LIMITS = Limits(seconds=120.0, memory_bytes=3 * 1024**3, patience=5.0)
"""Of one page. Measured: 6–10 s of processor and 0.7 GB (1.8 GB of addresses) for A4 at 200 dpi with two threads."""

PageRow = tuple[str, float, float, float, float]
"""Words, left, right, bottom, top of what stands side by side on a page; y upwards."""

Reader = Callable[["Picture"], Sequence[PageRow]]
"""What makes rows of a picture, in reading order."""

CANNOT_OPEN = frozenset({"extract.ocr_too_large", "extract.ocr_unknown_picture"})
"""Reasons why a picture is none that can be recognised."""


LOCKED = "extract.password"
"""The reason where a scan was opened once with a password, which is not kept: it stays a scan."""


@dataclass(frozen=True, slots=True)
class TakeOut(Source):
    """Asks for the member called `name` (its path in the container on disk) as a file in the folder `into`."""

    into: Path = Path()


@dataclass(frozen=True, slots=True)
class Look(Source):
    """Asks for the digest of page `number` (from 1) of a scan."""

    number: int = 1


@dataclass(frozen=True, slots=True)
class Read(Source):
    """Asks for the words of page `number` (from 1) of a scan."""

    number: int = 1


@dataclass(frozen=True, slots=True)
class Whole(Source):
    """Asks what the paper says, whose scanned pages show these rows; None for a page that could not be read.

    `rules` is the scheme in the shape of resources/categories.json.
    """

    pages: Mapping[int, Sequence[PageRow] | None] = field(default_factory=dict)
    rules: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task asked for; the rest is empty. With a `mark` there are no words; `failed` says why there is nothing.

    `numbers` are the pages whose words nobody has read yet: what a plain Source asks for. `file` was taken out.
    """

    file: Path = Path()
    numbers: tuple[int, ...] = ()
    digest: str = ""
    rows: tuple[PageRow, ...] = ()
    mark: str | None = None
    understood: Understood | None = None
    failed: Reason = NO_REASON


def read_with_rapidocr(picture: "Picture") -> Sequence[PageRow]:
    """The reader of the extra, whose libraries load when the first page is read."""
    from archiver.ocr.engine import read

    return read(picture)


@dataclass(frozen=True)
class Work:
    """What the child does with a task; PDFium and the recogniser load there alone."""

    reader: Reader

    def __call__(self, task: Source) -> Answer:
        from archiver.recognition.child import answer

        return answer(task, self.reader)


class Recogniser(Isolated[Answer]):
    """Recognises scans in a child that may be killed; what a page does to it is the answer's `failed`."""

    def __init__(self, reader: Reader = read_with_rapidocr, limits: Limits = LIMITS) -> None:
        super().__init__(Work(reader), _failed, limits)


def _failed(reason: Reason) -> Answer:
    return Answer(failed=reason)
