"""What is told of backups: one of them, how a study stands with them, what a restore did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.model.wording import many

# Why a backup was made without being asked for, in words.
MADE = {
    "put-aside": "the study as it was before it was put back",
    "before-restore": "made before another one was restored",
    "before-erasing": "made before somebody was erased",
    "before-repair": "made before the study was put right",
    "encrypted": "made when the study was encrypted",
    "new-passphrase": "made when the passphrase was changed",
    "decrypted": "made when the encryption was taken off",
}


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
    closed
        Why it does not open with the study's own key, in a few words; empty where it does.
    plain
        Whether anybody can read it, since it is not encrypted.
    """

    file: str
    made_at: str
    name: str
    reason: str
    codings: int | None
    acts: int | None
    size: int
    path: Path
    closed: str = ""
    plain: bool = False

    @property
    def told(self) -> str:
        """Its name, or why it was made, in words; empty for one of the hourly ones."""
        return self.name.replace("-", " ") or MADE.get(self.reason, self.reason.replace("-", " "))

    @property
    def is_aside(self) -> bool:
        """Whether it is no backup, but what the study was before it was put back to one."""
        return self.reason == "put-aside"


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

    @property
    def told(self) -> str:
        """What going back would change in the codings, in sentences.

        >>> Apart(1, 0).told
        '1 coding that stands in the study now would be gone.'
        >>> Apart(2, 1).told
        '2 codings that stand in the study now would be gone, and 1 coding would be back.'
        """
        if self.only_study is None or self.only_backup is None:
            return "The study cannot be read, so it cannot be said how many codings differ."
        if not self.only_study and not self.only_backup:
            return (
                "The codings are the same in both; what else was written since then would be gone."
            )
        stand = "stands" if self.only_study == 1 else "stand"
        gone = f"{many(self.only_study, 'coding')} that {stand} in the study now would be gone"
        back = f"{many(self.only_backup, 'coding')} would be back"
        said = [*([gone] if self.only_study else []), *([back] if self.only_backup else [])]
        return f"{', and '.join(said)}."


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
