"""The page of all doubles: listed, compared, decided with keys or buttons, one by one or many at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archiver.model import DoublePair, PieceId, Row, Side
from tests.ui.fake_archive import FakeArchive
from ui.blank import Blank
from ui.body import Body
from ui.bridge import Bridge
from ui.combo import Combo
from ui.comparison_page import differences
from ui.labels import Label
from ui.main_window import MainWindow
from ui.review import ReviewPage
from ui.side_by_side import SideBySide
from ui.toast import Toast

ROWS = (
    *(Row(Side(f"第{number}段"), Side(f"第{number}段")) for number in range(6)),
    Row(Side("造林1200亩。", ((2, 6),)), Side("造林12亩。", ((2, 4),))),
    Row(Side("没有发生火灾。", ((0, 7),)), None),
)


def pair(one: int, other: int, kind: str = "near", newer: int | None = None) -> DoublePair:
    return DoublePair(PieceId(one), PieceId(other), kind, 0.9, 0.97, PieceId(newer) if newer else None)  # type: ignore[arg-type]


@pytest.fixture
def page(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> Iterator[ReviewPage]:
    archive.doubles.pairs = [pair(1, 2, "same_text"), pair(3, 4), pair(5, 6), pair(7, 8, "version", newer=7)]
    archive.doubles.rows = ROWS
    bridge = Bridge(archive.as_archive())
    made = ReviewPage(bridge)
    qtbot.addWidget(made)
    bridge.changed.connect(made.refresh)
    made.resize(1060, 700)
    made.show()
    made.refresh()
    qtbot.waitUntil(lambda: rows(made) == 4 and "造林" in papers(made))
    yield made
    bridge.close()


def listed(page: ReviewPage) -> QListView:
    found = page.findChildren(QListView)
    return next(view for view in found if view.parent() is page.side)


def rows(page: ReviewPage) -> int:
    return listed(page).model().rowCount()


def papers(page: ReviewPage) -> str:
    (shown,) = page.findChildren(SideBySide)
    return shown.toPlainText()


def shelf(page: ReviewPage) -> Combo:
    return next(combo for combo in page.findChildren(Combo) if combo.accessibleName() == "看哪些")


def button(page: ReviewPage, name: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if name in each.text())


def choose(page: ReviewPage, row: int) -> None:
    listed(page).setCurrentIndex(listed(page).model().index(row, 0))


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def decided(archive: FakeArchive) -> list[tuple[object, ...]]:
    return [call[1:] for call in archive.calls if call[0] == "decide_all"]


def test_every_pair_says_what_it_is_where_it_lies_and_how_alike(qtbot: QtBot, page: ReviewPage, archive: FakeArchive) -> None:
    model = listed(page).model()
    qtbot.waitUntil(lambda: archive.shelf.held[PieceId(3)].card.title in model.index(1, 0).data())
    said = model.index(1, 0).data().split("\n")
    one, other = (archive.shelf.held[PieceId(number)].card for number in (3, 4))
    assert said == ["相近 · 重合 97%", one.title, str(one.path), other.title, str(other.path)]
    assert [shelf(page).itemText(n) for n in range(shelf(page).count())] == [
        "待定（4）", "文字相同（1）", "相近（2）", "不同稿（1）", "已定（0）",
    ]  # fmt: skip
    assert "只有左边有" not in papers(page)
    assert "缺这一段" in papers(page)
    found = differences(ROWS)
    assert (found.changed, found.numbers, found.only_left, found.only_right) == (1, 1, 1, 0)
    assert any("其中 1 段数字不同" in label.text() for label in page.findChildren(Label))


def test_keys_decide_and_go_on_to_the_next_pair(qtbot: QtBot, page: ReviewPage, archive: FakeArchive) -> None:
    listed(page).setFocus()
    press(listed(page), Qt.Key.Key_Down)
    press(listed(page), Qt.Key.Key_1)
    qtbot.waitUntil(lambda: rows(page) == 3)
    assert decided(archive) == [(((3, 4),), "keep")]
    assert listed(page).currentIndex().row() == 1
    press(listed(page), Qt.Key.Key_X)
    press(listed(page), Qt.Key.Key_3)
    qtbot.waitUntil(lambda: rows(page) == 2)
    assert decided(archive)[1] == (((6, 5),), "hide")
    press(listed(page), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: rows(page) == 1)
    assert decided(archive)[2] == (((7, 8),), "newer")
    shelf(page).setCurrentIndex(shelf(page).count() - 1)
    shelf(page).activated.emit(shelf(page).currentIndex())
    assert rows(page) == 3


def test_of_versions_that_do_not_say_so_none_is_taken_for_the_newer(qtbot: QtBot, page: ReviewPage, archive: FakeArchive) -> None:
    choose(page, 1)
    button(page, "标为不同稿").click()
    qtbot.waitUntil(lambda: decided(archive) == [(((3, 4),), "version")])


def test_many_pairs_are_decided_in_one_act(qtbot: QtBot, page: ReviewPage, archive: FakeArchive) -> None:
    shelf(page).setCurrentIndex(2)
    shelf(page).activated.emit(2)
    assert rows(page) == 2
    listed(page).selectAll()
    assert "（2 对）" in button(page, "不显示右边这份").text()
    with qtbot.waitSignal(page.acted) as said:
        button(page, "不显示右边这份").click()
    assert decided(archive) == [(((3, 4), (5, 6)), "hide")]
    assert said.args == ["2 对相近的资料都保留", "", True]
    qtbot.waitUntil(lambda: page.findChildren(Blank)[0].isVisible())


def test_while_papers_are_still_compared_the_page_says_so_and_looks_again(
    qtbot: QtBot, page: ReviewPage, archive: FakeArchive
) -> None:
    choose(page, 2)
    archive.doubles.to_compare = 1200
    page.refresh()
    qtbot.waitUntil(lambda: any("还有 1,200 篇" in label.text() and label.isVisible() for label in page.findChildren(Label)))
    archive.doubles.pairs = [pair(9, 10, "same_text"), *archive.doubles.pairs]
    archive.doubles.to_compare = 0
    qtbot.waitUntil(lambda: rows(page) == 5)
    assert listed(page).currentIndex().row() == 3  # the same pair, which is one row further down now


def test_the_side_leads_to_the_page_and_its_word_with_the_way_back_is_said_over_the_list(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    archive.doubles.pairs, archive.doubles.rows = [pair(1, 2)], ROWS
    qtbot.waitUntil(lambda: window.overview is not None)
    window.commands.doubles.trigger()
    (body,) = window.findChildren(Body)
    qtbot.waitUntil(lambda: bool(body.findChildren(ReviewPage)))
    (page,) = body.findChildren(ReviewPage)
    qtbot.waitUntil(lambda: "造林" in papers(page))
    assert listed(page).hasFocus()
    button(page, "都保留").click()
    toast = window.results.toast
    qtbot.waitUntil(lambda: toast.isVisible() and toast.parent() is page.side)
    qtbot.waitUntil(lambda: page.findChildren(Blank)[0].isVisible())
    window.search.write("森林防火")
    qtbot.waitUntil(lambda: not page.isVisible())
    assert isinstance(toast, Toast)
    assert toast.parent() is window.results
