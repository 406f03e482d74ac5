"""The window speaks English as well."""

import ast
import string
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"


def spoken() -> Iterator[tuple[str, str]]:
    """Every sentence of the window with the file it stands in. A call with anything but a literal fails here."""
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                place = {"tr": 0, "translate": 1}.get(node.func.attr)
                if place is not None and len(node.args) > place:
                    sentence = node.args[place]
                    assert isinstance(sentence, ast.Constant), f"{file.name}:{node.lineno} is not a literal"
                    yield file.name, str(sentence.value)


def translated() -> dict[str, set[str]]:
    known: dict[str, set[str]] = {}
    for message in ET.parse(TRANSLATIONS / "app_en.ts").getroot().iter("message"):
        known.setdefault(message.findtext("source") or "", set()).add(message.findtext("translation") or "")
    return known


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_sentence_of_the_window_has_an_english_one() -> None:
    known = translated()
    assert sorted({(file, said) for file, said in spoken() if not all(known.get(said, {""}))}) == []


def test_no_english_sentence_loses_or_invents_a_number_or_a_name() -> None:
    wrong = {zh: en for zh, all_en in translated().items() for en in all_en if fields(zh) != fields(en)}
    assert wrong == {}


def test_the_compiled_file_is_that_of_the_source() -> None:
    translator = QTranslator()
    assert translator.load("app_en", str(TRANSLATIONS))
    differing = [
        message.findtext("source")
        for context in ET.parse(TRANSLATIONS / "app_en.ts").getroot().iter("context")
        for message in context.iter("message")
        if translator.translate(context.findtext("name") or "", message.findtext("source") or "")
        != message.findtext("translation")
    ]
    assert differing == []
