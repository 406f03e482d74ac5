"""Waiting in tests: for what has to come, however busy the machine is."""

import threading
import time
from collections.abc import Callable

PATIENCE = 240.0
"""Seconds after which a test gives up. What comes is not waited for any longer; but beside others a process of the
lowest priority, as tests and the recogniser are, may have no turn for a minute: a shorter limit would test the machine.
"""


def until(done: Callable[[], object]) -> None:
    """Wait for it, and fail if it doesn't come."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while not done():
        assert time.monotonic() < end, "it did not come"
        pause.wait(0.02)
