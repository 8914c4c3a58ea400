"""What is told of backups: one of them, how a study stands with them, what a restore did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One backup of a study.

    Attributes
    ----------
    file
        Its file's name, by which it is restored.
    made_at
        UTC, ISO 8601.
    name
        The words it was given, as its file can hold them; empty without.
    reason
        Why it was made without being asked for, such as ``before-restore``; mostly empty.
    codings, acts
        How many codings stand in it and how long its history is; None where it does not open.
    size
        Bytes on the disk.
    """

    file: str
    made_at: str
    name: str
    reason: str
    codings: int | None
    acts: int | None
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class Safety:
    """How a study stands with its backups and its place.

    Attributes
    ----------
    last
        The newest backup that opens; None without one.
    acts_since
        How many acts the study has seen since then.
    folder
        Where backups lie, and ``chosen`` whether that is another folder than the usual one.
    trouble
        Who copies or shares the folder the study lies in, such as ``OneDrive``; empty: nobody.
    beside
        Names of files beside the study that look like second versions of it.
    """

    last: BackupFile | None
    acts_since: int
    folder: Path
    chosen: bool
    trouble: str
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """How many codings stand in the study and not in a backup, and the other way round.

    None where the study cannot be read, so that nothing can be compared.
    """

    only_study: int | None
    only_backup: int | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: from which backup, how the two differed, where the former file is now.

    ``erasures_known`` is off where the study could not be read, so that nothing but the list beside
    it could say who was erased since.
    """

    made_at: str
    codings: int
    apart: Apart
    kept: str
    erased_again: int = 0
    erasures_known: bool = True


@dataclass(frozen=True, slots=True)
class MovedStudy:
    """Where a study is now, and the former file that was left, which may go once that is seen.

    ``behind`` are names of other files of the study that could not be moved with it.
    """

    place: Path
    left: str
    backups: int
    renamed: bool
    behind: tuple[str, ...] = ()
