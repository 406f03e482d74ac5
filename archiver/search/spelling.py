"""Many short names, found by what is typed of them: characters, pinyin, initials, or all of these mixed.

All names stand in one array, so that a key needs a few steps of numpy and no look at the single name: 50,000 titles
take some milliseconds.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from archiver.search.labels import fold_all
from archiver.text.pinyin import LONGEST_SYLLABLE, characters, customary, read_otherwise, readings

Flags = NDArray[np.bool_]
Places = NDArray[np.int32]

MOST_TYPED = 40
"""Characters of a word that is looked for; longer ones are no beginning of a name but a pasted text."""

WHOLE, BEGINS, INSIDE = 0, 1, 2
UNUSUAL = 3
"""Added to the rank of a match that needs a reading the characters do not have in this word (会计 as hui ji)."""

NOT = 9
DOUBLE_INITIALS = ("zh", "ch", "sh")
NOWHERE: Places = np.zeros(0, dtype=np.int32)


FEW = 10_000
"""Places that are sorted as fast as they are marked among all."""

KEPT = 8
"""Words of which it is remembered where they begin: those of the keys typed last."""


class Run(NamedTuple):
    """Where matches under way begin, and whether each reading so far is the usual one."""

    starts: Places
    usual: Flags


NO_RUN = Run(NOWHERE, NOWHERE.astype(bool))


@dataclass(frozen=True, slots=True)
class Matches:
    """The rank of every name (NOT where it does not match), and each match: its place, length, name and rank."""

    ranks: NDArray[np.uint8]
    starts: Places
    lengths: Places
    of: Places
    how: NDArray[np.uint8]


class Spelling:
    """The names as they are written and as they sound. Asked by one thread at a time."""

    def __init__(self, names: Sequence[str]) -> None:
        self.folded = fold_all(names)
        joined = "".join(f"\n{name}" for name in self.folded) + "\n"
        self._codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
        self._written = set(joined)
        edges = np.flatnonzero(self._codes == ord("\n")).astype(np.int32)
        self._begins, self._ends = edges[:-1] + 1, edges[1:]
        self._name_at = np.repeat(np.arange(len(names), dtype=np.int32), np.diff(edges))
        self._sounds, self._every, self._usual = _sounds(self._codes)
        self._by_sound = np.argsort(self._sounds, kind="stable").astype(np.int32)
        self._edges = np.searchsorted(self._sounds[self._by_sound], np.arange(len(self._usual) + 1))
        self._tables: dict[tuple[str, bool], tuple[Flags, Flags]] = {}
        self._known: OrderedDict[str, Places] = OrderedDict()
        self._having: OrderedDict[str, Flags] = OrderedDict()

    def matching(self, word: str) -> Matches:
        """Which names have `word` (folded): whole, at their beginning or inside.

        One letter alone is the beginning of a name, or every second one would have it.
        """
        starts, lengths, usual = self._stretches(word[:MOST_TYPED])
        of = self._name_at[starts]
        at_begin = starts == self._begins[of]
        how = np.where(at_begin, BEGINS, INSIDE).astype(np.uint8)
        how[at_begin & (starts + lengths == self._ends[of])] = WHOLE
        how[~usual] += UNUSUAL
        ranks = np.full(len(self._begins), NOT, dtype=np.uint8)
        for rank in range(UNUSUAL + INSIDE, -1, -1):
            ranks[of[how == rank]] = rank
        return Matches(ranks, starts, lengths, of, how)

    def having(self, word: str) -> Flags:
        """Which names have `word` at all; remembered, for it stays while the next one is typed."""
        known = self._having.pop(word, None)
        self._having[word] = self.matching(word).ranks != NOT if known is None else known
        if len(self._having) > KEPT:
            self._having.popitem(last=False)
        return self._having[word]

    def span(self, name: int, matches: Matches) -> tuple[int, int]:
        """The first stretch of a folded name that matches best, end exclusive."""
        those = np.flatnonzero((matches.of == name) & (matches.how == matches.ranks[name]))
        first = those[np.argmin(matches.starts[those])]
        start = int(matches.starts[first] - self._begins[name])
        return start, start + int(matches.lengths[first])

    def _stretches(self, word: str) -> tuple[Places, Places, Flags]:
        """Where and how long names match all of `word`, and whether by the usual readings."""
        runs = self._walk(word, self._candidates(word))
        starts = np.concatenate([run.starts for run in runs.values()] or [NOWHERE])
        lengths = np.repeat(np.fromiter(runs, np.int32, len(runs)), [len(run.starts) for run in runs.values()])
        usual = np.concatenate([run.usual for run in runs.values()] or [NOWHERE.astype(bool)])
        if len(word) > 1:
            self._remember(word, starts)
        return starts, lengths, usual

    def _candidates(self, word: str) -> Places:
        """Where `word` may begin: where a shorter beginning of it does."""
        for end in range(len(word), 0, -1):
            if word[:end] in self._known:
                break
        else:
            end = 1
            self._remember(word[0], self._firsts(word[0]))
        if len(word) == 1 and word.isascii():
            return self._begins
        if end < 2 < len(word):
            self._stretches(word[:2])
            end = 2
        return self._known[word[:end]]

    def _firsts(self, first: str) -> Places:
        """Every place where that character stands, or what sounds so at its beginning."""
        sounding, _ = self._table(first, whole=False)
        written = self._codes[self._by_sound[self._edges[:-1].clip(max=len(self._codes) - 1)]] == ord(first)
        groups = np.flatnonzero(sounding | written)
        return np.concatenate([NOWHERE, *(self._by_sound[self._edges[at] : self._edges[at + 1]] for at in groups)])

    def _remember(self, word: str, starts: Places) -> None:
        """Typed on, the word begins at no other places."""
        self._known[word] = self._once(starts)
        self._known.move_to_end(word)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)

    def _once(self, starts: Places) -> Places:
        """The same places, each once and in order; marking many is ten times as fast as sorting them."""
        if len(starts) < FEW:
            ordered = np.sort(starts)
            return ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
        marked = np.zeros(len(self._codes), dtype=bool)
        marked[starts] = True
        return np.flatnonzero(marked).astype(np.int32)

    def _walk(self, word: str, candidates: Places) -> dict[int, Run]:
        """What matches all of `word`, by the number of characters it takes."""
        under_way: list[dict[int, Run]] = [{} for _ in range(len(word) + 1)]
        under_way[0][0] = Run(candidates, np.ones(len(candidates), dtype=bool))
        for at, here in enumerate(under_way[:-1]):
            length = 0
            while length <= max(here, default=-1):
                for end, matched in self._steps(word, at, length, here.get(length, NO_RUN)):
                    before = under_way[end].get(length + 1)
                    under_way[end][length + 1] = _both(before, matched) if before else matched
                length += 1
        return under_way[-1]

    def _steps(self, word: str, at: int, length: int, run: Run) -> Iterator[tuple[int, Run]]:
        """One character of the names further: by itself, by a syllable or initial, or over a gap inside the name."""
        places = run.starts + length
        for written, end in ([(" ", at)] if length else []) + [(word[at], at + 1)]:
            same = (self._codes[places] == ord(written)).nonzero()[0] if written in self._written else NOWHERE
            if len(same):
                yield end, Run(run.starts[same], run.usual[same])
        sounds = self._sounds[places]
        for end in range(at + 1, min(len(word), at + LONGEST_SYLLABLE) + 1):
            unit = word[at:end]
            if not ("a" <= unit[-1] <= "z"):
                return
            begins = end in (at + 1, len(word)) or unit in DOUBLE_INITIALS
            if begins or unit in characters():
                every, usual = self._table(unit, whole=not begins)
                matched = every[sounds].nonzero()[0] if every.any() else NOWHERE
                if len(matched):
                    yield end, Run(run.starts[matched], run.usual[matched] & usual[sounds[matched]])

    def _table(self, unit: str, *, whole: bool) -> tuple[Flags, Flags]:
        """By sound: whether any of its readings, and whether the usual one, is `unit` or (not `whole`) begins so."""
        if (unit, whole) not in self._tables:
            begin = [syllable == unit if whole else syllable.startswith(unit) for syllable in ("", *characters())]
            meant = np.array(begin)
            every = np.asarray(meant[self._every].any(axis=1))
            usual = np.asarray(meant[self._usual])
            self._tables[unit, whole] = every, usual
        return self._tables[unit, whole]


def _both(one: Run, other: Run) -> Run:
    return Run(np.concatenate((one.starts, other.starts)), np.concatenate((one.usual, other.usual)))


def _sounds(codes: NDArray[np.uint32]) -> tuple[NDArray[np.int32], Places, Places]:
    """A number for the sound of each character, and by that number its readings (a row) and the usual one among them.

    A character of a word that is read otherwise has a sound of its own. Readings are numbers of syllables, 0 for none.
    """
    present = np.zeros(0x110000, dtype=bool)
    present[codes] = True
    alphabet = [chr(code) for code in np.flatnonzero(present)]
    number = np.cumsum(present, dtype=np.int32) - 1
    sounds = number[codes]
    every, usual = [readings().get(one, ()) for one in alphabet], [customary(one) for one in alphabet]
    pairs = sounds[:-1].astype(np.int64) * len(alphabet) + sounds[1:]
    words = {word: said for word, said in read_otherwise().items() if present[[ord(one) for one in word]].all()}
    letters = np.array([[ord(one) for one in word] for word in words], dtype=np.int64).reshape(-1, 2)
    keys = number[letters[:, 0]].astype(np.int64) * len(alphabet) + number[letters[:, 1]]
    order = np.argsort(keys)
    at = np.flatnonzero(np.isin(pairs, keys))
    which = order[np.searchsorted(keys[order], pairs[at])]
    for place in (0, 1):
        sounds[at + place] = len(every) + which
        every += [readings()[word[place]] for word in words]
        usual += [said[place] for said in words.values()]
    numbers = {"": 0} | {syllable: place for place, syllable in enumerate(characters(), 1)}
    most = max(map(len, every), default=1) or 1
    rows = [[numbers[one] for one in some] + [0] * (most - len(some)) for some in every]
    readings_of = np.array(rows, dtype=np.int32).reshape(-1, most)
    return sounds, readings_of, np.array([numbers[one] for one in usual], dtype=np.int32)
