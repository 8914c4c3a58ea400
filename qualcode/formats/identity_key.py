"""The names key: who stands behind which replaced name, in an encrypted file of its own.

It is sealed in the age format with a passphrase of its own, lies beside the study or anywhere else,
and never goes into a study, backup, bundle or export. Without it a study can be worked on; only
who a replaced name stands for cannot be told.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcode.errors import Refused, UnreadableFile
from qualcode.formats.age import placed, seal, unseal

ENDING = ".names"
FORMAT, VERSION = "qualcode names key", 1
# Some 20,000 people with a dozen forms each; and no word in it is longer than a name is.
LARGEST = 16 * 1024 * 1024
LONGEST = 200
_FIELDS = {"id", "kind", "name", "forms", "instead"}


@dataclass(frozen=True)
class NamedEntry:
    """One person, place or organisation behind a replaced name.

    Attributes
    ----------
    id
        The same opaque id as the replacements in the study carry.
    kind
        Such as ``person``, ``place`` or ``school``.
    name
        The real name.
    forms
        Every way the name is written in the transcripts.
    instead
        What stands instead, such as ``[team manager]``.
    """

    id: str
    kind: str
    name: str
    forms: tuple[str, ...]
    instead: str


@dataclass(frozen=True)
class NamesKey:
    """All names of one study; ``study`` is the study's own id (uuid)."""

    study: str
    entries: tuple[NamedEntry, ...] = ()


def load_names(path: Path, passphrase: str) -> NamesKey:
    """The names in a file.

    Raises
    ------
    UnreadableFile
        There is no such file; or the passphrase is wrong or the file was altered, which look the
        same; or it is another kind of file.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise UnreadableFile(
            "The names key cannot be read; check where it is and who may open it."
        ) from error
    if size > LARGEST:
        raise UnreadableFile("That file is larger than any names key; choose the right one.")
    return _read(unseal(data, passphrase=passphrase))


def save_names(path: Path, passphrase: str, key: NamesKey) -> None:
    """Put the names into a file, in one step: the old file or the new one, never half of it.

    Raises
    ------
    Refused
        The passphrase is too weak, a name is empty or very long, or the file cannot be written.
    """
    if not all(_sound(entry) for entry in key.entries):
        raise Refused(f"A name needs 1 to {LONGEST} characters; shorten it.")
    written = {
        "format": FORMAT,
        "version": VERSION,
        "study": key.study,
        "entries": [
            {
                "id": entry.id,
                "kind": entry.kind,
                "name": entry.name,
                "forms": list(entry.forms),
                "instead": entry.instead,
            }
            for entry in key.entries
        ],
    }
    data = json.dumps(written, ensure_ascii=False).encode("utf-8")
    if len(data) > LARGEST // 2:
        raise Refused("There are more names than one file can hold; begin a second study.")
    sealed = seal(data, passphrase=passphrase)
    with placed(path) as file:
        file.write(sealed)


def _read(data: bytes) -> NamesKey:
    other = UnreadableFile("That file is no names key of qualcode; choose the right one.")
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise other from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise other
    if found.get("version") != VERSION:
        raise UnreadableFile("A newer qualcode wrote this names key; bring this one up to date.")
    study, entries = found.get("study"), found.get("entries")
    if not isinstance(study, str) or not isinstance(entries, list):
        raise other
    read = tuple(entry for one in entries if (entry := _entry(one)) is not None)
    if len(read) != len(entries):
        raise other
    return NamesKey(study, read)


def _entry(one: Any) -> NamedEntry | None:
    """An entry as it was written; None where it breaks the format."""
    if not isinstance(one, dict) or set(one) != _FIELDS or not isinstance(one["forms"], list):
        return None
    texts = (one["id"], one["kind"], one["name"], one["instead"], *one["forms"])
    if not all(isinstance(text, str) for text in texts):
        return None
    entry = NamedEntry(one["id"], one["kind"], one["name"], tuple(one["forms"]), one["instead"])
    return entry if _sound(entry) else None


def _sound(entry: NamedEntry) -> bool:
    texts = (entry.id, entry.kind, entry.name, entry.instead, *entry.forms)
    return all(0 < len(text) <= LONGEST for text in texts)
