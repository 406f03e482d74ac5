"""Fixtures of the core's tests."""

from pathlib import Path

import pytest

from archiver import readers, settle
from archiver.keeper import missing
from tests.core.in_process import InProcess
from tests.core.office import Office


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A program that does not wait for files to rest, and starts no child to read them.

    Tests marked `reading_child` read them in a child, and test_watching waits, as is done in the field.
    """
    monkeypatch.setattr(settle, "QUIET", 0.0)
    monkeypatch.setattr(settle, "GIVE_UP", 0.2)
    monkeypatch.setattr(missing, "SECOND_LOOK", 0.02)
    if request.node.get_closest_marker("reading_child") is None:
        monkeypatch.setattr(readers, "Understander", InProcess)


@pytest.fixture
def office(tmp_path: Path, hurried: None) -> Office:
    """An office with a hurried program."""
    return Office(tmp_path)
