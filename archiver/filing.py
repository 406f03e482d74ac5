"""Filing and correcting: what a hand chooses, written with what was there before so that it can be taken back."""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from archiver.catalogue import categories, documents, journal, likenesses, pieces, values
from archiver.errors import ArchiveError, Lapsed
from archiver.model import BY_HAND, VERSIONS, Act, Category, CategoryId, DocumentId, PieceId, Verdict
from archiver.wording import Reason

YEAR = re.compile(r"(19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Target:
    """What a choice is given to: a piece, or with None a whole document."""

    document: DocumentId
    piece: PieceId | None

    @property
    def subject(self) -> str:
        return f"piece:{self.piece}" if self.piece else f"document:{self.document}"


def target_of_piece(db: sqlite3.Connection, piece: PieceId) -> Target:
    """The target a piece id names; ArchiveError where there is none."""
    document = pieces.document_of(db, piece)
    if document is None:
        raise ArchiveError("library.no_such_piece", piece=piece)
    return Target(document, piece)


def target_of_document(db: sqlite3.Connection, document: DocumentId) -> Target:
    """The target a document id names; ArchiveError where there is none."""
    if not pieces.ids(db, document):
        raise ArchiveError("library.no_such_document", document=document)
    return Target(document, None)


def _named_again(db: sqlite3.Connection, target: Target) -> Target:
    """A target as it is when the act begins; ArchiveError where it is gone since it was named."""
    return target_of_piece(db, target.piece) if target.piece else target_of_document(db, target.document)


def find_category(db: sqlite3.Connection, named: str) -> Category:
    """The category with that code, or else with that name; ArchiveError where there is none."""
    tree = categories.tree(db)
    for category in tree:
        if category.code.casefold() == named.casefold():
            return category
    for category in tree:
        if category.name == named:
            return category
    raise ArchiveError("library.no_such_category", category=named)


def category_by_id(db: sqlite3.Connection, wanted: CategoryId) -> Category:
    """The category with that id; ArchiveError where there is none."""
    for category in categories.tree(db):
        if category.id == wanted:
            return category
    raise ArchiveError("library.no_such_category", category=wanted)


def check(db: sqlite3.Connection, field: str, value: str, types: Sequence[str]) -> str:
    """A value as the catalogue keeps it (a category as its id); ArchiveError where it can't be."""
    value = value.strip()
    if field not in BY_HAND:
        raise ArchiveError("filing.bad_field", field=field, fields=" ".join(BY_HAND))
    if not value:
        return value
    if field == "category":
        return str(find_category(db, value).id)
    if field in values.NUMERIC and not YEAR.fullmatch(value):
        raise ArchiveError("filing.bad_year", value=value)
    if field == "date" and not _is_date(value):
        raise ArchiveError("filing.bad_date", value=value)
    if field == "type" and value not in types:
        raise ArchiveError("filing.bad_type", value=value)
    return value


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def choose(
    db: sqlite3.Connection, targets: Sequence[Target], field: str, value: str | None, action: str, why: str = ""
) -> Act:
    """Let a hand give a value (or take its own back, with None) to every target, as one act."""
    if not targets:
        raise ArchiveError("filing.nothing_given")
    here = [_named_again(db, target) for target in dict.fromkeys(targets)]
    entries = [_choose_one(db, target, field, value, action, why) for target in here]
    batch = journal.write(db, journal.user(), entries)
    return act_of(db, journal.read(db, batch))


def accept(db: sqlite3.Connection, chosen: Mapping[PieceId, CategoryId]) -> Act:
    """File every piece under the category that was suggested for it when the user looked, as one act."""
    if not chosen:
        raise ArchiveError("filing.nothing_given")
    entries = [
        _choose_one(db, target_of_piece(db, piece), "category", str(category_by_id(db, category).id), "accept", "")
        for piece, category in chosen.items()
    ]
    return act_of(db, journal.read(db, journal.write(db, journal.user(), entries)))


def _choose_one(
    db: sqlite3.Connection, target: Target, field: str, value: str | None, action: str, why: str
) -> journal.Entry:
    before = values.hand_value(db, target.document, target.piece, field)
    values.set_hand(db, target.document, target.piece, field, value)
    if documents.is_gone(db, target.document):
        documents.refresh_presence(db, target.document)
    return journal.Entry(action, target.subject, {field: before}, {field: value}, why)


def unchoose(db: sqlite3.Connection, entry: journal.Entry) -> None:
    """Put back what a hand's choice had replaced; Lapsed where it was changed since, or the piece is gone."""
    target = _still_there(db, entry.subject)
    for field, after in entry.after.items():
        if values.hand_value(db, target.document, target.piece, field) != after:
            raise Lapsed("filing.changed_since", title=title_of(db, target))
        values.set_hand(db, target.document, target.piece, field, entry.before[field])
    if documents.is_gone(db, target.document):
        documents.refresh_presence(db, target.document)


def undecide(db: sqlite3.Connection, entry: journal.Entry) -> None:
    """Put back what was decided of a pair before; Lapsed where that changed since, or a piece is gone."""
    on = likenesses.pair_of(entry.subject)
    targets = [_still_there(db, f"piece:{piece}") for piece in on]
    if likenesses.verdict(db, on) != entry.after["verdict"]:
        raise Lapsed("filing.changed_since", title=title_of(db, targets[0]))
    likenesses.set_verdict(db, on, entry.before["verdict"])


def _still_there(db: sqlite3.Connection, subject: str) -> Target:
    """The target of an act that is to be taken back; Lapsed where a later reading left nothing of the piece."""
    try:
        return _named_again(db, read_target(db, subject))
    except ArchiveError as error:
        raise Lapsed("filing.piece_gone") from error


def read_target(db: sqlite3.Connection, subject: str) -> Target:
    """The target that a journal row names."""
    kind, _, number = subject.partition(":")
    if kind == "piece":
        return target_of_piece(db, PieceId(int(number)))
    return Target(DocumentId(int(number)), None)


def title_of(db: sqlite3.Connection, target: Target) -> str:
    """What a target is called in a sentence."""
    wanted = target.piece or (pieces.ids(db, target.document) or [PieceId(0)])[0]
    row = db.execute("SELECT title FROM piece WHERE id = ?", (wanted,)).fetchone()
    return str(row[0]) if row else ""


def pieces_of(db: sqlite3.Connection, subjects: Sequence[str]) -> set[PieceId]:
    """The pieces that an act on these subjects touches."""
    touched: set[PieceId] = set()
    for subject in subjects:
        kind, _, number = subject.partition(":")
        if kind == "piece":
            touched.add(PieceId(int(number)))
        elif kind == "document":
            touched.update(pieces.ids(db, DocumentId(int(number))))
        elif kind == "pair":
            touched.update(likenesses.pair_of(subject))
    return touched


def act_of(db: sqlite3.Connection, batch: journal.Batch) -> Act:
    """What a batch of the journal did, with counts and a label for menus and toasts."""
    divided = [entry.subject for entry in batch.entries if "pieces" in (entry.after or {})]
    touched = pieces_of(db, divided or [entry.subject for entry in batch.entries])
    homes = {pieces.document_of(db, piece) for piece in touched}
    return Act(batch.id, batch.action, len(homes), len(touched), _label(db, batch, len(homes), len(touched)))


def label_of(db: sqlite3.Connection, batch: journal.Batch) -> Reason:
    """What an act of the journal is called; an undoing is called after what it took back, or could not."""
    if batch.undoes is None:
        return act_of(db, batch).label
    undone = act_of(db, journal.read(db, batch.undoes)).label
    named = {"what": undone.say("zh"), "what_en": undone.say("en")}
    if batch.action == journal.LAPSED:
        return Reason("filing.label_lapsed", named)
    return Reason("filing.label_undo", named)


def _label(db: sqlite3.Connection, batch: journal.Batch, homes: int, touched: int) -> Reason:
    first = batch.entries[0]
    data: dict[str, Any] = {"pieces": touched, "documents": homes}
    if batch.action == "file":
        chosen = next((entry.after["category"] for entry in batch.entries if "category" in entry.after), "")
        row = db.execute("SELECT name FROM category WHERE id = ?", (chosen or 0,)).fetchone()
        data["category"] = row[0] if row else categories.unclassified(db)["name"]
    elif batch.action == "set":
        data["field"] = Reason(f"field.{next(iter(first.after))}").say()
    elif batch.action == "pair":
        return _pairs_label(first.after["verdict"], len(batch.entries))
    elif batch.action.startswith("category"):
        data["category"] = (first.after or {}).get("name") or (first.before or {}).get("name", "")
    return Reason(f"filing.label_{batch.action}", data)


def _pairs_label(verdict: Verdict, pairs: int) -> Reason:
    """What a decision about pairs of like papers is called."""
    if pairs == 1:
        return Reason(f"doubles.label_{verdict}")
    decision = "version" if verdict in VERSIONS else verdict.partition("_")[0]
    return Reason(f"doubles.labels_{decision}", {"pairs": pairs})


def add_category(db: sqlite3.Connection, name: str, parent: CategoryId | None) -> Act:
    """A new category of the user's own, at the top or below a top one."""
    name = _new_name(db, name, parent)
    if parent is not None:
        above = category_by_id(db, parent)
        if above.parent is not None:
            raise ArchiveError("filing.too_deep", category=above.name)
    made = categories.insert(db, categories.free_code(db), name, parent, {})
    entry = journal.Entry("category_add", f"category:{made}", None, {"name": name, "parent": parent})
    return act_of(db, journal.read(db, journal.write(db, journal.user(), [entry])))


def rename_category(db: sqlite3.Connection, category: CategoryId, name: str) -> Act:
    """Another name for a category; what is filed there stays."""
    old = category_by_id(db, category)
    name = _new_name(db, name, old.parent)
    categories.rename(db, category, name)
    entry = journal.Entry("category_rename", f"category:{category}", {"name": old.name}, {"name": name})
    return act_of(db, journal.read(db, journal.write(db, journal.user(), [entry])))


def remove_category(db: sqlite3.Connection, category: CategoryId) -> Act:
    """Take a category and its children out of the scheme; what was filed there goes back to its suggestion."""
    wanted = category_by_id(db, category)
    children = [child for child in categories.tree(db) if child.parent == category]
    entries = []
    for one in [wanted, *children]:
        categories.set_removed(db, one.id, removed=True)
        entries.append(journal.Entry("category_remove", f"category:{one.id}", {"name": one.name}, None))
    for one in [wanted, *children]:
        refresh_filed(db, one.id)
    return act_of(db, journal.read(db, journal.write(db, journal.user(), entries)))


def _new_name(db: sqlite3.Connection, name: str, parent: CategoryId | None) -> str:
    name = " ".join(name.split())
    if not name:
        raise ArchiveError("filing.empty_name")
    if any(category.name == name and category.parent == parent for category in categories.tree(db)):
        raise ArchiveError("filing.name_taken", category=name)
    return name


def refresh_filed(db: sqlite3.Connection, category: CategoryId) -> None:
    """Bring the cards of papers in line after their category went or came back."""
    for document in categories.filed_in(db, category):
        values.refresh_cards(db, DocumentId(document))


def unchange_category(db: sqlite3.Connection, entry: journal.Entry) -> None:
    """Take back an addition, a new name, a removal or new rules of a category."""
    category = CategoryId(int(entry.subject.partition(":")[2]))
    if entry.action == "category_rules":
        if categories.row(db, category) != entry.after:
            raise Lapsed("filing.category_changed", category=entry.after["name"])
        categories.put_row(db, category, entry.before)
        refresh_filed(db, category)
        return
    if entry.action == "category_rename":
        if category_by_id(db, category).name != entry.after["name"]:
            raise Lapsed("filing.category_changed", category=entry.after["name"])
        categories.rename(db, category, entry.before["name"])
        return
    if entry.action == "category_add":
        children = [child for child in categories.tree(db) if child.parent == category]
        if children or category_by_id(db, category).name != entry.after["name"]:
            raise Lapsed("filing.category_changed", category=entry.after["name"])
    categories.set_removed(db, category, removed=entry.action == "category_add")
    refresh_filed(db, category)
