"""A coder's process is killed in the middle of work: what was told as stored is there, whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import pytest
from sqlalchemy import select

from qualcode.errors import Locked
from qualcode.store import Store, checks, schema, utc_now
from qualcode.store.engine import connect_file
from tests.conftest import ROOT
from tests.store.conftest import filled

KEY = bytes(range(48))
# The small study of the store's tests has no passage for the interviewer.
KNOWN = "passages complete"


@pytest.fixture(scope="module")
def forge() -> Iterator[Any]:
    """Makes coders at work and kills them; see at_work.py."""
    made = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.at_work"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert made.stdin is not None and made.stdout is not None

    def kill_one(place: str, key: bytes | None, after_s: float) -> list[str]:
        stdin: IO[str] = made.stdin  # type: ignore[assignment]
        asked = {"place": str(place), "key": key.hex() if key else "", "after_s": after_s}
        stdin.write(json.dumps(asked) + "\n")
        stdin.flush()
        told: list[str] = json.loads(made.stdout.readline())  # type: ignore[union-attr]
        return told

    yield kill_one
    made.stdin.close()
    made.wait(30)


def stored(place: str | Path, key: bytes | None) -> dict[str, set[str]]:
    """What stands in the study and in its history, and what the checks find."""
    with closing(Store.open(place, key)) as store, store.read() as connection:
        run = connection.execute
        acts = run(select(schema.event.c.act, schema.event.c.subject)).all()
        found = checks.check_up(connection, place, key, utc_now()).findings
        return {
            "+": set(run(select(schema.coding.c.id)).scalars()),
            "-": set(run(select(schema.withdrawal.c.coding)).scalars()),
            "acts +": {subject for act, subject in acts if act == "code"},
            "acts -": {subject for act, subject in acts if act == "withdraw"},
            "found": {one.check for one in found} - {KNOWN},
        }


def kill_often(forge: Any, place: Path, key: bytes | None, times: int) -> int:
    """Kill somebody at work so often; nothing of what they were told may be missing."""
    chance, told = random.Random(times), list[str]()
    for _ in range(times):
        told += forge(place, key, chance.uniform(0.05, 0.35))
        now = stored(place, key)
        for sign in "+-":
            missing = {one[1:] for one in told if one[0] == sign} - now[sign]
            assert missing == set(), "told as stored, and lost"
            assert now[sign] == now[f"acts {sign}"], "a coding without its act"
        assert now["found"] == set()
    return len(told)


@pytest.fixture
def sealed(tmp_path):
    place = tmp_path / "sealed.qualcode"
    filled(place, KEY).close()
    return place


def test_twenty_kills_lose_nothing_that_was_told_as_stored(forge, file):
    assert kill_often(forge, Path(file), None, 20) >= 20


def test_five_kills_of_an_encrypted_study_lose_nothing(forge, sealed):
    assert kill_often(forge, sealed, KEY, 5) >= 5


@pytest.mark.long
def test_two_hundred_kills_lose_nothing(forge, file):
    assert kill_often(forge, Path(file), None, 200) >= 200


@pytest.mark.long
def test_a_hundred_kills_of_an_encrypted_study_lose_nothing(forge, sealed):
    assert kill_often(forge, sealed, KEY, 100) >= 100


def test_a_coding_that_was_told_and_not_stored_would_be_noticed(file):
    """The control: somebody who says stored too early is found out."""

    def liar(place: str, key: bytes | None, after_s: float) -> list[str]:
        return ["+never-stored"]

    with pytest.raises(AssertionError, match="told as stored, and lost"):
        kill_often(liar, Path(file), None, 1)


@pytest.fixture
def half_done(sealed):
    """An encrypted study whose writer was killed when some of a change was in the file already."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        connection = connect_file(sealed, "rw", KEY)
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE event SET detail=detail || hex(randomblob(9000))")
        os.write(writing, b"x")
        time.sleep(60)
        os._exit(1)
    os.read(reading, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert sealed.with_name(f"{sealed.name}-journal").stat().st_size > 512
    return sealed


def test_an_encrypted_study_killed_in_mid_change_opens_as_before_it(half_done):
    now = stored(half_done, KEY)

    assert now["found"] == set()
    assert not half_done.with_name(f"{half_done.name}-journal").exists()


def test_a_wrong_passphrase_does_no_harm_to_what_is_half_done(half_done):
    with pytest.raises(Locked):
        Store.open(half_done, bytes(32) + KEY[32:])

    assert stored(half_done, KEY)["found"] == set()
