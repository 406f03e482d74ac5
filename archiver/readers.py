"""Several understanders, each with a child of its own; who has something to read takes one that is free, or stands in
line behind one that reads: its child has the file at hand when it is done with the one before."""

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archiver.extract.isolated import Cancelled
from archiver.extract.source import Source
from archiver.understanding import Understander, Understood


class Readers:
    """`extract` and `resize` may be called from any thread; `extract` waits where all are busy. A child is started
    when first needed."""

    def __init__(self, count: int, rules: Mapping[str, Any], desk: Path) -> None:
        self.count = 0
        self._rules = rules
        self._desk = desk
        self._all: list[Understander] = []
        self._free: list[Understander] = []  # the last one used, which comes first, has its child running
        self._waited_for: set[Understander] = set()  # those that read and have somebody in line
        self._handed: set[Understander] = set()  # those whose turn has come for whoever is in line
        self._cancelled = 0
        self._changed = threading.Condition()
        self.resize(count)

    def resize(self, count: int) -> None:
        """Be that many (at least one) from now on; one too many that reads ends with its file."""
        with self._changed:
            self.count = count
            while len(self._all) < count:
                self._all.append(Understander(self._rules, self._desk))
                self._free.append(self._all[-1])
            while len(self._all) > count and self._free:
                self._dismiss(self._free.pop())
            self._changed.notify_all()

    def extract(self, source: Source) -> Understood:
        """What the file holds and says. Raises as `Understander.extract` does."""
        reader = self._take(source)
        try:
            return reader.extract(source)
        finally:
            self._give_back(reader)

    def use(self, rules: Mapping[str, Any]) -> None:
        """Describe by these rules from the next file on."""
        with self._changed:
            self._rules = rules
            readers = list(self._all)
        for reader in readers:
            reader.use(rules)

    def cancel(self) -> None:
        """Kill the readings that run now; those in line raise Cancelled, too."""
        with self._changed:
            self._cancelled += 1
            self._changed.notify_all()
        for reader in list(self._all):
            reader.cancel()

    def close(self) -> None:
        """End every child; readings that run raise Cancelled."""
        self.cancel()
        for reader in list(self._all):
            reader.close()

    def _take(self, source: Source) -> Understander:
        """A reader whose turn it is to read this. Raises Cancelled where readings were called off meanwhile."""
        with self._changed:
            cancelled = self._cancelled
            self._changed.wait_for(lambda: self._free or self._without_line() or self._cancelled != cancelled)
            if self._free:
                return self._free.pop()
            reader = self._without_line()
            if reader is None:
                raise Cancelled
            self._waited_for.add(reader)
        reader.announce(source)
        with self._changed:
            self._changed.wait_for(lambda: reader in self._handed or self._cancelled != cancelled)
            self._waited_for.discard(reader)
            is_mine = reader in self._handed
            self._handed.discard(reader)
            if self._cancelled == cancelled:
                return reader
        if is_mine:
            self._give_back(reader)
        raise Cancelled

    def _without_line(self) -> Understander | None:
        return next((reader for reader in self._all if reader not in self._waited_for), None)

    def _give_back(self, reader: Understander) -> None:
        """To whoever stands in line for it, or to all."""
        with self._changed:
            if reader in self._waited_for:
                self._handed.add(reader)
            elif len(self._all) > self.count:
                self._dismiss(reader)
            else:
                self._free.append(reader)
            self._changed.notify_all()

    def _dismiss(self, reader: Understander) -> None:
        self._all.remove(reader)
        reader.close()
