"""What the results are made of, beside them: one click narrows, one click takes it back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from archiver.model import CategoryId
from tests.ui.fake_archive import FakeArchive
from ui.chips import Chip, ChipLine, Pill
from ui.facet_choices import Dimension, choices
from ui.main_window import MainWindow
from ui.searching import Asked


def wait_for_count(qtbot: QtBot, window: MainWindow, count: int) -> None:
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == count)


def ready(qtbot: QtBot, window: MainWindow) -> None:
    wait_for_count(qtbot, window, 42)
    qtbot.waitUntil(lambda: window.overview is not None)
    window.results.facets_open.click()


def press(line: ChipLine, text: str) -> None:
    """Press a chip where it stands: in the line, or under 更多."""
    shown = {pill.text(): pill for pill in line.findChildren(Pill) if pill.isVisible()}
    if text in shown:
        shown[text].click()
        return
    shown["更多 ▾"].click()
    menu = next(iter(line.findChildren(QMenu)))
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def middle(window: MainWindow, year: int) -> QPoint:
    return window.results.bars.bar(year).center()


def test_each_line_narrows_with_one_click_and_a_cross_takes_it_back(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    facets, filters = window.results.facets, window.results.filters
    offered: tuple[tuple[Dimension, str, int, str], ...] = (
        ("category", "安全生产与应急 18", 18, "安全生产与应急"),
        ("type", "讲话 6", 6, "讲话"),
        ("organisation", "林业站 6", 6, "林业站"),
        ("folder", "扫描件 3", 3, "扫描件"),
    )
    for dimension, chip, count, held in offered:
        press(facets.line(dimension), chip)
        wait_for_count(qtbot, window, count)
        assert held in filters.texts()
        press(filters, held)
        wait_for_count(qtbot, window, 42)


def test_of_a_thousand_organisations_only_those_with_room_become_buttons(qtbot: QtBot, window: MainWindow) -> None:
    line = ChipLine()
    qtbot.addWidget(line)
    line.resize(400, 24)
    line.show()
    drawn: list[int] = []

    def chips() -> Iterator[Chip]:
        for number in range(1000):
            drawn.append(number)
            yield Chip(f"第{number}科 1", Asked(organisation=f"第{number}科"))

    line.show_chips(chips())
    few = len(line.findChildren(Pill))
    assert 3 < few <= len(drawn) < 12
    line.resize(800, 24)
    assert few < len(line.findChildren(Pill)) < 20
    assert len(line.texts()) == 1000
    with qtbot.waitSignal(line.asked) as told:
        press(line, "第999科 1")
    assert told.args == [Asked(organisation="第999科")]


def test_papers_without_a_category_can_be_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    press(window.results.facets.line("category"), "未注明 6")
    wait_for_count(qtbot, window, 6)
    assert "待分类" in window.results.filters.texts()


def test_another_row_of_the_side_lets_all_chips_go(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    press(window.results.facets.line("organisation"), "林业站 6")
    wait_for_count(qtbot, window, 6)
    window.sidebar.select("recent")
    qtbot.waitUntil(lambda: "林业站" not in window.results.filters.texts())
    assert window.searching.asked.organisation is None


def test_a_year_is_chosen_with_a_click_and_let_go_with_another(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    bars = window.results.bars
    assert bars.years() == [2008, 2009, 2010, 2011, 2012]
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=middle(window, 2010))
    wait_for_count(qtbot, window, 7)
    assert bars.years() == [2008, 2009, 2010, 2011, 2012], "the other years can still be chosen"
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=middle(window, 2010))
    wait_for_count(qtbot, window, 42)


def test_years_are_brushed_over_in_either_direction(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    bars = window.results.bars
    QTest.mousePress(bars, Qt.MouseButton.LeftButton, pos=middle(window, 2011))
    QTest.mouseMove(bars, middle(window, 2010))
    QTest.mouseMove(bars, middle(window, 2009))
    QTest.mouseRelease(bars, Qt.MouseButton.LeftButton, pos=middle(window, 2009))
    wait_for_count(qtbot, window, 21)
    assert window.searching.asked.years == (2009, 2011)


def test_years_are_chosen_with_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    bars = window.results.bars
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_Right)
    QTest.keyClick(bars, Qt.Key.Key_Right)
    QTest.keyClick(bars, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert bars.accessibleDescription() == "2010 年　7 篇"
    QTest.keyClick(bars, Qt.Key.Key_Return)
    wait_for_count(qtbot, window, 14)
    assert window.searching.asked.years == (2009, 2010)
    QTest.keyClick(bars, Qt.Key.Key_Escape)
    wait_for_count(qtbot, window, 42)


def test_an_open_panel_is_open_again_next_time(qtbot: QtBot, window: MainWindow, archive: FakeArchive) -> None:
    ready(qtbot, window)
    window.close()
    again = MainWindow(archive.as_archive())
    qtbot.addWidget(again)
    assert again.results.facets_open.isChecked()
    again.close()


def test_a_lone_folder_is_stepped_over_and_the_next_level_offered() -> None:
    share = Path("/data/共享")
    counts = {share: 9, share / "一办": 5, share / "二办": 4, share / "一办" / "2011": 2}
    offered = choices(Asked(), {"folder": counts}, ())["folder"]
    assert [(one.name, one.count) for one in offered] == [("一办", 5), ("二办", 4)]
    below = choices(Asked(folder=share / "一办"), {"folder": counts}, ())["folder"]
    assert below == []


def test_a_category_counts_its_children_and_opens_to_them(archive: FakeArchive) -> None:
    scheme = archive.scheme.categories()
    counts = {2: 4, 3: 1, 1: 1, 6: 3, 0: 2}
    top = choices(Asked(), {"category": counts}, scheme)["category"]
    assert [(one.name, one.count) for one in top] == [("党建", 6), ("教育", 3), ("", 2)]
    below = choices(replace(Asked(), category=CategoryId(1)), {"category": counts}, scheme)["category"]
    assert [(one.name, one.count) for one in below] == [("组织建设", 4), ("党员教育管理", 1)]


def test_papers_and_bars_come_of_one_search_whatever_years_hold(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    def searches() -> int:
        return sum(call[0] == "search" for call in archive.calls)

    ready(qtbot, window)
    before = searches()
    for year, count in ((2010, 7), (2011, 7)):
        window.results.bars.chosen.emit((year, 2011))
        wait_for_count(qtbot, window, count * (2012 - year))
    assert searches() - before == 2
    archive.shelf.held.popitem()
    archive.shelf.held.popitem()
    window.searching.again()
    qtbot.waitUntil(lambda: searches() - before == 3)
    window.search.write("森林防火")
    wait_for_count(qtbot, window, 4)
    assert searches() - before == 4, "one for the library as it is now, one for the new words"
    assert window.results.bars.years() == [2008, 2009, 2010, 2011, 2012]
