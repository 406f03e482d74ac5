"""XML that breaks off, made whole again: what comes before the break, with its open elements closed."""

from collections.abc import Mapping
from xml.parsers import expat

_VALUE = "v"
"""The value of a cell in OOXML: a number that is cut off is another number, or the number of another string."""


class _Open:
    """What is open where a parser stands: elements by name, and whether a CDATA section is."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.has_root = False
        self.is_quoted = False

    def element_begins(self, name: str, _: Mapping[str, str]) -> None:
        self.names.append(name)
        self.has_root = True

    def element_ends(self, _: str) -> None:
        self.names.pop()

    def quotation_begins(self) -> None:
        self.is_quoted = True

    def quotation_ends(self) -> None:
        self.is_quoted = False

    def closing(self) -> bytes:
        return ("]]>" * self.is_quoted + "".join(f"</{name}>" for name in reversed(self.names))).encode()


def mended(data: bytes) -> bytes:
    """The XML up to its first fault, as a document that any parser takes; b"" where no element has begun.

    For UTF-8, in which the programs that make OOXML, ODF and OFD write.
    """
    opened = _Open()
    parser = expat.ParserCreate()
    parser.StartElementHandler = opened.element_begins
    parser.EndElementHandler = opened.element_ends
    parser.StartCdataSectionHandler = opened.quotation_begins
    parser.EndCdataSectionHandler = opened.quotation_ends
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        kept = data[:parser.ErrorByteIndex] if opened.has_root else b""
        if opened.names and opened.names[-1].rpartition(":")[2] == _VALUE:
            kept = kept[:kept.rfind(b">") + 1]
        return kept + opened.closing()
    except LookupError:
        return b""  # the name of the encoding is damaged itself
    return data
