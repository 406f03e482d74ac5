"""What a paper says of itself: its pieces, and every value of each."""

from collections.abc import Mapping, Sequence

from archiver.describe.category import find_category, zones_of
from archiver.describe.composed import compose_title
from archiver.describe.date import find_own_date, signed_month
from archiver.describe.dividing import divide, divided_at
from archiver.describe.heading import find_heading
from archiver.describe.number import find_number
from archiver.describe.organisation import find_organisation
from archiver.describe.period import find_period
from archiver.describe.pieces import Marker, Part
from archiver.describe.reading import Line, Reading, read
from archiver.describe.residue import set_aside
from archiver.describe.scheme import Scheme
from archiver.describe.title import find_title, title_without_words
from archiver.describe.types import find_type
from archiver.describe.values import found
from archiver.describe.year import find_years
from archiver.model import Block, FieldValue, PieceDraft
from archiver.wording import Reason


def describe(
    text: str,
    blocks: Sequence[Block],
    name: str,
    properties: Mapping[str, str],
    scheme: Scheme,
    starts: Sequence[int] = (),
    *,
    is_clean: bool = False,
) -> list[PieceDraft]:
    """The pieces of a paper, in order and without gaps, and what the rules read of each.

    `name` is the file's name without its ending; the title always has a value. A field that is unknown is
    left out, or has the value "" where the reason is worth showing. Spans are code points of `text`. Where a hand
    divided the paper, the pieces begin at `starts`, code points, the first of them 0. `is_clean` where the blocks are
    as `set_aside` leaves them.
    """
    reading = read(text, blocks if is_clean else set_aside(text, blocks))
    parts, why = divided_at(reading, starts) if starts else divide(reading)
    if len(parts) == 1:
        values = _values(reading, parts[0].marker, name, properties, scheme)
        return [PieceDraft(0, len(text), tuple(values))]
    said = found("pieces", str(len(parts)), 0.9, why)
    return [
        PieceDraft(part.start, part.end, (*_piece_values(reading, part, name, scheme), said))
        for part in parts
    ]


def _piece_values(reading: Reading, part: Part, name: str, scheme: Scheme) -> list[FieldValue]:
    """What one piece says; only where it says nothing of its title is the file's name said of it."""
    start = part.marker.line.start if part.marker else part.start
    title, *others = _values(reading.part(start, part.end), part.marker, "", {}, scheme)
    if not title.value:
        title = FieldValue("title", name, "rule", 0.3, Reason("describe.title_name"))
    return [title, *others]


def _values(
    reading: Reading, marker: Marker | None, name: str, properties: Mapping[str, str], scheme: Scheme
) -> list[FieldValue]:
    """Every value of one paper; the order of the rules is that in which they lean on one another."""
    title = find_title(reading, marker, name, properties)
    dated = find_own_date(reading)
    common = marker.line.text[marker.start : marker.end] if marker and not title.value else ""
    kind = find_type(reading, title.plain, common, title_confidence=title.confidence)
    number = find_number(reading)
    organisation = find_organisation(reading, title.value, _line_of(reading, dated[0]) if dated else None)
    signed = dated[1] if dated else signed_month(reading)
    years = find_years(reading, title.plain, kind.value if kind else "", signed, number.value if number else "")
    known = [value for value in (*years, dated and dated[0], organisation, number, kind) if value]
    if not title.value:
        stem = reading.written(marker.line, marker.start, marker.end) if marker and common else ""
        made_up = compose_title(reading, {value.field: value.value for value in known}, stem)
        title = title_without_words(reading, marker, name, made_up)
    period = find_period(reading, title.plain)
    return [
        FieldValue("title", title.value, "rule", title.confidence, title.reason, title.span),
        *known,
        *([period] if period else []),
        *find_heading(reading, title.span or (0, 0)),
        find_category(zones_of(reading, common or title.plain, organisation.value if organisation else ""), scheme),
    ]


def _line_of(reading: Reading, value: FieldValue) -> Line | None:
    return next((line for line in reading.lines if line.span == value.span), None)
