"""The category scheme: two levels, each with an id that stays when code or name change."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from archiver.catalogue.connection import now
from archiver.model import Category, CategoryId


def install(db: sqlite3.Connection, scheme: Mapping[str, Any]) -> None:
    """Write the default scheme into an empty catalogue; its rules stay beside each category as data."""
    db.execute("INSERT INTO meta VALUES ('scheme', ?)", (json.dumps(scheme["meta"], ensure_ascii=False),))
    for row in scheme["categories"]:
        rules = {key: row[key] for key in row if key not in ("code", "name", "children")}
        parent = insert(db, row["code"], row["name"], None, rules)
        for child in row["children"]:
            child_rules = {key: child[key] for key in child if key not in ("code", "name")}
            insert(db, child["code"], child["name"], parent, child_rules)


def is_installed(db: sqlite3.Connection) -> bool:
    """Whether a scheme has been written."""
    return db.execute("SELECT 1 FROM meta WHERE key = 'scheme'").fetchone() is not None


def scheme(db: sqlite3.Connection) -> dict[str, Any]:
    """The scheme in force, in the shape of resources/categories.json."""
    meta = _meta(db)
    rows = db.execute("SELECT * FROM category WHERE removed_at IS NULL ORDER BY ordinal, id").fetchall()
    children: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["parent"] is not None:
            children.setdefault(row["parent"], []).append(_as_rule(row))
    tops = [{**_as_rule(row), "children": children.get(row["id"], [])} for row in rows if row["parent"] is None]
    return {"meta": meta, "categories": tops}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _meta(db: sqlite3.Connection) -> Any:
    return json.loads(db.execute("SELECT value FROM meta WHERE key = 'scheme'").fetchone()[0])


def unclassified(db: sqlite3.Connection) -> dict[str, str]:
    """Code and name of what has no category (待分类)."""
    found: dict[str, str] = _meta(db)["unclassified"]
    return found


def _as_rule(row: sqlite3.Row) -> dict[str, Any]:
    return {"code": row["code"], "name": row["name"], **json.loads(row["rules"])}


def insert(
    db: sqlite3.Connection, code: str, name: str, parent: CategoryId | None, rules: Mapping[str, Any]
) -> CategoryId:
    """Add a category at the end of its level."""
    cursor = db.execute(
        "INSERT INTO category (code, name, parent, ordinal, rules)"
        " VALUES (?, ?, ?, (SELECT ifnull(max(ordinal), 0) + 1 FROM category), ?)",
        (code, name, parent, json.dumps(rules, ensure_ascii=False)),
    )
    return CategoryId(cursor.lastrowid or 0)


def codes(db: sqlite3.Connection) -> dict[int, str]:
    """The code of every category by its id, removed ones included."""
    return {row[0]: row[1] for row in db.execute("SELECT id, code FROM category")}


def free_code(db: sqlite3.Connection) -> str:
    """A code for a category the user makes: U01, U02 …"""
    taken = {row[0] for row in db.execute("SELECT code FROM category")}
    number = 1
    while f"U{number:02}" in taken:
        number += 1
    return f"U{number:02}"


def tree(db: sqlite3.Connection) -> list[Category]:
    """Every category, each parent before its children, counted with its children's live pieces."""
    own = dict(
        db.execute("SELECT category, count(*) FROM piece WHERE live AND category IS NOT NULL GROUP BY category")
    )
    below = Counter[CategoryId | None]()
    for one in (listed := outline(db)):
        below[one.parent] += own.get(one.id, 0)
    return [replace(one, count=own.get(one.id, 0) + (0 if one.parent else below[one.id])) for one in listed]


def outline(db: sqlite3.Connection) -> list[Category]:
    """Every category, each parent before its children, not counted: that takes milliseconds for 50,000 pieces."""
    rows = db.execute(
        "SELECT id, code, name, parent FROM category WHERE removed_at IS NULL ORDER BY ordinal, id"
    ).fetchall()
    below: dict[CategoryId | None, list[Category]] = {}
    for number, code, name, parent in rows:
        below.setdefault(parent, []).append(Category(number, code, name, parent))
    return [one for top in below.get(None, []) for one in (top, *below.get(top.id, []))]


def row(db: sqlite3.Connection, category: CategoryId) -> dict[str, Any] | None:
    """Everything of a category: name, parent, ordinal, rules, whether it is removed. Category 0 is the scheme's own
    part (`meta`)."""
    if not category:
        return {"name": "", "meta": _meta(db)}
    found = db.execute("SELECT * FROM category WHERE id = ?", (category,)).fetchone()
    if found is None:
        return None
    return {"name": found["name"], "parent": found["parent"], "ordinal": found["ordinal"],
            "rules": json.loads(found["rules"]), "removed": found["removed_at"] is not None}  # fmt: skip


def put_row(db: sqlite3.Connection, category: CategoryId, wanted: Mapping[str, Any]) -> None:
    """Let a category be what `row` gives."""
    if not category:
        db.execute("UPDATE meta SET value = ? WHERE key = 'scheme'", (json.dumps(wanted["meta"], ensure_ascii=False),))
        return
    db.execute(
        "UPDATE category SET name = ?, parent = ?, ordinal = ?, rules = ? WHERE id = ?",
        (wanted["name"], wanted["parent"], wanted["ordinal"], _json(wanted["rules"]), category),
    )
    set_removed(db, category, removed=wanted["removed"])


def judged_up_to(db: sqlite3.Connection, digest: str) -> int | None:
    """The last piece whose category the scheme of that digest has judged; None for all of them."""
    found = db.execute("SELECT value FROM meta WHERE key = 'judged'").fetchone()
    by, _, last = str(found[0]).partition(" ") if found else ("", "", "0")
    if by != digest:
        return 0
    return None if last == "all" else int(last)


def remember_judged(db: sqlite3.Connection, digest: str, last: int | None) -> None:
    """How far the scheme of that digest has judged; None for all pieces."""
    db.execute("INSERT OR REPLACE INTO meta VALUES ('judged', ?)", (f"{digest} {'all' if last is None else last}",))


def learned_up_to(db: sqlite3.Connection, digest: str) -> int:
    """Up to which point of the catalogue's sequence papers are judged by what that digest stands for."""
    found = db.execute("SELECT value FROM meta WHERE key = 'learned'").fetchone()
    by, _, last = str(found[0]).partition(" ") if found else ("", "", "")
    return int(last) if by == digest else 0


def remember_learned(db: sqlite3.Connection, digest: str, last: int) -> None:
    """How far papers are judged by what that digest stands for."""
    db.execute("INSERT OR REPLACE INTO meta VALUES ('learned', ?)", (f"{digest} {last}",))


def rename(db: sqlite3.Connection, category: CategoryId, name: str) -> None:
    """Give a category another name; papers filed there stay filed there."""
    db.execute("UPDATE category SET name = ? WHERE id = ?", (name, category))


def set_removed(db: sqlite3.Connection, category: CategoryId, *, removed: bool) -> None:
    """Take a category out of the scheme, or put it back."""
    db.execute("UPDATE category SET removed_at = ? WHERE id = ?", (now() if removed else None, category))


def filed_in(db: sqlite3.Connection, category: CategoryId) -> list[int]:
    """The documents for which anything says this category."""
    query = "SELECT DISTINCT document FROM value WHERE field = 'category' AND value = ? ORDER BY document"
    return [row[0] for row in db.execute(query, (str(category),))]
