"""Every other copy of a study on this machine: erased like the study, or named where not."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.names import ENDING, is_url
from qualcode.project.erasing_ledger import Entry, ledger_of, replay_in
from qualcode.store.backups import every_copy
from qualcode.store.erasing_copy import opened_copy
from qualcode.store.erasing_proof import compact, held_in_rows

BESIDE = ("-journal", "-wal", "-shm")


@dataclass
class Copies:
    """The copies of a study: those that were erased, those that could not be opened, and those in
    which words of the person still stand, with how many.
    """

    erased: list[Path] = field(default_factory=list)
    unopened: list[Path] = field(default_factory=list)
    holding: dict[Path, int] = field(default_factory=dict)


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


def searched_for(place: str | Path) -> list[Path]:
    """Every file whose bytes a proof looks at: the study, what SQLite puts beside it, the copies,
    the ledger, and what qualcode keeps in the folder for temporary files."""
    if is_url(place):
        return []
    path, ledger = Path(place), ledger_of(place)
    found = [path, *copies_of(path), *([ledger] if ledger else [])]
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
    for path in copies_of(place):
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
    return done
