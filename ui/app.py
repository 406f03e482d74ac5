"""The program as a window: one door in, one number out."""

import logging
import signal
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from archiver.archive import Archive
from archiver.errors import LibraryError, NoDisplay
from archiver.settings import LibraryPaths, has_display
from ui import icons, style
from ui.crash import Crash
from ui.main_window import MainWindow

TRANSLATIONS = Path(__file__).resolve().parent.parent / "resources" / "translations"
LOG_BYTES = 1_000_000

SWITCH_SECONDS = 0.0005
"""How soon a worker hands the interpreter back to the window. Painting a list lets go of it a thousand times;
at Python's 5 ms a paint beside three busy workers took 200 ms."""
LOCALES = {"zh": "zh_CN", "en": "en_US"}


def run(library: Path | None = None, language: str | None = None) -> int:
    """Open the window on a library and stay until it is closed; gives the exit code.

    Raises NoDisplay where there is no screen. A library that can't be opened is told in a dialog.
    """
    if not has_display():
        raise NoDisplay("cli.no_display")
    app = application()
    try:
        archive = Archive.open(library, language=language)
    except LibraryError as trouble:
        speak(app, language or "zh")
        return _refuse(trouble, language or "zh")
    _keep_log(LibraryPaths(archive.library).log)
    speak(app, archive.language)
    style.apply(app, archive.settings.theme, archive.settings.text_scale)
    style.Follow(archive, app)
    window = MainWindow(archive)
    window.show()
    QTimer.singleShot(0, window.start)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return app.exec()


def application() -> QApplication:
    """The one QApplication, with its name, its look and its last resort for errors."""
    sys.setswitchinterval(SWITCH_SECONDS)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Wendu")
    app.setDesktopFileName("wendu")
    app.setWindowIcon(icons.app_icon())
    style.apply(app)
    Crash(app).install()
    return app


def speak(app: QApplication, language: str) -> None:
    """Chinese is the language of the source; English is loaded over it. Qt's own words follow."""
    QLocale.setDefault(QLocale(LOCALES[language]))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    wanted = [("qtbase_zh_CN", qt)] if language == "zh" else [("app_en", str(TRANSLATIONS))]
    for name, folder in wanted:
        translator = QTranslator(app)
        if translator.load(name, folder):
            app.installTranslator(translator)


def _refuse(trouble: LibraryError, language: str) -> int:
    box = QMessageBox(QMessageBox.Icon.Warning, "文牍", trouble.sentence(language))
    box.setInformativeText(trouble.hint(language))
    box.exec()
    return trouble.exit_code


def _keep_log(file: Path) -> None:
    """Warnings and worse, so that a user can send them; never words of a paper."""
    handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
