"""A file that ends the whole program, not its reader alone: it is tried a few times and costs no other paper."""

import os
import subprocess
import sys
from pathlib import Path

from tests.core.office import Office

ROOT = Path(__file__).resolve().parents[2]
ENDED = 9

PROGRAM = f"""
import os, sys
from archiver import ingest, readers
from archiver.cli.main import main
from tests.core.in_process import InProcess

class Deadly(InProcess):
    def extract(self, source):
        if source.file.name == "毒.txt":
            os._exit({ENDED})
        return super().extract(source)

if __name__ == "__main__":
    readers.Understander = Deadly
    ingest.INTERRUPTIONS = 2
    sys.exit(main(["--library", sys.argv[1], "scan"]))
"""


def test_a_file_that_ends_the_program_is_given_up_and_those_in_line_with_it_are_not(office: Office) -> None:
    office.watch_folder()
    for name in ("甲", "乙", "丙", "毒", "丁", "戊", "己"):
        office.write(f"{name}.txt", f"关于{name}项工作的通知")
    program = office.library.with_name("program.py")
    program.write_text(PROGRAM, encoding="utf-8")
    ends: list[int] = []
    while not ends or (ends[-1] == ENDED and len(ends) < 6):
        ran = subprocess.run(
            [sys.executable, program, office.library], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True, check=False,
        )  # fmt: skip
        ends.append(ran.returncode)
    assert ends == [ENDED, ENDED, 1], "it is in line with others first, then read alone, then given up"
    assert office.states() == {f"{name}.txt": "searchable" for name in "甲乙丙丁戊己"} | {"毒.txt": "failed"}
    (row,) = office.run("files", "--state", "failed")["files"]
    assert row["reason"] == "读取这个文件时程序多次中断"
    assert office.only("毒")["path"] == str(office.folder / "毒.txt")
