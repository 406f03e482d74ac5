"""The rooms of ARCHITECTURE.md and the doors between them, read from the imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LEAVES = {"errors", "model", "wording"}

DOORS: dict[str, set[str]] = {
    "errors": {"wording"},
    "model": {"wording"},
    "wording": set(),
    "settings": {"errors"},
    "text": LEAVES,
    "garbage": set(),
    "sizes": set(),
    "extract": LEAVES | {"garbage", "walk"},
    "describe": LEAVES | {"learning", "text"},
    "learning": set(),
    "catalogue": LEAVES | {"sizes", "text"},
    "search": LEAVES | {"text"},
    "similar": LEAVES,
    "walk": LEAVES,
    "settle": LEAVES | {"walk"},
    "roots": LEAVES | {"walk"},
    "worker": set(),
    "watching": LEAVES | {"roots", "walk", "worker"},
    "store": LEAVES | {"walk"},
    "ocr": LEAVES | {"extract"},
    "recognition": LEAVES | {"describe", "extract", "ocr", "understanding"},
    "understanding": LEAVES | {"describe", "extract"},
    "reading": LEAVES | {"catalogue", "extract", "settle", "store", "understanding", "walk"},
    "ingest": LEAVES | {"catalogue", "describe", "extract", "reading", "walk"},
    "unpacking": LEAVES | {"catalogue", "extract"},
    "filing": LEAVES | {"catalogue"},
    "dividing": LEAVES | {"catalogue", "filing"},
    "adding": LEAVES
    | {"catalogue", "door", "filing", "ingest", "reading", "store", "unpacking", "walk"},
    "door": LEAVES | {"catalogue", "store"},
    "undoing": LEAVES | {"catalogue", "dividing", "door", "doubles", "filing", "store"},
    "sketching": LEAVES | {"catalogue", "similar"},
    "doubles": LEAVES | {"catalogue", "filing", "similar"},
    "library": LEAVES | {"adding", "catalogue", "door", "roots", "search", "settings", "store", "undoing"},
}
"""What each room of the core may know. Rooms not named here stand above and may know all of these."""

ABOVE = {"archive", "cli", "desk", "exporting", "finding", "following", "keeper",
         "keeper_process", "passing", "purge", "readers", "redescribing", "scans", "scheme", "telling"}
"""The rooms that put the others together."""

UI_KNOWS = LEAVES | {"archive", "settings", "finding", "scheme"}

ONLY_IMPORTERS = {
    "whoosh": {"archiver/search"},
    "watchdog": {"archiver/watching/observed.py"},
    "rapidocr": {"archiver/ocr/engine.py"},
    "PIL": {"archiver/ocr/pictures.py"},
    "msoffcrypto": {"archiver/extract/locked.py"},
    "cryptography": {"archiver/extract/odflock.py"},
    "sqlite3": {"archiver/catalogue", "archiver/ingest.py", "archiver/reading.py", "archiver/filing.py",
                "archiver/adding.py", "archiver/dividing.py", "archiver/scheme/file.py", "archiver/sketching.py",
                "archiver/doubles", "archiver/undoing.py", "archiver/cli/main.py"},
}  # fmt: skip
"""Where a library may be imported. sqlite3 outside the catalogue names the type of a connection, or its errors."""


def imports(file: Path) -> Iterator[str]:
    """Every module a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(names: Iterator[str]) -> set[str]:
    """The rooms of the core among imported modules."""
    return {
        name.split(".")[1]
        for name in names
        if name.startswith("archiver.") and _is_room(name.split(".")[1])
    }


def _is_room(name: str) -> bool:
    return (ROOT / "archiver" / name).is_dir() or (ROOT / "archiver" / f"{name}.py").is_file()


def files_of(room: str) -> list[Path]:
    """The files of a room of the core."""
    package = ROOT / "archiver" / room
    return sorted(package.rglob("*.py")) if package.is_dir() else [package.with_suffix(".py")]


@pytest.mark.parametrize("room", sorted(DOORS))
def test_a_room_knows_only_the_rooms_its_doors_lead_to(room: str) -> None:
    for file in files_of(room):
        unknown = rooms_of(imports(file)) - DOORS[room] - {room}
        assert not unknown, f"{file.relative_to(ROOT)} opens a door to {sorted(unknown)}"


def test_no_room_leads_back_to_itself() -> None:
    leads = {room: set().union(*(rooms_of(imports(file)) for file in files_of(room))) - {room} for room in [*DOORS, *ABOVE]}
    while leads:
        ends = {room for room, others in leads.items() if not others & leads.keys()}
        assert ends, f"in a circle: {sorted(leads)}"
        leads = {room: others for room, others in leads.items() if room not in ends}


def test_every_room_is_on_the_map() -> None:
    core = ROOT / "archiver"
    found = {path.stem for path in core.glob("*.py")} | {path.parent.name for path in core.glob("*/__init__.py")}
    assert found - {"__init__"} == set(DOORS) | ABOVE


def test_the_core_knows_no_window() -> None:
    for file in (ROOT / "archiver").rglob("*.py"):
        for name in imports(file):
            assert name.split(".")[0] not in ("PySide6", "ui"), file


def test_the_window_knows_only_the_facade() -> None:
    for file in (ROOT / "ui").rglob("*.py"):
        unknown = rooms_of(imports(file)) - UI_KNOWS
        assert not unknown, f"{file.relative_to(ROOT)} opens a door to {sorted(unknown)}"


@pytest.mark.parametrize("library", sorted(ONLY_IMPORTERS))
def test_a_library_is_imported_only_where_it_belongs(library: str) -> None:
    for file in [*(ROOT / "archiver").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]:
        if any(name.split(".")[0] == library for name in imports(file)):
            place = file.relative_to(ROOT).as_posix()
            assert any(place.startswith(allowed) for allowed in ONLY_IMPORTERS[library]), place


def test_nothing_opens_a_socket() -> None:
    network = {"socket", "http", "urllib", "ssl", "ftplib", "smtplib", "requests", "asyncio"}
    for file in [*(ROOT / "archiver").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "main.py"]:
        reached = {name for name in imports(file) if name.split(".")[0] in network and name != "urllib.parse"}
        assert not reached - {"urllib.parse.quote", "urllib.parse.unquote", "urllib"}, file
