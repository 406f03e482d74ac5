"""The frame: room, keys, what goes on below, and a clean end."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archiver.model import Event, Progress
from archiver.wording import Reason
from tests.ui.fake_archive import FakeArchive
from ui import style
from ui.fact import Fact, Value
from ui.facts import Facts
from ui.labels import Label
from ui.main_window import MainWindow


def ready(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.overview is not None and window.results.list.hits.rowCount() == 42)


def says(window: MainWindow, said: str) -> bool:
    return window.activity.said() == said


def test_side_results_and_paper_have_the_measures_of_the_drawing(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    assert abs(window.sidebar.width() - 220) <= 2
    assert abs(window.results.width() - 452) <= 2


def test_widths_are_remembered(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> None:
    first = MainWindow(archive.as_archive())
    first.resize(1280, 800)
    first.show()
    first.body.setSizes([300, 980])
    first.close()
    second = MainWindow(archive.as_archive())
    second.resize(1280, 800)
    second.show()
    qtbot.waitUntil(second.sidebar.isVisible)
    assert abs(second.sidebar.width() - 300) <= 2
    second.close()


def test_in_a_narrow_window_the_paper_opens_over_the_results(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    window.resize(QSize(1000, 700))
    assert window.body.narrow
    assert not window.reader.isVisible()
    window.results.list.setFocus()
    QTest.keyClick(window.results.list, Qt.Key.Key_Return)
    assert window.body.paper_over
    assert window.reader.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.results.list.isVisible()
    window.resize(QSize(1280, 800))
    assert window.reader.isVisible()
    assert window.results.list.isVisible()


def test_everything_can_be_reached_by_its_name(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_the_line_below_says_what_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    window.activity.hear(Event("progress", progress=Progress(7, 20, "安全生产总结.doc", 4.0, 3.0)))
    assert window.activity.said() == "正在读取 7 / 20  安全生产总结.doc · 每秒 4 个 · 约 3 秒"
    window.activity.hear(Event("idle"))
    assert window.activity.said() == "已可检索 42 篇  1 个文件夹未连接"


def test_the_line_below_says_which_page_of_a_scan_is_recognised(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    progress = Progress(7, 20, "年报.pdf 3/12", 0.1, 130.0, recognising=True)
    window.activity.hear(Event("progress", progress=progress))
    assert window.activity.said() == "正在识别扫描件 7 / 20 页  年报.pdf 3/12 · 约 2 分钟"


def test_while_a_library_is_read_for_the_first_time_the_line_says_what_can_be_found(
    qtbot: QtBot, window: MainWindow
) -> None:
    ready(qtbot, window)
    window.activity.hear(Event("progress", progress=Progress(766, 2000, "安全生产总结.doc", 42.0, 30.0)))
    said = "正在读取 766 / 2,000  已可检索 42 篇 · 安全生产总结.doc · 每秒 42 个 · 约 30 秒"
    assert window.activity.said() == said


def test_the_button_to_pause_does_not_move_with_the_names_of_the_files(
    qtbot: QtBot, app: QApplication, window: MainWindow
) -> None:
    ready(qtbot, window)
    pause = next(each for each in window.activity.findChildren(QPushButton) if each.text() == "暂停")
    places = set()
    for name in ("a.doc", "关于进一步加强森林防火工作的通知（定稿）.docx"):
        window.activity.hear(Event("progress", progress=Progress(766, 2000, name, 42.0, 30.0)))
        app.processEvents()
        places.add(pause.x())
    assert len(places) == 1


def test_the_line_below_says_why_nothing_new_is_read(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    assert "停止" not in window.activity.said(), "it has not been started yet"
    window.start()
    window.activity.hear(Event("progress", progress=Progress(1, 10)))
    for state, trouble, said in (
        ("elsewhere", None, "另一个文牍程序正在读取新文件  已可检索 42 篇"),
        ("stopped", None, "读取新文件的程序已停止，请重新打开文牍"),
        ("stopped", Reason("library.full", {"path": "/data"}),
         "磁盘已满，没有写入任何不完整的内容：/data  请腾出空间后再试；原文件和已有资料不受影响。"),
    ):  # fmt: skip
        archive.keeper.state, archive.keeper.trouble = state, trouble
        assert archive.keeper.on_event is not None
        archive.keeper.on_event(Event("library"))
        qtbot.waitUntil(partial(says, window, said))


def test_pausing_asks_the_keeper_and_offers_to_go_on(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    window.start()
    window.activity.hear(Event("progress", progress=Progress(1, 10)))
    window.activity.pause_pressed.emit()
    qtbot.waitUntil(lambda: ("pause",) in archive.calls)
    window.activity.hear(Event("progress", progress=Progress(1, 10, paused=True)))
    window.activity.pause_pressed.emit()
    qtbot.waitUntil(lambda: ("resume",) in archive.calls)


def test_light_and_dark_are_changed_while_the_window_is_open(
    qtbot: QtBot, app: QApplication, window: MainWindow
) -> None:
    ready(qtbot, window)
    style.apply(app, "dark", 1.3)
    assert style.current() is style.DARK
    assert window.palette().color(QPalette.ColorRole.Window).name().upper() == style.DARK.window
    assert window.results.list.rowHeight(0) == style.px(103)
    style.apply(app, "light")
    assert window.results.list.rowHeight(0) == 103


def test_the_facts_stay_where_they_are_through_changes_of_theme(
    qtbot: QtBot, app: QApplication, window: MainWindow
) -> None:
    ready(qtbot, window)
    qtbot.waitUntil(lambda: any(value.x() for value in window.reader.findChildren(Value)))  # else not laid out yet
    places = set()
    for theme in ("light", "dark", "light"):
        style.apply(app, "dark" if theme == "dark" else "light")
        app.processEvents()
        places.add(tuple(value.x() for value in window.reader.findChildren(Value)))
    assert len(places) == 1


def test_the_paper_stays_in_its_place_while_a_fact_is_corrected(
    qtbot: QtBot, app: QApplication, window: MainWindow
) -> None:
    ready(qtbot, window)
    facts = window.reader.findChild(Facts)
    assert facts is not None
    qtbot.waitUntil(lambda: any(value.text() for value in facts.findChildren(Value)))
    before = facts.height()
    for name in ("类别", "标题"):
        next(each for each in facts.findChildren(Value) if each.accessibleName().startswith(name)).click()
        qtbot.waitUntil(lambda: any(fact.editing for fact in facts.findChildren(Fact)))
        app.processEvents()
        assert facts.height() == before
        for editor in facts.findChildren(QComboBox):
            editor.hidePopup()
    facts.show_paper(None)


def test_a_word_said_before_the_results_are_seen_stands_at_their_foot(
    qtbot: QtBot, app: QApplication, window: MainWindow
) -> None:
    ready(qtbot, window)
    results = window.results
    results.hide()
    window.resize(1280, 500)
    results.toast.say("开始监视“办公室共享”")
    window.resize(1280, 800)
    results.show()
    app.processEvents()
    assert results.height() - results.toast.geometry().bottom() < style.px(20)


def test_every_label_takes_the_colour_of_a_theme_chosen_while_the_window_is_open(
    qtbot: QtBot, app: QApplication, window: MainWindow
) -> None:
    ready(qtbot, window)
    window.show()
    labels = [label for label in window.findChildren(Label) if label.isVisible()]
    assert labels
    for theme, colours in (("dark", style.DARK), ("light", style.LIGHT)):
        style.apply(app, "dark" if theme == "dark" else "light")
        app.processEvents()
        for label in labels:
            ink = label.palette().color(label.foregroundRole()).name()
            assert ink == getattr(colours, label.property("tone")).lower(), label.text()


def test_words_can_be_read_on_their_grounds() -> None:
    """WCAG 2.1, 1.4.3: 4.5 to 1 for words; `faint` is for what is large or not needed."""
    for colours in (style.LIGHT, style.DARK):
        for ground in (colours.window, colours.side, colours.pane, colours.wash):
            for ink in (colours.text, colours.second):
                assert contrast(ink, ground) >= 4.5, (ink, ground)
        assert contrast(colours.text, colours.hit) >= 4.5
        assert contrast(colours.toast_text, colours.toast) >= 4.5


def test_closing_stops_the_keeper_and_waits(qtbot: QtBot, app: QApplication, tmp_path: Path) -> None:
    archive = FakeArchive(tmp_path)
    window = MainWindow(archive.as_archive())
    window.show()
    window.start()
    window.close()
    assert archive.calls[-1] == ("close",)
    assert archive.keeper.state == "stopped"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1."""
    lights = sorted((_light(one), _light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def test_the_menu_has_its_icons_when_it_opens(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    menu = window.top.menu
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert [action.text() for action in menu.actions() if not action.isSeparator() and action.icon().isNull()] == []
    menu.close()
