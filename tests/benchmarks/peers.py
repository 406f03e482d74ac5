"""What search is measured against: SQLite FTS5 and tantivy over the same folded text, cut into the same grams.

Both index each adjacent pair of characters of a run as a word, and the last character of a run alone, so that one
character can be asked as the beginning of a word. Neither keeps the text. Year, date and category stand beside the
words, as far as a peer has a way for it.
"""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

PAGE = 20
Kind = Literal["literal", "all", "any", "without", "best"]


@dataclass(frozen=True, slots=True)
class Question:
    """Words of a class and how they are joined; `years` and `category` narrow, `facets` asks for counts."""

    kind: Kind
    words: tuple[str, ...]
    years: tuple[int, int] | None = None
    category: int | None = None
    facets: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A piece as every side gets it. `date` is a number that sorts like it."""

    piece: int
    body: str
    year: int
    date: int
    category: int


@dataclass(frozen=True, slots=True)
class Page:
    """The first hits: piece, year, date, category, newest first or best first; and counts where asked for."""

    hits: list[tuple[int, int, int, int]]
    facets: dict[str, dict[int, int]]


class Peer(Protocol):
    """One side of the comparison."""

    name: str

    def answer(self, question: Question) -> Page | None:
        """The first page; None where this side cannot do the class."""


def gram_words(body: str) -> str:
    """The grams of a folded text as words between spaces, runs in their order."""
    return " ".join(" ".join([*pairs(run), run[-1]]) for run in body.split())


class FullText5:
    """SQLite FTS5: contentless, full detail; columns in a table beside it."""

    name = "FTS5"

    def __init__(self, file: Path) -> None:
        self.db = sqlite3.connect(file)
        self.db.execute("PRAGMA cache_size = -262144")

    @staticmethod
    def build(file: Path, rows: Iterable[PaperRow]) -> None:
        """Index all papers in one transaction, and merge its segments."""
        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute(
                "CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0')"
            )
            db.execute("CREATE TABLE card (piece INTEGER PRIMARY KEY, year INTEGER, date INTEGER, category INTEGER)")
            db.execute("BEGIN")
            for row in rows:
                db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (row.piece, gram_words(row.body)))
                db.execute("INSERT INTO card VALUES (?, ?, ?, ?)", (row.piece, row.year, row.date, row.category))
            db.execute("COMMIT")
            db.execute("INSERT INTO words (words) VALUES ('optimize')")

    def answer(self, question: Question) -> Page | None:
        """One statement for the page, one for each count."""
        match = _match(question)
        narrow, values = _narrow(question)
        order = "bm25(words), piece" if question.kind == "best" else "date DESC, piece"
        found = f"FROM words JOIN card ON card.piece = words.rowid WHERE words MATCH ? {narrow}"
        hits = self.db.execute(
            f"SELECT piece, year, date, category {found} ORDER BY {order} LIMIT {PAGE}", (match, *values)
        ).fetchall()
        counts = {
            column: dict(self.db.execute(f"SELECT {column}, count(*) {found} GROUP BY 1", (match, *values)))
            for column in (("year", "category") if question.facets else ())
        }
        return Page(hits, counts)


def _match(question: Question) -> str:
    """A question in the language of FTS5."""
    if question.kind == "best":
        return " OR ".join(f'"{gram}"' for gram in question.words)
    words = [f'"{word}" *' if len(word) == 1 else f'"{" ".join(pairs(word))}"' for word in question.words]
    return {"literal": " ", "all": " AND ", "any": " OR ", "without": " NOT "}[question.kind].join(words)


def _narrow(question: Question) -> tuple[str, tuple[Any, ...]]:
    text = ""
    values: list[int] = []
    if question.years:
        text += " AND year BETWEEN ? AND ?"
        values += question.years
    if question.category is not None:
        text += " AND category = ?"
        values.append(question.category)
    return text, tuple(values)


class Tantivy:
    """tantivy: grams split at spaces, with positions; year, date and category as fast fields."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self.tantivy = tantivy
        self.index = tantivy.Index(_schema(tantivy), str(folder))
        self.index.reload()
        self.searcher = self.index.searcher()

    @staticmethod
    def build(folder: Path, rows: Iterable[PaperRow]) -> None:
        """Index all papers with one thread, and wait until its segments are merged."""
        import tantivy

        folder.mkdir()
        index = tantivy.Index(_schema(tantivy), str(folder))
        writer = index.writer(heap_size=200_000_000, num_threads=1)
        for row in rows:
            writer.add_document(_document(tantivy, row))
        writer.commit()
        writer.wait_merging_threads()

    def answer(self, question: Question) -> Page | None:
        """The page by its own order; counts by its aggregations."""
        ask = self._query(question)
        if question.kind == "best":
            hits = self.searcher.search(ask, limit=PAGE).hits
        else:
            hits = self.searcher.search(ask, limit=PAGE, order_by_field="order").hits
        return Page([self._card(address) for _score, address in hits], self._counts(ask) if question.facets else {})

    def _counts(self, ask: Any) -> dict[str, dict[int, int]]:
        columns = ("year", "category")
        told = self.searcher.aggregate(ask, {name: {"terms": {"field": name, "size": 1000}} for name in columns})
        return {name: {int(one["key"]): one["doc_count"] for one in told[name]["buckets"]} for name in columns}

    def _card(self, address: Any) -> tuple[int, int, int, int]:
        piece, year, date, category = map(int, self.searcher.doc(address)["card"][0].split())
        return piece, year, date, category

    def _query(self, question: Question) -> Any:
        tantivy, schema = self.tantivy, self.index.schema
        occur = tantivy.Occur
        first, others = {
            "without": (occur.Must, occur.MustNot), "any": (occur.Should, occur.Should),
            "best": (occur.Should, occur.Should),
        }.get(question.kind, (occur.Must, occur.Must))  # fmt: skip
        words = [self._literal(word) for word in question.words]
        parts = [tantivy.Query.boolean_query([(first, words[0]), *((others, word) for word in words[1:])])]
        if question.years:
            kind = tantivy.FieldType.Unsigned
            parts.append(tantivy.Query.range_query(schema, "year", kind, *question.years))
        if question.category is not None:
            parts.append(tantivy.Query.term_query(schema, "category", question.category))
        return tantivy.Query.boolean_query([(occur.Must, part) for part in parts]) if len(parts) > 1 else parts[0]

    def _literal(self, word: str) -> Any:
        tantivy, schema = self.tantivy, self.index.schema
        if len(word) == 1:
            return tantivy.Query.regex_query(schema, "body", f"{word}.?")
        if len(word) == 2:
            return tantivy.Query.term_query(schema, "body", word)
        return tantivy.Query.phrase_query(schema, "body", pairs(word))


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="position")
    builder.add_unsigned_field("order", stored=False, fast=True)
    builder.add_unsigned_field("year", stored=False, indexed=True, fast=True)
    builder.add_unsigned_field("category", stored=False, indexed=True, fast=True)
    builder.add_text_field("card", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(tantivy: Any, row: PaperRow) -> Any:
    """`order` sorts by date, then piece: the newest has the highest."""
    document = tantivy.Document(body=gram_words(row.body), card=f"{row.piece} {row.year} {row.date} {row.category}")
    document.add_unsigned("order", row.date * 10_000_000 + 9_999_999 - row.piece)
    document.add_unsigned("year", row.year)
    document.add_unsigned("category", row.category)
    return document


def han_runs(text: str, length: int) -> list[str]:
    """Runs of so many Han characters in a row, which every side cuts alike."""
    found: list[str] = re.findall(f"(?=([\u4e00-\u9fff]{{{length}}}))", text)
    return found


def pairs(run: str) -> list[str]:
    """Each adjacent pair of characters."""
    return list(map(str.__add__, run, run[1:]))
