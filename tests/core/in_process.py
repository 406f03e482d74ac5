"""Files understood in the tests' own process: a child takes a second to start, and most tests are not about it."""

import threading
from collections.abc import Callable
from typing import TypeVar

from archiver.extract.child import _answer
from archiver.extract.source import Source
from archiver.recognition.asking import Answer, Recogniser
from archiver.understanding import Understander, Understood
from archiver.wording import Reason

T = TypeVar("T")

_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not safe in two threads; in the field each child has its own."""


def _here(work: Callable[[Source], T], failed: Callable[[Reason], T], kind: type[T], source: Source) -> T:
    with _ONE_AT_A_TIME:
        answer = _answer(work, source)
    if isinstance(answer, Exception):
        raise answer
    if isinstance(answer, Reason):
        return failed(answer)
    assert isinstance(answer, kind)
    return answer


class InProcess(Understander):
    """Understands as the child does, without its limits; it can't be cancelled."""

    def extract(self, source: Source) -> Understood:
        return _here(self._work, self._failed_as, Understood, source)


class RecogniserInProcess(Recogniser):
    """Recognises as the child does, without its limits; it can't be cancelled."""

    def extract(self, source: Source) -> Answer:
        return _here(self._work, self._failed_as, Answer, source)
