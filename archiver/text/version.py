"""What folded text depends on. Folded text that is stored, or indexed, in another version is of no use any more."""

import hashlib
from pathlib import Path

FOLDING = Path(__file__).resolve().parents[2] / "resources" / "folding" / "folding.json"
RULES = 2
"""Counted up with every change of what folding.py makes of the same tables, or of which names a paper is found by."""

VERSION = f"{RULES}-{hashlib.sha256(FOLDING.read_bytes()).hexdigest()[:16]}"
"""The rules and a hash of the tables."""
