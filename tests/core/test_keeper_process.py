"""What the window hears of the keeper, its child process, also when that dies or a command of the window fails."""

import threading
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest

from archiver import keeper_process
from archiver.catalogue import Catalogue
from archiver.errors import ArchiveError, LibraryError
from archiver.keeper import Keeper
from archiver.keeper_process import STARTS, KeeperProcess
from archiver.library import Library
from archiver.model import Act, Added, CategoryId, Event
from archiver.settings import Settings
from tests.waiting import PATIENCE

PAPER = Path("/桌面/通知.txt")


class Outcomes:
    """Hears what became of the files that were to be added."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.told = threading.Event()

    def hear(self, added: list[Added], act: Act | None) -> None:
        self.heard += [one.failed.code for one in added]
        self.told.set()


class Played:
    """A window's side whose keepers are played by the test: `ends` are their ends of the pipes, the newest last."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ends: list[Any] = []
        self.started = threading.Semaphore(0)
        self.over = threading.Event()
        monkeypatch.setattr(KeeperProcess, "_start", lambda window: self._start(window))
        self.window = KeeperProcess(Path("资料库"), self._hear)

    def _start(self, window: KeeperProcess) -> None:
        window._connection, theirs = Pipe()
        window._process = _Process()  # type: ignore[assignment]
        self.ends.append(theirs)
        self.started.release()

    def _hear(self, event: Event) -> None:
        if event.kind == "library":
            self.over.set()

    def next_keeper(self) -> Any:
        """The end of a keeper that was started since this was last asked."""
        assert self.started.acquire(timeout=PATIENCE)
        return self.ends[-1]


class _Process:
    def join(self, timeout: float | None = None) -> None: ...

    def is_alive(self) -> bool:
        return False


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    played = Played(monkeypatch)
    yield played
    for end in played.ends:
        end.close()
    played.window.close()


def test_who_adds_files_hears_that_the_keeper_died_and_the_next_one_is_told_the_rest(played: Played) -> None:
    outcomes = Outcomes()
    first = played.next_keeper()
    played.window.tell("pause")
    played.window.add([PAPER], None, outcomes.hear)
    assert [first.recv()[0], first.recv()[0]] == ["pause", "add"]
    first.close()
    assert outcomes.told.wait(PATIENCE)
    assert outcomes.heard == ["library.keeper_stopped"]
    second = played.next_keeper()
    assert second.recv() == ("pause",)
    played.window.add([PAPER], None, outcomes.hear)
    assert second.recv()[0] == "add"


def test_adding_where_no_keeper_runs_any_more_says_so(played: Played) -> None:
    for _ in range(STARTS):
        played.next_keeper().close()
    assert played.over.wait(PATIENCE)
    with pytest.raises(ArchiveError, match="后台程序停止了"):
        played.window.add([PAPER], None, Outcomes().hear)


def test_adding_where_another_program_keeps_the_library_says_so(played: Played) -> None:
    keeper = played.next_keeper()
    keeper.send(("elsewhere",))
    keeper.close()
    assert played.over.wait(PATIENCE)
    with pytest.raises(ArchiveError, match="另一个文牍程序"):
        played.window.add([PAPER], None, Outcomes().hear)
    with pytest.raises(ArchiveError, match="另一个文牍程序"):
        played.window.order("retry", [PAPER], "")
    played.window.tell("use", Settings())  # what is saved is saved, whoever keeps the library


def test_a_keeper_that_ends_while_the_window_closes_is_not_started_again(played: Played) -> None:
    keeper = played.next_keeper()
    closing = threading.Thread(target=played.window.close)
    closing.start()
    assert keeper.recv() == ("stop",)
    keeper.close()
    closing.join(PATIENCE)
    assert len(played.ends) == 1 and played.window.state == "stopped"


class Child:
    """The child's side: a keeper that obeys this test."""

    def __init__(self, keeper: Keeper, library: Library, obey: Callable[..., None]) -> None:
        self.here, theirs = Pipe()
        self.sent: list[Any] = []
        self.thread = threading.Thread(target=obey, args=(theirs, keeper, library, lambda *said: self.sent.append(said)))
        self.thread.start()


@pytest.fixture
def child(tmp_path: Path, hurried: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    monkeypatch.setattr(keeper_process, "GRACE_SECONDS", 10**6)  # the tests' own process is not to be ended
    library = Library(tmp_path / "资料库")
    keeper = Keeper(library, lambda event: None)
    child = Child(keeper, library, keeper_process._obey)
    yield child
    child.here.close()
    child.thread.join(PATIENCE)
    assert keeper._stopped.is_set()
    keeper.close()
    library.close()


def test_files_for_a_category_that_is_gone_are_refused_and_the_keeper_goes_on(child: Child) -> None:
    child.here.send(("add", 7, [PAPER], CategoryId(4711)))
    child.here.send(("add", 8, [PAPER], None))
    child.here.send(("stop",))
    child.thread.join(PATIENCE)
    (_, number, (refused,), act), *_ = child.sent
    assert (number, refused.failed.code, act) == (7, "library.no_such_category", None)


def test_a_keeper_whose_command_meets_trouble_says_so_and_stops(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(catalogue: Catalogue) -> None:
        raise LibraryError("library.busy")

    monkeypatch.setattr(Catalogue, "write", busy)
    child.here.send(("retry", [PAPER], ""))
    child.thread.join(PATIENCE)
    assert not child.thread.is_alive()
    assert [(what, reason.code) for what, reason in child.sent] == [("trouble", "library.busy")]
