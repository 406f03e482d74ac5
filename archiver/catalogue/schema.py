"""The numbered migrations of the catalogue. A landed migration is never edited; a change is a new one."""

import contextlib
import sqlite3
import uuid

FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE root (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('watched', 'archive')),
    mode TEXT NOT NULL CHECK (mode IN ('auto', 'native', 'polling')),
    state TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
    identity TEXT NOT NULL DEFAULT '',
    added_at TEXT NOT NULL,
    passed_at TEXT
);

CREATE TABLE document (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER REFERENCES revision (id),
    created_at TEXT NOT NULL,
    gone_at TEXT,
    last_path TEXT NOT NULL DEFAULT ''
);
CREATE INDEX document_gone ON document (gone_at) WHERE gone_at IS NOT NULL;

CREATE TABLE revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    format TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    properties TEXT NOT NULL DEFAULT '{}',
    extractor INTEGER NOT NULL,
    text_bytes INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
);
CREATE INDEX revision_digest ON revision (sha256);
CREATE INDEX revision_document ON revision (document);

CREATE TABLE revision_text (
    revision INTEGER PRIMARY KEY REFERENCES revision (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL
);

CREATE TABLE place (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    root INTEGER NOT NULL REFERENCES root (id),
    path TEXT NOT NULL UNIQUE,
    container INTEGER REFERENCES place (id) ON DELETE CASCADE,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    file_id TEXT NOT NULL DEFAULT '',
    document INTEGER REFERENCES document (id),
    state TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0,
    interruptions INTEGER NOT NULL DEFAULT 0,
    arrived_at TEXT NOT NULL,
    seen_at TEXT NOT NULL
);
CREATE INDEX place_root ON place (root);
CREATE INDEX place_document ON place (document);
CREATE INDEX place_file ON place (file_id) WHERE file_id <> '';
CREATE INDEX place_state ON place (state);

CREATE TABLE category (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    parent INTEGER REFERENCES category (id),
    ordinal INTEGER NOT NULL,
    rules TEXT NOT NULL DEFAULT '{}',
    removed_at TEXT
);

CREATE TABLE piece (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    start_line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    live INTEGER NOT NULL DEFAULT 1,
    title TEXT NOT NULL DEFAULT '',
    year INTEGER,
    filing_year INTEGER,
    date TEXT,
    organisation TEXT,
    number TEXT,
    type TEXT,
    category INTEGER REFERENCES category (id),
    category_by TEXT,
    added_at TEXT NOT NULL,
    words_changed INTEGER NOT NULL,
    card_changed INTEGER NOT NULL
);
CREATE INDEX piece_document ON piece (document, ordinal);
CREATE INDEX piece_words ON piece (words_changed);
CREATE INDEX piece_card ON piece (card_changed);
CREATE INDEX piece_category ON piece (category) WHERE live;

CREATE TABLE folded (
    piece INTEGER PRIMARY KEY REFERENCES piece (id) ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    names TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT ''
);

CREATE TABLE value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    piece INTEGER REFERENCES piece (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    by TEXT NOT NULL CHECK (by IN ('hand', 'rule', 'learned')),
    value TEXT NOT NULL,
    confidence REAL NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    span_start INTEGER,
    span_end INTEGER,
    rule_version INTEGER,
    set_at TEXT NOT NULL
);
CREATE UNIQUE INDEX value_once ON value (document, ifnull(piece, 0), field, by);
CREATE INDEX value_piece ON value (piece);

CREATE TABLE item (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE item_document (
    item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    document INTEGER NOT NULL UNIQUE REFERENCES document (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    PRIMARY KEY (item, document)
) WITHOUT ROWID;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    batch INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    undoes INTEGER,
    previous_hash TEXT NOT NULL
);
CREATE INDEX journal_batch ON journal (batch);
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal
    BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

CREATE TABLE intent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('copy', 'trash')),
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    created_at TEXT NOT NULL
);

INSERT INTO meta VALUES ('sequence', '0');
"""

WATCHING = """
ALTER TABLE root ADD COLUMN watched_by TEXT NOT NULL DEFAULT '' CHECK (watched_by IN ('', 'native', 'polling'));
ALTER TABLE root ADD COLUMN watched_why TEXT NOT NULL DEFAULT '';
"""

RECOGNISED_PAGES = """
CREATE TABLE recognised_page (
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    recogniser INTEGER NOT NULL,
    "rows" TEXT NOT NULL,
    PRIMARY KEY (document, digest)
) WITHOUT ROWID;
CREATE INDEX recognised_digest ON recognised_page (digest);
"""

BOUNDARIES = """
CREATE TABLE boundary (
    id INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    parts INTEGER NOT NULL CHECK (parts IN (0, 1)),
    stands INTEGER NOT NULL CHECK (stands IN (0, 1)),
    above TEXT NOT NULL,
    below TEXT NOT NULL
);
CREATE INDEX boundary_document ON boundary (document);
ALTER TABLE document ADD COLUMN described INTEGER NOT NULL DEFAULT 0;
CREATE INDEX document_described ON document (described, id);
"""

SEARCHES = """
CREATE TABLE saved_search (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, query TEXT NOT NULL);
CREATE TABLE recent_query (id INTEGER PRIMARY KEY AUTOINCREMENT, query TEXT NOT NULL UNIQUE, at TEXT NOT NULL);
"""

DOUBLES = """
CREATE TABLE wording (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,
    fingerprints BLOB NOT NULL,
    size INTEGER NOT NULL
);

CREATE TABLE likeness (
    wording INTEGER NOT NULL,
    other INTEGER NOT NULL,
    within REAL NOT NULL,
    holds REAL NOT NULL,
    numbers_differ INTEGER NOT NULL,
    dates_differ INTEGER NOT NULL,
    PRIMARY KEY (wording, other)
) WITHOUT ROWID;

CREATE TABLE sketched (
    piece INTEGER PRIMARY KEY REFERENCES piece (id) ON DELETE CASCADE,
    wording INTEGER NOT NULL REFERENCES wording (id)
);
CREATE INDEX sketched_wording ON sketched (wording);

CREATE TABLE verdict (
    piece INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE CHECK (piece < other),
    verdict TEXT NOT NULL CHECK (verdict IN ('keep', 'version', 'hide_first', 'hide_second')),
    PRIMARY KEY (piece, other)
) WITHOUT ROWID;
CREATE INDEX verdict_other ON verdict (other);

INSERT INTO meta VALUES ('sketched', '0');
"""

MEMBERS = """
CREATE INDEX place_container ON place (container) WHERE container IS NOT NULL;
"""

NEWER = """
CREATE TABLE judged (
    piece INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES piece (id) ON DELETE CASCADE CHECK (piece < other),
    verdict TEXT NOT NULL
        CHECK (verdict IN ('keep', 'version', 'newer_first', 'newer_second', 'hide_first', 'hide_second')),
    PRIMARY KEY (piece, other)
) WITHOUT ROWID;
INSERT INTO judged SELECT piece, other, verdict FROM verdict;
DROP TABLE verdict;
ALTER TABLE judged RENAME TO verdict;
CREATE INDEX verdict_other ON verdict (other);
"""

SERIES = """
CREATE INDEX piece_type ON piece (type, title) WHERE live;
"""

MIGRATIONS: tuple[str, ...] = (FIRST, WATCHING, RECOGNISED_PAGES, BOUNDARIES, SEARCHES, DOUBLES, MEMBERS, NEWER, SERIES)
LATEST = len(MIGRATIONS)


def version(db: sqlite3.Connection) -> int:
    """The number of the last migration this catalogue has been through."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection, latest: int = LATEST) -> None:
    """Bring the catalogue to `latest`; each step and its number are one transaction."""
    for number in range(version(db) + 1, latest + 1):
        named = f"INSERT INTO meta VALUES ('library', '{uuid.uuid4()}');" if number == 1 else ""
        step = f"BEGIN IMMEDIATE;{MIGRATIONS[number - 1]}{named}PRAGMA user_version = {number};COMMIT;"
        db.executescript(step)


def is_as_made(db: sqlite3.Connection) -> bool:
    """Whether tables, indexes and triggers are what the migrations up to the catalogue's version make.

    SQLite takes a damaged definition for another table with other columns.
    """
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        migrate(model, version(db))
        return _definitions(db) == _definitions(model)


def _definitions(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return {(row[0], row[1], row[2]) for row in db.execute(query)}
