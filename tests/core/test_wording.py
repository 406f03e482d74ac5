"""Every sentence the core says stands in resources/texts, in both languages, with the same data."""

import ast
import json
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.wording import NO_REASON, TEXTS, Reason, wordings

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"[a-z_]+\.[a-z0-9_.]+")


def strings_of(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield str(node.values[0].value)


def said_codes() -> Iterator[str]:
    """Codes given to Reason, ArchiveError and its kin as a literal."""
    for folder in (ROOT / "archiver", ROOT / "ui"):
        for file in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                    first = node.args[0]
                    named = node.func.id in ("Reason", "ArchiveError", "LibraryError", "NoDisplay")
                    if named and isinstance(first, ast.Constant) and first.value:
                        yield str(first.value)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_code_that_is_said_has_its_sentence() -> None:
    missing = sorted(set(said_codes()) - set(wordings()))
    assert not missing


def test_no_sentence_is_left_that_nobody_says() -> None:
    said = {*strings_of(ROOT / "archiver"), *strings_of(ROOT / "ui")}
    beginnings = tuple(text for text in said if text.endswith((".", "_")) and CODE.fullmatch(text + "x"))
    unsaid = [code for code in wordings() if code and code not in said and not code.startswith(beginnings)]
    assert not unsaid


@pytest.mark.parametrize("code", sorted(set(wordings()) - {""}))
def test_both_languages_say_the_same(code: str) -> None:
    wording = wordings()[code]
    assert {"zh", "en"} <= set(wording) <= {"zh", "en", "zh_hint", "en_hint"}
    assert ("zh_hint" in wording) == ("en_hint" in wording)
    if code not in ("filing.label_undo", "filing.label_lapsed"):  # the act it names is said in each language
        assert placeholders(wording["zh"]) == placeholders(wording["en"])
    for text in wording.values():
        assert text.strip()


def test_no_sentence_stands_twice() -> None:
    seen: set[str] = set()
    for file in sorted(TEXTS.glob("*.json")):
        codes = set(json.loads(file.read_text(encoding="utf-8")))
        assert not codes & seen, file.name
        seen |= codes


def test_a_reason_comes_back_from_the_catalogue_as_it_was() -> None:
    reason = Reason("ingest.secret", {"mark": "秘密★1年"})
    assert Reason.load(reason.dump()) == reason
    assert "秘密★1年" in reason.say("zh")
    assert not NO_REASON
    assert NO_REASON.say("en") == ""
