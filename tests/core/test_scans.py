"""Scans are recognised after everything else, page by page, and nothing of a marked one is kept. (A fake reader.)"""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archiver.archive import Archive
from archiver.catalogue.scans import _pages
from archiver.keeper import Keeper
from archiver.library import Library
from archiver.model import Event, State
from archiver.scans import line as scans
from archiver.scans.line import Scans
from archiver.settings import Settings, save_settings
from tests.core import fake_recogniser
from tests.core.extract_files import pdf, words
from tests.core.fake_recogniser import NOTICE, ORDERS, SIGNED, Script, page, scan
from tests.core.office import PYTHON, Office
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script(office: Office, monkeypatch: pytest.MonkeyPatch) -> Script:
    """What the pages say; the office watches its folder and has the extra."""
    fake_recogniser.install(monkeypatch)
    return fake_recogniser.script_for(office, monkeypatch)


@contextmanager
def keeping(office: Office) -> Iterator[tuple[Keeper, list[Event]]]:
    """A keeper that watches meanwhile, and what it tells."""
    library, events = Library(office.library), list[Event]()
    keeper = Keeper(library, events.append)
    watching = threading.Thread(target=keeper.watch)
    watching.start()
    try:
        yield keeper, events
    finally:
        keeper.stop()
        watching.join()
        keeper.close()
        library.close()


def catalogue_bytes(office: Office) -> bytes:
    """Every byte the library keeps."""
    return b"".join(path.read_bytes() for path in sorted(office.library.rglob("*")) if path.is_file())


def row(office: Office, name: str) -> dict[str, object]:
    return next(row for row in office.run("files", expect=None)["files"] if Path(row["path"]).name == name)


def test_the_words_of_a_scan_are_found_and_say_that_they_were_recognised(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10, 20, 30)
    done = office.scan()
    assert (done["added"], done["changed"], done["failed"]) == (1, 0, 0)
    hit = office.only("检查站128处")
    assert (hit["state"], hit["title"], hit["date"]) == ("searchable", "关于做好森林防火工作的通知", "2011-12-08")
    assert "识别" in str(row(office, "a.pdf")["reason"])
    assert script.read == [10, 20, 30]
    assert script.niceness == {19}


def test_each_page_is_told_while_it_is_read(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10, 20, 30)
    gate = script.hold(20)
    with keeping(office) as (_, events):
        until(lambda: any(event.progress and event.progress.current == "a.pdf 2/3" for event in events))
        gate.unlink()
        until(lambda: any(event.kind == "changed" and event.state is State.SEARCHABLE for event in events))
    told = [event.progress for event in events if event.progress and event.progress.recognising]
    assert told[-1].total == 3


def test_without_the_extra_a_scan_says_how_to_get_it(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    scan(office.folder / "a.pdf", 10)
    office.scan(expect=1)
    assert office.states() == {"a.pdf": "scan"}
    with _opened(office) as archive:
        (file,) = archive.ledger.files()
    assert "pip install .[ocr]" in file.reason.hint("zh")
    assert "pip install .[ocr]" in file.reason.hint("en")


@contextmanager
def _opened(office: Office) -> Iterator[Archive]:
    archive = Archive.open(office.library)
    try:
        yield archive
    finally:
        archive.close()


def test_once_the_extra_is_there_older_scans_are_taken_up_by_themselves(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    scan(office.folder / "a.pdf", 10, 20)
    office.scan(expect=1)
    assert office.run("status")["scan_pages"] == 2
    monkeypatch.setattr(scans, "available", lambda: True)
    office.scan()
    assert office.states() == {"a.pdf": "searchable"}
    assert office.run("status")["scan_pages"] == 0


def test_who_does_not_want_it_is_left_alone(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10)
    save_settings(office.library / "settings.json", Settings(recognise=False))
    office.scan(expect=1)
    assert (office.states(), script.read) == ({"a.pdf": "scan"}, [])


def test_switching_it_off_stops_the_page_and_on_goes_on(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10, 20)
    gate = script.hold(20)
    with keeping(office) as (keeper, events):
        until(lambda: script.read == [10, 20])
        keeper.use(Settings(recognise=False))
        until(lambda: any(event.kind == "idle" for event in events))
        gate.unlink()
        assert script.read == [10, 20]
        keeper.use(Settings())
        until(lambda: any(event.state is State.SEARCHABLE for event in events))
    assert script.read == [10, 20, 20]


def test_pages_with_words_of_their_own_keep_them(office: Office, script: Script) -> None:
    pdf(office.folder / "a.pdf", [words("Contract No. 88 of the county office, first page"), page(20)])
    office.scan()
    assert office.only("Contract")["state"] == "searchable"
    hit = office.only("检查站128处")
    (piece,) = office.run("show", str(hit["document"]), "--text")["pieces"]
    assert piece["text"].index("Contract") < piece["text"].index("检查站")


def test_a_page_that_looks_the_same_is_read_once(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10, 20)
    scan(office.folder / "b.pdf", 20, 30)
    shutil.copy(office.folder / "a.pdf", office.folder / "c.pdf")
    office.scan()
    assert sorted(script.read) == [10, 20, 30]
    assert set(office.states().values()) == {"searchable"}
    assert len(office.search("检查站")) == 2


def test_a_killed_program_goes_on_with_the_page_it_was_at(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10, 20, 30)
    gate = script.hold(30)
    program = (
        "import sys, pytest; from tests.core import fake_recogniser; from archiver.cli.main import main\n"
        "if __name__ == '__main__':\n"
        "    with pytest.MonkeyPatch.context() as patch:\n"
        "        fake_recogniser.install(patch)\n"
        "        main(['--library', sys.argv[1], 'scan'])\n"
    )
    office.library.parent.joinpath("program.py").write_text(program, encoding="utf-8")
    with subprocess.Popen(
        [PYTHON, office.library.parent / "program.py", office.library], cwd=ROOT, env=_with_root(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as running:  # fmt: skip
        try:
            until(lambda: script.read == [10, 20, 30])
        finally:
            running.kill()  # or a failure would wait for it for ever
    gate.unlink()
    office.scan()
    assert script.read == [10, 20, 30, 30]
    assert office.only("2011年12月8日")["state"] == "searchable"


def _with_root() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def test_a_pause_stops_in_the_middle_of_a_page_which_is_repeated(office: Office, script: Script) -> None:
    path = scan(office.folder / "a.pdf", 10, 20)
    gate = script.hold(20)
    with keeping(office) as (keeper, events):
        until(lambda: script.read == [10, 20])
        keeper.pause()
        until(lambda: any(event.progress and event.progress.paused for event in events))
        gate.unlink()
        office.write("b.txt", "暂停时来的文件")
        assert script.read == [10, 20]
        keeper.resume()
        until(lambda: any(event.path == path and event.state is State.SEARCHABLE for event in events))
    assert script.read == [10, 20, 20]


def test_a_new_paper_is_read_while_a_page_is_being_recognised(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10, 20)
    gate = script.hold(10)
    with keeping(office) as (_, events):
        until(lambda: script.read == [10])
        paper = office.write("急件.txt", "关于立即上报的紧急通知")
        until(lambda: any(event.path == paper and event.state is State.SEARCHABLE for event in events))
        assert script.read == [10]
        gate.unlink()
        until(lambda: any(event.kind == "changed" and event.state is State.SEARCHABLE for event in events))


def test_the_scan_that_came_last_is_read_first(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10)
    gate = script.hold(10)
    with keeping(office) as (_, events):
        until(lambda: script.read == [10])
        for name, grey in (("b.pdf", 20), ("c.pdf", 30)):
            path = scan(office.folder / name, grey)
            until(lambda path=path: any(event.path == path for event in events))  # type: ignore[misc]
        gate.unlink()
        until(lambda: script.read == [10, 30, 20])


@pytest.mark.parametrize(
    ("pages", "mark"),
    [
        ((NOTICE, f"机密★10年\n{ORDERS}"), "机密★10年"),
        ((f"秘密\n{NOTICE}", ORDERS), "秘密"),
        ((NOTICE, ORDERS, "机密\n★长期"), "机密"),
    ],
)
def test_of_a_paper_whose_mark_only_the_picture_shows_nothing_is_kept(
    office: Office, script: Script, pages: tuple[str, ...], mark: str
) -> None:
    for number, text in enumerate(pages):
        script.page(100 + number, text)
    scan(office.folder / "a.pdf", *range(100, 100 + len(pages)))
    scan(office.folder / "b.pdf", 30)
    office.scan(expect=1)
    assert office.states()["a.pdf"] == "secret"
    assert mark in str(row(office, "a.pdf")["reason"])
    assert not office.search("森林防火") and not office.search("a.pdf")
    kept = catalogue_bytes(office)
    assert SIGNED.splitlines()[1].encode() in kept, "what is not marked is kept"
    for words_ in ("做好森林防火工作的通知", "检查站128处"):
        assert words_.encode() not in kept
        assert words_.encode("utf-16-le") not in kept


def test_every_copy_of_a_marked_scan_is_sealed(office: Office, script: Script) -> None:
    script.page(40, f"绝密★长期\n{NOTICE}")
    scan(office.folder / "a.pdf", 40)
    shutil.copy(office.folder / "a.pdf", office.folder / "b.pdf")
    office.scan(expect=1)
    assert office.states() == {"a.pdf": "secret", "b.pdf": "secret"}


def test_a_bare_word_at_the_top_of_a_later_page_is_no_mark(office: Office, script: Script) -> None:
    script.page(40, f"秘密\n{ORDERS}")
    scan(office.folder / "a.pdf", 10, 20, 30, 40)
    script.page(20, "\n".join(f"{ORDERS}第{number}条" for number in range(40)))
    office.scan()
    assert office.states() == {"a.pdf": "searchable"}


def test_a_scan_replaced_by_a_marked_one_leaves_no_page_behind(office: Office, script: Script) -> None:
    scan(office.folder / "a.pdf", 10, 20)
    office.scan()
    assert ORDERS.splitlines()[1].encode() in catalogue_bytes(office)
    script.page(40, "机密★5年")
    scan(office.folder / "a.pdf", 40, 40)
    office.scan(expect=1)
    assert office.states() == {"a.pdf": "secret"}
    assert ORDERS.splitlines()[1].encode() not in catalogue_bytes(office)


def test_a_file_changed_while_it_is_recognised_is_read_anew(office: Office, script: Script) -> None:
    path = scan(office.folder / "a.pdf", 10, 20)
    gate = script.hold(20)
    with keeping(office) as (_, events):
        until(lambda: script.read == [10, 20])
        scan(path, 30, 30)
        gate.unlink()
        until(lambda: any(event.state is State.SEARCHABLE for event in events))
    assert office.search("2011年12月8日")
    assert not office.search("检查站") and not office.search("森林防火")


def test_a_file_gone_while_it_is_recognised_is_gone(office: Office, script: Script) -> None:
    path = scan(office.folder / "a.pdf", 10, 20)
    gate = script.hold(20)
    with keeping(office) as (_, events):
        until(lambda: script.read == [10, 20])
        path.unlink()
        gate.unlink()
        until(lambda: any(event.kind == "removed" for event in events))
        until(lambda: events[-1].kind == "idle")
    assert office.states() == {}
    assert not office.search("森林防火")


def test_a_page_that_kills_its_reader_costs_that_page_only(office: Office, script: Script) -> None:
    script.page(20, "CRASH")
    scan(office.folder / "a.pdf", 10, 20, 30)
    office.scan(expect=1)
    assert script.read == [10, 20, 20, 30]
    assert office.only("森林防火")["state"] == "partial"
    assert "第 2 页" in str(row(office, "a.pdf")["reason"])
    office.scan()
    assert script.read == [10, 20, 20, 30], "it is not tried again by itself"


def test_a_scan_that_cannot_be_recognised_is_tried_again_when_asked(office: Office, script: Script) -> None:
    script.page(20, "CRASH")
    path = scan(office.folder / "a.pdf", 20)
    office.scan(expect=1)
    assert office.states() == {"a.pdf": "failed"}
    office.scan()
    assert script.read == [20, 20]
    script.page(20, ORDERS)
    office.run("retry", path)
    assert office.states() == {"a.pdf": "searchable"}


def test_a_picture_without_words_is_empty_and_says_so(office: Office, script: Script) -> None:
    script.page(20, "")
    scan(office.folder / "a.pdf", 20)
    office.scan()
    assert office.states() == {"a.pdf": "empty"}
    assert "没有认出文字" in str(row(office, "a.pdf")["reason"])


@pytest.mark.parametrize("is_missed_first", [True, False])
def test_a_scan_on_a_disk_that_was_away_is_recognised_when_it_is_back(
    office: Office, script: Script, is_missed_first: bool
) -> None:
    """Whether the recognition gives up before the disk is back or after."""
    scan(office.folder / "a.pdf", 10, 20)
    gate = script.hold(20)
    away = office.folder.with_name("拔下的盘")
    with keeping(office) as (_, events):
        until(lambda: script.read == [10, 20])
        office.folder.rename(away)
        until(lambda: any(event.kind == "offline" for event in events))
        if is_missed_first:
            gate.unlink()
            until(lambda: events[-1].kind == "idle")
        away.rename(office.folder)
        if not is_missed_first:
            until(lambda: any(event.kind == "online" for event in events))
            gate.unlink()
        until(lambda: any(event.state is State.SEARCHABLE for event in events))
    assert script.read[:2] == [10, 20]


def test_the_child_ends_when_nothing_is_left_to_recognise(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Scans] = []
    look = Scans._look_for_next

    def remember(self: Scans) -> None:
        made.append(self)
        look(self)

    monkeypatch.setattr(Scans, "_look_for_next", remember)
    scan(office.folder / "a.pdf", 10)
    with keeping(office) as (_, events):
        until(lambda: any(event.state is State.SEARCHABLE for event in events))
        assert made[-1]._recogniser.child_pid is None


def test_pages_are_counted_where_the_reason_tells_them() -> None:
    assert [_pages(data) for data in ({"pages": 12}, {"pages": "1–3, 7", "lost": 4}, {"pages": "1–3, 7"}, {})] == [
        12, 4, 1, 1,
    ]  # fmt: skip
