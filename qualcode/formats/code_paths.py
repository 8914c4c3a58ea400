"""Codes named by the way to them, such as ``Trust > Managers``."""

from __future__ import annotations

import re

_STEP = re.compile(r"\s+[>›→]\s+|\\")

Path = tuple[str, ...]


def path_of(text: str) -> Path:
    """The names from the top of the tree down to the code.

    >>> path_of("Trust > Between managers"), path_of("Trust\\\\Managers"), path_of("Trust")
    (('Trust', 'Between managers'), ('Trust', 'Managers'), ('Trust',))
    """
    names = (" ".join(part.split()) for part in _STEP.split(" ".join(text.split())))
    return tuple(name for name in names if name)


def folded(path: Path) -> Path:
    """A path for comparison: capitals and typographic apostrophes do not matter."""
    return tuple(name.casefold().replace("’", "'") for name in path)
