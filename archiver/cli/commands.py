"""Which command does what."""

import argparse
from collections.abc import Callable
from importlib import import_module

from archiver.archive import Archive
from archiver.cli.done import Done


def run(archive: Archive, options: argparse.Namespace) -> Done:
    """Carry out the command. What the others need is not imported: that takes longer than most of them."""
    module, name = COMMANDS[options.command]
    command: Callable[[Archive, argparse.Namespace], Done] = getattr(import_module(f"archiver.cli.{module}"), name)
    return command(archive, options)


COMMANDS: dict[str, tuple[str, str]] = {
    "roots": ("keeping", "roots"),
    "scan": ("keeping", "scan"),
    "watch": ("keeping", "watch"),
    "add": ("keeping", "add"),
    "status": ("keeping", "status"),
    "files": ("keeping", "files"),
    "retry": ("keeping", "retry"),
    "search": ("asking", "search"),
    "suggest": ("asking", "suggest"),
    "show": ("asking", "show"),
    "similar": ("asking", "similar"),
    "doubtful": ("asking", "doubtful"),
    "series": ("asking", "series"),
    "file": ("choosing", "file"),
    "set": ("choosing", "correct"),
    "split": ("choosing", "split"),
    "join": ("choosing", "join"),
    "undo": ("choosing", "undo"),
    "categories": ("choosing", "categories"),
    "searches": ("choosing", "searches"),
    "history": ("choosing", "history"),
    "reindex": ("keeping", "reindex"),
}
