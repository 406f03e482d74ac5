"""From arguments to an exit code."""

import io
import sys
from collections.abc import Sequence
from itertools import pairwise

from archiver.archive import Archive
from archiver.catalogue.connection import speaking_plainly
from archiver.cli.arguments import parse
from archiver.cli.commands import run
from archiver.cli.saying import be_silent, dump, say, say_error
from archiver.errors import ArchiveError
from archiver.settings import LibraryPaths, library_folder


def main(arguments: Sequence[str]) -> int:
    """Run one headless command; returns its exit code (0 done, 1 attention, 2 wrong use, 4 library)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    as_json, lang = "--json" in arguments, _language(arguments)
    try:
        options = parse(arguments)
        with speaking_plainly(LibraryPaths(library_folder(options.library)).catalogue):
            archive = Archive.open(options.library, language=options.lang)
            lang = archive.language
            try:
                done = run(archive, options)
            finally:
                archive.close()
    except ArchiveError as error:
        return say_error(error, lang, as_json=as_json)
    except BrokenPipeError:  # `watch | head`: nobody listens any more
        be_silent()
        return 0
    if options.command != "watch":
        say(dump(done.shape) if as_json else "\n".join(done.lines))
    return done.exit_code


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, before the arguments are known to make sense."""
    return "en" if "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments) else "zh"
