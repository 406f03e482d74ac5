"""The words of a presentation slide by slide."""

from collections.abc import Callable, Sequence

from archiver.extract.blocks import Collected
from archiver.extract.pdfpage import COVERED, FEW_CHARACTERS
from archiver.extract.pictured import Pictured
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason


class Deck:
    """Collects what stands on each slide; `slide` counts from 1, `lost` the slides that couldn't be read.

    What every slide shows again, the words of masters and footers, is said once.
    """

    def __init__(self, pictured: Pictured | None = None) -> None:
        self.pictured = pictured or Pictured()
        self.found = Collected()
        self.slide = 0
        self.lost = 0
        self.parts_lost = 0
        self._said: set[tuple[BlockKind, str]] = set()

    def add(self, kind: BlockKind, text: str, cell: str | None = None) -> None:
        """A block of the slide."""
        self.found.add(kind, text, level=int(kind == "heading"), page=self.slide or None, cell=cell)

    def add_once(self, kind: BlockKind, text: str) -> None:
        """A block that no slide has said yet; it belongs to no page."""
        if (kind, text.strip()) not in self._said:
            self._said.add((kind, text.strip()))
            self.found.add(kind, text)

    def add_pages(
        self, before: int, shown: Sequence[tuple[str, float]], slide: float, may_be_page: Callable[[str], bool]
    ) -> None:
        """The pictures that stand where the words of a slide should be, as on a page of a PDF: they cover it, or it has
        no words. `shown` are names and areas in the unit of `slide`; `before` blocks stand on other slides."""
        characters = sum(len("".join(words.split())) for words in self.found.parts[before:])
        if characters and (characters >= FEW_CHARACTERS or sum(area for _, area in shown) < COVERED * slide):
            return
        for name in filter(may_be_page, dict.fromkeys(name for name, _ in shown)):
            self.add("paragraph", self.pictured.add(name))

    def extracted(self, format: str, properties: dict[str, str], *, pictures: bool) -> Extracted:
        """What was collected; `pictures`: whether the file holds some."""
        reason = NO_REASON
        if self.lost:
            reason = Reason("extract.slides_lost", {"count": self.lost})
        elif self.parts_lost:
            reason = Reason("extract.parts_lost", {"count": self.parts_lost})
        if not self.found.parts and not self.pictured.parts and reason:
            detail = {"detail": "no slide is readable"}
            return Extracted(format, State.FAILED, Reason("extract.damaged", detail))
        if not self.found.parts and not self.pictured.parts and pictures:
            return Extracted(format, State.SCAN, Reason("extract.pictures_only"), properties=properties)
        return self.pictured.extracted(format, self.found, properties, reason)
