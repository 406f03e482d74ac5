"""Pictures of the real window on the sample papers, and a real drag: `python -m tests.look`.

Needs Xvfb (and xdotool for the drag); the pictures go to ./look. Each scale is a process of its own, as Qt
reads it once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

OUT = Path("look")
SCREEN = "1920x1200x24"
READ_SECONDS = 60.0
MISSING = "Pictures of the window need Xvfb, and xdotool for the drag (on Debian: apt install xvfb xdotool)."


def main() -> int:
    """Start a screen of our own and look at the window on it at both scales."""
    if not shutil.which("Xvfb"):
        print(MISSING)
        return 1
    OUT.mkdir(exist_ok=True)
    readable, writable = os.pipe()
    command = ["Xvfb", "-displayfd", str(writable), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writable], stderr=subprocess.DEVNULL)
    try:
        os.close(writable)
        with os.fdopen(readable) as told:
            display = ":" + told.readline().strip()
        return max(_look(display, scale) for scale in ("1", "1.5"))
    finally:
        screen.terminate()
        screen.wait()


def _look(display: str, scale: str) -> int:
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": scale}
    return subprocess.run([sys.executable, "-m", "tests.look", scale], env=surroundings, check=False).returncode


def look(scale: str) -> int:
    """Open the window on the samples and take its pictures; 0 if the drag filed the paper."""
    from archiver.archive import Archive
    from resources.samples.make_samples import make_samples
    from ui import app as program
    from ui import style
    from ui.main_window import MainWindow

    app = program.application()
    _load_fonts()
    program.speak(app, "zh")
    style.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        make_samples(Path(folder) / "办公室共享")
        archive = Archive.open(Path(folder) / "高新区办公室")
        window = MainWindow(archive)
        window.resize(1280, 800)
        window.show()
        window.start()
        looking = Looking(app, window, "" if scale == "1" else "-1.5x")
        failed = looking.go(Path(folder) / "办公室共享", drag=scale == "1")
        window.close()
    return failed


class Looking:
    """Goes through the states of the window, picture by picture."""

    def __init__(self, app: "QApplication", window: "MainWindow", suffix: str) -> None:
        self._app = app
        self._window = window
        self._suffix = suffix

    def go(self, papers: Path, *, drag: bool) -> int:
        """All of them; 1 if the drag did not file."""
        window = self._window
        self._take("welcome")
        window.verbs.add_folders([papers])
        self._until(lambda: bool(window.overview and window.overview.total > 20))
        self._take("all")
        window.search.field.insert("slfh")
        self._take("names")
        window.search.write("森林防火")
        self._take("light")
        failed = 0 if not drag else self._drag()
        self._take_looks()
        self._take_sizes()
        window.sidebar.select("attention")
        self._take("attention")
        self._take_unreadable()
        window.sidebar.select("doubles")
        self._take("review")
        self._take_fact()
        self._take_doubtful(papers)
        self._take_offline(papers)
        self._take_dialog("settings", window.pages.open_settings)
        self._take_dialog("help", window.pages.open_help)
        self._take_dialog("rules", window.commands.edit_rules.trigger)
        return failed

    def _take_looks(self) -> None:
        """Dark and light, narrowed, with a search kept, and without an answer."""
        from ui import style

        window = self._window
        style.apply(self._app, "dark")
        self._take("dark")
        window.results.facets_open.setChecked(True)
        self._take("facets-dark")
        style.apply(self._app, "light")
        window.results.bars.chosen.emit((2010, 2011))
        self._take("facets")
        window.verbs.save_search("近年防火总结", "森林防火 文种:总结")
        self._take("saved")
        window.results.facets_open.setChecked(False)
        window.results.bars.chosen.emit(None)
        window.search.write("森林防火 哪里也没有")
        self._take("no-hits")

    def _take_sizes(self) -> None:
        """A narrow window, and many papers chosen in a wide one."""
        window = self._window
        window.search.write("森林防火")
        window.resize(1000, 700)
        self._take("narrow")
        window.results.list.opened.emit()
        self._take("narrow-paper")
        window.resize(1280, 800)
        window.results.list.selectAll()
        self._take("many")

    def _take_unreadable(self) -> None:
        """A file that can't be read, chosen in the ledger."""
        from PySide6.QtWidgets import QTableView

        tables = [each for each in self._window.pages.findChildren(QTableView) if each.isVisible()]
        for table in tables:
            table.selectRow(0)
        self._take("unreadable")

    def _take_fact(self) -> None:
        """The category of a paper, about to be corrected."""
        from PySide6.QtWidgets import QComboBox

        from ui.fact import Value

        self._window.sidebar.select("all")
        self._window.search.write("工作总结")
        self._rest(0.8)
        values = self._window.reader.findChildren(Value)
        next(value for value in values if value.accessibleName().startswith("类别")).click()
        self._rest(0.8)
        file = OUT / f"fact{self._suffix}.png"  # of the screen: the list that drops down is a window of its own
        self._app.primaryScreen().grabWindow(0).copy(self._on_screen()).save(str(file))
        print(file)
        for editor in self._window.reader.findChildren(QComboBox):
            editor.hidePopup()

    def _on_screen(self) -> "QRect":
        """The window in pixels of the screen."""
        from PySide6.QtCore import QRect

        window, ratio = self._window.frameGeometry(), self._window.devicePixelRatio()
        corner, size = window.topLeft() * ratio, window.size() * ratio
        return QRect(corner, size)

    def _take_doubtful(self, papers: Path) -> None:
        """A filed paper that was moved and changed: asked about above it and on a page of its own."""
        window, archive = self._window, self._window.bridge.archive
        hit = next(hit for hit in archive.search("").page(0, 100) if (hit.card.path or papers).suffix == ".txt" and hit.card.pieces == 1)
        assert hit.card.path is not None
        archive.file([hit.card.piece], archive.scheme.categories()[0].id)
        text = hit.card.path.read_bytes()
        hit.card.path.unlink()
        new = papers / "移来" / "改过的一份.txt"
        new.parent.mkdir()
        new.write_bytes(text.replace(b"\n", b"\n\n", 3)[: len(text) * 9 // 10])
        archive.keeper.rescan()
        self._until(lambda: bool(window.overview and window.overview.doubts))
        window.sidebar.select("all")
        window.search.write(hit.card.title)
        self._take("doubt")
        window.sidebar.select("doubtful")
        self._take("doubtful")
        window.sidebar.select("all")

    def _take_offline(self, papers: Path) -> None:
        """A folder that is away, as a memory stick pulled out, and the search in it."""
        away = papers.with_name("U盘")
        papers.rename(away)
        window = self._window
        self._until(lambda: bool(window.overview and any(r.state != "online" for r in window.overview.watched)))
        window.results.list.selectRow(0)
        self._take("offline")
        away.rename(papers)

    def _take_dialog(self, name: str, open_it: Callable[[], None]) -> None:
        open_it()
        self._rest(0.8)
        dialog = self._app.activeWindow()
        assert dialog is not None
        file = OUT / f"{name}{self._suffix}.png"
        dialog.grab().save(str(file))
        print(file)
        dialog.close()

    def _drag(self) -> int:
        """Carry the first result onto a category with a real pointer.

        The drag has a loop of its own until the button is let go, so the picture is taken by a timer.
        """
        from PySide6.QtCore import QTimer

        if not shutil.which("xdotool"):
            print(MISSING)
            return 0
        window = self._window
        scheme = window.bridge.archive.scheme.categories()
        category = next(each for each in scheme if each.name == "教育")
        index = window.sidebar.rows.find("category", category.id)
        tree = window.sidebar.tree_of(index)
        target = tree.viewport().mapToGlobal(tree.visualRect(index).center())
        listed = window.results.list
        source = listed.viewport().mapToGlobal(listed.visualRect(listed.hits.index(0, 0)).center())
        hit = listed.hits.hit(0)
        assert hit is not None
        half = (source + target) / 2
        steps = [f"mousemove {source.x()} {source.y()} sleep 0.2 mousedown 1 sleep 0.2"]
        for place in (source + (half - source) / 8, half, target, target):
            steps.append(f"mousemove {place.x()} {place.y()} sleep 0.3")
        steps.append("sleep 1.5 mouseup 1 sleep 0.3")
        QTimer.singleShot(2600, self._grab_drag)
        self._pointer(" ".join(steps))
        filed = self._until(
            lambda: window.bridge.archive.paper(hit.card.piece).card.category_name == "教育", 5.0
        )
        self._take("dragged")
        print("drag and drop:", "filed" if filed else "FAILED")
        return 0 if filed else 1

    def _grab_drag(self) -> None:
        self._save("dragging")

    def _pointer(self, steps: str) -> None:
        """Let xdotool move the pointer while the window goes on."""
        moving = subprocess.Popen(["xdotool", *steps.split()])
        self._until(lambda: moving.poll() is not None)

    def _take(self, name: str) -> None:
        self._rest(0.8)
        self._save(name)

    def _save(self, name: str) -> None:
        file = OUT / f"{name}{self._suffix}.png"
        self._window.grab().save(str(file))
        print(file)

    def _until(self, done: Callable[[], bool], seconds: float = READ_SECONDS) -> bool:
        end = time.monotonic() + seconds
        while not done() and time.monotonic() < end:
            self._rest(0.05)
        return done()

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.005)


def _load_fonts() -> None:
    """A Chinese font where the system has none."""
    import pylopdf_fonts_zh_cn
    from PySide6.QtGui import QFontDatabase

    for file in (pylopdf_fonts_zh_cn.sans_path(), pylopdf_fonts_zh_cn.serif_path()):
        QFontDatabase.addApplicationFont(str(file))


if __name__ == "__main__":
    sys.exit(look(sys.argv[1]) if len(sys.argv) > 1 else main())
