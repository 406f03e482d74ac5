"""Which Whoosh this is: its files and its inside differ from version to version, so the index needs the very one."""

import importlib.metadata

import whoosh

from archiver.errors import ArchiveError

NEEDED = "3.54.0"


def check_whoosh() -> None:
    """Refuse to work with another Whoosh under the same name."""
    try:
        found = importlib.metadata.version("whoosh3")
    except importlib.metadata.PackageNotFoundError:
        found = "-"
    loaded = ".".join(map(str, whoosh.__version__[:3]))
    if (found, loaded) != (NEEDED, NEEDED):
        raise ArchiveError("search.wrong_whoosh", needed=NEEDED, found=f"whoosh3 {found}, whoosh {loaded}")
