"""The list of who was taken out of a study, so that no older copy brings them back.

It lies beside the study as ``NAME.erased.json`` and stands in the study's history too. It names
nobody: ids are hashes under the study's own number.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.model import Event
from qualcode.names import ENDING, is_url
from qualcode.project.erasing_waiting import note_unplaced, others_waiting
from qualcode.report.files import replace_file
from qualcode.store import Connection, Store, Writing, events, people
from qualcode.store.erasing_found import Theirs, find_theirs
from qualcode.store.erasing_people import load_people, load_tied
from qualcode.store.erasing_person import take_out
from qualcode.store.erasing_proof import compact
from qualcode.store.hashing import fingerprint

ACT = "erase participant"
# In a database, which has no file beside it: that everything was written anew after these.
DONE = "finish erasing"
FORMAT, VERSION = "qualcode erasure ledger", 1


@dataclass(frozen=True)
class Entry:
    """One erasure: its own id, when (UTC, ISO 8601), and hashes of whom and what it took out.

    ``finished`` is False until the study was written anew and its copies were erased too.
    """

    id: str
    at: str
    participant: str
    transcripts: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    finished: bool = True


def ledger_of(place: str | Path) -> Path | None:
    """Where a study's ledger lies; None for a database, whose history is the only one."""
    if is_url(place):
        return None
    path = Path(place)
    return path.with_name(f"{path.name.removesuffix(ENDING)}.erased.json")


def entry_of(theirs: Theirs, study: str, at: str) -> Entry:
    """The entry for taking this person out now."""
    return Entry(
        uuid.uuid4().hex,
        at,
        fingerprint("participant", theirs.participant, study),
        tuple(sorted(fingerprint("text", id, study) for id in theirs.whole)),
        tuple(
            sorted(
                fingerprint("speaker", f"{id} {label}", study)
                for id, labels in theirs.labels.items()
                for label in labels
            )
        ),
    )


def read_ledger(place: str | Path) -> list[Entry]:
    """The entries of the file beside a study; none where there is no file.

    Raises
    ------
    StudyError
        The file is damaged.
    """
    path = ledger_of(place)
    if path is None or not path.is_file():
        return []
    try:
        kept = json.loads(path.read_bytes())
        if kept["format"] != FORMAT or kept["version"] != VERSION:
            raise ValueError
        return [_entry(one) for one in kept["entries"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudyError(
            f"{path.name} says who was taken out of this study, and it is damaged or of a newer"
            " qualcode; put it back from a copy, so that nobody comes back unseen."
        ) from error


def write_ledger(place: str | Path, entries: Collection[Entry]) -> None:
    """Put the entries into the file beside a study; no file without any."""
    path = ledger_of(place)
    if path is None:
        return
    if not entries:
        path.unlink(missing_ok=True)
        return
    kept = {"format": FORMAT, "version": VERSION, "entries": [asdict(one) for one in entries]}
    replace_file(path, (json.dumps(kept, indent=1) + "\n").encode())


def note(place: str | Path, entry: Entry) -> None:
    """Put an erasure into the file beside a study as one that is not finished."""
    write_ledger(place, [*read_ledger(place), replace(entry, finished=False)])


def take_back(place: str | Path, entry: Entry) -> None:
    """Take an erasure that was not done out of the file; others' entries stay."""
    every = read_ledger(place)
    left = [one for one in every if one.id != entry.id]
    if left != every:
        write_ledger(place, left)


def finish(store: Store, who: str, *ids: str) -> None:
    """Note of erasures, or with no id of all, that they were done in every copy too.

    Of a database the history notes it: there is no file beside it.
    """
    place = store.place
    if is_url(place):
        if over := [one for one in _unfinished_in(store) if one in ids or not ids]:
            with store.write(who) as tx:
                tx.record(DONE, "study", erasures=over)
        return
    every = read_ledger(place)
    done = [replace(one, finished=True) if one.id in ids or not ids else one for one in every]
    if done != every:
        write_ledger(place, done)


def unfinished(store: Store) -> int:
    """How many erasures were cut off before the copies of the study were erased too; of a
    database, before its tables were written anew."""
    if is_url(store.place):
        return len(_unfinished_in(store))
    return sum(not one.finished for one in read_ledger(store.place))


def _unfinished_in(store: Store) -> list[str]:
    """The ids of erasures of which the history of a database does not say that they ended."""
    with store.read() as connection:
        begun = [one.id for one in entries_in(events.load_acts(connection, ACT))]
        ended = {
            id
            for one in events.load_acts(connection, DONE)
            for id in json.loads(one.detail)["erasures"]
        }
    return [id for id in begun if id not in ended]


def erase_in(tx: Writing, theirs: Theirs, entry: Entry) -> Counter[str]:
    """Take a person out inside a transaction, noted in the history by numbers and hashes.

    Others' codings that fall off the list of those to be placed are told in memos.
    """
    unplaced = others_waiting(tx.connection, theirs)
    gone = take_out(tx.connection, theirs)
    note_unplaced(tx, unplaced)
    counted = {name.replace(" ", "_"): n for name, n in gone.items()}
    hashes = {"transcripts": entry.transcripts, "speakers": entry.speakers}
    tx.record(ACT, entry.id, participant=entry.participant, at=entry.at, hashes=hashes, **counted)
    return gone


def known_erasures(study: Store | Connection) -> list[Entry]:
    """The erasures done in a study, by its history and, of a store, by the file beside it."""
    if not isinstance(study, Store):
        return entries_in(events.load_acts(study, ACT))
    with study.read() as connection:
        own = entries_in(events.load_acts(connection, ACT))
    ids = {entry.id for entry in own}
    return [*own, *(entry for entry in read_ledger(study.place) if entry.id not in ids)]


def entries_in(found: Iterable[Event]) -> list[Entry]:
    """The erasures a study's own history tells of, without those merged from another copy."""
    return [
        _entry({**(detail := json.loads(one.detail)), **detail["hashes"], "id": one.subject})
        for one in found
        if one.act == ACT and events.origin_of(one.detail) is None
    ]


def due(connection: Connection, entries: Iterable[Entry]) -> list[Entry]:
    """Those of the erasures that this copy of the study has not seen."""
    done = {entry.id for entry in entries_in(events.load_acts(connection, ACT))}
    return [entry for entry in entries if entry.id not in done]


def replay(place: str | Path, key: bytes | None = None) -> int:
    """Do in a study again what the ledger beside it says; returns how many people went.

    For a backup that was put back, and for a study an older copy of which was put in its place.

    Raises
    ------
    StudyError
        The study or its ledger cannot be read, or the study cannot be written.
    """
    entries = read_ledger(place)
    if not entries:
        return 0
    store = Store.open(place, key)
    try:
        return replay_in(store, entries)
    finally:
        store.close()


def replay_at_opening(store: Store) -> int:
    """The same for a study that is being opened.

    Raises
    ------
    StudyError
        It holds somebody who was taken out, and cannot be written here.
    """
    entries = read_ledger(store.place)
    if not entries:
        return 0
    if store.read_only:
        with store.read() as connection:
            if due(connection, entries):
                raise StudyError(
                    "This copy still holds somebody who was taken out of the study, and it cannot"
                    f" be written here, so it is not opened. {store.read_only}"
                )
    return replay_in(store, entries)


def replay_in(store: Store, entries: Iterable[Entry]) -> int:
    """The same in an open study, for these entries."""
    with store.read() as connection:
        waiting = due(connection, entries)
        who = load_first(connection)
    if not waiting:
        return 0
    went = 0
    with store.write(who) as tx:
        for entry in waiting:
            found = find_again(tx.connection, entry)
            gone = erase_in(tx, found, entry)
            went += bool(gone)
    compact(store)
    return went


def find_again(connection: Connection, entry: Entry) -> Theirs:
    """What of a copy is the person's whom an entry is about.

    A copy may call another person's text or speaker by the same name: what is tied to somebody else
    there is theirs.
    """
    study = str(people.load_study(connection)["uuid"])
    known, ids = load_people(connection), set(entry.transcripts)
    tied = load_tied(connection)
    named = [id for id in known if fingerprint("participant", id, study) == entry.participant]
    strangers = {text for text, _, who in tied if who and who not in named}
    texts = {
        text
        for text, _, _ in tied
        if text not in strangers and fingerprint("text", text, study) in ids
    }
    own = set(entry.speakers)
    also = {
        (text, label)
        for text, label, who in tied
        if (not who or who in named) and fingerprint("speaker", f"{text} {label}", study) in own
    }
    return find_theirs(connection, named[0] if named else "", texts, also)


def load_first(connection: Connection) -> str:
    """In whose name a ledger is replayed: whoever made the study."""
    coders = people.load_coders(connection)
    return coders[0].name if coders else "qualcode"


def _entry(one: dict[str, object]) -> Entry:
    transcripts, speakers = (
        tuple(map(str, one[name]))  # type: ignore[call-overload]
        for name in ("transcripts", "speakers")
    )
    return Entry(
        str(one["id"]),
        str(one["at"]),
        str(one["participant"]),
        transcripts,
        speakers,
        one.get("finished") is not False,
    )
