"""How often Python looks for circles among objects: of its defaults a tenth to a fifth of all work was that."""

import gc

NEW_OBJECTS = 20_000
"""New objects after which it looks. Trees of XML, rows and lines are made of many and have no circles; looking after
every 700, as Python does, took a fifth of reading and describing and a tenth of keeping what was read."""


def look_seldom() -> None:
    """Called once by every process of the program; what is loaded by then is not looked through again."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
