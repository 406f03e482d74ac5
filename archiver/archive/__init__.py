"""The façade that the window and the headless commands use: what can be read, and what can be done, by rooms."""

from archiver.archive.archive import RECENT_DAYS, Archive
from archiver.archive.status import Status

__all__ = ["RECENT_DAYS", "Archive", "Status"]
