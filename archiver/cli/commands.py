"""What each headless command does."""

import argparse
import re
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver import filing
from archiver.adding import Wish
from archiver.archive import Archive
from archiver.catalogue import journal, pieces
from archiver.cli import shapes
from archiver.cli.saying import dump
from archiver.cli.shapes import Shape
from archiver.errors import ArchiveError
from archiver.exporting import export_ledger
from archiver.filing import Target
from archiver.keeper import Keeper
from archiver.model import ATTENTION_STATES, Act, CategoryId, DocumentId, Event, Filters, PieceId, Root, State
from archiver.understanding import Understander
from archiver.walk import is_folder, is_gone

YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Done:
    """What a command says: its JSON, the lines a person reads instead, and whether files need attention."""

    shape: Shape
    lines: Sequence[str] = ()
    exit_code: int = 0


def run(archive: Archive, options: argparse.Namespace) -> Done:
    """Carry out the command."""
    return COMMANDS[options.command](archive, options)


def _absolute(path: Path) -> Path:
    """The path as the user wrote it, absolute, its links as they are."""
    return Path.cwd() / path.expanduser() if ".." not in path.parts else path.expanduser().resolve()


def _roots(archive: Archive, options: argparse.Namespace) -> Done:
    if options.action == "add":
        archive.add_root(_absolute(options.folder), options.mode)
    elif options.action == "remove":
        archive.remove_root(_root_at(archive, options.folder).id)
    elif options.action == "mode":
        archive.set_root_mode(_root_at(archive, options.folder).id, options.mode)
    found = [shapes.root(root, archive.language) for root in archive.roots() if root.kind == "watched"]
    lines = [
        f"{root['path']}\t{root['mode']}\t{root['state']}\t{root['files']}\t{root['reason']}"
        for root in found
    ]
    return Done({"roots": found}, lines)


def _root_at(archive: Archive, folder: Path) -> Root:
    wanted = _absolute(folder)
    root = next((root for root in archive.roots() if root.path == wanted), None)
    if root is None:
        raise ArchiveError("library.no_such_root", path=str(wanted))
    return root


def _scan(archive: Archive, options: argparse.Namespace) -> Done:
    folders = [_absolute(folder) for folder in options.folders]
    for folder in folders:
        if not is_folder(folder) and not is_gone(folder):
            raise ArchiveError("watch.not_a_folder", path=str(folder))
    return _keep(archive, lambda keeper: keeper.scan(folders))


def _retry(archive: Archive, options: argparse.Namespace) -> Done:
    if options.state:
        paths = [row.path for row in archive.files(State(options.state)) if row.state is not State.OFFLINE]
    else:
        paths = [_absolute(path) for path in options.paths]
    if not paths and not options.state:
        raise ArchiveError("cli.wrong_use", detail="PATH | --state")
    password = _password() if options.password_stdin else ""
    return _keep(archive, lambda keeper: keeper.scan_again(paths, password))


def _password() -> str:
    """The first line of stdin, without its end and the mark that PowerShell puts before it."""
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise ArchiveError("cli.no_password") from None  # the error itself holds what was typed
    password = line.rstrip("\r\n").removeprefix("\ufeff")
    if not password:
        raise ArchiveError("cli.no_password")
    return password


def _reindex(archive: Archive, options: argparse.Namespace) -> Done:
    return _keep(archive, lambda keeper: keeper.reindex())


def _keep(archive: Archive, work: Callable[[Keeper], object]) -> Done:
    """Let a keeper work, tell what it did, and which files of this run need attention."""
    started = time.monotonic()
    touched: set[Path] = set()
    pages: list[str] = []

    def tell(event: Event) -> None:
        if event.path is not None and event.kind in ("added", "changed", "moved", "failed"):
            touched.add(event.path)
            print(f"{event.kind}\t{event.state or ''}\t{event.path}", file=sys.stderr)
        elif event.progress is not None and event.progress.recognising and event.progress.current not in pages:
            pages[:] = [event.progress.current]
            print(f"page\t\t{event.progress.current}", file=sys.stderr)

    keeper = Keeper(archive.opened, tell)
    try:
        with _stopping(keeper):
            work(keeper)
    finally:
        keeper.close()
    attention = [
        row
        for row in archive.files()
        if (row.path in touched and row.state in ATTENTION_STATES) or row.path in keeper.tally.left_waiting
    ]
    shape = shapes.tally(keeper.tally, archive.status(), time.monotonic() - started)
    if attention:
        shape["attention"] = shapes.attention(attention, archive.language)
    lines = [f"{key}\t{value}" for key, value in shape.items() if key != "attention"]
    lines += [f"{row.state}\t{row.path}\t{row.reason.say(archive.language)}" for row in attention]
    return Done(shape, lines, 1 if attention else 0)


class _stopping:
    """SIGINT and SIGTERM let the keeper finish what it is writing."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper

    def __enter__(self) -> None:
        self._before = [signal.signal(name, self._stop) for name in (signal.SIGINT, signal.SIGTERM)]

    def __exit__(self, *_: object) -> None:
        for name, handler in zip((signal.SIGINT, signal.SIGTERM), self._before, strict=True):
            signal.signal(name, handler)

    def _stop(self, *_: object) -> None:
        self._keeper.stop()


def _watch(archive: Archive, options: argparse.Namespace) -> Done:
    def tell(event: Event) -> None:
        if event.kind in ("progress", "idle", "library"):
            return
        shape = shapes.event(event)
        print(dump(shape) if options.json else f"{event.kind}\t{event.path}", flush=True)

    keeper = Keeper(archive.opened, tell)
    try:
        with _stopping(keeper):
            keeper.watch()
    finally:
        keeper.close()
    return Done({})


def _add(archive: Archive, options: argparse.Namespace) -> Done:
    db = archive.opened.catalogue.read()
    category = filing.find_category(db, options.category) if options.category else None
    year = filing.check(db, "filing_year", options.year, ()) if options.year else None
    paths = [_absolute(path) for path in options.paths]
    with Understander(archive.opened.rules(), archive.opened.paths.unpacked) as understander:
        added, batch = archive.opened.adding.add(paths, Wish(category, year), understander.extract)
    act = filing.act_of(db, journal.read(db, batch)) if batch else None
    shape = shapes.added(added, act, archive.language)
    stored = {one.stored for one in added if one.stored}
    attention = [row for row in archive.files(attention=True) if row.path in stored]
    troubles = shapes.attention(attention, archive.language)
    troubles += [{"path": row["path"], "state": "failed", "reason": row["reason"]} for row in shape["failed"]]
    if troubles:
        shape["attention"] = troubles
    lines = [f"{row['document']}\t{row['stored']}" for row in shape["added"]]
    lines += [f"{row['path']}\t{row['reason']}" for row in shape["failed"]]
    return Done(shape, lines, 1 if troubles else 0)


def _status(archive: Archive, options: argparse.Namespace) -> Done:
    shape = shapes.status(archive.status())
    lines = [f"{key}\t{value}" for key, value in shape.items() if key != "by_state"]
    return Done(shape, lines + [f"{state}\t{count}" for state, count in shape["by_state"].items()])


def _files(archive: Archive, options: argparse.Namespace) -> Done:
    rows = archive.files(State(options.state) if options.state else None)
    shape: Shape = {"files": [shapes.file(row, archive.language) for row in rows]}
    if options.export:
        export_ledger(rows, _absolute(options.export), archive.language)
        shape["export"] = str(_absolute(options.export))
    return Done(shape, [f"{row.state}\t{row.path}\t{row.why.say(archive.language)}" for row in rows])


def _search(archive: Archive, options: argparse.Namespace) -> Done:
    if options.limit < 0 or options.offset < 0:
        raise ArchiveError("cli.wrong_use", detail="--limit, --offset")
    results = archive.search(
        options.query, _filters(archive, options), options.sort, exact=not options.fast, facets=options.facets,
        as_written=options.as_written, fold=options.fold,
    )  # fmt: skip
    hits = results.page(options.offset, options.limit)
    shape = shapes.results(results, hits, archive.language, facets=options.facets, fold=options.fold)
    if options.export:
        target = _absolute(options.export)
        shape["export"], shape["exported"] = str(target), archive.export_results(results, target)
    if not results.total and options.query.strip():
        shape |= shapes.offers(results.offers(), archive.status().by_state.get(State.WAITING, 0), archive.language)
    lines = [f"p{hit.card.piece}\t{hit.card.year or ''}\t{hit.card.title}\t{hit.card.path}" for hit in hits]
    if results.notice and not options.json:
        print(results.notice.say(archive.language), file=sys.stderr)
    return Done(shape, lines)


def _filters(archive: Archive, options: argparse.Namespace) -> Filters:
    category = None if options.category is None else _category_or_none(archive, options.category)
    if options.type and options.type not in archive.types():
        raise ArchiveError("filing.bad_type", value=options.type)
    folder = _absolute(options.folder) if options.folder else None
    return Filters(
        _years(options.year), options.year == "", category, options.by, options.type, options.organisation, folder
    )


def _category_or_none(archive: Archive, named: str) -> CategoryId:
    """The id of a category, 0 for 待分类, which is "" as in the facets."""
    unfiled = archive.opened.unclassified
    if named in ("", unfiled["code"], unfiled["name"]):
        return CategoryId(0)
    return filing.find_category(archive.opened.catalogue.read(), named).id


def _years(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    match = YEARS.fullmatch(text)
    if not match:
        raise ArchiveError("cli.bad_year", value=text)
    first, last = int(match[1]), int(match[2] or match[1])
    return min(first, last), max(first, last)


def _targets(archive: Archive, named: Sequence[str]) -> list[Target]:
    db = archive.opened.catalogue.read()
    targets = []
    for one in named:
        if not re.fullmatch(r"p?\d{1,18}", one):
            raise ArchiveError("cli.bad_id", id=one)
        if one.startswith("p"):
            targets.append(filing.target_of_piece(db, PieceId(int(one[1:]))))
        else:
            targets.append(filing.target_of_document(db, DocumentId(int(one))))
    return targets


def _show(archive: Archive, options: argparse.Namespace) -> Done:
    wanted = _pieces(archive, options.id)
    papers = [archive.paper(piece) for piece in wanted]
    doubles = [double for piece in wanted for double in archive.doubles(piece)]
    shape = shapes.paper(papers, doubles, archive.language, _codes(archive), text=options.text)
    lines = [f"{name}\t{field['value']}\t{field['reason']}" for piece in shape["pieces"]
             for name, field in piece["fields"].items()]  # fmt: skip
    return Done(shape, [shape["path"] or "", *lines, *(paper.text for paper in papers if options.text)])


def _similar(archive: Archive, options: argparse.Namespace) -> Done:
    if options.everywhere:
        return _review(archive, options)
    if options.id is None or (options.other is None) != (options.decide is None) or options.kind or options.decided:
        raise ArchiveError("cli.wrong_use", detail="ID|pN [pM --decide keep|version|newer|hide] | --all")
    if options.decide:
        one, other = (_pieces(archive, named)[0] for named in (options.id, options.other))
        act = archive.decide(one, other, options.decide)
        return Done({"decided": options.decide, "journal": act.journal}, [act.label.say(archive.language)])
    found = [double for piece in _pieces(archive, options.id) for double in archive.doubles(piece)]
    lines = [f"p{one.card.piece}\t{one.kind}\t{one.containment:.2f}\t{one.card.path}" for one in found]
    return Done({"similar": [shapes.double(one) for one in found]}, lines)


def _review(archive: Archive, options: argparse.Namespace) -> Done:
    """The pairs of the library, or one decision about all of a kind."""
    one_kind = options.kind and not options.decided
    if options.id or options.limit < 0 or options.offset < 0 or (options.decide and not one_kind):
        raise ArchiveError("cli.wrong_use", detail="--all [--kind K [--decide keep|version|newer|hide]] [--decided]")
    review = archive.review()
    found = [each for each in (review.decided if options.decided else review.open) if options.kind in (None, each.kind)]
    if options.decide:
        act = archive.decide_all([(each.one, each.other) for each in found], options.decide)
        return Done({"decided": options.decide, "journal": act.journal}, [act.label.say(archive.language)])
    page = found[options.offset : options.offset + options.limit]
    shown = archive.cards([piece for each in page for piece in (each.one, each.other)])
    shape: Shape = {
        "pairs": [shapes.pair(each, shown) for each in page if {each.one, each.other} <= shown.keys()],
        "total": len(found), "counts": review.counts, "to_compare": review.to_compare,
    }  # fmt: skip
    lines = [f"p{each.one}\tp{each.other}\t{each.kind or ''}\t{each.containment:.2f}" for each in page]
    return Done(shape, lines)


def _doubtful(archive: Archive, options: argparse.Namespace) -> Done:
    if options.decision:
        lost, found = (target.document for target in _targets(archive, [options.lost, options.found]))
        decide = archive.same if options.decision == "same" else archive.different
        act = decide(lost, found)
        return Done({"decided": options.decision, "journal": act.journal}, [act.label.say(archive.language)])
    asked = archive.doubtful()
    lines = [
        f"{one.lost.document}\t{one.found.document}\t{one.why.say(archive.language)}\t{one.lost.path}\t{one.found.path}"
        for one in asked
    ]
    return Done({"doubtful": [shapes.doubt(one, archive.language) for one in asked]}, lines)


def _series(archive: Archive, options: argparse.Namespace) -> Done:
    found = {card.piece: card for piece in _pieces(archive, options.id) for card in archive.series(piece).cards}
    lines = [f"p{card.piece}\t{card.year or ''}\t{card.title}\t{card.path}" for card in found.values()]
    return Done({"series": [shapes.sibling(card) for card in found.values()]}, lines)


def _pieces(archive: Archive, named: str) -> list[PieceId]:
    """The pieces that an id names: one, or all of a document."""
    (target,) = _targets(archive, [named])
    return [target.piece] if target.piece else pieces.ids(archive.opened.catalogue.read(), target.document)


def _codes(archive: Archive) -> dict[str, str]:
    return {str(category.id): category.code for category in archive.categories()}


def _file(archive: Archive, options: argparse.Namespace) -> Done:
    if options.suggested:
        return _file_suggested(archive, options)
    if not options.ids or options.category is None or options.dry_run:
        raise ArchiveError("cli.wrong_use", detail="ID… --category | --suggested")
    category = _category_or_none(archive, options.category)
    targets = _targets(archive, options.ids)
    act = archive.file_targets(targets, category, copy=options.copy)
    code = _codes(archive).get(str(category))
    filed = [{"document": one.document, "piece": one.piece, "category": code} for one in targets]
    return Done({"filed": filed, "journal": act.journal}, [act.label.say(archive.language)])


def _file_suggested(archive: Archive, options: argparse.Namespace) -> Done:
    if options.ids or options.category is not None or options.copy or not 0 <= options.above <= 1:
        raise ArchiveError("cli.wrong_use", detail="--suggested [--above 0..1] [--dry-run]")
    found = archive.suggestions(options.above)
    lines = [f"p{one.piece}\t{one.confidence:.2f}\t{one.category_name}\t{one.title}" for one in found]
    filed = [{"document": one.document, "piece": one.piece, "category": one.code, "title": one.title,
              "confidence": one.confidence, "by": one.by} for one in found]  # fmt: skip
    if options.dry_run or not found:
        return Done({"filed": [], "suggested": filed, "journal": None}, lines)
    act = archive.accept({one.piece: one.category for one in found})
    return Done({"filed": filed, "journal": act.journal}, [*lines, act.label.say(archive.language)])


def _set(archive: Archive, options: argparse.Namespace) -> Done:
    (target,) = _targets(archive, [options.id])
    act = archive.set_targets([target], options.field, options.value)
    given = {"document": target.document, "piece": target.piece, "field": options.field, "value": options.value}
    return Done({"set": given, "journal": act.journal}, [act.label.say(archive.language)])


def _split(archive: Archive, options: argparse.Namespace) -> Done:
    return _divided(archive, archive.split(_piece(archive, options.piece), options.lines), options.piece)


def _join(archive: Archive, options: argparse.Namespace) -> Done:
    piece, other = (_piece(archive, named) for named in (options.piece, options.other))
    document = _targets(archive, [options.piece])[0].document
    return _divided(archive, archive.join(piece, other), str(document))


def _piece(archive: Archive, named: str) -> PieceId:
    (target,) = _targets(archive, [named])
    if target.piece is None:
        raise ArchiveError("cli.bad_piece", id=named)
    return target.piece


def _divided(archive: Archive, act: Act, named: str) -> Done:
    """All pieces of the document that was divided anew."""
    (target,) = _targets(archive, [named])
    wanted = pieces.ids(archive.opened.catalogue.read(), target.document)
    shape = shapes.paper([archive.paper(piece) for piece in wanted], [], archive.language, _codes(archive), text=False)
    return Done({"pieces": shape["pieces"], "journal": act.journal}, [act.label.say(archive.language)])


def _undo(archive: Archive, options: argparse.Namespace) -> Done:
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
    previewing = archive.previewer().begin(archive.read_scheme(_absolute(options.file)))
    while not previewing.now.done:
        previewing.step()
    found = previewing.now
    none = archive.opened.unclassified["name"]
    lines = [f"{flow.before_name or none} → {flow.after_name or none}\t{flow.count}" for flow in found.flows]
    return Done(shapes.preview(found, options.limit, archive.language), lines)


def _categories(archive: Archive, options: argparse.Namespace) -> Done:
    if options.action == "preview":
        return _preview(archive, options)
    db = archive.opened.catalogue.read()
    act = None
    if options.action == "add":
        parent = filing.find_category(db, options.parent).id if options.parent else None
        act = archive.add_category(options.name, parent)
    elif options.action == "rename":
        act = archive.rename_category(filing.find_category(db, options.category).id, options.name)
    elif options.action == "remove":
        act = archive.remove_category(filing.find_category(db, options.category).id)
    elif options.action == "export":
        archive.export_scheme(_absolute(options.file))
    elif options.action == "import":
        act = archive.import_scheme(_absolute(options.file))
    listed, codes = archive.categories(), _codes(archive)
    shape: Shape = {"categories": [shapes.category(one, codes) for one in listed]}
    if act is not None:
        shape["journal"] = act.journal
    indent = {True: "", False: "  "}
    return Done(shape, [f"{indent[one.parent is None]}{one.code}\t{one.name}\t{one.count}" for one in listed])


def _searches(archive: Archive, options: argparse.Namespace) -> Done:
    if options.action == "save":
        archive.save_search(options.name, " ".join(options.words))
    elif options.action == "rename":
        archive.rename_search(options.name, options.other)
    elif options.action == "remove":
        archive.remove_search(options.name)
    found = [{"name": one.name, "query": one.query, "count": count} for one, count in archive.counted_searches()]
    return Done({"searches": found}, [f"{one['name']}\t{one['count']}\t{one['query']}" for one in found])


COMMANDS: dict[str, Callable[[Archive, argparse.Namespace], Done]] = {
    "roots": _roots,
    "scan": _scan,
    "watch": _watch,
    "add": _add,
    "status": _status,
    "files": _files,
    "retry": _retry,
    "search": _search,
    "show": _show,
    "similar": _similar,
    "doubtful": _doubtful,
    "series": _series,
    "file": _file,
    "set": _set,
    "split": _split,
    "join": _join,
    "undo": _undo,
    "categories": _categories,
    "searches": _searches,
    "reindex": _reindex,
}
