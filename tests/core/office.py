"""An office for tests: a library, a watched folder, and the headless commands as a program would call them."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from archiver.cli.main import main

Json = dict[str, Any]


class Office:
    """A library and a folder of papers below a temporary folder."""

    def __init__(self, home: Path) -> None:
        self.library = home / "资料库"
        self.folder = home / "办公室共享"
        self.folder.mkdir()
        self.exit_code = 0
        self.stderr = ""

    def run(self, *arguments: str | Path, expect: int | None = 0) -> Json:
        """Run a command with --json in this process; returns what it prints."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            self.exit_code = main(["--library", str(self.library), *map(str, arguments), "--json"])
        self.stderr = err.getvalue()
        assert expect is None or self.exit_code == expect, (self.exit_code, out.getvalue(), self.stderr)
        printed: Json = json.loads(out.getvalue()) if out.getvalue() else {}
        return printed

    def write(self, name: str, text: str, encoding: str = "utf-8") -> Path:
        """Put a paper into the watched folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode(encoding))
        return path

    def watch_folder(self) -> None:
        """Let the folder be watched."""
        self.run("roots", "add", self.folder)

    def scan(self, expect: int | None = 0) -> Json:
        """Read everything new."""
        return self.run("scan", expect=expect)

    def search(self, query: str, *options: str) -> list[Json]:
        """The hits of a query that have all its words."""
        hits: list[Json] = self.run("search", query, *options)["hits"]
        return [hit for hit in hits if hit["match"] == "exact"]

    def titles(self, query: str, *options: str) -> list[str]:
        """The titles of the hits of a query."""
        return [hit["title"] for hit in self.search(query, *options)]

    def states(self) -> dict[str, str]:
        """The state of every file by its name."""
        return {Path(row["path"]).name: row["state"] for row in self.run("files")["files"]}

    def only(self, query: str) -> Json:
        """The one hit of a query."""
        (hit,) = self.search(query)
        return hit


PYTHON = sys.executable
