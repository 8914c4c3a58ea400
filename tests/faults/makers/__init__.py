"""Files that are not what they should be, made by hand; every sentence in them is invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# Stands in the talk of every file made here, and so must stand in no message and in no log.
MARKER = "quillberry"
WORDS = f"We said {MARKER} in the kitchen."
TALK = f"Interviewer: How is it?\n\nP07: {WORDS}\n\nInterviewer: And so?\n\nP07: Well enough.\n"


@dataclass(frozen=True)
class Row:
    """One fault: what is given, how it is taken in, and what must come of it.

    ``told`` are words of the refusal, or of an oddity in the report of a file that is taken; with
    ``taken`` the transcript holds ``holds`` and nothing of ``lacks``.
    """

    id: str
    what: str
    name: str
    make: Callable[[], bytes]
    taken: bool = True
    told: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    by: str = "import"
    long: bool = False

    @property
    def title(self) -> str:
        """Its number in the list of faults and what is wrong, as the test's name."""
        return f"{self.id}: {self.what}"


def taken(
    id: str, what: str, name: str, make: Callable[[], bytes], *told: str, **more: object
) -> Row:
    """A file that comes in, with ``told`` in its report."""
    return Row(id, what, name, make, True, told, **more)  # type: ignore[arg-type]


def refused(
    id: str, what: str, name: str, make: Callable[[], bytes], *told: str, **more: object
) -> Row:
    """A file that is refused with one sentence that says ``told``."""
    return Row(id, what, name, make, False, told, **more)  # type: ignore[arg-type]
