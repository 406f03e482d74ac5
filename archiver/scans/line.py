"""The line of scans: recognised one page at a time, at the lowest priority, after everything else has been read."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from archiver import ingest
from archiver.catalogue import Catalogue, documents, places, scans
from archiver.catalogue.scans import Scan, Spot
from archiver.extract.isolated import Cancelled
from archiver.ingest import Outcome
from archiver.model import READ_STATES, Seen, State
from archiver.ocr import available
from archiver.reading import Reading
from archiver.recognition.asking import Recogniser
from archiver.scans.reader import ScanReader, holds
from archiver.understanding import Understood
from archiver.wording import Reason


class Scans:
    """Called from the keeper's thread, `hold` from any; `woken` is called from its own when a page or paper is done."""

    def __init__(
        self, catalogue: Catalogue, rules: Callable[[], Mapping[str, Any]], desk: Path, woken: Callable[[], None]
    ) -> None:
        self._catalogue = catalogue
        self._woken = woken
        self._available = available()
        self._recogniser = Recogniser()
        self._reader = ScanReader(catalogue, rules, desk, self._recogniser, woken)
        self._pool = ThreadPoolExecutor(1, "scans")
        self._open: tuple[Scan, Future[Understood | None]] | None = None
        self._next: Scan | None = None
        self._passed_by: set[Spot] = set()
        self._looks_again = False
        self._tried: set[Spot] = set()
        self._passwords: dict[Path, str] = {}

    def has_work(self, *, wanted: bool) -> bool:
        """Whether a scan is being recognised or waits to be; none is where it isn't `wanted` or can't be done."""
        if not wanted or not self._available:
            self._passwords.clear()
            return False
        if self._open is None and self._next is None:
            self._look_for_next()
        return self._open is not None or self._next is not None

    @property
    def pages_left(self) -> int:
        """Pages still to be recognised, as far as their files have told."""
        return max(self._reader.left, 0)

    def take_done(self) -> int:
        """How many pages were recognised since this was last asked."""
        done, self._reader.done = self._reader.done, 0
        return done

    @property
    def current(self) -> str:
        """The name of the scan being recognised, which page it is at, and of how many."""
        if self._open is None:
            return ""
        name, (number, count) = self._open[0].path.name, self._reader.page
        return f"{name} {number}/{count}" if count else name

    def go_on(self) -> None:
        """Recognise the next page, and the next scan where none is begun."""
        self._reader.going_on.set()
        if self._open is None and self._next is not None:
            scan, self._next, self._looks_again = self._next, None, False
            future = self._pool.submit(self._reader.read, scan, self._password_of(scan))
            self._open = (scan, future)
            future.add_done_callback(lambda _: self._woken())

    def step_aside(self) -> None:
        """Begin no further page until `go_on`: something else is to be read."""
        self._reader.going_on.clear()

    def hold(self) -> None:
        """Stop at once; the page is recognised anew after `go_on`."""
        self._reader.going_on.clear()
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
            (self._passed_by if understood is None else self._tried).add(scan.spot)
        outcomes = keep(self._catalogue, scan, understood) if understood else []
        self._look_for_next()
        if self._next is None:
            self._recogniser.rest()
        return outcomes

    def look_again(self) -> None:
        """Scans that could not be reached may be there now, the one being recognised among them."""
        self._passed_by.clear()
        self._looks_again = True

    def take_up(self, file: Path, password: str) -> None:
        """That file was read just now: what lies at or in it is tried, whatever came of it before.

        Its `password`, if one was given, is known here alone until nothing there waits any longer.
        """
        for passed in (self._passed_by, self._tried):
            passed -= {spot for spot in passed if spot[0].is_relative_to(file)}
        if self._open is not None and self._open[0].path.is_relative_to(file):
            self._looks_again = True
        if password:
            self._passwords[file] = password

    def close(self) -> None:
        """End the child; a page being recognised is as unread as before."""
        self._recogniser.close()
        self._reader.going_on.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _look_for_next(self) -> None:
        waiting = scans.waiting(self._catalogue.read(), self._passed_by | self._tried)
        self._next = waiting[0] if waiting else None
        self._reader.left = sum(scan.pages for scan in waiting)
        files = {file for file in self._passwords if any(scan.path.is_relative_to(file) for scan in waiting)}
        self._passwords = {file: password for file, password in self._passwords.items() if file in files}

    def _password_of(self, scan: Scan) -> str:
        lent = (password for file, password in self._passwords.items() if scan.path.is_relative_to(file))
        return next(lent, "")


def keep(catalogue: Catalogue, scan: Scan, understood: Understood) -> list[Outcome]:
    """Let what was recognised be the paper's content, wherever it lies, unless it has other content by now."""
    if not holds(catalogue, scan):
        return []
    if understood.mark:
        with catalogue.write() as db:
            sealed = ingest.seal(db, scan.document, understood.mark)
        return [Outcome("failed", path, None, State.SECRET) for path in sealed]
    if understood.extracted.state is State.SCAN or _would_lose_words(catalogue, scan, understood):
        return _explain(catalogue, scan, understood.extracted.reason)
    outcomes: list[Outcome] = []
    for place in places.of_document(catalogue.read(), scan.document):
        if place.state in (State.SCAN, State.PARTIAL):
            seen = Seen(place.path, place.size, place.mtime_ns, place.file_id)
            reading = Reading(place.path, seen, scan.sha256)
            if not outcomes:
                reading = replace(reading, extracted=understood.extracted, drafts=understood.drafts)
            outcomes.append(ingest.keep(catalogue, place.root, reading))
    return [outcome for outcome in outcomes if outcome.document]


def _would_lose_words(catalogue: Catalogue, scan: Scan, understood: Understood) -> bool:
    """Whether the paper has words of its own, and recognising the rest failed as a whole."""
    revision = documents.revision_in_force(catalogue.read(), scan.document)
    return revision is not None and State(revision["state"]) in READ_STATES and not understood.extracted.text


def _explain(catalogue: Catalogue, scan: Scan, reason: Reason) -> list[Outcome]:
    """Let the place say why what lies there waits on."""
    with catalogue.write() as db:
        place = places.at(db, scan.path)
        places.explain(db, scan.path, reason)
    return [Outcome(None, place.path, place.document, place.state)] if place else []
