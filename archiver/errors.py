"""Trouble one expects. Whatever is raised and is not an ArchiveError is a bug of ours and reaches the crash dialog."""

from typing import Any

from archiver.wording import Reason


class ArchiveError(Exception):
    """Expected trouble: a sentence for the user and what to do next, in the user's language."""

    exit_code = 2

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code, data)
        self.reason = Reason(code, data)

    def sentence(self, lang: str = "zh") -> str:
        """What happened."""
        return self.reason.say(lang)

    def hint(self, lang: str = "zh") -> str:
        """What to do next."""
        return self.reason.hint(lang)

    def __str__(self) -> str:
        return self.sentence()


class Lapsed(ArchiveError):
    """An act that can never be taken back: what it changed was read or changed anew since, and not by an act."""


class LibraryError(ArchiveError):
    """The library can't be used as it is: held by another program, damaged, or made by a newer version."""

    exit_code = 4


class NoDisplay(ArchiveError):
    """There is no screen for the window."""

    exit_code = 3
