"""Fixtures of the core's tests."""

from pathlib import Path

import pytest

from archiver import keeper, settle
from tests.core.office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose program does not wait for files to rest; test_watching and the benchmarks do."""
    monkeypatch.setattr(settle, "QUIET", 0.0)
    monkeypatch.setattr(settle, "GIVE_UP", 0.2)
    monkeypatch.setattr(keeper, "SECOND_LOOK", 0.02)
    return Office(tmp_path)
