"""The category scheme as a file: written out to be edited elsewhere, and taken in again as one act."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from archiver.catalogue import categories, journal
from archiver.describe import Scheme
from archiver.errors import ArchiveError
from archiver.filing import act_of, refresh_filed
from archiver.model import Act, CategoryId

OWN = ("code", "name", "children")
"""What of a row is not its rules."""


def write(scheme: Mapping[str, Any], target: Path) -> None:
    """Write the scheme, in the shape of resources/categories.json. Raises ArchiveError where that can't be done."""
    try:
        target.write_text(json.dumps(scheme, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ArchiveError("filing.scheme_not_written", path=str(target)) from error


def read(source: Path) -> dict[str, Any]:
    """The scheme of such a file. Raises ArchiveError where it isn't one, or holds a rule that can't be read."""
    try:
        scheme = json.loads(source.read_text(encoding="utf-8-sig"))
        rows = [row for top in scheme["categories"] for row in (top, *top.get("children", ()))]
        codes = [str(row["code"]) for row in rows]
        named = all(str(row["name"]).strip() for row in rows)
        sound = named and {"code", "name"} <= set(scheme["meta"]["unclassified"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArchiveError("filing.bad_scheme", path=str(source)) from error
    if not sound or len(set(codes)) < len(codes):
        raise ArchiveError("filing.bad_scheme", path=str(source))
    Scheme.parse(scheme)
    return dict(scheme)


def take(db: sqlite3.Connection, scheme: Mapping[str, Any]) -> Act | None:
    """Let that be the scheme, as one act; None where it is already. Categories keep their papers by their code."""
    entries = [
        journal.Entry("category_rules", f"category:{category}", before, after)
        for category, before, after in _differences(db, scheme)
    ]
    for entry in entries:
        category = CategoryId(int(entry.subject.partition(":")[2]))
        categories.put_row(db, category, entry.after)
        refresh_filed(db, category)
    return act_of(db, journal.read(db, journal.write(db, journal.user(), entries))) if entries else None


def _differences(
    db: sqlite3.Connection, scheme: Mapping[str, Any]
) -> Iterator[tuple[CategoryId, dict[str, Any], dict[str, Any]]]:
    """Every category that is to change: what it is and what it will be."""
    wanted = {CategoryId(0): {"name": "", "meta": scheme["meta"]}, **_wanted(db, scheme)}
    for category in [CategoryId(0), *map(CategoryId, categories.codes(db))]:
        before = categories.row(db, category)
        assert before is not None
        after = wanted.get(category, {**before, "removed": True})
        if before != after:
            yield category, before, after


def _wanted(db: sqlite3.Connection, scheme: Mapping[str, Any]) -> dict[CategoryId, dict[str, Any]]:
    """Each category of the scheme; one whose code is new is made, removed until it is put."""
    ids = {code: CategoryId(number) for number, code in categories.codes(db).items()}
    wanted: dict[CategoryId, dict[str, Any]] = {}
    for row, above in _rows(scheme):
        if row["code"] not in ids:
            ids[row["code"]] = categories.insert(db, row["code"], row["name"], None, {})
            categories.set_removed(db, ids[row["code"]], removed=True)
        wanted[ids[row["code"]]] = {
            "name": row["name"], "parent": ids[above] if above else None, "ordinal": len(wanted) + 1,
            "rules": {key: row[key] for key in row if key not in OWN}, "removed": False,
        }  # fmt: skip
    return wanted


def _rows(scheme: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every row with the code of the one above it, "" for none."""
    for top in scheme["categories"]:
        yield top, ""
        yield from ((child, top["code"]) for child in top.get("children", ()))
