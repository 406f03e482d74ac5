"""The line of scans: recognised one page at a time, at the lowest priority, after everything else has been read."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from archiver import ingest
from archiver.catalogue import Catalogue, documents, places, scans
from archiver.catalogue.scans import Scan
from archiver.extract.isolated import Cancelled
from archiver.extract.source import Source
from archiver.ingest import READER_DIED, Outcome
from archiver.model import DocumentId, Extracted, Seen, State
from archiver.ocr import RECOGNISER_VERSION, available
from archiver.reading import Reading
from archiver.recognition import CANNOT_OPEN, LOCKED, Answer, Look, PageRow, Read, Recogniser, Whole
from archiver.understanding import Understood
from archiver.walk import look
from archiver.wording import Reason


class Scans:
    """Called from the keeper's thread, `hold` from any; `woken` is called from its own when a page or paper is done."""

    def __init__(self, catalogue: Catalogue, rules: Callable[[], Mapping[str, Any]], woken: Callable[[], None]) -> None:
        self._catalogue = catalogue
        self._rules = rules
        self._woken = woken
        self._available = available()
        self._recogniser = Recogniser()
        self._pool = ThreadPoolExecutor(1, "scans")
        self._going_on = threading.Event()
        self._open: tuple[Scan, Future[Understood | None]] | None = None
        self._next: Scan | None = None
        self._passed_by: set[tuple[DocumentId, str]] = set()
        self._looks_again = False
        self._left = 0
        self._page = (0, 0)
        self._done = 0

    def has_work(self, *, wanted: bool) -> bool:
        """Whether a scan is being recognised or waits to be; none is where it isn't `wanted` or can't be done."""
        if not wanted or not self._available:
            return False
        if self._open is None and self._next is None:
            self._look_for_next()
        return self._open is not None or self._next is not None

    @property
    def pages_left(self) -> int:
        """Pages still to be recognised, as far as their files have told."""
        return max(self._left, 0)

    def take_done(self) -> int:
        """How many pages were recognised since this was last asked."""
        done, self._done = self._done, 0
        return done

    @property
    def current(self) -> str:
        """The name of the scan being recognised, which page it is at, and of how many."""
        if self._open is None:
            return ""
        number, count = self._page
        return f"{self._open[0].path.name} {number}/{count}" if count else self._open[0].path.name

    def go_on(self) -> None:
        """Recognise the next page, and the next scan where none is begun."""
        self._going_on.set()
        if self._open is None and self._next is not None:
            scan, self._next, self._looks_again = self._next, None, False
            future = self._pool.submit(self._recognise, scan)
            self._open = (scan, future)
            future.add_done_callback(lambda _: self._woken())

    def step_aside(self) -> None:
        """Begin no further page until `go_on`: something else is to be read."""
        self._going_on.clear()

    def hold(self) -> None:
        """Stop at once; the page is recognised anew after `go_on`."""
        self._going_on.clear()
        if self._open is not None:
            self._recogniser.cancel()

    def take(self) -> list[Outcome]:
        """What became of the places of the scan that is done, if one is; it is kept by then."""
        if self._open is None or not self._open[1].done():
            return []
        (scan, future), self._open = self._open, None
        try:
            understood = future.result()
        except Cancelled:
            self._next = scan
            return []
        if not self._looks_again:  # its folder may have been away, and be back before this was heard
            self._passed_by.add((scan.document, scan.sha256))
        outcomes = keep(self._catalogue, scan, understood) if understood else []
        self._look_for_next()
        if self._next is None:
            self._recogniser.rest()
        return outcomes

    def look_again(self) -> None:
        """Scans that could not be reached may be there now, the one being recognised among them."""
        self._passed_by.clear()
        self._looks_again = True

    def close(self) -> None:
        """End the child; a page being recognised is as unread as before."""
        self._recogniser.close()
        self._going_on.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _look_for_next(self) -> None:
        waiting = [
            scan
            for scan in scans.waiting(self._catalogue.read())
            if (scan.document, scan.sha256) not in self._passed_by
        ]
        self._next = waiting[0] if waiting else None
        self._left = sum(scan.pages for scan in waiting)

    # -- in its own thread -----------------------------------------------------------------------------

    def _recognise(self, scan: Scan) -> Understood | None:
        """What the scan says; None where its file is gone or another one by now, which is the desk's to read."""
        try:
            return self._read(scan)
        except OSError:
            return None
        finally:
            self._page = (0, 0)

    def _read(self, scan: Scan) -> Understood | None:
        seen = self._look(scan)
        plan = self._ask(Source(scan.path))
        if plan.failed:
            is_lost = plan.failed.code != LOCKED and look(scan.path) == seen
            return _unread(scan, plan.failed) if is_lost else None
        self._left += len(plan.numbers) - scan.pages  # some of which may be remembered, which takes no time
        rows: dict[int, tuple[PageRow, ...] | None] = {}
        for place, number in enumerate(plan.numbers, 1):
            self._page = (place, len(plan.numbers))
            page = self._read_page(scan, number)
            if look(scan.path) != seen:
                return None
            if page.mark:
                return Understood(Extracted(scan.format, State.SECRET), page.mark)
            rows[number] = None if page.failed else page.rows
        whole = self._ask(Whole(scan.path, pages=rows, rules=self._rules()))
        if look(scan.path) != seen:
            return None
        return whole.understood or _unread(scan, whole.failed)

    def _look(self, scan: Scan) -> Seen:
        """The file as it was read. Raises OSError where it isn't any more what was read."""
        seen, place = look(scan.path), places.at(self._catalogue.read(), scan.path)
        if seen is None or place is None or not place.looks_like(seen) or not _holds(self._catalogue, scan):
            raise FileNotFoundError(scan.path)
        return seen

    def _read_page(self, scan: Scan, number: int) -> Answer:
        """The rows of a page, those remembered of one that looks the same if there are."""
        self._going_on.wait()
        seen = self._ask(Look(scan.path, number=number))
        known = scans.page(self._catalogue.read(), seen.digest, RECOGNISER_VERSION) if seen.digest else None
        if known is not None:
            page = Answer(digest=seen.digest, rows=tuple(known))
        else:
            page = seen if seen.failed else self._ask(Read(scan.path, number=number))
        if page.digest:
            with self._catalogue.write() as db:
                scans.keep_page(db, scan.document, page.digest, RECOGNISER_VERSION, page.rows)
        self._left -= 1
        self._done += known is None
        self._woken()
        return page

    def _ask(self, task: Source) -> Answer:
        """The child's answer; a task it died over is tried as often as a file is."""
        for _ in range(ingest.ATTEMPTS):
            answer = self._recogniser.extract(task)
            if answer.failed.code not in READER_DIED:
                break
        return answer


def _unread(scan: Scan, reason: Reason) -> Understood:
    """What is left to say of a scan that can't be recognised."""
    state = State.UNSUPPORTED if reason.code in CANNOT_OPEN else State.FAILED
    return Understood(Extracted(scan.format, state, reason))


def _holds(catalogue: Catalogue, scan: Scan) -> bool:
    """Whether the paper still has the bytes it had when it came into the line."""
    revision = documents.revision_in_force(catalogue.read(), scan.document)
    return revision is not None and revision["sha256"] == scan.sha256


def keep(catalogue: Catalogue, scan: Scan, understood: Understood) -> list[Outcome]:
    """Let what was recognised be the paper's content, wherever it lies, unless it has other content by now."""
    if not _holds(catalogue, scan):
        return []
    if understood.mark:
        with catalogue.write() as db:
            sealed = ingest.seal(db, scan.document, understood.mark)
        return [Outcome("failed", path, None, State.SECRET) for path in sealed]
    outcomes: list[Outcome] = []
    for place in places.of_document(catalogue.read(), scan.document):
        if place.state in (State.SCAN, State.PARTIAL):
            seen = Seen(place.path, place.size, place.mtime_ns, place.file_id)
            reading = Reading(place.path, seen, scan.sha256)
            if not outcomes:
                reading = replace(reading, extracted=understood.extracted, drafts=understood.drafts)
            outcomes.append(ingest.keep(catalogue, place.root, reading))
    return [outcome for outcome in outcomes if outcome.document]
