"""Where a paper belongs: points by category, the words they come from, and 待分类 where it is not clear."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from archiver.describe.scheme import WEAK, Entry, Scheme
from archiver.describe.values import found, unknown
from archiver.model import FieldValue
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

    Words of children alone (工作总结, 统计) never hold up another category.
    """
    scores = score(zones, scheme)
    general = _general(scores, zones, scheme)
    if general:
        return found("category", _child(scheme.entry(general[0]), zones), 0.6,
                     Reason("describe.category_general", {"fields": general[1]}))  # fmt: skip
    if not scores or scores[0].points < LEAST:
        return unknown("category", Reason("describe.category_none"))
    first, second = scores[0], next((s for s in scores[1:] if s.own), Score(""))
    if first.points < MARGIN * second.points:
        names = {"first": scheme.names[first.code], "second": scheme.names[second.code]}
        return unknown("category", Reason("describe.category_close", names))
    confidence = round(min(0.95, first.points / (first.points + second.points)), 2)
    return found("category", _child(scheme.entry(first.code), zones), confidence, _reason(first))


def score(zones: Zones, scheme: Scheme) -> list[Score]:
    """Every category with points, the highest first; equal ones stand in the order of the scheme."""
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

    def add(
        self, scheme: Scheme, text: str, weight: float, *, unit_share: float = 0.0, unit_until: int = 0
    ) -> None:
        for spot in scheme.spots(text, unit_until):
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
