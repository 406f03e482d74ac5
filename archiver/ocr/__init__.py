"""Recognising the words of scans and photographs: an optional extra, all of it on this machine.

The heavy libraries load in the killable child alone. Their models lie inside the installed package and are opened by
their paths, so nothing is ever fetched.
"""

from importlib.util import find_spec
from pathlib import Path

RECOGNISER_VERSION = 1
"""Raised whenever the same picture gives other words: pages read by an older one are recognised anew."""

MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
}
"""What finds the lines, turns them upright and reads them, as rapidocr 3.10 brings them (31 MB)."""

_LIBRARIES = ("rapidocr", "onnxruntime", "cv2", "PIL")


def available() -> bool:
    """Whether the extra is installed with all it needs, found out without loading any of it."""
    return all(find_spec(name) for name in _LIBRARIES) and all(path.is_file() for path in model_paths().values())


def model_paths() -> dict[str, Path]:
    """Where the models lie. Raises ModuleNotFoundError without the extra."""
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("rapidocr")
    return {part: Path(spec.origin).parent / "models" / name for part, name in MODELS.items()}
