"""The JSON that headless commands print of the library, its files and its scheme: a contract with other programs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from archiver.archive import Status
from archiver.model import Act, Added, Category, Event, FileRow, Preview, Root, State
from archiver.telling import Tally

Shape = dict[str, Any]


def root(root: Root, lang: str) -> Shape:
    return {
        "path": str(root.path),
        "mode": root.mode,
        "state": root.state,
        "kind": root.kind,
        "files": root.files,
        "watching": root.watching.way,
        "reason": root.watching.why.say(lang) if root.watching.why else "",
    }


def tally(tally: Tally, status: Status, seconds: float) -> Shape:
    return {
        "seen": tally.seen,
        "added": tally.added,
        "changed": tally.changed,
        "moved": tally.moved,
        "removed": tally.removed,
        "failed": tally.failed,
        "pieces": status.pieces,
        "seconds": round(seconds, 3),
        "text_bytes": status.text_bytes,
    }


def attention(rows: Sequence[FileRow], lang: str) -> list[Shape]:
    return [{"path": str(row.path), "state": row.state, "reason": row.why.say(lang)} for row in rows]


def event(event: Event) -> Shape:
    return {
        "event": event.kind,
        "path": where(event.path),
        "document": event.document,
        "state": event.state,
        "settle_seconds": event.settle_seconds,
        "seconds": event.seconds,
    }


def status(status: Status) -> Shape:
    return {
        "documents": status.documents,
        "pieces": status.pieces,
        "by_state": {state.value: count for state, count in status.by_state.items()},
        "members": status.members,
        "catalogue_bytes": status.catalogue_bytes,
        "index_bytes": status.index_bytes,
        "text_bytes": status.text_bytes,
        "scan_pages": status.scan_pages,
        "to_describe": status.to_describe,
    }


def file(row: FileRow, lang: str) -> Shape:
    return {
        "path": str(row.path),
        "container": where(row.container),
        "state": row.state,
        "reason": row.reason.say(lang) if row.state is State.SEARCHABLE else row.why.say(lang),
        "what_to_do": row.what_to_do.hint(lang),
        "attempts": row.attempts,
        "document": row.document,
        "seen_at": row.seen_at,
        "size": row.size,
    }


def added(added: Sequence[Added], act: Act | None, lang: str) -> Shape:
    return {
        "added": [
            {"path": str(one.source), "document": one.document, "category": one.category, "stored": where(one.stored)}
            for one in added
            if not one.failed
        ],
        "failed": [{"path": str(one.source), "reason": one.failed.say(lang)} for one in added if one.failed],
        "journal": act.journal if act else None,
    }


def act(act: Act, lang: str) -> Shape:
    return {"journal": act.journal, "action": act.action, "documents": act.documents, "pieces": act.pieces,
            "label": act.label.say(lang)}  # fmt: skip


def category(category: Category, codes: dict[str, str]) -> Shape:
    return {
        "code": category.code,
        "name": category.name,
        "parent": codes[str(category.parent)] if category.parent else None,
        "count": category.count,
    }


def preview(found: Preview, limit: int, lang: str) -> Shape:
    """What another scheme would move, with the first `limit` papers; codes of categories, null for 待分类."""
    moves = [
        {"piece": move.piece, "document": move.document, "title": move.title, "from": move.before or None,
         "from_name": move.before_name or None, "to": move.after or None, "to_name": move.after_name or None,
         "reason": move.reason.say(lang)}
        for move in found.moves[:limit]
    ]  # fmt: skip
    flows = [{"from": flow.before or None, "to": flow.after or None, "count": flow.count} for flow in found.flows]
    return {"looked": found.looked, "holding": found.holding, "total": found.total, "flows": flows, "moves": moves}


def where(path: Path | None) -> str | None:
    """A path as JSON has it."""
    return None if path is None else str(path)
