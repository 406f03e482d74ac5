"""A hundred thousand results scroll without a hitch, and only what is seen is fetched."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archiver.finding.offering import Offer
from archiver.model import Hit, PieceId
from archiver.wording import Reason
from tests.ui.fake_archive import FakeArchive
from ui import marked_text
from ui.bridge import Bridge
from ui.eye import PAGE
from ui.result_choice import Chosen
from ui.result_delegate import card_height, heading_height
from ui.result_list import ResultList
from ui.searching import Answer, Asked

MANY = 100_000


@dataclass
class ManyResults:
    """As many hits as one likes, made from one."""

    hit: Hit
    total: int = MANY
    interpreted: str = "全部"
    notice: Reason | None = None
    exact: bool = True
    best_total: int = 0
    elapsed_ms: float = 1.0
    facets: dict[str, dict[object, int]] = field(default_factory=dict)
    years: dict[int | None, int] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def offers(self) -> list[Offer]:
        return []

    def page(self, offset: int, limit: int) -> list[Hit]:
        self.asked.append(offset)
        last = min(offset + limit, self.total)
        return [replace(self.hit, card=replace(self.hit.card, piece=PieceId(n))) for n in range(offset, last)]

    def pieces(self, offset: int, limit: int) -> list[PieceId]:
        return [PieceId(n) for n in range(offset, min(offset + limit, self.total))]


@dataclass
class LaterResults(ManyResults):
    """As many papers, all of them others."""

    def page(self, offset: int, limit: int) -> list[Hit]:
        hits = super().page(offset, limit)
        return [replace(hit, card=replace(hit.card, piece=PieceId(hit.card.piece + 100))) for hit in hits]

    def pieces(self, offset: int, limit: int) -> list[PieceId]:
        return [PieceId(piece + 100) for piece in super().pieces(offset, limit)]


@dataclass
class FewResults(ManyResults):
    """Some hits, and some best matches after them."""

    def page(self, offset: int, limit: int) -> list[Hit]:
        numbers = range(offset, min(offset + limit, self.total + self.best_total))
        return [replace(self.hit, card=replace(self.hit.card, piece=PieceId(n))) for n in numbers]


@pytest.fixture
def bridge(app: QApplication, tmp_path: Path) -> Bridge:
    return Bridge(FakeArchive(tmp_path).as_archive())


@pytest.fixture
def results(bridge: Bridge) -> ManyResults:
    hit = bridge.archive.search("森林").page(0, 1)[0]
    return ManyResults(hit)


def shown(qtbot: QtBot, bridge: Bridge, results: ManyResults) -> ResultList:
    chosen = ResultList(bridge)
    qtbot.addWidget(chosen)
    chosen.resize(452, 640)
    chosen.show()
    chosen.show_answer(Answer(Asked(), results, {0: results.page(0, PAGE)}))
    return chosen


def test_a_hundred_thousand_results_stand_in_the_list_at_once(
    qtbot: QtBot, bridge: Bridge, results: ManyResults
) -> None:
    chosen = shown(qtbot, bridge, results)
    chosen.viewport().grab()
    assert chosen.hits.rowCount() == MANY
    assert len(results.asked) <= 2
    bridge.close()


def test_flying_over_the_list_fetches_only_where_it_rests(
    qtbot: QtBot, bridge: Bridge, results: ManyResults
) -> None:
    chosen = shown(qtbot, bridge, results)
    bar, canvas = chosen.verticalScrollBar(), QPixmap(chosen.viewport().size())
    for value in range(0, bar.maximum(), bar.maximum() // 300):
        bar.setValue(value)
        chosen.viewport().render(canvas)
    assert len(results.asked) < 310
    bridge.close()


def test_the_end_of_the_list_arrives(qtbot: QtBot, bridge: Bridge, results: ManyResults) -> None:
    chosen = shown(qtbot, bridge, results)
    QTest.keyClick(chosen, Qt.Key.Key_End)
    assert chosen.currentIndex().row() == MANY - 1
    qtbot.waitUntil(lambda: chosen.hits.hit(MANY - 1) is not None)
    hit = chosen.hits.hit(MANY - 1)
    assert hit is not None
    assert hit.card.piece == MANY - 1
    bridge.close()


def test_choosing_everything_reaches_papers_never_seen(
    qtbot: QtBot, bridge: Bridge, results: ManyResults
) -> None:
    results.total = 1230
    chosen = shown(qtbot, bridge, results)
    chosen.selectAll()
    taken: list[Chosen] = []
    chosen.choice.take(taken.append)
    qtbot.waitUntil(lambda: len(taken) == 1)
    assert set(results.asked) <= {0, PAGE}, "no cards but those in sight are read to know which papers they are"
    assert taken[0].pieces == tuple(range(1230))
    assert chosen.choice.count() == 1230
    bridge.close()


def test_choosing_everything_takes_the_papers_of_now_where_others_stood_in_their_rows(
    qtbot: QtBot, bridge: Bridge, results: ManyResults
) -> None:
    results.total = 60
    listed = shown(qtbot, bridge, results)
    listed.show_answer(Answer(Asked(), results, {0: results.page(0, PAGE), 1: results.page(PAGE, PAGE)}))
    now = LaterResults(results.hit, total=60)
    listed.show_answer(Answer(Asked(), now, {0: now.page(0, PAGE)}, again=True))
    listed.selectAll()
    taken: list[Chosen] = []
    listed.choice.take(taken.append)
    qtbot.waitUntil(lambda: len(taken) == 1)
    assert sorted(taken[0].pieces) == list(range(100, 160))
    bridge.close()


def test_pages_of_an_earlier_answer_are_not_shown(
    qtbot: QtBot, bridge: Bridge, results: ManyResults
) -> None:
    chosen = shown(qtbot, bridge, results)
    chosen.hits.hit(5000)
    other = ManyResults(replace(results.hit, snippet="另一次"))
    chosen.show_answer(Answer(Asked("x"), other, {0: other.page(0, PAGE)}))
    assert chosen.hits.hit(5000) is None
    qtbot.waitUntil(lambda: chosen.hits.hit(5000) is not None)
    hit = chosen.hits.hit(5000)
    assert hit is not None
    assert hit.snippet == "另一次"
    bridge.close()


def test_marks_stand_under_the_right_words_after_a_character_beyond_the_first_plane() -> None:
    assert marked_text.utf16("𠮷林防火", [(1, 3)]) == [(2, 4)]
    assert marked_text.utf16("森林防火", [(1, 3)]) == [(1, 3)]


def test_text_that_does_not_fit_ends_in_dots(app: QApplication) -> None:
    text = "召开森林防火专题会议" * 40
    cut = marked_text.fitted(text, app.font(), 200, 0, 2)[0]
    assert cut.endswith("…")
    assert text.startswith(cut[:-1])
    assert marked_text.fitted("短", app.font(), 200, 0, 2)[0] == "短"


def test_best_matches_stand_under_a_heading_that_makes_their_first_row_higher(
    qtbot: QtBot, bridge: Bridge, results: ManyResults
) -> None:
    three = FewResults(results.hit, total=3, best_total=2)
    chosen = shown(qtbot, bridge, three)
    assert chosen.hits.rowCount() == 5
    assert [chosen.hits.heading(row) for row in range(5)] == [None, None, None, 2, None]
    heights = [chosen.rowHeight(row) for row in range(5)]
    assert heights == [card_height()] * 3 + [card_height() + heading_height(), card_height()]
    other = FewResults(results.hit, total=4)
    chosen.show_answer(Answer(Asked("x"), other, {0: other.page(0, PAGE)}))
    assert {chosen.rowHeight(row) for row in range(4)} == {card_height()}
    bridge.close()
