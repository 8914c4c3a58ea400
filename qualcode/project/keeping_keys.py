"""The keys that going back to a backup takes: the study's own, and the backup's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.project.unlocking import key_typed, sealed_file
from qualcode.store import backups
from qualcode.store.key import opens, salt_of
from qualcode.store.set_aside import kept_of


@dataclass(frozen=True)
class Keys:
    """What one passphrase, or one recovery sheet, opens.

    Attributes
    ----------
    study
        The study's key; None where it is not encrypted or is not opened by what was given.
    backup
        The key of the newest encrypted backup that opens with it; None where none does.
    sealed
        Whether the study's own file is encrypted.
    """

    study: bytes | None = None
    backup: bytes | None = None
    sealed: bool = False

    @property
    def after(self) -> bytes | None:
        """The key the study has once a backup was put in its place."""
        return self.study if self.study is not None else self.backup


def sealed_around(place: Path, which: str = "") -> list[Path]:
    """The files a passphrase may be wanted for: the study, then its backups or the one named."""
    aside = kept_of(place) if which else []
    named = [b.path for b in (*backups.backups_of(place), *aside) if _is(b, which)]
    if not named and which and Path(which).is_file():
        named = [Path(which)]
    study = [place] if sealed_file(place) is not None else []
    return [*study, *(path for path in named if sealed_file(path) is not None)]


def keys_from(place: Path, which: str, words: str) -> Keys:
    """What a passphrase or a recovery sheet opens of a study and its backups.

    The study may be damaged, so that nothing opens it: then a backup says what its key is.
    """
    study, found, sealed = None, None, False
    # Salt -> the key it makes, which takes 0.1 s; many backups share one.
    made: dict[bytes, bytes | None] = {}
    for path in sealed_around(place, which):
        key = _fitting(path, words, study, made)
        if path == place:
            study, sealed = key, True
        elif key is not None:
            found = key
            break
    return Keys(study, found, sealed)


def _fitting(
    path: Path, words: str, study: bytes | None, made: dict[bytes, bytes | None]
) -> bytes | None:
    if study is not None and opens(path, study):
        return study
    salt = salt_of(path)
    if salt not in made:
        try:
            made[salt] = key_typed(path, words)
        except QualcodeError:
            # A sheet of another file, such as one under an older passphrase.
            made[salt] = None
    key = made[salt]
    return key if key is not None and opens(path, key) else None


def _is(backup: backups.Backup, which: str) -> bool:
    return which in ("", backup.path.name, backup.name, str(backup.path))
