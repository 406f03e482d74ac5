"""Papers that older rules described, or an older reader read, are brought up to date without anybody asking."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archiver.catalogue import describing
from archiver.describe import RULES_VERSION
from archiver.extract import EXTRACTOR_VERSION
from archiver.extract.isolated import Cancelled
from archiver.library import Library
from archiver.model import Extracted, State
from archiver.redescribing import AT_ONCE, Redescribing
from archiver.understanding import Stored, Understood
from tests.core.office import Office
from tests.waiting import PATIENCE

PAPERS = AT_ONCE + 3


@pytest.fixture(name="office")
def _office(tmp_path: Path, hurried: None) -> Iterator[Office]:
    """A library whose papers an older program described in its own way."""
    office = Office(tmp_path)
    for number in range(PAPERS):
        office.write(f"{number}.txt", f"201{number % 10}年防汛工作总结\n今年汛期第{number}号水库没有发生险情，全部安全度汛。")
    office.watch_folder()
    office.scan()
    office.run("set", "p1", "organisation", "水务局")
    with closing(Library(office.library)) as library, library.catalogue.write() as db:
        db.execute("UPDATE value SET value = '旧规则的题名' WHERE field = 'title' AND by = 'rule'")
        db.execute("UPDATE document SET described = ?", (RULES_VERSION - 1,))
    yield office


def redescribed(office: Office, answer: Understood | type[Cancelled]) -> int:
    """Let one step of the keeper have that answer; how many papers are left."""
    done = threading.Event()

    def understand(stored: Stored) -> Understood:
        if isinstance(answer, type):
            raise answer
        return answer

    with closing(Library(office.library)) as library:
        with closing(Redescribing(library.catalogue, understand, done.set, lambda: None)) as work:
            work.step(busy=False)
            assert done.wait(PATIENCE)
            work.step(busy=True)
        return describing.left(library.catalogue.read(), RULES_VERSION)


def test_what_older_rules_said_is_said_anew_and_the_hand_is_left_alone(office: Office) -> None:
    assert office.run("status")["to_describe"] == PAPERS
    assert office.scan()["changed"] == 0
    assert office.run("status")["to_describe"] == 0
    piece = office.run("show", "p1")["pieces"][0]
    assert piece["title"].endswith("防汛工作总结")
    assert (piece["organisation"], piece["fields"]["organisation"]["by"]) == ("水务局", "hand")
    assert len(office.titles("防汛工作总结", "--limit", "100")) == PAPERS


def test_a_few_papers_are_described_in_one_step(office: Office) -> None:
    nothing_said = Understood(Extracted("", State.FAILED))
    assert redescribed(office, nothing_said) == PAPERS - AT_ONCE


def test_a_paper_on_which_the_rules_do_not_end_keeps_what_was_said_and_is_not_tried_for_ever(office: Office) -> None:
    redescribed(office, Understood(Extracted("", State.FAILED)))
    assert office.run("show", "p1")["pieces"][0]["fields"]["title"]["value"] != ""
    assert redescribed(office, Understood(Extracted("", State.FAILED))) == 0


def test_what_a_pause_calls_off_is_still_to_be_done(office: Office) -> None:
    assert redescribed(office, Cancelled) == PAPERS


def test_files_that_an_older_reader_read_are_read_once_more_by_the_next_pass(office: Office) -> None:
    with closing(Library(office.library)) as library, library.catalogue.write() as db:
        db.execute("UPDATE revision SET extractor = ? WHERE document < 3", (EXTRACTOR_VERSION - 1,))
        db.execute("DELETE FROM meta WHERE key = 'extractor'")
    assert office.scan()["changed"] == 2
    with closing(Library(office.library)) as library:
        read = library.catalogue.read().execute(
            "SELECT DISTINCT extractor FROM revision JOIN document ON document.revision = revision.id"
        )
        assert [row[0] for row in read] == [EXTRACTOR_VERSION]
    assert office.scan()["changed"] == 0
