"""The archive that the tests of the window use: in memory, deterministic."""

from tests.ui.fake_archive.archive import FakeArchive, FakeResults

__all__ = ["FakeArchive", "FakeResults"]
