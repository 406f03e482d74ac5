"""What every test stands on: an error in the log fails the test, as a warning does."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import settings

# The same cases every time, and no time of the clock decides: a busy machine is no fault of the program.
settings.register_profile("wendu", derandomize=True, deadline=None)
settings.load_profile("wendu")


class _Remembering(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_error_in_the_log() -> Iterator[None]:
    """Fail a test during which the program logged an error."""
    remembering = _Remembering()
    logging.getLogger().addHandler(remembering)
    yield
    logging.getLogger().removeHandler(remembering)
    assert not remembering.records, [record.getMessage() for record in remembering.records]
