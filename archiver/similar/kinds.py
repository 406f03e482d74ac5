"""What a likeness makes of two papers: a double, a version, or only another paper of the same series."""

from dataclasses import dataclass

from archiver.model import DoubleKind
from archiver.similar.comparing import Likeness
from archiver.similar.titles import drafts, period, stage, stem

NEAR = 0.75
"""Share of each text in the other from which on they are doubles: a character changed in every 30 still is."""

CONTAINED = 0.85
"""Share of a text in a longer one from which on it counts as part of it."""

LONGER = 2
"""How many times as long as its part a paper is that is a compilation, and not the same paper with more in it."""

VERSION = 0.4
"""Share of a text in the other that two drafts of one paper have at least; less is not kept."""

_NORMS = ("法", "条例", "办法", "规定", "细则", "规则", "章程", "制度", "准则", "规程", "标准", "公约")


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a paper beside its words; "" and None for what is unknown. `name` is its file's name."""

    title: str
    name: str
    year: int | None
    date: str
    number: str

    @property
    def is_norm(self) -> bool:
        """Whether it is a law or rule, of which an amended one has nearly the same words."""
        return stem(self.title).rstrip("试行暂修正订").endswith(_NORMS)


def kind_of(one: Traits, other: Traits, likeness: Likeness) -> DoubleKind | None:
    """What two papers of different words are to each other; None where they are no doubles."""
    if likeness.numbers_differ:
        return None
    if _is_part(one, other, likeness):
        return "contained"
    if _are_of_one_series(one, other):
        return None
    if likeness.most >= VERSION and _are_drafts(one, other):
        return "version"
    if _is_dated_otherwise(one, other, likeness):
        return None
    if likeness.least >= NEAR:
        return "near"
    return "contained" if likeness.most >= CONTAINED else None


def _is_part(one: Traits, other: Traits, likeness: Likeness) -> bool:
    """Whether one is a part of a much longer paper by another title: years, dates and numbers of a compilation are
    not those of its parts."""
    return likeness.most >= CONTAINED and likeness.least < 1 / LONGER and stem(one.title) != stem(other.title)


def may_be_one(one: Traits, other: Traits, likeness: Likeness) -> bool:
    """Whether nothing says that two texts are two papers: of other years or issues, with other figures or numbers."""
    is_other = likeness.numbers_differ or _are_of_one_series(one, other) or _is_dated_otherwise(one, other, likeness)
    return not is_other


def _are_of_one_series(one: Traits, other: Traits) -> bool:
    """Whether they are for different years or issues, or have different numbers of their own."""
    said, other_said = period(one.title), period(other.title)
    if said and other_said and not (said <= other_said or other_said <= said):
        return True
    pairs = ((one.year, other.year), (one.number, other.number))
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


def _is_dated_otherwise(one: Traits, other: Traits, likeness: Likeness) -> bool:
    """Whether they are of different years, or a law and the same law amended."""
    if one.date and other.date and one.date[:4] != other.date[:4]:
        return True
    amended = likeness.dates_differ or (one.date and other.date and one.date != other.date)
    return bool(amended) and one.is_norm and other.is_norm


def _are_drafts(one: Traits, other: Traits) -> bool:
    """Whether titles, or else file names, are the same but for the mark of the draft."""
    for name, other_name in ((one.title, other.title), (one.name, other.name)):
        if drafts(name) != drafts(other_name) and stem(name) == stem(other_name) != "":
            return True
    return False


def is_newer(one: Traits, other: Traits) -> bool | None:
    """Whether one of two versions is the newer, by the stage its title or file name tells, or else by its date.

    None where neither says so. The time of the file says nothing: copying sets it anew.
    """
    for name, other_name in ((one.title, other.title), (one.name, other.name)):
        mine, theirs = stage(name), stage(other_name)
        if mine and theirs and mine[0] == theirs[0] and mine != theirs and stem(name) == stem(other_name):
            return mine > theirs
    return one.date > other.date if one.date and other.date and one.date != other.date else None
