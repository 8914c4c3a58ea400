"""Files as they are given: on disk or uploaded, read whole, and refused with all that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import InvalidFile, UnreadableFile
from qualcode.model import Problem


@dataclass(frozen=True)
class Upload:
    """A file by name and content, as the app receives it."""

    name: str
    data: bytes


def content(file: Path | Upload) -> bytes:
    """The bytes of a file.

    Raises
    ------
    UnreadableFile
        It is not there or may not be read.
    """
    if isinstance(file, Upload):
        return file.data
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{file.name} cannot be read; check its name and folder.") from error


def refused(name: str, problems: Sequence[Problem]) -> InvalidFile:
    """The refusal of a file, with everything that is wrong with it listed."""
    count = "1 thing" if len(problems) == 1 else f"{len(problems)} things"
    listed = "; ".join(str(p) for p in problems)
    return InvalidFile(f"{name} was not taken: {count} to mend. {listed}.", problems)


def refuse(name: str, problems: Sequence[Problem]) -> None:
    """Refuse a file that has problems, with all of them listed; one without passes.

    Raises
    ------
    InvalidFile
        There is at least one problem.
    """
    if problems:
        raise refused(name, problems)
