"""Full, limited, read-only and missing disks: said in one sentence, nothing changed, and the same
act goes through once the cause is gone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.store import Store, engine
from qualcode.store.engine import make_engine
from tests.conftest import ROOT

CASES = 12


def apart() -> bool:
    """Whether this machine lets a process have mounts of its own."""
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True
    )
    return tried.returncode == 0


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    if not apart():
        pytest.skip("this machine lets nobody mount disks of their own")
    book = ROOT / "codebooks" / "good_practice_indicators.yaml"
    folder = tmp_path_factory.mktemp("disks")
    ran = subprocess.run(
        [*("unshare", "-rm", sys.executable, "-m", "tests.faults.short"), str(folder), str(book)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    return folder, [json.loads(line) for line in ran.stdout.splitlines()]


def test_twelve_faults_of_the_disk_are_told_and_nothing_is_changed(cases, capsys):
    folder, rows = cases

    assert len(rows) == CASES
    for row in rows:
        assert row["kind"] in ("StudyError", "Refused"), row
        assert row["unchanged"] is True, row
        assert row["reads"] == "done", row
        assert "\n" not in row["said"] and row["said"].endswith("."), row
        assert str(folder) not in row["said"], row
    with capsys.disabled():
        print(f"\n{len(rows)} of {CASES} fault rows of the disk.")


def test_the_same_act_goes_through_once_the_cause_is_gone(cases):
    for row in cases[1]:
        assert (row["again"], row["grown"]) == ("done", True), row


def test_what_is_said_names_the_next_step(cases):
    steps = ("free some space", "check that", "Copy it to", "has room", "choose another")
    for row in cases[1]:
        assert any(step in row["said"] for step in steps), row


def test_a_connection_without_our_settings_is_refused(file, monkeypatch):
    from qualcode.errors import StudyError

    for name, value in (("synchronous", "NORMAL"), ("foreign_keys", "OFF")):
        with monkeypatch.context() as weaker:
            weaker.setitem(engine.PRAGMAS, name, value)
            with pytest.raises(StudyError, match=f"setting {name}"):
                Store.open(Path(file))
    Store.open(Path(file)).close()


@pytest.mark.parametrize(("version", "refused"), [((3, 51, 2), True), ((3, 51, 3), False)])
def test_an_sqlite_that_can_lose_work_opens_no_study(file, tmp_path, monkeypatch, version, refused):
    """Neither an old study nor a new one, and nothing is made where one was to be."""
    from sqlcipher3 import dbapi2

    from qualcode.errors import StudyError

    monkeypatch.setattr(dbapi2, "sqlite_version_info", version)
    monkeypatch.setattr(dbapi2, "sqlite_version", ".".join(map(str, version)))
    if not refused:
        Store.open(Path(file)).close()
        return
    before = Path(file).read_bytes()
    for start in (
        lambda: Store.open(Path(file)),
        lambda: Store.create(tmp_path / "new.qualcode"),
        lambda: make_engine(Path(file), read_only=True),
    ):
        with pytest.raises(StudyError, match=r"SQLite 3\.51\.2 can lose data; install"):
            start()
    assert Path(file).read_bytes() == before
    assert not (tmp_path / "new.qualcode").exists()


def test_every_connection_has_our_settings_in_force(file):
    store = Store.open(Path(file))
    taken = [store.engine.connect() for _ in range(8)]
    for connection in taken:
        for name, value in engine.IN_FORCE.items():
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar() == value, name
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
        assert tuple(map(int, version.split("."))) >= (3, 51, 3)
    for connection in taken:
        connection.close()
    store.close()


def test_a_study_that_another_program_holds_in_another_mode_is_not_written(file):
    """SQLite takes the wish for another journal in silence, and keeps the one there is."""
    from sqlcipher3 import dbapi2

    from qualcode.errors import StudyError

    other = dbapi2.connect(str(file))
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM coding").fetchone()
    with pytest.raises(StudyError):
        Store.open(Path(file))
    other.close()
    Store.open(Path(file)).close()
