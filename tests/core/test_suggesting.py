"""When suggestions are made anew: once the hand rests, not with every paper it files."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from archiver.catalogue import filed
from archiver.filing import accept, choose, find_category, target_of_piece
from archiver.library import Library
from archiver.model import CategoryId, PieceId
from archiver.scheme import suggesting
from archiver.scheme.suggesting import MANY, REST, Suggester
from tests.core.office import Office

PAPERS = MANY + 8


class Watched:
    """A suggester whose clock stands still until it is moved, and which counts the papers it judges."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.library, self.now, self.judged = library, 0.0, 0
        self.suggester = Suggester(library, lambda event: None, lambda: self.now)
        judge = self.suggester._judge

        def counting(paper: filed.FiledPaper) -> object:
            self.judged += 1
            return judge(paper)

        monkeypatch.setattr(self.suggester, "_judge", counting)

    def go_on(self, seconds: float = 0.0) -> int:
        """Work as long as there is anything to do, before and after so many seconds; how many papers were judged."""
        before = self.judged
        for passing in (0.0, seconds):
            self.now += passing
            while self.suggester.step(busy=False):
                pass
        return self.judged - before

    def file(self, piece: int, code: str = "NY") -> None:
        with self.library.catalogue.write() as db:
            choose(db, [target_of_piece(db, PieceId(piece))], "category", str(find_category(db, code).id), "file")

    def learned(self) -> list[tuple[object, ...]]:
        """What is suggested of papers that no hand has filed."""
        query = (
            "SELECT piece, value, confidence FROM value WHERE by = 'learned' AND piece NOT IN"
            " (SELECT piece FROM value WHERE by = 'hand') ORDER BY piece"
        )
        return [tuple(row) for row in self.library.catalogue.read().execute(query)]


@pytest.fixture
def library(office: Office) -> Iterator[Library]:
    office.watch_folder()
    for number in range(PAPERS):
        office.write(f"{number:02}.txt", f"茶山巡护日志{number}\n\n管护员巡护古茶树，茶青长势良好，茶农反映第{number}片虫害。\n")
    office.scan()
    with closing(Library(office.library)) as opened:
        yield opened


@pytest.fixture
def work(library: Library, monkeypatch: pytest.MonkeyPatch) -> Watched:
    made = Watched(library, monkeypatch)
    made.go_on()
    return made


def test_papers_are_judged_anew_once_the_hand_rests_and_not_before(work: Watched) -> None:
    for piece in (1, 2, 3):
        work.file(piece)
        assert work.go_on(REST / 2) == 0
    assert work.go_on(REST) == PAPERS - 3
    assert len(work.learned()) == PAPERS - 3
    assert work.go_on(REST) == 0


def test_a_hand_that_never_rests_is_not_waited_for(work: Watched) -> None:
    judged = []
    for piece in range(1, MANY + 1):
        work.file(piece)
        judged.append(work.go_on(REST / 2))
    assert judged == [*[0] * (MANY - 1), PAPERS - MANY]


def test_a_filing_taken_back_is_judged_without(work: Watched) -> None:
    for piece in (1, 2):
        work.file(piece)
    work.go_on(REST)
    assert work.learned()
    with work.library.catalogue.write() as db:
        choose(db, [target_of_piece(db, PieceId(1))], "category", None, "file")
    work.go_on(REST)
    assert work.learned() == []


def test_the_end_is_the_same_whether_all_was_filed_at_once_or_one_after_the_other(
    work: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    for piece in (1, 2, 3):
        work.file(piece)
        work.go_on(REST)
    one_by_one = work.learned()
    with work.library.catalogue.write() as db:
        db.execute("DELETE FROM value WHERE by = 'learned'")
        db.execute("DELETE FROM meta WHERE key = 'learned'")
    Suggester(work.library, lambda event: None).finish()
    assert work.learned() == one_by_one


def test_the_next_start_does_not_judge_again_what_is_judged(work: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    for piece in (1, 2):
        work.file(piece)
    work.go_on(REST)
    again = Watched(work.library, monkeypatch)
    assert again.go_on(suggesting.LONGEST_REST) == 0
    again.file(3)
    assert again.go_on(REST) == PAPERS - 3


def test_filings_that_nobody_had_time_to_learn_from_are_learned_at_the_next_start(
    work: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work.library.catalogue.write() as db:
        accept(db, {PieceId(piece): CategoryId(find_category(db, "NY").id) for piece in (1, 2)})
    work.go_on()
    assert work.learned() == []
    assert Watched(work.library, monkeypatch).go_on() == PAPERS - 2
