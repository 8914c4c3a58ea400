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


def worked(place: Path, fault: str, n: int) -> subprocess.CompletedProcess[str]:
    """Somebody at work while the disk fails at the n-th such call."""
    return subprocess.run(
        [
            *("strace", "-f", "-qq", "-o", "/dev/null"),
            *("-e", f"trace={fault.partition(':')[0]}", "-e", f"inject={fault}:when={n}"),
            *(sys.executable, "-m", "tests.faults.at_work", str(place), str(WORK), ""),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def check(file: Path, place: Path, fault: str, n: int) -> bool:
    """Whether the fault was met at all: with so many acts there are only so many calls."""
    shutil.copy(file, place)
    ran = worked(place, FAULTS[fault], n)
    told = ran.stdout.rpartition("\n")[0].split()
    assert found(place, told) == "whole", (fault, n)
    if "KILL" not in FAULTS[fault] and ran.returncode:
        last = ran.stderr.strip().splitlines()[-1]
        assert last.startswith("qualcode.errors."), last
        assert any(words in last for words in SAID), last
    Store.open(place).close()
    return ran.returncode != 0


@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_once_loses_nothing_that_was_told_as_stored(file, tmp_path, fault):
    assert check(Path(file), tmp_path / "failing.qualcode", fault, 3)


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_at_any_of_two_hundred_calls_loses_nothing(file, tmp_path, fault):
    met = [check(Path(file), tmp_path / "failing.qualcode", fault, n) for n in range(1, 201)]

    assert sum(met) >= 20
