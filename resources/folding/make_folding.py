"""Write folding.json: what each character becomes for search, which join the one before them, which make words.

Punctuation stays as it is, for all of it folds to the same gap.
Run by hand after a change of the lists beside it: `python resources/folding/make_folding.py`.
Needs the dev extra (opencc-python-reimplemented, for OpenCC's raw character table).
"""

import importlib.util
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORD = re.compile(r"\w")
LINE_BREAKS = "\x85\u2028\u2029"
EVERY_CHARACTER = [chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF]


def main() -> None:
    """Write the table beside this script."""
    han = han_forms()
    marks = joining_marks()
    chars = {c: folded for c in EVERY_CHARACTER if (folded := fold_alone(c, han)) != c}
    words = [ord(c) for c in EVERY_CHARACTER if WORD.match(c)]
    table = {"unicode": unicodedata.unidata_version, "chars": chars, "joining": ranges(marks), "word": ranges(words)}
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    (HERE / "folding.json").write_text(text + "\n", encoding="utf-8")


def fold_alone(char: str, han: dict[str, str]) -> str:
    """What `char` becomes where nothing combines with it: applied until nothing changes any more."""
    if char != "\n" and char.isspace():
        return "\n" if char in LINE_BREAKS else " "
    text, before = char, ""
    while text != before:
        before = text
        text = unicodedata.normalize("NFKC", text).lower()
        text = "".join(han.get(c, c) for c in text if visible(c))
    return text if WORD.search(text) or not visible(char) else char


def visible(char: str) -> bool:
    """Whether `char` stands for itself: neither a format character nor a mark on the one before."""
    return unicodedata.category(char) not in ("Mn", "Me", "Cf")


def han_forms() -> dict[str, str]:
    """Traditional, variant and radical forms with the form search works with."""
    forms = {**opencc_characters(), **radicals(), **variants()}
    return {char: last_form(char, forms) for char in forms if last_form(char, forms) != char}


def last_form(char: str, forms: dict[str, str]) -> str:
    """Follow `forms` from `char` to its end; a circle is a mistake in the lists."""
    seen = {char}
    while (following := forms.get(char, char)) != char:
        if following in seen:
            raise ValueError(f"{char} and {following} are folded into each other")
        seen.add(following)
        char = following
    return char


def opencc_characters() -> dict[str, str]:
    """OpenCC's TSCharacters; where it offers several simplified forms, the first."""
    spec = importlib.util.find_spec("opencc")
    if spec is None or spec.origin is None:
        raise SystemExit("opencc-python-reimplemented is missing: pip install -e '.[dev]'")
    table = Path(spec.origin).parent / "dictionary" / "TSCharacters.txt"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {row[0]: row[1].split()[0] for row in rows}


def variants() -> dict[str, str]:
    """The variants of variants.txt; a head of a line is never folded further."""
    rows = [line.split() for line in lines_of("variants.txt")]
    return {form: row[0] for row in rows for form in row[1:]} | {row[0]: row[0] for row in rows}


def radicals() -> dict[str, str]:
    """The radicals of radicals.txt."""
    return {pair[0]: pair[1] for line in lines_of("radicals.txt") for pair in line.split()}


def lines_of(name: str) -> Iterator[str]:
    """Lines of a list beside this script, comments and empty lines left out."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def joining_marks() -> list[int]:
    """Code points that NFKC may reorder or compose with the character before, and invisible ones between them."""
    seconds = {parts[-1] for c in EVERY_CHARACTER if len(parts := canonical_parts(c)) > 1}
    hangul_vowels_and_finals = {chr(c) for c in range(0x1161, 0x11C3)}
    joining = seconds | hangul_vowels_and_finals
    return [ord(c) for c in EVERY_CHARACTER if unicodedata.category(c) == "Cf" or joins(c, joining)]


def canonical_parts(char: str) -> str:
    """The canonical decomposition, one step, "" where there is none."""
    parts = unicodedata.decomposition(char)
    return "" if not parts or parts.startswith("<") else "".join(chr(int(p, 16)) for p in parts.split())


def joins(char: str, joining: set[str]) -> bool:
    """Whether the full decomposition of `char` begins with something that joins."""
    first = unicodedata.normalize("NFKD", char)[0]
    return bool(unicodedata.combining(first)) or first in joining or unicodedata.category(char) in ("Mn", "Me")


def ranges(points: list[int]) -> list[list[int]]:
    """Sorted code points as inclusive ranges."""
    found: list[list[int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


if __name__ == "__main__":
    main()
