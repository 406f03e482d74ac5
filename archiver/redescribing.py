"""Describing anew, a few papers at a time: when the rules have changed, and when a hand has divided a paper.

How far that has come stands in the catalogue, with each document, so it goes on wherever a program ended.
"""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from archiver.catalogue import Catalogue, describing
from archiver.catalogue.describing import Outdated
from archiver.describe import RULES_VERSION
from archiver.extract.isolated import Cancelled
from archiver.model import PieceDraft
from archiver.understanding import Stored, Understood

AT_ONCE = 10
"""Papers described between two looks at what else there is to do, and kept in one transaction."""

LOOK_EVERY = 1.0
"""Seconds between two looks at whether there is anything to describe."""

Described = list[tuple[Outdated, tuple[PieceDraft, ...]]]


class Redescribing:
    """Works for the holder of the writer lock. `understand` describes in the killable child; `woken` is called from
    a thread of its own when some papers are done, `tell` when they are kept."""

    def __init__(
        self, catalogue: Catalogue, understand: Callable[[Stored], Understood], woken: Callable[[], None],
        tell: Callable[[], None],
    ) -> None:  # fmt: skip
        self._catalogue = catalogue
        self._understand = understand
        self._woken = woken
        self._tell = tell
        self._pool = ThreadPoolExecutor(1, "describer")
        self._open: Future[Described] | None = None
        self._looked = float("-inf")
        self._left = 0

    @property
    def left(self) -> int:
        """How many papers are to be described anew, as far as LOOK_EVERY tells."""
        if time.monotonic() - self._looked >= LOOK_EVERY:
            self._left = describing.left(self._catalogue.read(), RULES_VERSION)
            self._looked = time.monotonic()
        return self._left

    @property
    def is_done(self) -> bool:
        """Whether nothing is left, looked at just now."""
        if not self._left:
            self._looked = float("-inf")
        return self._open is None and not self.left

    @property
    def can_begin(self) -> bool:
        """Whether there is work, and none under way."""
        return self._open is None and self.left > 0

    def step(self, *, busy: bool) -> None:
        """Keep what is described, and begin with the next papers unless the readers are `busy` with files."""
        if self._open is not None and self._open.done():
            self._keep(self._open)
            self._open = None
        if not busy and self.can_begin:
            self._open = self._pool.submit(self._describe_some)
            self._open.add_done_callback(lambda _: self._woken())

    def close(self) -> None:
        """Wait for what is under way; the readers have been closed before."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _describe_some(self) -> Described:
        some = describing.some(self._catalogue.read(), RULES_VERSION, AT_ONCE)
        return [
            (one, self._understand(Stored(one.path, extracted=one.extracted, starts=one.starts)).drafts)
            for one in some
        ]

    def _keep(self, done: "Future[Described]") -> None:
        try:
            described = done.result()
        except Cancelled:
            return  # they are described after the pause
        with self._catalogue.write() as db:
            for one, drafts in described:
                describing.keep(db, one, drafts, RULES_VERSION)
        self._left = describing.left(self._catalogue.read(), RULES_VERSION)
        self._tell()
