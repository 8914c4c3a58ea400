"""Files that are cut, hostile, huge, locked or odd: every one is one sentence or a report.

The rows stand in `makers`; `limits` works through them in a process of at most 1 GiB and 60
seconds of processor, so that a file which makes qualcode grow or dawdle fails its row.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.faults.makers import MARKER, Row

if sys.platform == "win32":
    pytest.skip("limits of a process are set as Unix has them", allow_module_level=True)

ROOT = Path(__file__).parents[2]
TABLES = ("words", "packages", "printed", "sheets", "whole")


def rows(table: str) -> list[Row]:
    found: list[Row] = import_module(f"tests.faults.makers.{table}").rows()
    return found


CASES = [
    pytest.param(table, n, id=f"{table} {row.title}", marks=[pytest.mark.long] if row.long else [])
    for table in TABLES
    for n, row in enumerate(rows(table))
]


def worked(table: str, numbers: list[int]) -> dict[int, dict[str, object]]:
    """Row -> what came of it, for as many as the limited process lived to tell of."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.faults.limits", table, *map(str, numbers)],
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert told, ran.stderr[-2000:]
    return dict(zip(numbers, told, strict=False))


@cache
def all_short(table: str) -> dict[int, dict[str, object]]:
    return worked(table, [n for n, row in enumerate(rows(table)) if not row.long])


@pytest.mark.parametrize(("table", "n"), CASES)
def test_a_faulty_file_is_one_sentence_or_a_report(table, n):
    row = rows(table)[n]
    found = (worked(table, [n]) if row.long else all_short(table)).get(n)

    assert found is not None, "the process came to its end: more than 1 GiB or 60 seconds"
    assert found["outcome"] == ("taken" if row.taken else "refused"), found
    assert found["seconds"] <= 60
    assert found["codings stand"]
    assert MARKER not in json.dumps([found["told"], found["heard"]]), "words of an interview"
    assert "Traceback" not in found["heard"]
    for words in row.told:
        assert any(words in sentence for sentence in found["told"]), (words, found["told"])
    if row.taken:
        assert all(words in found["text"] for words in row.holds)
        assert not any(words in found["text"] for words in row.lacks)
    else:
        [sentence] = found["told"]
        assert found["unchanged"]
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert str(ROOT) not in sentence
        assert "/tmp" not in sentence


def test_the_rows_are_counted(capsys):
    short = [row for table in TABLES for row in rows(table) if not row.long]
    found = [all_short(table) for table in TABLES]
    done = sum(len(each) for each in found)
    wanted = {f"I{n}" for n in range(1, 33)}

    with capsys.disabled():
        print(f"\n{done} of {len(short)} fault rows")

    assert done == len(short)
    ids = {id for row in short for id in row.id.split("-")}
    assert wanted <= ids | {"I19", "I20", "I21"}


@pytest.mark.parametrize("what", ["memory", "time"])
def test_the_limits_hold(what):
    """The control: without them a file that grows or dawdles would pass."""
    grows = {"memory": "bytes(1 << 30)", "time": "[0 for _ in iter(int, 1)]"}[what]
    script = f"from tests.faults.limits import set_limits; set_limits(1 << 30, 1); x = {grows}"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=False)

    assert ran.returncode != 0
    assert what == "time" or b"MemoryError" in ran.stderr


@pytest.mark.parametrize("fault", ["traceback", "changed", "words"])
def test_a_row_that_goes_wrong_is_noticed(project, tmp_path, monkeypatch, fault):
    """The control: a reader without its guards, in the hands of the same checks."""
    from tests.faults import limits
    from tests.faults.makers import actions, refused

    def broken(study, row, data, folder):
        if fault == "changed":
            study.set_options(decide_first=0.5)
        if fault == "words":
            print(data.decode())
        raise ValueError(data)

    project.import_files([_standing(tmp_path)])
    monkeypatch.setitem(actions.BY, "broken", broken)
    row = refused("I0", "a fault", "x.txt", lambda: MARKER.encode(), by="broken")
    found = limits.worked(project, row, tmp_path)

    assert found["outcome"] == "traceback"
    assert found["unchanged"] is (fault != "changed")
    assert (MARKER in found["heard"]) is (fault == "words")


def _standing(folder: Path) -> Path:
    file = folder / "standing.txt"
    file.write_text("Interviewer: So?\n\nP01: We share news.\n", encoding="utf-8")
    return file
