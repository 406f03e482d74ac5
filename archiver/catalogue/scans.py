"""Scans whose words nobody has read yet, and the pages of them that were recognised so far."""

import json
import sqlite3
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver.catalogue.paths import to_path
from archiver.model import DocumentId
from archiver.wording import Reason

TO_RECOGNISE = frozenset({"extract.scan", "extract.kind.image", "extract.pages_scanned", "extract.pictures_scanned"})
"""Reasons that recognising words answers; one that is given afterwards is never among them."""

Spot = tuple[Path, str]
"""Where a paper lies, and the digest of the bytes it has there."""

PageRow = tuple[str, float, float, float, float]
"""Words, left, right, bottom, top: a row of a page, kept as it is for the room that knows what it means."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A paper that waits for its words: where it lies, its bytes and kind, and how many pages nobody has read."""

    path: Path
    document: DocumentId
    sha256: str
    format: str
    pages: int

    @property
    def spot(self) -> Spot:
        """Where it lies and what it is there."""
        return self.path, self.sha256


def waiting(db: sqlite3.Connection, but: Container[Spot] = frozenset()) -> list[Scan]:
    """The papers that can be recognised where they lie: documents before pictures, those that came last first.

    Each stands there once, with the first of its places that is not among `but`; what lies on disk comes before what
    has to be taken out of another file.
    """
    rows = db.execute(
        "SELECT place.path, place.document, revision.sha256, revision.format, revision.reason,"
        " max(place.arrived_at) OVER (PARTITION BY place.document) AS arrived,"
        " (SELECT count(*) FROM recognised_page AS page WHERE page.document = place.document) AS known"
        " FROM place JOIN root ON root.id = place.root JOIN document ON document.id = place.document"
        " JOIN revision ON revision.id = document.revision"
        " WHERE place.state IN ('scan', 'partial') AND root.state = 'online' AND revision.format"
        " IN ('pdf', 'image', 'doc', 'docx', 'odp', 'odt', 'ofd', 'ppt', 'pptx')"
        " ORDER BY revision.format = 'image', arrived DESC, place.container IS NOT NULL, place.path"
    )
    found: dict[DocumentId, Scan] = {}
    for row in rows:
        reason = Reason.load(row["reason"])
        if reason.code in TO_RECOGNISE:
            pages = max(1, _pages(reason.data) - row["known"])
            document = DocumentId(row["document"])
            scan = Scan(to_path(row["path"]), document, row["sha256"], row["format"], pages)
            if scan.spot not in but:
                found.setdefault(document, scan)
    return list(found.values())


def _pages(data: Any) -> int:
    """How many scanned pages a reason speaks of; that of a picture speaks of none, it is one."""
    pages = data.get("lost", data.get("pages"))
    return pages if isinstance(pages, int) else 1


def pages_left(db: sqlite3.Connection) -> int:
    """How many pages wait for their words, as far as their files have told."""
    return sum(scan.pages for scan in waiting(db))


def page(db: sqlite3.Connection, digest: str, recogniser: int) -> list[PageRow] | None:
    """The rows of the page that looks just like that, whichever paper it was seen in."""
    row = db.execute(
        'SELECT "rows" FROM recognised_page WHERE digest = ? AND recogniser = ? LIMIT 1', (digest, recogniser)
    ).fetchone()
    return [tuple(one) for one in json.loads(row[0])] if row else None


def keep_page(
    db: sqlite3.Connection, document: DocumentId, digest: str, recogniser: int, rows: Sequence[PageRow]
) -> None:
    """Remember the rows of a page, so that it need not be read again for this paper or another."""
    db.execute(
        "INSERT OR REPLACE INTO recognised_page VALUES (?, ?, ?, ?)",
        (document, digest, recogniser, json.dumps(rows, ensure_ascii=False, separators=(",", ":"))),
    )


def forget_pages(db: sqlite3.Connection, document: DocumentId) -> None:
    """The paper turned out to be marked: not a word of it is kept."""
    db.execute("DELETE FROM recognised_page WHERE document = ?", (document,))
