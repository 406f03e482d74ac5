"""Several understanders, each with a child of its own; who has something to read takes one that is free."""

import contextlib
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

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
        self._free: LifoQueue[Understander] = LifoQueue()  # the last one used has its child running
        self._changing = threading.Lock()
        self.resize(count)

    def resize(self, count: int) -> None:
        """Be that many (at least one) from now on; one too many that reads ends with its file."""
        with self._changing:
            self.count = count
            while len(self._all) < count:
                self._all.append(Understander(self._rules, self._desk))
                self._free.put(self._all[-1])
            with contextlib.suppress(Empty):
                while len(self._all) > count:
                    self._dismiss(self._free.get_nowait())

    def extract(self, source: Source) -> Understood:
        """What the file holds and says. Raises as `Understander.extract` does."""
        reader = self._free.get()
        try:
            return reader.extract(source)
        finally:
            with self._changing:
                if len(self._all) > self.count:
                    self._dismiss(reader)
                else:
                    self._free.put(reader)

    def use(self, rules: Mapping[str, Any]) -> None:
        """Describe by these rules from the next file on."""
        with self._changing:
            self._rules = rules
            readers = list(self._all)
        for reader in readers:
            reader.use(rules)

    def cancel(self) -> None:
        """Kill the readings that run now."""
        for reader in list(self._all):
            reader.cancel()

    def close(self) -> None:
        """End every child; readings that run raise Cancelled."""
        for reader in list(self._all):
            reader.close()

    def _dismiss(self, reader: Understander) -> None:
        self._all.remove(reader)
        reader.close()
