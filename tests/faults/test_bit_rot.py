"""Changed bytes and changed acts: what is found, and in a plain file what is not."""

from __future__ import annotations

import json
import random
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import insert

from qualcode.errors import QualcodeError, UnreadableFile
from qualcode.formats.sealed_bundle import read_bundle, write_bundle
from qualcode.store import Store, backups, checks, events, schema, utc_now
from tests.dump import dump
from tests.store.conftest import filled

KEY = bytes(range(48))
# The small study of the store's tests has no passage for the interviewer.
KNOWN = {"passages complete"}


def chain(n: int) -> list[dict[str, object]]:
    """A history of so many acts, sealed."""
    acts = [("star", f"c{i}", json.dumps({"n": i})) for i in range(n)]
    return events.seal((0, events.FIRST), "2026-03-01T10:00:00.000000+00:00", "mk", acts)


def found(rows: list[dict[str, object]], head: str) -> bool:
    """Whether a history is found to be changed; in a database of its own, in memory."""
    engine = make_memory()
    with engine.begin() as connection:
        connection.execute(insert(schema.study), STUDY | {"head": head})
        if rows:
            connection.execute(insert(schema.event), rows)
        broken = events.find_break(connection) is not None
    engine.dispose()
    return broken


def make_memory():
    from sqlalchemy import create_engine

    engine = create_engine("sqlite://")
    schema.study.create(engine)
    schema.event.create(engine)
    return engine


STUDY = {
    **dict.fromkeys(("uuid", "title", "profile", "made_at", "respondents", "options"), "x"),
    "id": 1,
}
FIELDS = ("at", "who", "act", "subject", "detail", "previous", "hash")


def changed(rows: list[dict[str, object]], chance: random.Random) -> list[dict[str, object]]:
    """A history with one thing wrong: a letter, an act less or more, another order, a cut."""
    rows = [dict(row) for row in rows]
    n = chance.randrange(len(rows))
    match chance.choice(["letter", "letter", "letter", "less", "order", "more", "cut", "close"]):
        case "letter":
            name = chance.choice(FIELDS)
            old = str(rows[n][name])
            at = chance.randrange(len(old))
            letter = chance.choice([c for c in "0aZ é" if c != old[at]])
            rows[n][name] = old[:at] + letter + old[at + 1 :]
        case "less":
            del rows[n]
        case "order":
            other = chance.choice([i for i in range(len(rows)) if i != n])
            rows[n]["seq"], rows[other]["seq"] = rows[other]["seq"], rows[n]["seq"]
        case "more":
            rows.append({**rows[n], "seq": len(rows) + 1})
        case "cut":
            del rows[n:]
        case "close":
            del rows[n]
            for seq, row in enumerate(rows, start=1):
                row["seq"] = seq
    return rows


def test_a_thousand_changes_of_the_history_are_all_found(capsys):
    chance, rows = random.Random(18), chain(12)
    head = str(rows[-1]["hash"])
    assert not found(rows, head)

    missed = sum(not found(changed(rows, chance), head) for _ in range(1000))

    assert missed == 0
    with capsys.disabled():
        print("\n1000 of 1000 changes of the history were found.")


def flipped(place: Path, key: bytes | None, as_it_was: bytes, bit: int) -> str:
    """One bit turned in a closed file: found, the same answers all the same, or other answers."""
    spoilt = bytearray(as_it_was)
    spoilt[bit // 8] ^= 1 << bit % 8
    place.write_bytes(spoilt)
    try:
        with closing(Store.open(place, key)) as store, store.read() as connection:
            told = checks.check_up(connection, place, key, utc_now()).findings
            if {one.check for one in told} - KNOWN:
                return "found"
        with closing(Store.open(place, key)) as store:
            return "same" if dump(store) == flipped.right else "other"
    except (QualcodeError, UnicodeDecodeError):
        return "found"


def flips(place: Path, key: bytes | None, times: int) -> dict[str, int]:
    as_it_was, chance = place.read_bytes(), random.Random(6)
    with closing(Store.open(place, key)) as store:
        flipped.right = dump(store)
    ends: dict[str, int] = {"found": 0, "same": 0, "other": 0}
    for _ in range(times):
        ends[flipped(place, key, as_it_was, chance.randrange(len(as_it_was) * 8))] += 1
    return ends


@pytest.mark.parametrize("times", [15, pytest.param(500, marks=pytest.mark.long)])
def test_every_turned_bit_in_an_encrypted_study_is_found(tmp_path, times):
    place = tmp_path / "study.qualcode"
    filled(place, KEY).close()

    assert flips(place, KEY, times) == {"found": times, "same": 0, "other": 0}


@pytest.mark.parametrize("times", [30, pytest.param(500, marks=pytest.mark.long)])
def test_in_a_plain_study_what_is_not_found_is_mostly_in_nobodys_bytes(file, times, capsys):
    """SQLite keeps no sum of its pages: the plain file's share is told as it is."""
    ends = flips(Path(file), None, times)

    assert ends["other"] <= times // 20
    with capsys.disabled():
        print(f"\nplain file, {times} bits turned: {ends}")


def turned(data: bytes, chance: random.Random) -> bytes:
    """The same bytes with one bit turned."""
    spoilt = bytearray(data)
    bit = chance.randrange(len(data) * 8)
    spoilt[bit // 8] ^= 1 << bit % 8
    return bytes(spoilt)


@pytest.mark.parametrize("times", [15, pytest.param(500, marks=pytest.mark.long)])
def test_every_turned_bit_in_a_backup_of_an_encrypted_study_is_found(tmp_path, times):
    place, chance = tmp_path / "study.qualcode", random.Random(61)
    filled(place, KEY).close()
    backup, held = backups.make(place, KEY, at=utc_now())
    whole = backup.path.read_bytes()
    # The control: as it was made, it counts as good.
    assert backups.checked(backup, KEY) == held

    for _ in range(times):
        backup.path.write_bytes(turned(whole, chance))
        assert backups.checked(backup, KEY) is None

    backup.path.write_bytes(whole)
    assert backups.checked(backup, KEY) == held


@pytest.mark.parametrize("times", [15, pytest.param(500, marks=pytest.mark.long)])
def test_every_turned_bit_in_a_bundle_is_found(tmp_path, times):
    place, chance = tmp_path / "study.qualcode", random.Random(62)
    filled(place, KEY).close()
    identity = pyrage.x25519.Identity.generate()
    about = {"study": "0b1e", "made": utc_now(), "purpose": "move", "codings": 0, "acts": 4}
    bundle = write_bundle(
        place.read_bytes(), KEY, about=about | {"head": "f00d"}, recipient=str(identity.to_public())
    )
    assert read_bundle(bundle, identity=str(identity))[1] == place.read_bytes()

    for _ in range(times):
        with pytest.raises(UnreadableFile):
            read_bundle(turned(bundle, chance), identity=str(identity))
