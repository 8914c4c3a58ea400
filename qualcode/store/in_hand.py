"""Which files of studies are open in this process, and whether they are still the same files.

Reading a file beside SQLite would let go of SQLite's own locks on it when it is closed again: the
system keeps locks by process, not by who asked for them. So a file that is open here is known for
what it is, and not looked at twice.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qualcode.names import is_url

Number = tuple[int, int]

_OPEN: Counter[Number] = Counter()
_SALTS: dict[Number, bytes] = {}


class Hold:
    """A study's file in use, with the salt an encrypted one begins with; a server needs none."""

    def __init__(self, place: str | Path, *, salt: bytes = b"") -> None:
        self.place = place
        self._number = None if is_url(place) else _number(Path(place))
        self._held = self._number is not None
        if self._number is not None:
            _OPEN[self._number] += 1
            _SALTS[self._number] = salt

    def is_replaced(self) -> bool:
        """Whether another file stands in its place now."""
        if self._number is None:
            return False
        now = _number(Path(self.place))
        return now is not None and now != self._number

    def let_go(self) -> None:
        """It is not in use any more; once is enough."""
        if self._held and self._number is not None:
            _OPEN[self._number] -= 1
            self._held = False


def is_in_hand(path: Path) -> bool:
    """Whether this very file is open in this process, as a study in plain."""
    return salt_in_hand(path) == b""


def salt_in_hand(path: Path) -> bytes | None:
    """The salt of a study that is open in this process, empty for one in plain; None otherwise."""
    number = _number(path)
    if number is None or _OPEN[number] <= 0:
        return None
    return _SALTS[number]


def _number(path: Path) -> Number | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
