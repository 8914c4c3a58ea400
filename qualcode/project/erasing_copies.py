"""Every other copy of a study on this machine: erased like the study, or named where not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.formats.sealed_bundle import ENDING as BUNDLE
from qualcode.names import ENDING, is_url
from qualcode.project.erasing_ledger import Entry, ledger_of, replay_in
from qualcode.store.backups import every_copy
from qualcode.store.erasing_copy import is_copy, is_sealed, opened_copy
from qualcode.store.erasing_proof import compact, held_in, held_in_rows

BESIDE = ("-journal", "-wal", "-shm")
# Of other files in a folder so many are looked at, and none that is larger: 2,000 of 20 MB.
MOST_BESIDE, LARGEST_BESIDE = 2000, 20_000_000


@dataclass
class Copies:
    """The copies of a study: those that were erased, those that could not be opened, and those in
    which words of the person still stand, with how many. ``sealed`` are files near the study that
    may be copies of it: they do not open with its key.
    """

    erased: list[Path] = field(default_factory=list)
    unopened: list[Path] = field(default_factory=list)
    holding: dict[Path, int] = field(default_factory=dict)
    sealed: list[Path] = field(default_factory=list)

    @property
    def every(self) -> list[Path]:
        """All of them."""
        return [*self.erased, *self.unopened, *self.holding]


def copies_of(place: str | Path) -> list[Path]:
    """Every file known to hold a copy of the study; none of a database's."""
    if is_url(place):
        return []
    path = Path(place)
    beside = path.name.removesuffix(ENDING)
    found = set(every_copy(path))
    for one in path.parent.iterdir():
        if one.is_file() and one != path and one.name.startswith(f"{path.name}."):
            found.add(one)
        if one.is_file() and one.name.startswith((f"{beside}.before-", f".{path.name}.")):
            found.add(one)
    return sorted(one for one in found if one.is_file() and one != ledger_of(path))


def every_copy_of(place: str | Path, key: bytes | None, study: str) -> list[Path]:
    """The same, with files near the study that a person copied under a name of their own."""
    if is_url(place):
        return []
    known = set(copies_of(place))
    others = [one for one in near(place) if one not in known and is_copy(one, key, study)]
    return sorted([*known, *others])


def near(place: str | Path) -> list[Path]:
    """Other files in a study's folder and in the folders in it, those that can be read."""
    if is_url(place):
        return []
    path = Path(place)
    # Its own folder first: there are so many files at most.
    found = [*sorted(path.parent.glob("*")), *sorted(path.parent.glob("*/*"))][:MOST_BESIDE]
    return [one for one in found if one.is_file() and one != path and os.access(one, os.R_OK)]


def sealed_near(place: str | Path, key: bytes | None, copies: Collection[Path]) -> list[Path]:
    """Studies and bundles near the study that do not open with its key: perhaps copies of it."""
    others = [one for one in near(place) if one not in copies]
    return [one for one in others if one.suffix == BUNDLE or is_sealed(one, key)]


def named(place: str | Path, file: Path) -> str:
    """What a file is called for people: its name, with its folder where that is in the study's."""
    folder = Path(place).parent
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else file.name


def holding_beside(
    place: str | Path, words: Collection[str], searched: Collection[Path]
) -> list[str]:
    """Names of other files in the study's folder, and the folders in it, that hold these words:
    files that left, and what was brought in. Packed ones, such as Word's, show nothing."""
    if is_url(place) or not words:
        return []
    files = [one for one in near(place) if one not in searched and not is_large(one)]
    return [named(place, one) for one in sorted(held_in(files, words))]


def is_large(file: Path) -> bool:
    """Whether a file is too large to be searched on the way, as a recording is."""
    return file.stat().st_size > LARGEST_BESIDE


def searched_for(place: str | Path, copies: Collection[Path] = ()) -> list[Path]:
    """Every file whose bytes a proof looks at: the study, what SQLite puts beside it, the copies,
    the ledger, and what qualcode keeps in the folder for temporary files."""
    if is_url(place):
        return []
    path, ledger = Path(place), ledger_of(place)
    found = [path, *copies_of(path), *copies, *([ledger] if ledger else [])]
    found += [one.with_name(one.name + end) for one in list(found) for end in BESIDE]
    for folder in Path(tempfile.gettempdir()).glob("qualcode-*"):
        with suppress(PermissionError):  # another account's
            found += folder.rglob("*")
    return sorted({one for one in found if one.is_file() and os.access(one, os.R_OK)})


def erase_copies(
    place: str | Path,
    key: bytes | None,
    study: str,
    entries: Sequence[Entry],
    words: Collection[str] = (),
) -> Copies:
    """Take people out of every copy that opens and is of this study, and look for these words in
    its rows: the person may be called otherwise there, and an encrypted copy's bytes say nothing.
    """
    done = Copies()
    for path in every_copy_of(place, key, study):
        store = opened_copy(path, key, study)
        if store is None:
            done.unopened.append(path)
            continue
        try:
            replay_in(store, entries)
            compact(store)
            held = set[str]().union(*held_in_rows(store, words).values()) if words else set[str]()
            if held:
                done.holding[path] = len(held)
            else:
                done.erased.append(path)
        except StudyError:
            # In use, or on a disk that is full or cannot be written: told by its name.
            done.unopened.append(path)
        finally:
            store.close()
    done.sealed = sealed_near(place, key, done.every)
    return done
