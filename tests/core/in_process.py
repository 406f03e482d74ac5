"""Files understood in the tests' own process: a child takes a second to start, and most tests are not about it."""

from archiver.extract.child import _answer
from archiver.extract.source import Source
from archiver.understanding import Understander, Understood
from archiver.wording import Reason


class InProcess(Understander):
    """Understands as the child does, without its limits; it can't be cancelled."""

    def extract(self, source: Source) -> Understood:
        with self._turn:
            answer = _answer(self._work, source)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, Reason):
            return self._failed_as(answer)
        assert isinstance(answer, Understood)
        return answer
