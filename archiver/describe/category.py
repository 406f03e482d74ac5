"""Where a paper belongs: points by category, the words they come from, and 待分类 where it is not clear."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archiver.describe.plain import plain
from archiver.describe.reading import Reading, read
from archiver.describe.residue import set_aside
from archiver.describe.scheme import SILENT, WEAK, Entry, Scheme
from archiver.describe.values import found, unknown
from archiver.learning import Guess, Mixture, features, guess, near_words
from archiver.model import Block, FieldValue
from archiver.wording import Reason

TITLE, HEADING, LEAD, BODY = 6.0, 2.0, 1.5, 1.0
"""How much a word weighs in the title, in headings, in the first LEAD_LENGTH characters and after them."""

LEAD_LENGTH = 300
IN_TITLE, IN_HEADINGS, IN_BODY = 1, 2, 5
"""How often one word counts at most in each place."""

HEADINGS_MOST, BODY_MOST = 8.0, 14.0
"""What the strongest category gets at most from headings and body; the others shrink in proportion."""

UNIT = 0.4
"""The part of its weight that a word keeps in a title where it only names a unit; elsewhere it keeps none."""

MARGIN, CHILD_MARGIN, LEAST = 1.25, 1.5, 1.7
"""How far the first must lead the second, and the points below which nothing is said."""

GENERAL_FIELDS, GENERAL_FIELDS_NAMED, GENERAL_SHARE, GENERAL_TOP = 5, 3, 0.08, 0.35
"""A general paper speaks of so many fields (fewer if its title is a general unit's), each with that share of the
points, none with more than the last."""

SHOWN = 4

GENERAL_LEAD = 1.3
"""How far a general paper's category is put before the strongest field it speaks of."""

TORN = 0.8
"""The confidence that likeness must give where two categories have nearly the same words."""

MOST_READ = 100_000
"""Characters of the body that its category is read from; what follows in a long book changes nothing."""


@dataclass(frozen=True, slots=True)
class Zones:
    """A paper cut up for scoring: plain, without white space, a line a paragraph.

    The first `unit` characters of the title name whose paper it is.
    """

    title: str
    headings: Sequence[str]
    body: str
    unit: int = 0


@dataclass
class Score:
    """Points of one category and how often its words stand in title and body.

    `own` says that some of the words are its own and not only its children's.
    """

    code: str
    points: float = 0.0
    own: bool = False
    title: dict[str, int] = field(default_factory=dict)
    body: dict[str, int] = field(default_factory=dict)


def find_category(zones: Zones, scheme: Scheme) -> FieldValue:
    """The category's code with its reason; "" where too little is said or two are too close.

    The reason's data keep what it rests on: `points` by category, and the words of `masked` with how often each was
    met where it does not mean what it says.
    """
    value = by_words(zones, scheme)
    return value if value.reason.code == "describe.category_general" else _compared(value, zones, scheme)


def by_words(zones: Zones, scheme: Scheme) -> FieldValue:
    """As `find_category`, from the scheme's words alone.

    Words of children alone (工作总结, 统计) never hold up another category.
    """
    masked: dict[str, int] = defaultdict(int)
    scores = score(zones, scheme, masked)
    general = _general(scores, zones, scheme)
    points = {score.code: round(score.points, 1) for score in scores}
    if general:
        points[general[0]] = round(GENERAL_LEAD * max(points.values()), 1)
        entry, fields = general
        value = found("category", _child(scheme.entry(entry), zones), 0.6,
                      Reason("describe.category_general", {"fields": fields}))  # fmt: skip
    else:
        value = _strongest(scores, zones, scheme)
    return _keeping(value, {"points": points, "masked": _listed(masked)})


_WITH_MASKED = frozenset({"describe.category_title", "describe.category_body", "describe.category_both"})
"""Sentences that also say what was left out."""


def _keeping(value: FieldValue, data: Mapping[str, object]) -> FieldValue:
    code = value.reason.code
    if data["masked"] and code in _WITH_MASKED:
        code = f"{code}_masked"
    return replace(value, reason=Reason(code, {**value.reason.data, **data}))


def _compared(value: FieldValue, zones: Zones, scheme: Scheme) -> FieldValue:
    """What the words say, held against all that the scheme says of each category."""
    points = points_of(value)
    if not points:
        return value
    paper = features(zones.title, zones.body)
    guessed = guess(scheme.language.categories, points, scheme.language.likeness(paper), Mixture())
    torn = value.reason.code == "describe.category_close" and guessed.confidence < TORN
    if scheme.top(value.value) == guessed.category and guessed.clear:
        return replace(value, confidence=guessed.confidence)
    if not guessed.clear or torn:
        return value if not value.value else _left_open(value, guessed, scheme)
    near = near_words(zones.title, zones.body, paper, scheme.language, guessed.category)
    data = {"category": scheme.names[guessed.category], "near": "、".join(near)}
    chosen = found("category", _child(scheme.entry(guessed.category), zones), guessed.confidence,
                   Reason("describe.category_like", data))  # fmt: skip
    return _keeping(chosen, {"points": points, "masked": value.reason.data["masked"]})


def _left_open(value: FieldValue, guessed: Guess, scheme: Scheme) -> FieldValue:
    names = {"first": scheme.names[guessed.category], "second": scheme.names[guessed.second]}
    left = unknown("category", Reason("describe.category_close", names))
    return _keeping(left, {key: value.reason.data[key] for key in ("points", "masked")})


def _strongest(scores: Sequence[Score], zones: Zones, scheme: Scheme) -> FieldValue:
    if not scores or scores[0].points < LEAST:
        return unknown("category", Reason("describe.category_none"))
    first, second = scores[0], next((s for s in scores[1:] if s.own), Score(""))
    if first.points < MARGIN * second.points:
        names = {"first": scheme.names[first.code], "second": scheme.names[second.code]}
        return unknown("category", Reason("describe.category_close", names))
    confidence = round(min(0.95, first.points / (first.points + second.points)), 2)
    return found("category", _child(scheme.entry(first.code), zones), confidence, _reason(first))


def zones_of(reading: Reading, title: str, organisation: str) -> Zones:
    """A paper, whose title and organisation are known, cut up for scoring."""
    tight, named = (re.sub(r"\s+", "", plain(name)) for name in (title, organisation))
    return Zones(tight, reading.headings, reading.body[:MOST_READ], len(named) if tight.startswith(named) else 0)


def judge(text: str, blocks: Sequence[Block], title: str, organisation: str, scheme: Scheme) -> FieldValue:
    """The category of a paper that was described before, by a scheme that has changed since."""
    return find_category(zones_of(read(text, set_aside(text, blocks)), title, organisation), scheme)


def points_of(value: FieldValue) -> dict[str, float]:
    """The points by category that a value of `find_category` rests on."""
    found: dict[str, float] = value.reason.data.get("points", {})
    return found


def score(zones: Zones, scheme: Scheme, masked: dict[str, int] | None = None) -> list[Score]:
    """Every category with points, the highest first; equal ones stand in the order of the scheme.

    Into `masked` goes how often each word was met that counts for no category there.
    """
    scores = {entry.code: Score(entry.code) for entry in scheme.entries}
    title = _Zone(IN_TITLE)
    title.add(scheme, zones.title, TITLE, unit_share=UNIT, unit_until=zones.unit)
    headings = _Zone(IN_HEADINGS)
    for heading in zones.headings:
        headings.add(scheme, heading, HEADING)
    body = _Zone(IN_BODY)
    body.add(scheme, zones.body[:LEAD_LENGTH], LEAD)
    body.add(scheme, zones.body[LEAD_LENGTH:], BODY)
    for zone, most in ((title, 0.0), (headings, HEADINGS_MOST), (body, BODY_MOST)):
        for code, points in zone.shrunk(most).items():
            scores[code].points += points
            scores[code].own |= code in zone.own
        if masked is not None:
            for word, times in zone.masked.items():
                masked[word] = masked.get(word, 0) + times
    for code, words in title.words.items():
        scores[code].title = dict(words)
    for code, words in body.words.items():
        scores[code].body = dict(words)
    return sorted((s for s in scores.values() if s.points), key=lambda s: -s.points)


class _Zone:
    """Points by category of one place of the paper."""

    def __init__(self, most_per_word: int) -> None:
        self._most = most_per_word
        self._points: dict[str, float] = defaultdict(float)
        self.words: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.own: set[str] = set()
        self.masked: dict[str, int] = defaultdict(int)

    def add(
        self, scheme: Scheme, text: str, weight: float, *, unit_share: float = 0.0, unit_until: int = 0
    ) -> None:
        for spot in scheme.spots(text, unit_until):
            if spot.code == SILENT:
                self.masked[spot.word] += 1
                continue
            share = unit_share if spot.unit else 1.0
            times = self.words[spot.code][spot.word] + 1 if share else 0
            if times:
                self.words[spot.code][spot.word] = times
            if 0 < times <= self._most:
                self._points[spot.code] += weight * spot.worth * share
                self.own |= {spot.code} if spot.worth >= WEAK else set()

    def shrunk(self, most: float) -> Mapping[str, float]:
        """The points, scaled down so that the highest is at most `most` (0: as they are)."""
        highest = max(self._points.values(), default=0.0)
        scale = most / highest if most and highest > most else 1.0
        return {code: points * scale for code, points in self._points.items()}


def _general(scores: Sequence[Score], zones: Zones, scheme: Scheme) -> tuple[str, int] | None:
    """The general category and the number of fields, where many are spoken of and the title names none."""
    entry = next((entry for entry in scheme.entries if entry.general), None)
    others = [score for score in scores if entry and score.code != entry.code]
    whole = sum(score.points for score in others)
    if entry is None or entry.general is None or not whole or any(score.title for score in others):
        return None
    fields = sum(score.points >= GENERAL_SHARE * whole for score in others)
    enough = GENERAL_FIELDS_NAMED if entry.general.search(zones.title) else GENERAL_FIELDS
    return (entry.code, fields) if fields >= enough and others[0].points < GENERAL_TOP * whole else None


def _child(entry: Entry, zones: Zones) -> str:
    """The code of the child whose words are clearly the most, or of the top category itself."""
    points = sorted(
        ((sum(_child_points(word, zones) for word in words), code) for code, words in entry.children.items()),
        key=lambda pair: -pair[0],
    )
    if not points or points[0][0] < LEAST:
        return entry.code
    second = points[1][0] if len(points) > 1 else 0.0
    return points[0][1] if points[0][0] >= CHILD_MARGIN * second else entry.code


def _child_points(word: str, zones: Zones) -> float:
    in_title = min(IN_TITLE, zones.title[zones.unit :].count(word)) * TITLE
    in_headings = min(IN_HEADINGS, sum(word in heading for heading in zones.headings)) * HEADING
    return in_title + in_headings + min(IN_BODY, zones.body.count(word)) * BODY


def _reason(score: Score) -> Reason:
    title, body = _listed(score.title), _listed(score.body)
    where = "both" if title and body else "title" if title else "body"
    return Reason(f"describe.category_{where}", {"title": title, "body": body})


def _listed(words: Mapping[str, int]) -> str:
    """“安全生产”×5、“隐患排查”×3, the most frequent first."""
    most = sorted(words.items(), key=lambda item: -item[1])[:SHOWN]
    return "、".join(f"“{word}”×{times}" for word, times in most)
