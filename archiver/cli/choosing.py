"""What the commands do that choose: categories, values, boundaries, kept searches, and taking it back."""

import argparse

from archiver import filing
from archiver.archive import Archive
from archiver.catalogue import pieces
from archiver.cli import paper_shapes, shapes
from archiver.cli.done import Done
from archiver.cli.shapes import Shape
from archiver.cli.targets import absolute, category_or_none, codes_of, targets_of
from archiver.errors import ArchiveError
from archiver.model import Act, PieceId


def file(archive: Archive, options: argparse.Namespace) -> Done:
    """Give papers a category."""
    if options.suggested:
        return _file_suggested(archive, options)
    if not options.ids or options.category is None or options.dry_run:
        raise ArchiveError("cli.wrong_use", detail="ID… --category | --suggested")
    category = category_or_none(archive, options.category)
    targets = targets_of(archive, options.ids)
    act = archive.file_targets(targets, category, copy=options.copy)
    code = codes_of(archive).get(str(category))
    filed = [{"document": one.document, "piece": one.piece, "category": code} for one in targets]
    return Done({"filed": filed, "journal": act.journal}, [act.label.say(archive.language)])


def _file_suggested(archive: Archive, options: argparse.Namespace) -> Done:
    if options.ids or options.category is not None or options.copy or not 0 <= options.above <= 1:
        raise ArchiveError("cli.wrong_use", detail="--suggested [--above 0..1] [--dry-run]")
    found = archive.scheme.suggestions(options.above)
    lines = [f"p{one.piece}\t{one.confidence:.2f}\t{one.category_name}\t{one.title}" for one in found]
    filed = [{"document": one.document, "piece": one.piece, "category": one.code, "title": one.title,
              "confidence": one.confidence, "by": one.by} for one in found]  # fmt: skip
    if options.dry_run or not found:
        return Done({"filed": [], "suggested": filed, "journal": None}, lines)
    act = archive.scheme.accept({one.piece: one.category for one in found})
    return Done({"filed": filed, "journal": act.journal}, [*lines, act.label.say(archive.language)])


def correct(archive: Archive, options: argparse.Namespace) -> Done:
    """Correct a field."""
    (target,) = targets_of(archive, [options.id])
    act = archive.set_targets([target], options.field, options.value)
    given = {"document": target.document, "piece": target.piece, "field": options.field, "value": options.value}
    return Done({"set": given, "journal": act.journal}, [act.label.say(archive.language)])


def split(archive: Archive, options: argparse.Namespace) -> Done:
    """Let a piece begin at a line."""
    return _divided(archive, archive.split(_piece(archive, options.piece), options.lines), options.piece)


def join(archive: Archive, options: argparse.Namespace) -> Done:
    """Make two pieces one."""
    piece, other = (_piece(archive, named) for named in (options.piece, options.other))
    document = targets_of(archive, [options.piece])[0].document
    return _divided(archive, archive.join(piece, other), str(document))


def _piece(archive: Archive, named: str) -> PieceId:
    (target,) = targets_of(archive, [named])
    if target.piece is None:
        raise ArchiveError("cli.bad_piece", id=named)
    return target.piece


def _divided(archive: Archive, act: Act, named: str) -> Done:
    """All pieces of the document that was divided anew."""
    with archive.opened.catalogue.snapshot() as db:
        (target,) = targets_of(archive, [named])
        wanted = [archive.paper(piece) for piece in pieces.ids(db, target.document)]
        codes = codes_of(archive)
    shape = paper_shapes.paper(wanted, [], archive.language, codes, text=False)
    return Done({"pieces": shape["pieces"], "journal": act.journal}, [act.label.say(archive.language)])


def undo(archive: Archive, options: argparse.Namespace) -> Done:
    """Take the last act back."""
    lang = archive.language
    if options.only_list:
        rows = [
            {"journal": batch.id, "action": batch.action, "at": batch.at, "who": batch.who, "undoes": batch.undoes,
             "label": label.say(lang)}
            for batch, label in archive.history()
        ]  # fmt: skip
        return Done({"journal": rows}, [f"{row['journal']}\t{row['at']}\t{row['label']}" for row in rows])
    act = archive.undo()
    if act is None:
        return Done({"undone": None})
    return Done({"undone": shapes.act(act, lang)}, [act.label.say(lang)])


def _preview(archive: Archive, options: argparse.Namespace) -> Done:
    """What importing a scheme would move; nothing is changed."""
    previewing = archive.scheme.previewer().begin(archive.scheme.read(absolute(options.file)))
    while not previewing.now.done:
        previewing.step()
    found = previewing.now
    none = archive.opened.unclassified["name"]
    lines = [f"{flow.before_name or none} → {flow.after_name or none}\t{flow.count}" for flow in found.flows]
    return Done(shapes.preview(found, options.limit, archive.language), lines)


def categories(archive: Archive, options: argparse.Namespace) -> Done:
    """The scheme, after it was changed."""
    if options.action == "preview":
        return _preview(archive, options)
    db = archive.opened.catalogue.read()
    act = None
    if options.action == "add":
        parent = filing.find_category(db, options.parent).id if options.parent else None
        act = archive.scheme.add_category(options.name, parent)
    elif options.action == "rename":
        act = archive.scheme.rename_category(filing.find_category(db, options.category).id, options.name)
    elif options.action == "remove":
        act = archive.scheme.remove_category(filing.find_category(db, options.category).id)
    elif options.action == "export":
        archive.scheme.export_to(absolute(options.file))
    elif options.action == "import":
        act = archive.scheme.import_from(absolute(options.file))
    with archive.opened.catalogue.snapshot():
        listed, codes = archive.scheme.categories(), codes_of(archive)
    shape: Shape = {"categories": [shapes.category(one, codes) for one in listed]}
    if act is not None:
        shape["journal"] = act.journal
    indent = {True: "", False: "  "}
    return Done(shape, [f"{indent[one.parent is None]}{one.code}\t{one.name}\t{one.count}" for one in listed])


def searches(archive: Archive, options: argparse.Namespace) -> Done:
    """The kept searches."""
    if options.action == "save":
        archive.searches.save(options.name, " ".join(options.words))
    elif options.action == "rename":
        archive.searches.rename(options.name, options.other)
    elif options.action == "remove":
        archive.searches.remove(options.name)
    found = [{"name": one.name, "query": one.query, "count": count} for one, count in archive.searches.counted()]
    return Done({"searches": found}, [f"{one['name']}\t{one['count']}\t{one['query']}" for one in found])


def history(archive: Archive, options: argparse.Namespace) -> Done:
    """The queries put last in the window, the latest first; what headless commands ask is not among them."""
    if options.action == "clear":
        archive.searches.forget()
    asked = archive.searches.recent()
    return Done({"history": [{"query": query} for query in asked]}, asked)
