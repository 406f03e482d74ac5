"""Fixtures of the core's tests."""

from pathlib import Path

import pytest

from archiver import readers, settle
from archiver.keeper import missing
from tests.core.in_process import InProcess
from tests.core.office import Office

TEA = "古茶树普查登记\n\n本月对古茶树挂牌编号，测量树围、树高，采集茶青样本送检。\n"
FIRE = "森林防火工作总结\n\n全镇开展安全生产和森林防火检查四次，整改隐患27处，扑灭山火一起。\n"
PARTY = "党支部三会一课记录\n\n党支部召开组织生活会，发展党员两名，收缴党费，开展主题党日。\n"


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A program that does not wait for files to rest, and starts no child to read them.

    Tests marked `reading_child` read them in a child, and test_watching waits, as is done in the field.
    """
    monkeypatch.setattr(settle, "QUIET", 0.0)
    monkeypatch.setattr(settle, "GIVE_UP", 0.2)
    monkeypatch.setattr(missing, "SECOND_LOOK", 0.02)
    if request.node.get_closest_marker("reading_child") is None:
        monkeypatch.setattr(readers, "Understander", InProcess)


@pytest.fixture
def office(tmp_path: Path, hurried: None) -> Office:
    """An office with a hurried program."""
    return Office(tmp_path)


@pytest.fixture
def three_papers(office: Office) -> Office:
    """An office with a paper about tea trees, one about forest fires and one of the party."""
    office.watch_folder()
    for name, text in (("1.txt", TEA), ("2.txt", FIRE), ("3.txt", PARTY)):
        office.write(name, text)
    office.scan()
    return office
