"""The end of a study: every file of it overwritten and removed, with proof."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.formats.identity_key import ENDING as NAMES
from qualcode.model.erased import Said, markers
from qualcode.model.erasure import Proof
from qualcode.model.wording import many
from qualcode.names import ENDING, is_url
from qualcode.project.erasing_certificate import proof_lines
from qualcode.project.erasing_copies import (
    BESIDE,
    copies_of,
    every_copy_of,
    is_large,
    named,
    near,
    searched_for,
)
from qualcode.project.erasing_ledger import ledger_of
from qualcode.store import Store, people
from qualcode.store.backups import chosen_folder, usual_folder
from qualcode.store.erasing_people import load_of_people
from qualcode.store.erasing_proof import drop_study, held_in

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Purged:
    """What was destroyed: how many files, the proof, the certificate, and what is left to do."""

    files: int
    proof: Proof
    certificate: str
    to_do: tuple[str, ...] = ()


def purge_study(store: Store, title: str) -> Purged:
    """Destroy a study wherever it is kept here."""
    at = datetime.now(UTC)
    with store.read() as connection:
        words = markers(Said.of(load_of_people(connection)), [])
        study = str(people.load_study(connection)["uuid"])
    place = store.place
    if is_url(place):
        drop_study(store)
        limits = (
            "The study was in a database: its tables were removed. What stands in the server's own"
            " files and backups is its administrator's to say.",
        )
        proof = Proof(0, 0, {}, limits)
        return Purged(0, proof, _certificate(title, at, 0, proof), _to_do(None))
    path = Path(place)
    files, last = _files_of(path), _the_study(path)
    # Somebody copied it under a name of their own, perhaps to work in: told, not destroyed.
    others = set(every_copy_of(path, store.key, study)) - files
    folders = {usual_folder(path), chosen_folder(path)} - {None}
    # The study goes last: while anything else is left, it is there to purge again with.
    _destroy_all(files - last, len(files))
    key = store.key
    # Whoever still holds this study reads no more of it, and makes no empty file in its place.
    store.lock()
    try:
        _destroy_all(last, len(files))
    except StudyError:
        store.rekeyed(key)
        raise
    note = usual_folder(path) / "where.json"
    note.unlink(missing_ok=True)
    for folder in folders:
        if folder == usual_folder(path) and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    left = {file for folder in {path.parent, *filter(None, folders)} for file in _beside(folder)}
    left |= {file for file in near(path) if not is_large(file)}
    searched = sorted(left | set(searched_for(path)))
    found = {named(path, file): len(hit) for file, hit in held_in(searched, words).items()}
    told: tuple[str, ...] = ()
    if not words:
        told = ("Nobody had said a long word, so there was nothing to search for.",)
    proof = Proof(len(words), len(searched), found, told)
    return Purged(
        len(files), proof, _certificate(title, at, len(files), proof), _to_do(path, others)
    )


def _the_study(path: Path) -> set[Path]:
    """The study's own file, SQLite's beside it, and its ledger."""
    ledger = ledger_of(path)
    own = {path, *(path.with_name(path.name + end) for end in BESIDE)}
    return {one for one in {*own, *([ledger] if ledger else [])} if one.is_file()}


def _files_of(path: Path) -> set[Path]:
    """Every file of a study: itself, SQLite's beside it, copies, and the ledger."""
    ledger = ledger_of(path)
    found = [path, *copies_of(path), *([ledger] if ledger else [])]
    found += [one.with_name(one.name + end) for one in list(found) for end in BESIDE]
    return {one for one in found if one.is_file()}


def _beside(folder: Path) -> list[Path]:
    """Other files in the study's folders: exports may lie among them, and are told then."""
    if not folder.is_dir():
        return []
    return [one for one in folder.iterdir() if one.is_file() and os.access(one, os.R_OK)]


def _destroy_all(files: Collection[Path], of: int) -> None:
    """Destroy these files, and all that can be where one cannot.

    Raises
    ------
    StudyError
        Some are left; they are named.
    """
    left = [file.name for file in sorted(files) if not _destroy(file)]
    if left:
        raise StudyError(
            f"Of {many(of, 'file')} of the study these could not be destroyed: {', '.join(left)}."
            " The study itself is still there. Check who may write them, or delete them by hand,"
            " then purge again."
        )


def _destroy(file: Path) -> bool:
    """Overwrite a file with zeros, then remove it; False where it is still there."""
    try:
        with file.open("r+b") as opened:
            left = file.stat().st_size
            while left > 0:
                left -= opened.write(bytes(min(CHUNK, left)))
            opened.flush()
            os.fsync(opened.fileno())
        file.unlink()
    except OSError:
        return not file.exists()
    return True


def _to_do(path: Path | None, others: Collection[Path] = ()) -> tuple[str, ...]:
    said = [
        "Destroy files that left the study, recordings, transcripts' own files, and copies on other"
        " machines and disks."
    ]
    if others:
        names = ", ".join(sorted(named(path or "", one) for one in others))
        said.insert(0, f"These files are copies of the study too, and are still there: {names}.")
    key = path and path.with_name(path.name.removesuffix(ENDING) + NAMES)
    if key and key.exists():
        said.append(f"The names key {key.name} is still there; delete it too.")
    return tuple(said)


def _certificate(title: str, at: datetime, files: int, proof: Proof) -> str:
    lines = [
        "Certificate of destruction of a study",
        "",
        f"Study: {title}",
        f"Done: {at.day} {at:%B %Y, %H:%M} UTC",
        f"{many(files, 'file')} overwritten and removed: the study, its backups and its ledger."
        if files
        else "Its tables in the database were removed.",
        "",
        "Proof:",
        *(f"- {line.replace('only this person had said', 'people had said')}"
          for line in proof_lines(proof)),
        "",
        "Bytes that a disk keeps of deleted files are outside what a program can reach; disk"
        " encryption protects them.",
        "This certificate holds no personal data.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"
