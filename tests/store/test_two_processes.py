"""Two programs on one study: the second is told within seconds, and none reads half a change."""

import subprocess
import sys
import time

import pytest

from qualcode.errors import StudyError
from qualcode.store import Store, engine
from tests.dump import dump
from tests.soon import soon

HOLDS = """
import sys, time
from qualcode.store import Store
store = Store.open(sys.argv[1])
with store.write("other") as tx:
    tx.record("star", "theirs")
    print("writing", flush=True)
    sys.stdin.readline()
store.close()
"""


@pytest.fixture
def other(store):
    """Another process in the middle of a change; a line on its input lets it finish."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(store.place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "writing\n"
    yield child
    if child.poll() is None:
        child.kill()
    child.wait(10)
    child.stdin.close()
    child.stdout.close()


def test_the_second_writer_is_told_while_reading_goes_on(store, other):
    before = dump(store)

    with (
        soon(3, time.monotonic),
        pytest.raises(StudyError, match="Another program is writing"),
        store.write("mk") as tx,
    ):
        tx.record("star", "ours")

    assert dump(store) == before
    other.communicate("go on\n", timeout=20)
    with store.write("mk") as tx:
        tx.record("star", "ours")
    assert [row[3:5] for row in dump(store)["event"]][-2:]


def test_a_program_that_dies_in_a_change_holds_nobody_up(store, other):
    before = dump(store)
    other.kill()
    other.wait(10)

    with store.write("mk") as tx:
        tx.record("star", "ours")

    after = dump(store)
    assert len(after["event"]) == len(before["event"]) + 1
    assert not any("theirs" in row for row in after["event"])


def test_a_second_program_can_open_the_study_and_read_it(store, other):
    again = Store.open(store.place)

    assert dump(again) == dump(store)
    again.close()


def test_without_a_time_to_wait_the_second_would_be_turned_away_at_once(
    filled_sqlite, tmp_path, monkeypatch
):
    """The control: the three seconds are what lets two people's codings pass each other."""
    import shutil
    import threading

    place = shutil.copy(filled_sqlite, tmp_path / "study.qualcode")

    def refused(wait):
        monkeypatch.setattr(engine, "BUSY_MS", wait)
        monkeypatch.setitem(engine.PRAGMAS, "busy_timeout", str(wait))
        first, second = Store.open(place), Store.open(place)
        begun = threading.Event()

        def write():
            with first.write("mk") as tx:
                tx.record("star", "nothing")
                begun.set()
                time.sleep(0.4)

        thread = threading.Thread(target=write)
        thread.start()
        begun.wait(10)
        try:
            with second.write("tk") as tx:
                tx.record("star", "nothing")
        except StudyError:
            return True
        finally:
            thread.join()
            first.close()
            second.close()
        return False

    assert refused(0)
    assert not refused(3_000)
