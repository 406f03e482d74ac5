"""Several understanders, each with a child of its own; who has something to read takes one that is free."""

from collections.abc import Mapping
from pathlib import Path
from queue import LifoQueue
from typing import Any

from archiver.extract.source import Source
from archiver.understanding import Understander, Understood


class Readers:
    """`extract` may be called from any thread and waits where all are busy. A child is started when first needed."""

    def __init__(self, count: int, rules: Mapping[str, Any], desk: Path) -> None:
        self.count = count
        self._all = [Understander(rules, desk) for _ in range(count)]
        self._free: LifoQueue[Understander] = LifoQueue()  # the last one used has its child running
        for one in reversed(self._all):
            self._free.put(one)

    def extract(self, source: Source) -> Understood:
        """What the file holds and says. Raises as `Understander.extract` does."""
        reader = self._free.get()
        try:
            return reader.extract(source)
        finally:
            self._free.put(reader)

    def use(self, rules: Mapping[str, Any]) -> None:
        """Describe by these rules from the next file on."""
        for reader in self._all:
            reader.use(rules)

    def cancel(self) -> None:
        """Kill the readings that run now."""
        for reader in self._all:
            reader.cancel()

    def close(self) -> None:
        """End every child; readings that run raise Cancelled."""
        for reader in self._all:
            reader.close()
