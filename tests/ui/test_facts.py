"""The facts of a paper, and correcting them where they stand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from archiver.errors import ArchiveError
from archiver.model import FieldValue, Paper, PieceId
from archiver.wording import NO_REASON, Reason
from tests.ui.fake_archive import FakeArchive
from ui.bridge import Bridge
from ui.combo import Combo
from ui.fact import Fact, Value
from ui.facts import Facts
from ui.labels import Label
from ui.places import Places

PIECE = PieceId(22)
WHY = Reason("library.no_such_category", {"category": "森林防火"})
"""Any sentence will do."""


@pytest.fixture
def facts(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> Iterator[Facts]:
    bridge = Bridge(archive.as_archive())
    made = Facts(bridge)
    qtbot.addWidget(made)
    made.resize(608, 120)
    made.show_paper(paper(archive))
    yield made
    bridge.close()


def paper(archive: FakeArchive) -> Paper:
    card = archive.shelf.held[PIECE].card
    values = (
        FieldValue("year", "2011", "hand", 1.0),
        FieldValue("year", "2010", "rule", 0.6, WHY),
        FieldValue("category", card.category or "", "rule", 0.8, WHY),
        FieldValue("organisation", "", "rule", 0.0, NO_REASON),
    )
    return Paper(card, "", (), 0, 1, 1, values)


def row(facts: Facts, name: str) -> Fact:
    return next(fact for fact in facts.findChildren(Fact) if words(fact)[0] == name)


def words(of: QWidget) -> list[str]:
    """Name, reason and value of a fact as they are seen."""
    seen: list[Label | Value] = [*of.findChildren(Label), *of.findChildren(Value)]
    return [part.text() for part in seen if not part.isHidden()]


def value(fact: QWidget) -> Value:
    found = fact.findChild(Value)
    assert isinstance(found, Value)
    return found


def line(fact: Fact) -> QLineEdit:
    found = fact.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_each_value_says_what_it_rests_on(facts: Facts) -> None:
    assert words(row(facts, "类别")) == ["类别", WHY.say(), "安全生产与应急"]
    assert words(row(facts, "年度")) == ["年度", "手工", "2011"]
    assert words(row(facts, "文号")) == ["文号", "", ""]
    assert value(row(facts, "年度")).accessibleName() == "年度：2011"
    assert value(row(facts, "年度")).accessibleDescription() == "手工"


def test_what_few_papers_have_is_shown_where_it_is_known(facts: Facts, archive: FakeArchive) -> None:
    plain = paper(archive)
    assert row(facts, "主送").isHidden()
    found = (FieldValue("addressees", "各乡镇人民政府", "rule", 0.9, WHY), FieldValue("pieces", "3", "rule", 0.9, WHY))
    facts.show_paper(replace(plain, values=(*plain.values, *found)))
    assert words(row(facts, "主送")) == ["主送", WHY.say(), "各乡镇人民政府"]
    assert row(facts, "紧急程度").isHidden()
    value(row(facts, "分篇")).click()
    assert not row(facts, "分篇").editing  # how a file is divided is no value to type
    facts.show_paper(plain)
    assert row(facts, "主送").isHidden()


def test_enter_saves_what_was_typed(qtbot: QtBot, facts: Facts, archive: FakeArchive) -> None:
    fact = row(facts, "标题")
    value(fact).click()
    line(fact).setText("  新的标题 ")
    with qtbot.waitSignal(facts.changed):
        QTest.keyClick(line(fact), Qt.Key.Key_Return)
    assert ("set", (PIECE,), "title", "新的标题") in archive.calls
    assert not fact.editing


def test_escape_leaves_the_value_as_it_was(facts: Facts, archive: FakeArchive) -> None:
    fact = row(facts, "标题")
    value(fact).click()
    line(fact).setText("别的")
    QTest.keyClick(line(fact), Qt.Key.Key_Escape)
    assert not fact.editing
    assert not [call for call in archive.calls if call[0] == "set"]


def test_a_refused_value_stays_to_be_mended_and_says_why(
    qtbot: QtBot, facts: Facts, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ArchiveError("library.bad_setting")

    monkeypatch.setattr(archive, "set", refuse)
    fact = row(facts, "成文日期")
    value(fact).click()
    line(fact).setText("去年冬天")
    with qtbot.waitSignal(facts.message) as told:
        QTest.keyClick(line(fact), Qt.Key.Key_Return)
    assert told.args == [Reason("library.bad_setting").say()]
    assert line(fact).text() == "去年冬天"
    assert line(fact).isEnabled()


def test_a_value_of_the_hand_is_given_back_for_the_suggestion(
    qtbot: QtBot, facts: Facts, archive: FakeArchive
) -> None:
    clear = {name: row(facts, name).findChild(QToolButton) for name in ("年度", "类别")}
    assert clear["类别"] is not None and clear["类别"].isHidden()
    assert clear["年度"] is not None and "2010" in clear["年度"].toolTip()
    with qtbot.waitSignal(facts.changed):
        clear["年度"].click()
    assert ("set", (PIECE,), "year", "") in archive.calls


def test_categories_are_chosen_from_their_tree(qtbot: QtBot, facts: Facts, archive: FakeArchive) -> None:
    fact = row(facts, "类别")
    value(fact).click()
    qtbot.waitUntil(lambda: fact.editing)
    box = fact.findChild(Combo)
    assert isinstance(box, Combo)
    assert [box.itemText(n) for n in range(4)] == ["党建", "　组织建设", "　党员教育管理", "安全生产与应急"]
    assert box.currentData() == "AQ"
    with qtbot.waitSignal(facts.changed):
        box.activated.emit(1)
        box.setCurrentIndex(1)
    assert [call for call in archive.calls if call[0] == "set"]


def test_types_are_chosen_from_those_there_are(qtbot: QtBot, facts: Facts, archive: FakeArchive) -> None:
    fact = row(facts, "文种")
    value(fact).click()
    qtbot.waitUntil(lambda: fact.editing)
    box = fact.findChild(Combo)
    assert isinstance(box, Combo)
    assert [box.itemText(n) for n in range(box.count())] == list(archive.scheme.types())
    box.setCurrentText("讲话")
    with qtbot.waitSignal(facts.changed):
        box.activated.emit(box.currentIndex())
    assert ("set", (PIECE,), "type", "讲话") in archive.calls


def test_what_is_being_typed_outlives_a_change_of_the_library(facts: Facts, archive: FakeArchive) -> None:
    fact = row(facts, "标题")
    value(fact).click()
    line(fact).setText("打到一半")
    facts.show_paper(paper(archive))
    assert line(fact).text() == "打到一半"


def test_values_are_reached_and_opened_from_the_keyboard(facts: Facts) -> None:
    fact = row(facts, "单位")
    assert value(fact).focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(value(fact), Qt.Key.Key_Return)
    assert fact.editing


def test_a_narrow_pane_lists_the_facts_in_one_column(qtbot: QtBot, facts: Facts) -> None:
    facts.show()
    facts.resize(360, 300)
    qtbot.waitUntil(lambda: row(facts, "年度").y() > row(facts, "类别").y())
    facts.resize(700, 300)
    qtbot.waitUntil(lambda: row(facts, "年度").y() == row(facts, "类别").y())


def test_other_places_of_a_paper_are_counted(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> None:
    bridge = Bridge(archive.as_archive())
    places = Places(bridge, "位置")
    qtbot.addWidget(places)
    places.show_paths([Path("/data/a.docx"), Path("/data/b.docx"), Path("/data/c.docx")], missing=False)
    assert words(places) == ["位置", "另有 2 处", str(Path("/data/a.docx"))]
    places.show_paths([], missing=True)
    assert words(places) == ["位置", "", "原文件已不在"]
    bridge.close()


def test_several_selected_papers_are_summed_up(facts: Facts, archive: FakeArchive) -> None:
    facts.show_many(archive.search("森林防火").page(0, 12))
    said = [text for text in words(facts) if text.startswith("已选")]
    assert said[0].startswith("已选 12 篇 · 2008–2010 · 安全生产与应急 9、教育 3")
    assert "一起归类" in said[0]
