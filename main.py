"""Wendu (文牍): with a command it works headless, without one it opens the window."""

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from archiver.garbage import look_seldom

INTERRUPTED = 130
"""Exit code of a command ended by Ctrl+C, as shells say it; `watch` has no other end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:  # before or after the work that answers it by itself
        return 0 if "watch" in given else INTERRUPTED


def _run(given: Sequence[str]) -> int:
    from archiver.cli.arguments import READING, asked_for

    options = asked_for(given)
    if options is not None and options.command is None:
        return _open_window(options.library, options.lang, as_json=options.json)
    if options is not None and options.command in READING:
        _start_reader()
    from archiver.cli.main import main as run_command

    return run_command(given)


def _start_reader() -> None:
    """Start what reads files before the command itself is imported: each takes most of a second."""
    from archiver.extract.process import start_early

    start_early(("archiver.understanding", "archiver.describe.paper"))


def _open_window(library: Path | None, language: str | None, *, as_json: bool) -> int:
    from archiver.cli.saying import say_error
    from archiver.errors import ArchiveError, NoDisplay
    from archiver.settings import has_display

    try:
        if not has_display():
            raise NoDisplay("cli.no_display")
        from ui.app import run

        return run(library, language)
    except ArchiveError as error:
        return say_error(error, language or "zh", as_json=as_json)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    look_seldom()
    sys.exit(main())
