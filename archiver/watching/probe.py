"""The self-test of watching: a file of our own is made in a folder, and its event must come.

A system may accept a watch and never tell of anything (some FUSE disks, some container mounts); nothing but trying
shows it. The file is empty, has a name that no pass and no hint takes for a paper, and is removed whatever happens:
at once, or, where the program was killed in between, before the next test.
"""

import contextlib
import os
import re
import secrets
from pathlib import Path
from threading import Event

SECONDS = 2.0
"""Within which the event must have come; on a local disk it takes a thousandth of that."""

_NAME = re.compile(r"\.wendu-probe-[0-9a-f]{16}")


def is_probe(name: str) -> bool:
    """Whether a file of this name is a probe of ours."""
    return _NAME.fullmatch(name) is not None


def is_seen(folder: Path, told: Event) -> bool:
    """Whether `told` is set after a probe was made in the folder; also where we may make none: then its kind of
    file system, which was asked before, is all there is to go by."""
    sweep(folder)
    probe = folder / f".wendu-probe-{secrets.token_hex(8)}"
    told.clear()
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        return True
    try:
        return told.wait(SECONDS)
    finally:
        _remove(probe)


def sweep(folder: Path) -> None:
    """Remove the probes that a killed program left. An empty file of that name can only be one."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        left = [entry for entry in entries if is_probe(entry.name) and entry.is_file(follow_symlinks=False)]
        for entry in left:
            if entry.stat(follow_symlinks=False).st_size == 0:
                _remove(Path(entry.path))


def _remove(probe: Path) -> None:
    with contextlib.suppress(OSError):  # a disk pulled out this moment; the next test removes it
        probe.unlink(missing_ok=True)
