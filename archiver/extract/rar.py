"""RAR files: their names. Unpacking needs a program that may not be passed on with this one."""

from pathlib import Path

import rarfile

from archiver.extract.blocks import Collected
from archiver.extract.zipnames import safe_name
from archiver.model import Extracted, State
from archiver.walk import skipped
from archiver.wording import Reason


def read(path: Path) -> Extracted:
    """The names of what lies in it, one to a line."""
    try:
        with rarfile.RarFile(path, part_only=True) as archive:
            if archive.needs_password() and not archive.infolist():
                return Extracted("rar", State.ENCRYPTED, Reason("extract.password"))
            names = [safe_name(info.filename) for info in archive.infolist() if not info.is_dir()]
    except (rarfile.Error, ValueError, IndexError, EOFError) as trouble:
        path.stat()  # a file that is gone is no damaged one
        return Extracted("rar", State.FAILED, Reason("extract.damaged", {"detail": str(trouble)[:200]}))
    found = Collected()
    for name in names:
        if not any(map(skipped, name.split("/"))):
            found.add("paragraph", name)
    if not found.parts:
        return Extracted("rar", State.EMPTY, Reason("extract.nothing_packed"))
    return found.extracted("rar", State.PARTIAL, Reason("extract.only_listed", {"count": len(found.parts)}))
