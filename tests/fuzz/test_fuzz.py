"""Changed files to every reader: what it read, or one of our errors; never a crash or a hang.

Twelve seconds here, from a fixed beginning; ten minutes from another one each time with the long
tests, or as many as QUALCODE_FUZZ_MINUTES says; `make fuzz MINUTES=120` for hours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.errors import UnreadableFile
from tests.fuzz import run
from tests.fuzz.targets import Target, targets

if sys.platform == "win32":
    pytest.skip("limits of a process are set as Unix has them", allow_module_level=True)

ROOT = Path(__file__).parents[2]
SECONDS = 12


MINUTES = float(os.environ.get("QUALCODE_FUZZ_MINUTES", "10"))


def fuzzed(capsys, seconds, *seed):
    """Nothing brought a reader down in so many seconds, and each had its turn."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.run", str(seconds), *seed],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]

    with capsys.disabled():
        print(f"\n{sum(line['tried'] for line in told):,} changed files, {len(told)} readers")

    assert {line["target"]: line["trouble"] for line in told if line["trouble"]} == {}
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert {line["target"] for line in told} == set(targets())
    assert all(line["tried"] for line in told)


def test_no_changed_file_brings_a_reader_down(capsys):
    fuzzed(capsys, SECONDS, "1")


@pytest.mark.long
def test_no_changed_file_brings_a_reader_down_in_many_minutes(capsys):
    fuzzed(capsys, MINUTES * 60)


def _reads_but_dies(data: bytes) -> None:
    if data != b"a valid file, and 1 number":
        raise IndexError("list index out of range")


def _dawdles(data: bytes) -> None:
    while True:
        pass


def _refuses(data: bytes) -> None:
    raise UnreadableFile("No.")


@pytest.mark.parametrize(
    ("read", "told"),
    [(_reads_but_dies, "IndexError"), (_dawdles, "more than"), (_refuses, None)],
    ids=["dies", "dawdles", "refuses"],
)
def test_a_reader_that_fails_is_noticed_and_its_file_kept(tmp_path, monkeypatch, read, told):
    """The control, and the way a file comes into the corpus."""
    monkeypatch.setattr(run, "SLOWEST", 0.2)
    target = Target(read, (b"a valid file, and 1 number",))
    tried, found = run.fuzz("weak", target, 0.5, 1, tmp_path)

    assert tried > 0
    assert bool(found) is (told is not None)
    again = list(run.replay({"weak": target}, tmp_path))
    assert len(again) == len(found)
    assert all(told and told in what for _, what in again)
