"""A study under another key: the old file or the new one, never neither, and no word in plain."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.errors import Locked, StudyError
from qualcode.store import Store, rekeying
from qualcode.store.engine import connect_file, looks_like_study
from qualcode.store.key import looks_encrypted, opens, passing_key
from qualcode.store.rekeying import copies_of, copy_under, rewrite, wipe

KEYS = [None, bytes(range(48)), bytes(range(48, 96))]


def content(place, key):
    with closing(connect_file(place, "ro", key)) as connection:
        return rekeying._digest(connection)


def nothing(copy):
    """Nothing more is to be done to the copy."""


@pytest.mark.parametrize(("old", "new"), [(0, 1), (1, 2), (2, 0)])
def test_the_study_holds_the_same_under_its_new_key_and_opens_with_no_other(file, old, new):
    if KEYS[old]:
        rewrite(file, None, KEYS[old], nothing)
    before = content(file, KEYS[old])

    rewrite(file, KEYS[old], KEYS[new], nothing)

    assert content(file, KEYS[new]) == before
    assert looks_like_study(file) is (KEYS[new] is None)
    if KEYS[old]:
        assert not opens(file, KEYS[old])
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_the_file_that_takes_its_place_is_for_the_same_account_alone(file):
    file.chmod(0o640)

    rewrite(file, None, KEYS[1], nothing)

    assert file.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="Windows frees the old bytes")
def test_the_old_bytes_are_written_over(file):
    with file.open("rb") as old:
        assert b"trust" in old.read()

        rewrite(file, None, KEYS[1], nothing)

        old.seek(0)
        assert set(old.read()) == {0}


@pytest.mark.parametrize("broken", ["sync_folder", "_write_over"])
def test_what_fails_once_the_copy_is_the_study_does_not_say_nothing_happened(
    file, monkeypatch, broken
):
    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(rekeying, broken, fail)

    assert rewrite(file, None, KEYS[1], nothing) is False
    assert opens(file, KEYS[1])


@pytest.mark.skipif(os.name == "nt", reason="Windows frees the old bytes")
def test_where_the_new_name_may_not_last_the_old_bytes_are_left(file, monkeypatch):
    monkeypatch.setattr(rekeying, "sync_folder", lambda folder: False)
    with file.open("rb") as old:
        assert rewrite(file, None, KEYS[1], nothing) is False
        assert b"trust" in old.read()


def test_whoever_still_has_the_old_file_open_is_told_and_loses_nothing_in_it(file):
    other = Store.open(file)
    with other.read():
        pass

    rewrite(file, None, KEYS[1], nothing)

    with pytest.raises(Locked, match="open the study again"), other.write("mk"):
        pass
    other.close()


def test_while_another_program_writes_nothing_is_changed(file, monkeypatch):
    monkeypatch.setattr("qualcode.store.engine.BUSY_MS", 50)
    monkeypatch.setitem(sys.modules["qualcode.store.engine"].PRAGMAS, "busy_timeout", "50")
    before = file.read_bytes()

    with closing(connect_file(file, "rw")) as writing:
        writing.execute("BEGIN IMMEDIATE")
        with pytest.raises(StudyError, match="Another program is writing"):
            rewrite(file, None, KEYS[1], nothing)

    assert file.read_bytes() == before
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_nobody_can_write_while_the_study_is_copied(file, monkeypatch):
    monkeypatch.setitem(sys.modules["qualcode.store.engine"].PRAGMAS, "busy_timeout", "50")
    seen = []

    def try_to_write(copy):
        with closing(connect_file(file, "rw")) as other:
            try:
                other.execute("BEGIN IMMEDIATE")
            except Exception as error:
                seen.append(str(error))

    rewrite(file, None, KEYS[1], try_to_write)

    assert seen == ["database is locked"]


def test_a_copy_that_lacks_a_row_never_takes_the_studys_place(file, monkeypatch):
    digests = iter(["one", "another"])
    monkeypatch.setattr(rekeying, "_digest", lambda connection: next(digests))
    before = file.read_bytes()

    with pytest.raises(StudyError, match="did not pass its check"):
        rewrite(file, None, KEYS[1], nothing)

    assert file.read_bytes() == before
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_the_comparison_sees_a_single_changed_word(file, tmp_path):
    copy = tmp_path / "copy"
    copy_under(file, copy, None, KEYS[1])
    assert content(copy, KEYS[1]) == content(file, None)

    with closing(connect_file(copy, "rw", KEYS[1])) as changed:
        changed.execute("UPDATE transcript SET title = title || '.'")

    assert content(copy, KEYS[1]) != content(file, None)


def test_what_a_stopped_try_left_is_taken_away_at_the_next(file):
    left = file.with_name(f".{file.name}.0123abcd.new")
    left.write_bytes(b"half a copy")

    rewrite(file, None, KEYS[1], nothing)

    assert not left.exists()


def test_other_copies_are_named_by_how_they_can_be_read(file):
    shutil.copy(file, file.with_name(f"{file.name}.before-0005.backup"))
    backups = file.with_name("study.backups")
    backups.mkdir()
    shutil.copy(file, backups / "study.1.backup")
    copy_under(file, backups / "study.2.backup", None, passing_key())
    (backups / "note.txt").write_text("not a study")

    assert copies_of(file) == (
        ["study.1.backup", "study.qualcode.before-0005.backup"],
        ["study.2.backup"],
    )


def test_a_file_that_is_wiped_is_gone(tmp_path):
    place = tmp_path / "copy"
    place.write_bytes(b"words")
    handle = place.open("rb")

    wipe(place)

    assert not place.exists()
    assert handle.read() == bytes(5)
    handle.close()


# Goes round and round: plain, encrypted, under another key, plain.
CHILD = """
import itertools, sys
from pathlib import Path
from qualcode.store import rekeying
place = Path(sys.argv[1])
keys = [None, bytes(range(48)), bytes(range(48, 96))]
if sys.argv[2] == "careless":
    def careless(path, copy, held):
        import time
        path.unlink()
        print("gone", flush=True)
        time.sleep(5)
        copy.replace(path)
    rekeying._replace = careless
now = 0 if rekeying.looks_like_study(place) else next(
    n for n in (1, 2) if rekeying.opens(place, keys[n]))
print("ready", flush=True)
for n in itertools.count(now):
    rekeying.rewrite(place, keys[n % 3], keys[(n + 1) % 3], lambda copy: None)
""".replace("rekeying.opens", "__import__('qualcode.store.key', fromlist=['opens']).opens")


def killed(place, after_s, how="careful", word=b"ready"):
    child = subprocess.Popen([sys.executable, "-c", CHILD, place, how], stdout=subprocess.PIPE)
    assert child.stdout is not None
    while (line := child.stdout.readline().strip()) != word:
        assert line, "the child ended"
    time.sleep(after_s)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()


def state(place: Path) -> int | None:
    """Under which key the study opens, whole; None where it does under none."""
    if not place.exists():
        return None
    if looks_like_study(place):
        return 0
    return next((n for n in (1, 2) if looks_encrypted(place) and opens(place, KEYS[n])), None)


def survives(place, kills):
    rng = random.Random(8)
    before, seen = content(place, None), set()
    for _ in range(kills):
        killed(place, rng.uniform(0.0, 0.25))
        found = state(place)
        assert found is not None
        assert content(place, KEYS[found]) == before
        seen.add(found)
    return seen


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_the_study_is_there_whole_under_one_of_its_keys(file):
    assert survives(file, 6)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_a_hundred_times_the_study_is_there_whole_and_all_keys_were_met(file):
    assert survives(file, 100) == {0, 1, 2}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_careless_replacement_is_caught_by_the_same_look(file):
    # The control: had the old file been taken away first, the kill would have left neither.
    killed(file, 0.0, "careless", b"gone")

    assert state(file) is None
