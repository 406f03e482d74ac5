"""Recognising one scan page by page, wherever it lies: on disk, or taken out of a zip or letter for as long."""

import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from archiver import ingest
from archiver.catalogue import Catalogue, documents, places, scans
from archiver.catalogue.scans import Scan
from archiver.extract.source import Source
from archiver.model import Extracted, State
from archiver.ocr import RECOGNISER_VERSION
from archiver.recognition.asking import CANNOT_OPEN, LOCKED, Answer, Look, PageRow, Read, Recogniser, TakeOut, Whole
from archiver.store import sha256
from archiver.understanding import Understood
from archiver.walk import look
from archiver.wording import Reason

TAKEN_OUT = "scan-"
"""How the names of the folders begin that hold a scan taken out of another file. They are the keeper's alone."""


class ScanReader:
    """`read` runs in a thread of its own, the rest is called from the keeper's; `told` is called after each page.

    `page` is which page of how many is being read, `left` how many are still to be, `done` how many have been.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        rules: Callable[[], Mapping[str, Any]],
        desk: Path,
        recogniser: Recogniser,
        told: Callable[[], None],
    ) -> None:
        self._catalogue = catalogue
        self._rules = rules
        self._desk = desk
        self._recogniser = recogniser
        self._told = told
        self.going_on = threading.Event()
        self.page = (0, 0)
        self.left = 0
        self.done = 0
        for lost in desk.glob(f"{TAKEN_OUT}*"):  # a program that was killed has left it
            shutil.rmtree(lost, ignore_errors=True)

    def read(self, scan: Scan, password: str = "") -> Understood | None:
        """What the scan says; still a scan, and why, where it is locked.

        None where its file is gone or another one by now, which is the desk's to read.
        """
        try:
            with tempfile.TemporaryDirectory(prefix=TAKEN_OUT, dir=self._desk, ignore_cleanup_errors=True) as folder:
                return self._read(scan, Path(folder), password)
        except OSError:
            return None
        finally:
            self.page = (0, 0)

    def _read(self, scan: Scan, folder: Path, password: str) -> Understood | None:
        file = places.on_disk(self._catalogue.read(), scan.path)
        seen = look(file)

        def stands() -> bool:
            return seen is not None and look(file) == seen

        out = self._on_disk(file, scan.path, folder, password)
        if not out.failed and not self._is_same(scan, out.file):
            return None
        source = Source(out.file, name=scan.path.name, password=password)
        plan = out if out.failed else self._ask(source)
        if plan.failed:
            return _unread(scan, plan.failed) if stands() else None
        self.left += len(plan.numbers) - scan.pages  # some of which may be remembered, which takes no time
        understood = self._read_pages(scan, source, plan.numbers, stands)
        return understood if stands() else None

    def _on_disk(self, file: Path, path: Path, folder: Path, password: str) -> Answer:
        """The scan as a file of its own."""
        if path == file:
            return Answer(file=file)
        name = path.relative_to(file).as_posix()
        return self._ask(TakeOut(file, name=name, password=password, into=folder))

    def _is_same(self, scan: Scan, file: Path) -> bool:
        """Whether these are the bytes that stand in the line, and still those of the paper."""
        return sha256(file) == scan.sha256 and holds(self._catalogue, scan)

    def _read_pages(
        self, scan: Scan, source: Source, numbers: tuple[int, ...], stands: Callable[[], bool]
    ) -> Understood | None:
        """What the pages say together; None as soon as the file no longer `stands` where it was."""
        rows: dict[int, tuple[PageRow, ...] | None] = {}
        for place, number in enumerate(numbers, 1):
            self.page = (place, len(numbers))
            page = self._read_page(scan, source, number)
            if not stands():
                return None
            if page.mark:
                return Understood(Extracted(scan.format, State.SECRET), page.mark)
            rows[number] = None if page.failed else page.rows
        whole = self._ask(
            Whole(source.file, name=source.name, password=source.password, pages=rows, rules=self._rules())
        )
        return whole.understood or _unread(scan, whole.failed)

    def _read_page(self, scan: Scan, source: Source, number: int) -> Answer:
        """The rows of a page, those remembered of one that looks the same if there are."""
        self.going_on.wait()
        file, password = source.file, source.password
        seen = self._ask(Look(file, password=password, number=number))
        known = scans.page(self._catalogue.read(), seen.digest, RECOGNISER_VERSION) if seen.digest else None
        if known is not None:
            page = Answer(digest=seen.digest, rows=tuple(known))
        else:
            page = seen if seen.failed else self._ask(Read(file, password=password, number=number))
        if page.digest:
            with self._catalogue.write() as db:
                scans.keep_page(db, scan.document, page.digest, RECOGNISER_VERSION, page.rows)
        self.left -= 1
        self.done += known is None
        self._told()
        return page

    def _ask(self, task: Source) -> Answer:
        """The child's answer; a task it died over is tried as often as a file is."""
        for _ in range(ingest.ATTEMPTS):
            answer = self._recogniser.extract(task)
            if answer.failed.code not in ingest.READER_DIED:
                break
        return answer


def _unread(scan: Scan, reason: Reason) -> Understood:
    """What is left to say of a scan that can't be recognised, or not without its password."""
    if reason.code == LOCKED:
        return Understood(Extracted(scan.format, State.SCAN, Reason("extract.scan_locked")))
    state = State.UNSUPPORTED if reason.code in CANNOT_OPEN else State.FAILED
    return Understood(Extracted(scan.format, state, reason))


def holds(catalogue: Catalogue, scan: Scan) -> bool:
    """Whether the paper still has the bytes it had when it came into the line."""
    revision = documents.revision_in_force(catalogue.read(), scan.document)
    return revision is not None and revision["sha256"] == scan.sha256
