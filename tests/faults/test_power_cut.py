"""A power cut at any moment: what was told as stored is there; with weaker settings it is not."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from qualcode.errors import QualcodeError
from qualcode.store import Store, schema
from qualcode.store.events import find_break
from tests.faults.power import Disk, recorded

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")

OURS = ()
WAL_NORMAL = ("journal_mode=WAL", "synchronous=NORMAL")
NOT_SYNCED = ("synchronous=OFF",)
WORK = 12


@pytest.fixture
def record(file):
    """What a coder's work asked of the disk, by the settings of their database."""

    def made(settings):
        begun = {Path(file).name: Path(file).read_bytes()}
        return begun, recorded(Path(file), WORK, *settings)

    return made


def cut_often(record, settings, folder: Path, times: int) -> Counter[str]:
    """Cut the power so often, at any moment: how often whole, lost or damaged."""
    begun, asked = record(settings)
    assert sum(one.kind == "told" for one in asked) >= WORK, "the record tells of no work"
    chance, ends = random.Random(7), Counter[str]()
    for _ in range(times):
        disk = Disk(begun)
        disk.play(asked[: chance.randrange(len(asked))])
        disk.cut_off(chance, folder)
        ends[found(folder / "study.qualcode", disk.acknowledged())] += 1
    return ends


def found(place: Path, acknowledged: list[str]) -> str:
    try:
        with closing(Store.open(place)) as store, store.read() as connection:
            run = connection.execute
            stood = {f"+{id}" for id in run(select(schema.coding.c.id)).scalars()}
            stood |= {f"-{id}" for id in run(select(schema.withdrawal.c.coding)).scalars()}
            acts = run(select(schema.event.c.act, schema.event.c.subject)).all()
            told = {
                ("+" if act == "code" else "-") + subject
                for act, subject in acts
                if act in ("code", "withdraw")
            }
            [ok] = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()[:1]
            if ok != "ok" or told != stood or find_break(connection) is not None:
                return "damaged"
    except QualcodeError:
        return "damaged"
    return "whole" if stood >= set(acknowledged) else "lost"


def test_sixty_power_cuts_lose_nothing_that_was_told_as_stored(record, tmp_path):
    assert cut_often(record, OURS, tmp_path / "after", 60) == {"whole": 60}


@pytest.mark.long
def test_five_hundred_power_cuts_lose_nothing(record, tmp_path):
    assert cut_often(record, OURS, tmp_path / "after", 500) == {"whole": 500}


def test_the_settings_most_programs_use_would_lose_acknowledged_work(record, tmp_path):
    """The control: a write-ahead log that is not synced at each commit."""
    assert cut_often(record, WAL_NORMAL, tmp_path / "after", 60)["lost"] > 20


def test_without_syncing_the_study_would_be_damaged(record, tmp_path):
    """The control: nothing is synced at all."""
    ends = cut_often(record, NOT_SYNCED, tmp_path / "after", 60)

    assert ends["damaged"] + ends["lost"] > 30
