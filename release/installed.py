"""What a study really runs with: qualcode's distributions, without the tools of its makers."""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = "qualcode"


def plain(name: str) -> str:
    """A distribution's name as all spellings of it come to."""
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime(root: str = ROOT, extras: Iterable[str] = ()) -> dict[str, Distribution]:
    """Everything that installing a distribution brings on this machine, by plain name."""
    found: dict[str, Distribution] = {}
    waiting = deque([(root, frozenset(extras))])
    done: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.popleft()
        if (plain(name), wanted) in done:
            continue
        done.add((plain(name), wanted))
        made = distribution(name)
        found[plain(name)] = made
        for line in made.requires or []:
            needed = Requirement(line)
            if any(
                needed.marker is None or needed.marker.evaluate({"extra": extra})
                for extra in (wanted or {""})
            ):
                waiting.append((needed.name, frozenset(needed.extras)))
    return found


def is_installed(name: str) -> bool:
    """Whether a distribution is here."""
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def tool() -> str:
    """The interpreter that has the tools of a release: `.tools` where it is made, else this one."""
    own = Path(__file__).parents[1] / ".tools" / "bin" / "python"
    return str(own) if own.is_file() else sys.executable
