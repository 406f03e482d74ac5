"""The JSON that headless commands print of papers and of answers: a contract with other programs."""

from collections.abc import Mapping, Sequence

from archiver.cli.shapes import Shape, where
from archiver.finding.finder import Results
from archiver.finding.offering import Offer
from archiver.model import Card, Double, DoublePair, Doubt, FieldValue, Hit, Name, Paper, PieceId
from archiver.wording import Reason


def offers(offers: Sequence[Offer], waiting: int, lang: str) -> Shape:
    """What to ask where nothing was found, and how many files are not read yet."""
    shown = [
        {"kind": one.kind, "query": one.query, "total": one.total, "words": one.words, "say": one.say.say(lang)}
        for one in offers
    ]
    return {"offers": shown, "waiting": waiting}


def results(results: Results, hits: Sequence[Hit], lang: str, *, facets: bool, fold: bool) -> Shape:
    shape: Shape = {"query": results.query, "interpreted": results.interpreted}
    if results.notice:
        shape["notice"] = results.notice.say(lang)
    shape |= {
        "total": results.total,
        "exact": results.exact,
        "best_total": results.best_total,
        "elapsed_ms": round(results.elapsed_ms, 3),
        "hits": [hit_shape(hit, fold=fold) for hit in hits],
    }
    if facets:
        shape["facets"] = {
            name: {"" if key is None else str(key): count for key, count in counts.items()}
            for name, counts in results.facets_by_code().items()
        }
    return shape


def hit_shape(hit: Hit, *, fold: bool) -> Shape:
    card = hit.card
    return {
        "piece": card.piece,
        "document": card.document,
        "title": card.title,
        "title_highlights": [list(span) for span in hit.title_highlights],
        "path": where(card.path),
        "paths": [str(path) for path in card.paths],
        "container": where(card.container),
        "state": card.state,
        "missing": card.missing,
        "year": card.year,
        "date": card.date,
        "organisation": card.organisation,
        "type": card.type,
        "category": card.category,
        "category_name": card.category_name,
        "category_by": card.category_by,
        "score": round(hit.score, 6),
        "snippet": hit.snippet,
        "highlights": [list(span) for span in hit.highlights],
        "match": hit.match,
        **({"same": [_same(one) for one in hit.same]} if fold else {}),
    }


def _same(card: Card) -> Shape:
    return {"document": card.document, "piece": card.piece, "path": where(card.path)}


def name(name: Name, codes: dict[str, str]) -> Shape:
    return {
        "kind": name.kind,
        "name": name.text,
        "highlights": [list(span) for span in name.spans],
        "count": name.count,
        "query": name.query,
        "category": codes[str(name.category)] if name.category else None,
        "piece": name.piece,
        "year": name.year,
    }


def paper(
    papers: Sequence[Paper], doubles: Sequence[Double], lang: str, codes: dict[str, str], *, text: bool
) -> Shape:
    """A document with all its pieces; `codes` maps category ids to codes."""
    card = papers[0].card
    return {
        "document": card.document,
        "path": where(card.path),
        "paths": [str(path) for path in card.paths],
        "container": where(card.container),
        "state": card.state,
        "missing": card.missing,
        "pieces": [_piece(one, lang, codes, text=text) for one in papers],
        "duplicates": [double(one) for one in doubles],
    }


def _piece(paper: Paper, lang: str, codes: dict[str, str], *, text: bool) -> Shape:
    card = paper.card
    shape: Shape = {
        "piece": card.piece,
        "ordinal": card.ordinal,
        "start_line": paper.start_line,
        "end_line": paper.end_line,
        **_card_fields(card),
        "fields": _fields(paper.values, lang, codes),
    }
    if text:
        shape["text"] = paper.text
    return shape


def _card_fields(card: Card) -> Shape:
    names = ("title", "year", "filing_year", "date", "organisation", "number", "type", "category", "category_name")
    return {**{name: getattr(card, name) for name in names}, "category_by": card.category_by}


def _fields(values: Sequence[FieldValue], lang: str, codes: dict[str, str]) -> Shape:
    """The value in force of each field; the first of each is the one."""
    shape: Shape = {}
    for value in values:
        said = codes.get(value.value, "") if value.field == "category" else value.value
        shape.setdefault(
            value.field,
            {
                "value": said or None,
                "by": value.by,
                "confidence": value.confidence,
                "reason": _said(value, lang),
                "span": list(value.span) if value.span else None,
            },
        )
    return shape


def _said(value: FieldValue, lang: str) -> str:
    return (Reason("filing.by_hand") if value.by == "hand" else value.reason).say(lang)


def double(double: Double) -> Shape:
    """A double of the paper asked for; `within` is the share of that paper's words in this one."""
    card = double.card
    return {
        "document": card.document,
        "piece": card.piece,
        "containment": round(double.containment, 4),
        "kind": double.kind,
        "within": round(double.within, 4),
        "holds": round(double.holds, 4),
        "decided": double.decided,
        "title": card.title,
        "path": where(card.path),
    }


def pair(pair: DoublePair, shown: Mapping[PieceId, Card]) -> Shape:
    """A pair of the review: `one` is the paper that would stay if the other was hidden."""
    return {
        "kind": pair.kind,
        "containment": round(pair.containment, 4),
        "within": round(pair.within, 4),
        "holds": round(pair.holds, 4),
        "newer": pair.newer,
        "decided": pair.decided,
        "one": sibling(shown[pair.one]),
        "other": sibling(shown[pair.other]),
    }


def doubt(doubt: Doubt, lang: str) -> Shape:
    """A lost paper and the new file that may be it; `kept` is the share of its words that stand in the new one."""
    names = ("document", "piece", "title", "category", "category_name", "category_by")
    both = (doubt.lost, doubt.found)
    lost, found = ({**{name: getattr(card, name) for name in names}, "path": where(card.path)} for card in both)
    kept = None if doubt.kept is None else round(doubt.kept, 4)
    return {"lost": lost, "found": found, "kept": kept, "reason": doubt.why.say(lang)}


def sibling(card: Card) -> Shape:
    """A paper of the same series."""
    names = ("document", "piece", "year", "title", "date", "organisation", "type")
    return {**{name: getattr(card, name) for name in names}, "path": where(card.path)}
