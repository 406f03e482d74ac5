"""Where the library lies and how the user likes the program; the only reader of paths and environment."""

import dataclasses
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

from archiver.errors import ArchiveError, LibraryError

PROGRAM_FOLDER = Path(__file__).resolve().parent.parent
PORTABLE_MARK = "portable"

Theme = Literal["system", "light", "dark"]
Language = Literal["zh", "en"]
THEMES = ("system", "light", "dark")
TEXT_SCALES = (1.0, 1.15, 1.3)


MOST_WORKERS = 64


def most_workers() -> int:
    """How many readers are worth offering here: one core is left to the window and to keeping what was read."""
    return max(1, min(MOST_WORKERS, (os.cpu_count() or 1) - 1))


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user may choose. `rescan_minutes` is the pause between two full passes over the folders, `workers` how
    many files are read at once; `recognise` asks for the words of scans, where the extra for that is installed,
    `remember_queries` keeps the last ones put in the window."""

    theme: Theme = "system"
    language: Language = "zh"
    text_scale: float = 1.0
    rescan_minutes: int = 15
    workers: int = 1
    recognise: bool = True
    remember_queries: bool = True

    def __post_init__(self) -> None:
        valid = (
            self.theme in THEMES
            and self.language in ("zh", "en")
            and self.text_scale in TEXT_SCALES
            and isinstance(self.rescan_minutes, int)
            and 1 <= self.rescan_minutes <= 24 * 60
            and isinstance(self.workers, int)
            and 1 <= self.workers <= MOST_WORKERS
            and isinstance(self.recognise, bool)
            and isinstance(self.remember_queries, bool)
        )
        if not valid:
            raise ArchiveError("library.bad_setting")

    @property
    def workers_here(self) -> int:
        """How many files are read at once on this machine; the settings may have been made on a larger one."""
        return min(self.workers, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class LibraryPaths:
    """The rooms of a library folder. The archive folder is readable without the program."""

    folder: Path

    @property
    def catalogue(self) -> Path:
        return self.folder / "catalogue.db"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    @property
    def archive(self) -> Path:
        return self.folder / "档案"

    @property
    def trash(self) -> Path:
        return self.folder / "回收站"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.json"

    @property
    def writer_lock(self) -> Path:
        return self.folder / "writer.lock"

    @property
    def unpacked(self) -> Path:
        """Where what lies in zips and mails is unpacked while it is read; the names in it begin with a dot."""
        return self.folder / ".wendu-unpacked"

    @property
    def acts_lock(self) -> Path:
        return self.folder / "acts.lock"

    @property
    def log(self) -> Path:
        return self.folder / "wendu.log"


def library_folder(given: Path | None, program: Path = PROGRAM_FOLDER) -> Path:
    """The library to open: the one given, the one beside a portable program, or the user's own."""
    if given is not None:
        return Path(os.path.abspath(given.expanduser()))  # noqa: PTH100 - links must stay as the user wrote them
    if (program / PORTABLE_MARK).exists():
        return program / "library"
    return platformdirs.user_data_path("Wendu", appauthor=False)


def load_settings(file: Path) -> Settings:
    """The saved settings; the defaults where none were saved.

    Raises LibraryError for a file that can't be read as settings, so that nothing is silently reset.
    """
    try:
        saved = json.loads(file.read_text(encoding="utf-8"))
        known = {field.name for field in dataclasses.fields(Settings)}
        return Settings(**{key: value for key, value in saved.items() if key in known})
    except FileNotFoundError:
        return Settings()
    except (ValueError, TypeError, AttributeError, ArchiveError) as error:
        raise LibraryError("library.settings_unreadable", path=str(file)) from error


def save_settings(file: Path, settings: Settings) -> None:
    """Write the settings so that a crash leaves either the old file or the new one, and two windows one of theirs."""
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    part.write_text(json.dumps(dataclasses.asdict(settings), ensure_ascii=False, indent=2), encoding="utf-8")
    part.replace(file)


def has_display() -> bool:
    """Whether a window can be shown; Qt would abort the process without a word otherwise."""
    if os.name == "nt" or os.uname().sysname == "Darwin":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
