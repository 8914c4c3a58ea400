"""A write or a sync fails once: that is told, and nothing that was told as stored is lost."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.store import Store
from tests.conftest import ROOT
from tests.faults.test_power_cut import found

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")

WORK = 8
SAID = ("nothing was saved", "nothing was changed", "cannot be written", "is damaged")
# Of the disk itself: an error of it, no room on it, or the process killed there and then.
FAULTS = {
    "an error at a write": "pwrite64:error=EIO",
    "no room at a write": "pwrite64:error=ENOSPC",
    "killed at a write": "pwrite64:signal=KILL",
    "an error at a sync": "fsync:error=EIO",
    "killed at a sync": "fsync:signal=KILL",
}


def worked(
    place: Path, fault: str, n: int, work: int = WORK, settings: tuple[str, ...] = ()
) -> tuple[subprocess.CompletedProcess[str], bool]:
    """Somebody at work while the disk fails at the n-th such call; and whether it did."""
    log = place.with_suffix(".calls")
    ran = subprocess.run(
        [
            *("strace", "-f", "-qq", "-o", str(log)),
            *("-e", f"trace={fault.partition(':')[0]}", "-e", f"inject={fault}:when={n}"),
            *(sys.executable, "-m", "tests.faults.at_work", str(place), str(work), "", *settings),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    met = ran.returncode in (-9, 137) if "KILL" in fault else "(INJECTED)" in log.read_text()
    return ran, met


def calls_of(file: Path, place: Path, call: str, work: int) -> int:
    """How many such calls so much work makes when nothing fails."""
    shutil.copy(file, place)
    ran, met = worked(place, f"{call}:error=EIO", 65_000, work)
    assert (ran.returncode, met) == (0, False), ran.stderr[-500:]
    return place.with_suffix(".calls").read_text().count(f"{call}(")


def check(file: Path, place: Path, fault: str, n: int, work: int = WORK) -> bool:
    """Whether the fault was met at all; what was told as stored is there in any case."""
    shutil.copy(file, place)
    ran, met = worked(place, FAULTS[fault], n, work)
    told = ran.stdout.rpartition("\n")[0].split()
    assert found(place, told) == "whole", (fault, n)
    if "KILL" not in FAULTS[fault] and ran.returncode:
        last = ran.stderr.strip().splitlines()[-1]
        assert last.startswith("qualcode.errors."), last
        assert any(words in last for words in SAID), last
    Store.open(place).close()
    return met


@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_once_loses_nothing_that_was_told_as_stored(file, tmp_path, fault):
    assert check(Path(file), tmp_path / "failing.qualcode", fault, 3)


def test_without_a_journal_on_the_disk_the_same_kill_does_harm(file, tmp_path):
    """The control: in the middle of a commit only the journal knows what was there before."""
    place, ends = tmp_path / "failing.qualcode", set()
    for n in (7, 8, 9):
        shutil.copy(file, place)
        ran, met = worked(place, "pwrite64:signal=KILL", n, 2, ("journal_mode=MEMORY",))
        assert met
        ends.add(found(place, ran.stdout.rpartition("\n")[0].split()))

    assert ends & {"damaged", "lost"}


# Enough work for more than two hundred syncs, which are the rarer.
MUCH = 45
FIRST = 200


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_at_any_of_two_hundred_calls_loses_nothing(file, tmp_path, fault):
    place = tmp_path / "failing.qualcode"
    calls = calls_of(Path(file), place, FAULTS[fault].partition(":")[0], MUCH)
    assert calls > FIRST, "so much work makes too few calls for every fault to be met"

    missed = [n for n in range(1, FIRST + 1) if not check(Path(file), place, fault, n, MUCH)]

    assert missed == []
