"""Printing, for people and for programs."""

import json
import os
import sys
from typing import Any

from archiver.errors import ArchiveError


def dump(shape: Any) -> str:
    """One line of JSON, readable Chinese where every name in it can be written as UTF-8."""
    line = json.dumps(shape, ensure_ascii=False)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(shape)
    return line


def say(text: str) -> None:
    """Print, and don't mind a reader that has gone (`… | head`)."""
    try:
        if text:
            print(text, flush=True)
    except BrokenPipeError:
        be_silent()


def be_silent() -> None:
    """Let what is still to be printed go nowhere; Python would complain of it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say_error(error: ArchiveError, lang: str, *, as_json: bool) -> int:
    """One sentence on stderr, and JSON on stdout where a program listens; returns the exit code."""
    sentence, hint = error.sentence(lang), error.hint(lang)
    if as_json:
        say(dump({"error": sentence, "hint": hint}))
    print(f"{sentence} {hint}".strip(), file=sys.stderr)
    return error.exit_code
