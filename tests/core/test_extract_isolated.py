"""The reading child: no file can hang, crash or fill the program."""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.extract import extract, process
from archiver.extract.isolated import Cancelled, Extractor, Isolated, failed
from archiver.extract.process import Limits
from archiver.extract.source import Source
from archiver.model import READ_STATES, Extracted, State
from tests.core.extract_files import SAMPLES, pdf
from tests.waiting import PATIENCE, until

GOOD = SAMPLES / "notice.docx"
LONG_PAGE = zlib.compress(b"0 0 m 9 9 l S\n" * 20_000_000, 1)


@pytest.fixture(scope="module")
def endless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A PDF of 2 MB whose one page draws twenty million lines: minutes of work and gigabytes."""
    return pdf(tmp_path_factory.mktemp("hostile") / "a.pdf", [b""], compress=LONG_PAGE)


@pytest.fixture
def extractor() -> Iterator[Extractor]:
    with Extractor() as extractor:
        yield extractor


def in_thread(extractor: Extractor, path: Path) -> tuple[threading.Thread, list[Extracted | BaseException]]:
    answers: list[Extracted | BaseException] = []

    def read() -> None:
        try:
            answers.append(extractor.extract(Source(path)))
        except (Cancelled, OSError) as error:
            answers.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    return thread, answers


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read(endless: Path) -> None:
    with Extractor(Limits(seconds=1.0)) as extractor:
        extractor.extract(Source(GOOD))
        found = extractor.extract(Source(endless))
        assert (found.state, found.reason.code) == (State.FAILED, "extract.too_slow")
        extractor.limits = Limits()  # the next child has to start meanwhile, however busy the machine is
        assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE


def read_after_a_slow_start(source: Source) -> Extracted:
    return extract(source.file)


class SlowToStart:
    """Work that takes longer to load than a file may take."""

    def __reduce__(self) -> tuple[Callable[[], Callable[[Source], Extracted]], tuple[()]]:
        return (loaded_slowly, ())

    def __call__(self, source: Source) -> Extracted:
        raise AssertionError("it is loaded as another")


def loaded_slowly() -> Callable[[Source], Extracted]:
    time.sleep(3)
    return read_after_a_slow_start


def test_no_file_is_blamed_for_a_slow_start_of_the_child() -> None:
    with Isolated[Extracted](SlowToStart(), failed, Limits(seconds=2.5)) as reader:
        assert reader.extract(Source(SAMPLES / "minutes.txt")).state is State.SEARCHABLE


@pytest.mark.skipif(sys.platform == "win32", reason="Windows doesn't count the time of the processor")
def test_with_patience_the_time_of_the_processor_counts_and_not_that_of_the_clock(endless: Path) -> None:
    with Extractor(Limits(seconds=1.0, patience=1000.0)) as extractor:
        extractor.extract(Source(GOOD))
        began = time.monotonic()
        found = extractor.extract(Source(endless))
        assert (found.state, found.reason.code) == (State.FAILED, "extract.too_slow")
        assert time.monotonic() - began < PATIENCE
        assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE


def test_a_file_that_needs_too_much_memory_is_given_up_and_the_next_one_is_read(tmp_path: Path) -> None:
    with Extractor(Limits(seconds=200.0, memory_bytes=200 * 1024**2)) as extractor:
        long_text = tmp_path / "a.txt"
        long_text.write_bytes("档案工作总结".encode("gbk") * 2_500_000)
        found = extractor.extract(Source(long_text))
        assert found.state is State.FAILED
        assert found.reason.code in ("extract.too_big", "extract.crashed")
        assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE


def test_a_child_that_dies_over_a_file_costs_that_file_only(extractor: Extractor, endless: Path) -> None:
    extractor.extract(Source(GOOD))
    thread, answers = in_thread(extractor, endless)
    until(lambda: _killed(extractor, thread))
    (found,) = answers
    assert isinstance(found, Extracted)
    assert (found.state, found.reason.code) == (State.FAILED, "extract.crashed")
    assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE


def _killed(extractor: Extractor, thread: threading.Thread) -> bool:
    """Kill the child again and again: the first time it may not have begun to read yet."""
    pid = extractor.child_pid
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return not thread.is_alive()


def test_a_child_that_died_between_two_files_is_not_the_next_files_fault(extractor: Extractor) -> None:
    extractor.extract(Source(GOOD))
    pid = extractor.child_pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: extractor.child_pid is None)
    assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE


def test_cancelling_ends_the_reading_at_once_and_the_next_file_is_read(extractor: Extractor, endless: Path) -> None:
    extractor.extract(Source(GOOD))
    thread, answers = in_thread(extractor, endless)
    until(lambda: _cancelled(extractor, thread))
    assert isinstance(answers[0], Cancelled)
    assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE


def _cancelled(extractor: Extractor, thread: threading.Thread) -> bool:
    """Cancel again and again: the first call may come before the reading has begun."""
    extractor.cancel()
    return not thread.is_alive()


def test_a_child_killed_a_moment_ago_is_not_the_next_files_fault(extractor: Extractor) -> None:
    for _ in range(20):
        thread, answers = in_thread(extractor, GOOD)
        extractor.cancel()
        thread.join()
        (answer,) = answers
        assert isinstance(answer, Cancelled) or (isinstance(answer, Extracted) and answer.state in READ_STATES)


def test_cancelling_when_nothing_is_read_changes_nothing(extractor: Extractor) -> None:
    extractor.cancel()
    assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE


def test_closing_ends_the_child_and_a_reading_that_runs(endless: Path) -> None:
    extractor = Extractor()
    extractor.extract(Source(GOOD))
    pid = extractor.child_pid
    assert pid
    thread, answers = in_thread(extractor, endless)
    extractor.close()
    thread.join()
    assert isinstance(answers[0], Cancelled)
    assert not alive(pid)
    with pytest.raises(Cancelled):
        extractor.extract(Source(GOOD))


def test_a_thread_that_ends_does_not_take_the_child_along(extractor: Extractor) -> None:
    thread, _ = in_thread(extractor, GOOD)
    thread.join()
    pid = extractor.child_pid
    assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE
    assert extractor.child_pid == pid


def test_a_missing_file_is_an_os_error_in_the_caller(extractor: Extractor, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        extractor.extract(Source(tmp_path / "没有.docx"))


def test_a_child_is_replaced_after_so_many_files(
    extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "RECYCLE_AFTER", 3)
    file = tmp_path / "a.txt"
    file.write_text("文字", encoding="utf-8")
    extractor.extract(Source(file))
    first = extractor.child_pid
    for _ in range(3):
        extractor.extract(Source(file))
    assert extractor.child_pid not in (first, None)


def alive(pid: int) -> bool:
    """Whether the process is there and not only waiting to be buried."""
    status = Path(f"/proc/{pid}/stat")
    if status.parent.parent.joinpath("self").exists():
        return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


PARENT = """
import sys
from pathlib import Path
from archiver.extract.isolated import Extractor
from archiver.extract.source import Source

if __name__ == "__main__":
    extractor = Extractor()
    extractor.extract(Source(Path(sys.argv[1])))
    print(extractor.child_pid, flush=True)
    extractor.extract(Source(Path(sys.argv[2])))
"""


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path, endless: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, str(script), str(GOOD), str(endless)], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as parent:  # fmt: skip
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert alive(pid)
        parent.kill()
    until(lambda: not alive(pid))


def test_a_program_that_forgets_to_close_still_ends(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    root = Path(__file__).resolve().parents[2]
    ended = subprocess.run(
        [sys.executable, str(script), str(GOOD), str(GOOD)], capture_output=True, timeout=PATIENCE, check=True, text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert not alive(int(ended.stdout))
    assert not ended.stderr


def test_no_child_is_left_behind() -> None:
    with Extractor() as extractor:
        extractor.extract(Source(GOOD))
    assert not [child for child in multiprocessing.active_children() if child.name == "reader"]


def test_a_child_that_was_started_early_is_the_one_that_reads() -> None:
    process.start_early(("archiver.extract.sniff",))
    early = process._started_early[-1].process.pid
    with Extractor() as extractor:
        assert extractor.extract(Source(GOOD)).state is State.SEARCHABLE
        assert extractor.child_pid == early


def test_a_file_that_was_announced_is_read_once_and_never_answers_for_another(
    extractor: Extractor, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("先报的", encoding="utf-8")
    extractor.extract(Source(GOOD))
    child = extractor._child
    assert child
    child.announce(announced := Source(file))
    assert extractor.extract(announced).text == "先报的\n"
    assert extractor._child is child
    child.announce(Source(file))
    file.write_text("后来的", encoding="utf-8")
    assert extractor.extract(Source(file)).text == "后来的\n"
