"""The names key: who is meant by the words in brackets, in a sealed file apart from the study."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UnknownItem
from qualcode.model import Coder
from qualcode.project.base import Base
from qualcode.project.pseudonyms_look import COMMON
from qualcode.store import Connection, people
from qualcode.store.replacements import load_names_used

if TYPE_CHECKING:
    from qualcode.formats.identity_key import NamedEntry


KEYS = "qualcode names keys"  # a folder of the account's own


def usual_place(study: Path) -> Path:
    """Where a names key is kept if nobody says otherwise: in a folder of its own under the
    account's, never beside the study, which is copied and sent as a folder. A key that was put
    beside the study before stays where it is."""
    beside = study.with_suffix(".names")
    return beside if beside.exists() else Path.home() / KEYS / beside.name


class NamesKeyVerbs(Base):
    """Writing the names key, and looking somebody up in it."""

    def keep_names_key(self, file: Path, passphrase: str) -> int:
        """Write who is meant by the words in brackets into a sealed file of its own; recorded.

        What an older key in the same file holds stays, also of names the study does not hold any
        more. The study itself, its backups, bundles and exports never hold it. Returns how many
        entries it has.

        Raises
        ------
        Refused, UnreadableFile
            No name is replaced yet; the passphrase is too weak, or is not that of the key in the
            file; the key is of another study; or the file cannot be written.
        """
        from qualcode.formats.identity_key import NamesKey, load_names, save_names

        with self._read() as connection:
            study, entries = _uuid(connection), _entries(connection)
        if not entries:
            raise Refused("No name is replaced yet, so there is nothing to keep in a names key.")
        known = _refused_if_other(load_names(file, passphrase), study) if file.exists() else ()
        here = {entry.id: entry for entry in entries}
        merged = [_with_forms(here.pop(old.id, None), old) for old in known]
        key = NamesKey(study, (*merged, *here.values()))
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            tx.record("keep names key", "names key", entries=len(key.entries))
            save_names(file, passphrase, key)
        return len(key.entries)

    def named_people(self, file: Path, passphrase: str) -> tuple[str, ...]:
        """The people of a names key, to be looked for in further transcripts; recorded.

        Raises
        ------
        UnreadableFile, Refused
            The passphrase is wrong, the file was altered, or is of another study.
        """
        found = self._opened_key(file, passphrase)
        names = (
            name for entry in found if entry.kind == "person" for name in (entry.name, *entry.forms)
        )
        self._looked_up()
        return tuple(dict.fromkeys(names))

    def who_is_meant(self, file: Path, passphrase: str, instead: str) -> list[NamedEntry]:
        """Who stands behind words in brackets, such as ``[team manager]``; recorded.

        Raises
        ------
        UnreadableFile, Refused, UnknownItem
            As for `named_people`; or nobody in the key has these words.
        """
        wanted = instead.strip().removeprefix("[").removesuffix("]").strip().casefold()
        found = [e for e in self._opened_key(file, passphrase) if e.instead.casefold() == wanted]
        if not found:
            raise UnknownItem("Nobody in this names key has these words; look at the list of them.")
        self._looked_up()
        return found

    def forget_name(self, file: Path, passphrase: str, *who: str) -> int:
        """Take somebody out of the names key, as after erasing a person; recorded.

        ``who`` are words in brackets, the id of an entry, or a name as it is written; of several
        each must be there, else nothing is taken out. It cannot be taken back. Where the study
        still replaces that name, the next writing of the key brings it in again. Returns how many
        entries were taken out.

        Raises
        ------
        UnreadableFile, Refused, UnknownItem
            As for `who_is_meant`; or the file cannot be written.
        """
        from qualcode.formats.identity_key import NamesKey, save_names

        entries = self._opened_key(file, passphrase)
        gone = [entry for entry in entries if any(_is_meant(entry, one) for one in who)]
        if not who or not all(any(_is_meant(entry, one) for entry in gone) for one in who):
            raise UnknownItem("Nobody in this names key has these words; look at the list of them.")
        with self._write() as tx:
            people.save_coder(tx, Coder(tx.who))
            tx.record("forget name", "names key", entries=len(gone))
            left = tuple(entry for entry in entries if entry not in gone)
            save_names(file, passphrase, NamesKey(_uuid(tx.connection), left))
        return len(gone)

    def _opened_key(self, file: Path, passphrase: str) -> Sequence[NamedEntry]:
        from qualcode.formats.identity_key import load_names

        with self._read() as connection:
            study = _uuid(connection)
        return _refused_if_other(load_names(file, passphrase), study)

    def _looked_up(self) -> None:
        with self._write() as tx:
            tx.record("look up name", "names key")


def _is_meant(entry: NamedEntry, who: str) -> bool:
    """Whether an entry has these words in brackets, this id, or this name in any form."""
    known = {_flat_name(name) for name in (entry.instead, entry.name, *entry.forms)}
    return who.strip() == entry.id or (bool(_flat_name(who)) and _flat_name(who) in known)


def _flat_name(words: str) -> str:
    bare = words.strip().removeprefix("[").removesuffix("]")
    return " ".join(bare.split()).casefold()


def _uuid(connection: Connection) -> str:
    return str(people.load_study(connection)["uuid"])


def _refused_if_other(key: object, study: str) -> Sequence[NamedEntry]:
    from qualcode.formats.identity_key import NamesKey

    if not isinstance(key, NamesKey) or key.study != study:
        raise Refused("That names key is of another study; choose the one of this study.")
    return key.entries


def _entries(connection: Connection) -> list[NamedEntry]:
    """One entry for each person, school or place; the longest way of writing is its name."""
    from qualcode.formats.identity_key import NamedEntry

    groups: dict[tuple[str, str, str], list[str]] = {}
    for name, group, kind, instead in load_names_used(connection):
        if kind not in COMMON:
            groups.setdefault((group, kind, instead), []).append(" ".join(name.split()))
    return [
        NamedEntry(group, kind, max(forms, key=len), tuple(dict.fromkeys(forms)), instead)
        for (group, kind, instead), forms in groups.items()
    ]


def _with_forms(new: NamedEntry | None, old: NamedEntry) -> NamedEntry:
    from qualcode.formats.identity_key import NamedEntry

    if new is None:
        return old
    forms = tuple(dict.fromkeys((*old.forms, *new.forms)))
    return NamedEntry(new.id, new.kind, max((old.name, new.name), key=len), forms, new.instead)
