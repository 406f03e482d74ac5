"""The recogniser itself: rapidocr with ONNX Runtime. Runs in the child only; the one importer of both."""

import os
import sys
from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from archiver.extract.pdfrows import Row
from archiver.ocr import model_paths
from archiver.ocr.order import Corner, Recognised, in_reading_order
from archiver.ocr.pictures import LONGEST_SIDE, Picture

FIND_AT = 1600
"""Pixels of the longest side at which lines are looked for. Measured on A4: 3 s a page, 9 s at 2,000; none missed."""

MOST_THREADS = 4
"""More cores gain little (lines are read two at a time) and take memory each."""

SURE = 0.5
"""Of 1: a line read with less is dirt, a stamp or a signature."""

TALL = 1.5
"""Height by width from which a line runs down the page."""


def read(picture: Picture) -> list[Row]:
    """The rows of a page in reading order. A page that lies on its side or on its head is turned first."""
    found = _recognise(picture)
    turns = _turns(found)
    if turns:
        found = _recognise(np.ascontiguousarray(np.rot90(picture, turns)))
    return in_reading_order([line for line, _ in found])


@cache
def _rapidocr() -> Any:
    """The library, unable to fetch anything.

    It would fetch models that are missing, which ours never are. An empty module in the place of the one it fetches
    with makes that impossible, and urllib3 doesn't open the socket by which it looks for IPv6 as it loads.
    """
    nothing = ModuleType("requests")
    nothing.Response = object  # type: ignore[attr-defined]  # named in an annotation
    sys.modules["requests"] = nothing
    from rapidocr import main

    return main


@cache
def _engine() -> Any:
    threads = max(1, min(MOST_THREADS, os.cpu_count() or 1))
    return _rapidocr().RapidOCR(
        params={
            **{f"{part}.model_path": str(path) for part, path in model_paths().items()},
            "Global.log_level": "critical",
            "Global.max_side_len": LONGEST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": FIND_AT,
            "Rec.rec_batch_num": 2,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )


def _recognise(picture: Picture) -> list[tuple[Recognised, bool]]:
    """The lines of a page and whether each stands on its head."""
    engine = _engine()
    try:
        crops, found = engine.detect_and_crop(picture, {})
    except _rapidocr().RapidOCRError:  # its word for a page without a line
        return []
    upright, sides = engine.cls_and_rotate(crops)
    words = engine.recognize_txt(upright)
    return [
        (Recognised(text, _corners(box)), side == "180")
        for box, text, score, (side, _) in zip(found.boxes, words.txts, words.scores, sides.cls_res, strict=True)
        if score >= SURE
    ]


def _corners(box: Sequence[Sequence[float]]) -> tuple[Corner, Corner, Corner, Corner]:
    first, second, third, fourth = (Corner(float(x), float(y)) for x, y in box)
    return first, second, third, fourth


def _turns(found: Sequence[tuple[Recognised, bool]]) -> int:
    """By how many quarters, anticlockwise, the page must be turned for most of its words to stand upright."""
    tall = sum(len(line.text) for line, _ in found if line.height > TALL * line.width)
    flipped = sum(len(line.text) for line, is_flipped in found if is_flipped)
    every = sum(len(line.text) for line, _ in found)
    return (1 if 2 * tall > every else 0) + (2 if 2 * flipped > every else 0)
