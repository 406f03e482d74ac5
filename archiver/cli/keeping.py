"""What the commands do that look after folders and files: watched, read, taken in, listed."""

import argparse
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from archiver import filing
from archiver.adding import Wish
from archiver.archive import Archive
from archiver.catalogue import journal
from archiver.cli import shapes
from archiver.cli.done import Done
from archiver.cli.saying import dump
from archiver.cli.shapes import Shape
from archiver.cli.targets import absolute
from archiver.errors import ArchiveError
from archiver.model import ATTENTION_STATES, Event, Root, State
from archiver.walk import is_folder, is_gone

if TYPE_CHECKING:
    from archiver.keeper import Keeper


def roots(archive: Archive, options: argparse.Namespace) -> Done:
    """The watched folders, after one was added, removed or watched otherwise."""
    if options.action == "add":
        archive.roots.add(absolute(options.folder), options.mode)
    elif options.action == "remove":
        archive.roots.remove(_root_at(archive, options.folder).id)
    elif options.action == "mode":
        archive.roots.set_mode(_root_at(archive, options.folder).id, options.mode)
    found = [shapes.root(root, archive.language) for root in archive.roots.all() if root.kind == "watched"]
    lines = [
        f"{root['path']}\t{root['mode']}\t{root['state']}\t{root['files']}\t{root['reason']}"
        for root in found
    ]
    return Done({"roots": found}, lines)


def _root_at(archive: Archive, folder: Path) -> Root:
    wanted = absolute(folder)
    root = next((root for root in archive.roots.all() if root.path == wanted), None)
    if root is None:
        raise ArchiveError("library.no_such_root", path=str(wanted))
    return root


def scan(archive: Archive, options: argparse.Namespace) -> Done:
    """One pass over the folders."""
    folders = [absolute(folder) for folder in options.folders]
    for folder in folders:
        if not is_folder(folder) and not is_gone(folder):
            raise ArchiveError("watch.not_a_folder", path=str(folder))
    return _keep(archive, lambda keeper: keeper.scan(folders))


def retry(archive: Archive, options: argparse.Namespace) -> Done:
    """Read files again."""
    if options.state:
        paths = [row.path for row in archive.ledger.files(State(options.state)) if row.state is not State.OFFLINE]
    else:
        paths = [absolute(path) for path in options.paths]
    if not paths and not options.state:
        raise ArchiveError("cli.wrong_use", detail="PATH | --state")
    password = _password() if options.password_stdin else ""
    return _keep(archive, lambda keeper: keeper.scan_again(paths, password))


def _password() -> str:
    """The first line of stdin, without its end and the mark that PowerShell puts before it."""
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise ArchiveError("cli.no_password") from None  # the error itself holds what was typed
    password = line.rstrip("\r\n").removeprefix("\ufeff")
    if not password:
        raise ArchiveError("cli.no_password")
    return password


def reindex(archive: Archive, options: argparse.Namespace) -> Done:
    """Make the index anew."""
    return _keep(archive, lambda keeper: keeper.reindex())


def _keep(archive: Archive, work: Callable[["Keeper"], object]) -> Done:
    """Let a keeper work, tell what it did, and which files of this run need attention."""
    from archiver.keeper import Keeper  # takes a third of a second, which the other commands need not wait for

    started = time.monotonic()
    touched: set[Path] = set()
    pages: list[str] = []

    def tell(event: Event) -> None:
        if event.path is not None and event.kind in ("added", "changed", "moved", "failed"):
            touched.add(event.path)
            print(f"{event.kind}\t{event.state or ''}\t{event.path}", file=sys.stderr)
        elif event.progress is not None and event.progress.recognising and event.progress.current not in pages:
            pages[:] = [event.progress.current]
            print(f"page\t\t{event.progress.current}", file=sys.stderr)

    keeper = Keeper(archive.opened, tell)
    try:
        with _stopping(keeper):
            work(keeper)
    finally:
        keeper.close()
    attention = [
        row
        for row in archive.ledger.files()
        if (row.path in touched and row.state in ATTENTION_STATES) or row.path in keeper.tally.left_waiting
    ]
    shape = shapes.tally(keeper.tally, archive.status(), time.monotonic() - started)
    if attention:
        shape["attention"] = shapes.attention(attention, archive.language)
    lines = [f"{key}\t{value}" for key, value in shape.items() if key != "attention"]
    lines += [f"{row.state}\t{row.path}\t{row.reason.say(archive.language)}" for row in attention]
    return Done(shape, lines, 1 if attention else 0)


class _stopping:
    """SIGINT and SIGTERM let the keeper finish what it is writing."""

    def __init__(self, keeper: "Keeper") -> None:
        self._keeper = keeper

    def __enter__(self) -> None:
        self._before = [signal.signal(name, self._stop) for name in (signal.SIGINT, signal.SIGTERM)]

    def __exit__(self, *_: object) -> None:
        for name, handler in zip((signal.SIGINT, signal.SIGTERM), self._before, strict=True):
            signal.signal(name, handler)

    def _stop(self, *_: object) -> None:
        self._keeper.stop()


def watch(archive: Archive, options: argparse.Namespace) -> Done:
    """Follow the folders until stopped."""
    from archiver.keeper import Keeper

    def tell(event: Event) -> None:
        if event.kind in ("progress", "idle", "library"):
            return
        shape = shapes.event(event)
        print(dump(shape) if options.json else f"{event.kind}\t{event.path}", flush=True)

    keeper = Keeper(archive.opened, tell)
    try:
        with _stopping(keeper):
            keeper.watch()
    finally:
        keeper.close()
    return Done({})


def add(archive: Archive, options: argparse.Namespace) -> Done:
    """Take files into the archive folder."""
    from archiver.understanding import Understander

    db = archive.opened.catalogue.read()
    category = filing.find_category(db, options.category) if options.category else None
    year = filing.check(db, "filing_year", options.year, ()) if options.year else None
    paths = [absolute(path) for path in options.paths]
    with Understander(archive.opened.rules(), archive.opened.paths.unpacked) as understander:
        added, batch = archive.opened.adding.add(paths, Wish(category, year), understander.extract)
    act = filing.act_of(db, journal.read(db, batch)) if batch else None
    shape = shapes.added(added, act, archive.language)
    stored = {one.stored for one in added if one.stored}
    attention = [row for row in archive.ledger.files(attention=True) if row.path in stored]
    troubles = shapes.attention(attention, archive.language)
    troubles += [{"path": row["path"], "state": "failed", "reason": row["reason"]} for row in shape["failed"]]
    if troubles:
        shape["attention"] = troubles
    lines = [f"{row['document']}\t{row['stored']}" for row in shape["added"]]
    lines += [f"{row['path']}\t{row['reason']}" for row in shape["failed"]]
    return Done(shape, lines, 1 if troubles else 0)


def status(archive: Archive, options: argparse.Namespace) -> Done:
    """How the library stands."""
    shape = shapes.status(archive.status())
    lines = [f"{key}\t{value}" for key, value in shape.items() if key != "by_state"]
    return Done(shape, lines + [f"{state}\t{count}" for state, count in shape["by_state"].items()])


def files(archive: Archive, options: argparse.Namespace) -> Done:
    """The ledger."""
    rows = archive.ledger.files(State(options.state) if options.state else None)
    shape: Shape = {"files": [shapes.file(row, archive.language) for row in rows]}
    if options.export:
        from archiver.exporting.ledger import export_ledger

        export_ledger(rows, absolute(options.export), archive.language)
        shape["export"] = str(absolute(options.export))
    return Done(shape, [f"{row.state}\t{row.path}\t{row.why.say(archive.language)}" for row in rows])
