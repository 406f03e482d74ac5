"""Finding one's way in XML by local names, whatever the namespaces (strict and transitional OOXML differ)."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree


def local(element: etree._Element) -> str:
    """The element's name without its namespace, or a prefix left undeclared; "" for what is no element."""
    tag = element.tag
    return _bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=2048)
def _bare(name: str) -> str:
    """A document asks for some dozens of names some thousand times."""
    return name.rpartition("}")[2].rpartition(":")[2]


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children called `name`; none of a missing element."""
    return (below for below in (() if element is None else element) if local(below) == name)


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child called by the first name, its first child called by the second, and so on."""
    for name in names:
        for below in () if element is None else element:
            if local(below) == name:
                element = below
                break
        else:
            return None
    return element


def attribute(element: etree._Element | None, name: str = "val") -> str | None:
    """The attribute of that local name, None where it or the element is missing."""
    if element is None:
        return None
    for key, value in element.items():
        if str(key).endswith(name) and str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def whole(element: etree._Element | None, name: str = "val") -> int | None:
    """The attribute as a whole number, None where it is missing or none."""
    said = attribute(element, name)
    try:
        return int(said) if said is not None else None
    except ValueError:
        return None


def branch(alternative: etree._Element) -> etree._Element:
    """The branch of an AlternateContent to read: the first choice that holds words, else the fallback."""
    branches = [below for below in alternative if local(below) in ("Choice", "Fallback")]
    worded = (branch for branch in branches if any(local(each) == "t" for each in branch.iter()))
    return next(worded, branches[0] if branches else alternative)


def numbers(said: str | None) -> list[float]:
    """The numbers of a list parted by white space."""
    return [number(word) for word in (said or "").split()]


def number(word: str) -> float:
    """A number below a million; 0 for what is none (nan and inf are none either)."""
    try:
        value = float(word)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e6 else 0.0
