"""What follows from what was read: the index, doubles, purged words, suggestions, descriptions by newer rules."""

from collections.abc import Callable

from archiver.following import Follower
from archiver.library import Library
from archiver.model import Event
from archiver.purge import Purge
from archiver.readers import Readers
from archiver.redescribing import Redescribing
from archiver.scheme.suggesting import Suggester
from archiver.sketching import Sketcher
from archiver.telling import Teller


class Upkeep:
    """Works a little at a time. `busy` means that files are being read, which comes first; `awake` is called when
    there is more to do at once."""

    def __init__(self, library: Library, readers: Readers, teller: Teller, awake: Callable[[], None]) -> None:
        self._awake = awake
        self._teller = teller
        self.follower = Follower(library)
        self._sketcher = Sketcher(library.catalogue)
        self._purge = Purge(library.catalogue, self.follower, teller.tell)
        self._suggester = Suggester(library, teller.tell)
        self._redescribing = Redescribing(
            library.catalogue, readers.extract, awake, lambda: teller.pass_on(Event("library"))
        )

    @property
    def left(self) -> int:
        """Papers still to be folded, described or judged anew."""
        return self.follower.to_refold + self._redescribing.left + self._suggester.left

    @property
    def to_describe(self) -> int:
        """Papers still to be described anew."""
        return self._redescribing.left

    @property
    def is_described(self) -> bool:
        """Whether every paper is described by the rules of today."""
        return self._redescribing.is_done

    def has_work(self, *, busy: bool) -> bool:
        """Whether the next step need not wait for anything."""
        idle_work = not self.follower.is_tidy or self._redescribing.can_begin
        return bool(self.follower.to_refold) or (not busy and idle_work)

    def step(self, *, busy: bool) -> None:
        """Do some of it."""
        self.follower.step(busy=busy)
        if self._sketcher.step(busy=busy):
            self._awake()
        self._purge.step(busy=busy)
        self._redescribing.step(busy=busy)
        self._suggest(busy=busy)

    def _suggest(self, *, busy: bool) -> None:
        """Say anew where papers belong, once they are described by the rules of this program."""
        left = self._suggester.left
        if self._suggester.step(busy=busy or self._redescribing.left > 0):
            self._awake()
        self._teller.done += max(0, left - self._suggester.left)

    def finish(self, stopped: Callable[[], bool]) -> None:
        """Do all of it but describing, for which the readers have to be free."""
        self.follower.finish(stopped)
        self._sketcher.finish(stopped)
        self._purge.finish()
        self._suggester.finish()

    def close(self) -> None:
        """Wait for what is under way; the readers have been closed before."""
        self._redescribing.close()
        self.follower.close()
