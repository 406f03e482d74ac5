"""What the commands do that ask: search, one paper, its doubles and its series."""

import argparse
import re
import sys

from archiver.archive import Archive
from archiver.cli import paper_shapes
from archiver.cli.done import Done
from archiver.cli.shapes import Shape
from archiver.cli.targets import absolute, category_or_none, codes_of, pieces_of, targets_of
from archiver.errors import ArchiveError
from archiver.model import Filters, State

YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


def search(archive: Archive, options: argparse.Namespace) -> Done:
    """Find papers."""
    if options.limit < 0 or options.offset < 0:
        raise ArchiveError("cli.wrong_use", detail="--limit, --offset")
    results = archive.search(
        options.query, _filters(archive, options), options.sort, exact=not options.fast, facets=options.facets,
        as_written=options.as_written, fold=options.fold,
    )  # fmt: skip
    hits = results.page(options.offset, options.limit)
    shape = paper_shapes.results(results, hits, archive.language, facets=options.facets, fold=options.fold)
    if options.export:
        target = absolute(options.export)
        shape["export"], shape["exported"] = str(target), archive.export_results(results, target)
    if not results.total and options.query.strip():
        waiting = archive.status().by_state.get(State.WAITING, 0)
        shape |= paper_shapes.offers(results.offers(), waiting, archive.language)
    lines = [f"p{hit.card.piece}\t{hit.card.year or ''}\t{hit.card.title}\t{hit.card.path}" for hit in hits]
    if results.notice and not options.json:
        print(results.notice.say(archive.language), file=sys.stderr)
    return Done(shape, lines)


def suggest(archive: Archive, options: argparse.Namespace) -> Done:
    """The names that what is typed may mean."""
    if options.limit < 0:
        raise ArchiveError("cli.wrong_use", detail="--limit")
    with archive.opened.catalogue.snapshot():
        codes = codes_of(archive)
        names = archive.names(options.query, options.limit)
    shape = {"query": options.query, "names": [paper_shapes.name(one, codes) for one in names]}
    return Done(shape, [f"{one.kind}\t{one.count}\t{one.text}\t{one.query}" for one in names])


def _filters(archive: Archive, options: argparse.Namespace) -> Filters:
    category = None if options.category is None else category_or_none(archive, options.category)
    if options.type and options.type not in archive.scheme.types():
        raise ArchiveError("filing.bad_type", value=options.type)
    folder = absolute(options.folder) if options.folder else None
    return Filters(
        _years(options.year), options.year == "", category, options.by, options.type, options.organisation, folder
    )


def _years(text: str | None) -> tuple[int, int] | None:
    if not text:
        return None
    match = YEARS.fullmatch(text)
    if not match:
        raise ArchiveError("cli.bad_year", value=text)
    first, last = int(match[1]), int(match[2] or match[1])
    return min(first, last), max(first, last)


def show(archive: Archive, options: argparse.Namespace) -> Done:
    """Everything known of a paper."""
    with archive.opened.catalogue.snapshot():
        wanted = pieces_of(archive, options.id)
        papers = [archive.paper(piece) for piece in wanted]
        doubles = [double for piece in wanted for double in archive.doubles.of(piece)]
        codes = codes_of(archive)
    shape = paper_shapes.paper(papers, doubles, archive.language, codes, text=options.text)
    lines = [f"{name}\t{field['value']}\t{field['reason']}" for piece in shape["pieces"]
             for name, field in piece["fields"].items()]  # fmt: skip
    return Done(shape, [shape["path"] or "", *lines, *(paper.text for paper in papers if options.text)])


def similar(archive: Archive, options: argparse.Namespace) -> Done:
    """Doubles of a paper, or what a hand decides about them."""
    if options.everywhere:
        return _review(archive, options)
    if options.id is None or (options.other is None) != (options.decide is None) or options.kind or options.decided:
        raise ArchiveError("cli.wrong_use", detail="ID|pN [pM --decide keep|version|newer|hide] | --all")
    if options.decide:
        one, other = (pieces_of(archive, named)[0] for named in (options.id, options.other))
        act = archive.doubles.decide(one, other, options.decide)
        return Done({"decided": options.decide, "journal": act.journal}, [act.label.say(archive.language)])
    found = [double for piece in pieces_of(archive, options.id) for double in archive.doubles.of(piece)]
    lines = [f"p{one.card.piece}\t{one.kind}\t{one.containment:.2f}\t{one.card.path}" for one in found]
    return Done({"similar": [paper_shapes.double(one) for one in found]}, lines)


def _review(archive: Archive, options: argparse.Namespace) -> Done:
    """The pairs of the library, or one decision about all of a kind."""
    one_kind = options.kind and not options.decided
    if options.id or options.limit < 0 or options.offset < 0 or (options.decide and not one_kind):
        raise ArchiveError("cli.wrong_use", detail="--all [--kind K [--decide keep|version|newer|hide]] [--decided]")
    review = archive.doubles.review()
    found = [each for each in (review.decided if options.decided else review.open) if options.kind in (None, each.kind)]
    if options.decide:
        act = archive.doubles.decide_all([(each.one, each.other) for each in found], options.decide)
        return Done({"decided": options.decide, "journal": act.journal}, [act.label.say(archive.language)])
    page = found[options.offset : options.offset + options.limit]
    shown = archive.cards([piece for each in page for piece in (each.one, each.other)])
    shape: Shape = {
        "pairs": [paper_shapes.pair(each, shown) for each in page if {each.one, each.other} <= shown.keys()],
        "total": len(found), "counts": review.counts, "to_compare": review.to_compare,
    }  # fmt: skip
    lines = [f"p{each.one}\tp{each.other}\t{each.kind or ''}\t{each.containment:.2f}" for each in page]
    return Done(shape, lines)


def doubtful(archive: Archive, options: argparse.Namespace) -> Done:
    """New files that may be papers whose files are gone."""
    if options.decision:
        lost, found = (target.document for target in targets_of(archive, [options.lost, options.found]))
        decide = archive.doubles.same if options.decision == "same" else archive.doubles.different
        act = decide(lost, found)
        return Done({"decided": options.decision, "journal": act.journal}, [act.label.say(archive.language)])
    asked = archive.doubles.doubtful()
    lines = [
        f"{one.lost.document}\t{one.found.document}\t{one.why.say(archive.language)}\t{one.lost.path}\t{one.found.path}"
        for one in asked
    ]
    return Done({"doubtful": [paper_shapes.doubt(one, archive.language) for one in asked]}, lines)


def series(archive: Archive, options: argparse.Namespace) -> Done:
    """The same paper of other years."""
    wanted = [archive.doubles.series(piece) for piece in pieces_of(archive, options.id)]
    found = {card.piece: card for one in wanted for card in one.cards}
    lines = [f"p{card.piece}\t{card.year or ''}\t{card.title}\t{card.path}" for card in found.values()]
    return Done({"series": [paper_shapes.sibling(card) for card in found.values()]}, lines)
