"""Backups: a copy counts once it was found sound, and a bad one never replaces a good one."""

import errno
import os
import shutil
import stat
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from qualcode.errors import Damaged, Refused, StudyError
from qualcode.model import Memo
from qualcode.store import Store, backups, events, notes, schema
from qualcode.store.engine import PRAGMAS, back_up, connect_file
from tests.dump import dump
from tests.soon import soon

NOW = datetime(2026, 5, 20, 9, 30, tzinfo=UTC)


def at(days=0.0):
    """So many days before now, as times are stored."""
    return (NOW - timedelta(days=days)).isoformat(timespec="microseconds")


def made(file, days=0.0, **named):
    return backups.make(file, None, at=at(days), **named)[0]


def names(file):
    return [b.path.name for b in backups.backups_of(file)]


def spoil(path, where=8192):
    with path.open("r+b") as spoiled:
        spoiled.seek(where)
        spoiled.write(b"\x55" * 4096)


def test_a_backup_holds_all_the_study_held_and_lies_in_a_folder_of_its_own(file):
    with closing(Store.open(file)) as store:
        before = dump(store)

    backup, held = backups.make(file, None, at=at())

    assert backup.path.parent.name == "study.backups"
    assert (held.codings, held.acts) == (0, 4)
    with closing(Store.open(backup.path)) as copy:
        assert dump(copy) == before
    assert [f.name for f in backup.path.parent.iterdir()] == [backup.path.name]


@pytest.mark.skipif(os.name != "posix", reason="the system knows no such permissions")
def test_nobody_else_may_read_a_backup(file):
    backup = made(file)

    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert backup.path.parent.stat().st_mode & 0o777 == 0o700


def test_backups_are_told_by_their_time_their_name_and_why_they_were_made(file):
    made(file, 2, name="Before the mentor's visit")
    made(file, 1, reason=backups.BEFORE_ERASING)
    made(file)

    told = [(b.made_at, b.name, b.reason) for b in backups.backups_of(file)]
    assert told == [
        (at(), "", ""),
        (at(1), "", "before-erasing"),
        (at(2), "before-the-mentor-s-visit", ""),
    ]


def test_another_studys_backups_are_not_counted(file):
    other = file.with_name("study.two.qualcode")
    file.rename(other)
    made(other)

    assert backups.backups_of(file) == []
    assert len(backups.backups_of(other)) == 1


def test_a_name_without_letters_is_refused(file):
    with pytest.raises(Refused, match="letters"):
        made(file, name="...")


def test_the_ten_newest_stay_and_one_a_day_for_thirty_days():
    ages = [hour / 24 for hour in range(14)] + [day + 0.1 for day in range(2, 40)]
    every = [backups.Backup(Path(f"{age}"), at(age)) for age in ages]
    named = backups.Backup(Path("named"), at(400), name="first-wave")

    gone = backups.doomed([*every, named], at())

    kept = [b for b in every if b not in gone]
    assert named not in gone
    assert kept[:10] == every[:10]
    # Of the hours of yesterday and today the newest of each day stays, and what the ten hold.
    assert [b for b in every[10:14] if b in kept] == [every[10]]
    assert [b for b in every[14:] if b in kept] == every[14 : 14 + 28]
    assert all(backups.age_of(b, at()) <= timedelta(days=30) for b in kept)


def test_making_one_puts_out_what_is_too_old(file):
    old = made(file, 40)
    named = made(file, 41, name="first wave")
    new = made(file)

    assert set(names(file)) == {named.path.name, new.path.name}
    assert not old.path.exists()


def test_the_last_good_backup_outlives_every_age(file):
    good = made(file, 300)
    for day in (290, 285, 280):
        spoil(made(file, day).path)

    gone = backups.put_out(file, None, at=at())

    assert len(gone) == 3
    assert names(file) == [good.path.name]


def test_where_no_backup_is_sound_none_is_put_out(file):
    for day in (200, 190):
        spoil(made(file, day).path)

    assert backups.put_out(file, None, at=at()) == []
    assert len(names(file)) == 2


def test_rotation_by_age_alone_would_have_taken_the_last_good_one(file):
    """The control: without asking which is sound, it is among those whose time has passed."""
    good = made(file, 300)

    assert good in backups.doomed(backups.backups_of(file), at())


def test_a_damaged_study_makes_no_backup_and_the_good_ones_stay(file):
    good = made(file, 1)
    before = good.path.read_bytes()
    spoil(file)

    with pytest.raises(Damaged, match="No backup was made"):
        made(file)

    assert names(file) == [good.path.name]
    assert good.path.read_bytes() == before
    assert len(list(good.path.parent.iterdir())) == 1


def test_a_copy_whose_history_lacks_its_last_act_does_not_count(file):
    with closing(connect_file(file, "rw")) as connection:
        connection.execute("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)")

    with pytest.raises(Damaged, match="history"):
        made(file)
    assert names(file) == []


def test_a_study_of_another_program_makes_no_backup(file):
    with closing(connect_file(file, "rw")) as connection:
        connection.execute("PRAGMA application_id=7")

    with pytest.raises(Damaged, match="not a qualcode study"):
        made(file)


@pytest.mark.parametrize("fault", ["missing", "a file"])
def test_a_folder_that_is_not_there_is_one_sentence_and_earlier_backups_stay(file, tmp_path, fault):
    made(file, 1)
    folder = tmp_path / "stick"
    folder.mkdir()
    backups.choose_folder(file, folder)
    folder.rmdir()
    if fault == "a file":
        folder.write_text("no folder")

    with pytest.raises(StudyError, match="not there") as caught:
        made(file)
    assert str(tmp_path) not in str(caught.value)
    assert len(names(file)) == 1


def test_a_full_disk_is_one_sentence_and_leaves_nothing_half(file, monkeypatch):
    made(file, 1)

    def full(path, mode, key=None):
        connection = connect_file(path, mode, key)
        if mode == "rw":
            connection.execute("PRAGMA max_page_count=4")
        return connection

    monkeypatch.setattr("qualcode.store.engine.connect_file", full)

    with pytest.raises(StudyError, match="free some space"):
        made(file)
    assert [f.name for f in (file.parent / "study.backups").iterdir()] == names(file)
    assert len(names(file)) == 1


def test_another_folder_is_remembered_beside_the_study_not_in_it(file, tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    made(file, 1)
    before = file.read_bytes()

    backups.choose_folder(file, folder)
    new = made(file)

    assert new.path.parent.parent == folder
    assert len(names(file)) == 2
    assert file.read_bytes() == before
    backups.choose_folder(file, None)
    assert made(file).path.parent.name == "study.backups"


def test_a_folder_that_cannot_be_used_is_not_chosen(file, tmp_path):
    with pytest.raises(StudyError, match="not there"):
        backups.choose_folder(file, tmp_path / "absent")
    assert backups.chosen_folder(file) is None


def test_a_copy_into_a_folder_of_its_own_is_not_put_out(file, tmp_path):
    away = tmp_path / "away"
    away.mkdir()

    made(file, 400, folder=away)
    made(file, 399)
    made(file)

    assert len(list(away.iterdir())) == 1
    assert names(file) == [made_name for made_name in names(file) if "20260520" in made_name]


def test_what_a_cut_off_backup_left_is_swept_away_later(file):
    folder = made(file, 1).path.parent
    old, young = folder / ".study.x.backup.1.part", folder / ".study.y.backup.2.part"
    for part in (old, young):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 7200, time.time() - 7200))

    made(file)

    assert not old.exists()
    assert young.exists()


def test_every_copy_of_a_study_is_known(file):
    backup = made(file)
    beside = [
        file.with_name(f"study.qualcode{rest}")
        for rest in (
            ".before-0005.backup",
            ".before-restore-20260101000000.qualcode-kept",
            ".moved",
            ".moved-2",
        )
    ]
    half = file.with_name(".study.qualcode.0a1b2c3d.part")
    for path in (*beside, half, file.with_name("other.qualcode.moved")):
        path.write_bytes(b"x")

    assert set(backups.every_copy(file)) == {backup.path, half, *beside}


def test_a_backup_waits_for_no_writer_longer_than_it_says(file, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "busy_timeout", "500")
    writer = connect_file(file, "rw")
    writer.execute("BEGIN EXCLUSIVE")

    with (
        soon(1, time.monotonic),
        pytest.raises(StudyError, match="Another program is writing"),
    ):
        made(file)

    writer.close()


def write_many(place, who, until):
    with closing(Store.open(place)) as store:
        n = 0
        while not until.is_set():
            with store.write(who) as tx:
                notes.save_memo(tx, Memo(f"{who}-{n}", "words", "mk", tx.at, "study"))
            n += 1
            time.sleep(0.002)


def test_a_backup_taken_while_ten_write_is_a_state_that_was_stored(file):
    until = threading.Event()
    writers = [threading.Thread(target=write_many, args=(file, f"w{n}", until)) for n in range(10)]
    for writer in writers:
        writer.start()
    time.sleep(0.4)
    try:
        backup, held = backups.make(file, None, at=at())
        time.sleep(0.2)
    finally:
        until.set()
        for writer in writers:
            writer.join()

    with closing(Store.open(file)) as store, closing(Store.open(backup.path)) as copy:
        with store.read() as now, copy.read() as then:
            acts = list(events.load_events(then))
            later = list(events.load_events(now))
            memos = set(then.execute(select(schema.memo.c.id)).scalars())
            assert events.find_break(then) is None
        assert acts == later[: len(acts)]
        assert 4 < held.acts == len(acts) < len(later)
        assert memos == {e.subject for e in acts if e.act == "write memo"} != set()


def test_a_copy_of_the_bare_file_in_mid_change_would_not_have_been_sound(file, tmp_path):
    """The control: what any program copies while a change is being written."""
    with closing(connect_file(file, "rw")) as writer:
        writer.execute("PRAGMA cache_size=1")
        writer.execute("BEGIN IMMEDIATE")
        for n in range(200):
            writer.execute(
                "INSERT INTO memo (id, about, text, author, made_at)"
                " VALUES (?, 'study', ?, 'mk', '')",
                (str(n), "words " * 200),
            )
        copy = tmp_path / "copy.qualcode"
        copy.write_bytes(Path(file).read_bytes())
        writer.execute("ROLLBACK")

    with pytest.raises(Damaged):
        back_up(copy, tmp_path / "again.backup")


def test_two_studies_of_one_name_keep_their_backups_on_one_disk_apart(file, tmp_path):
    disk, other = tmp_path / "disk", tmp_path / "other" / file.name
    disk.mkdir()
    other.parent.mkdir()
    shutil.copy(file, other)
    for place in (file, other):
        backups.choose_folder(place, disk)
    only = made(other, 40)
    before = made(file, 40), made(file)

    assert only.path.exists()
    assert backups.newest_good(other, None)[0] == only
    assert [b.path for b in backups.backups_of(file)] == [before[1].path]


def test_backups_in_a_folder_chosen_before_are_still_known_and_put_out(file, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    backups.choose_folder(file, disk)
    old = made(file, 31)
    backups.choose_folder(file, None)

    assert backups.backups_of(file) == [old]
    assert old.path in backups.every_copy(file)
    made(file)
    assert not old.path.exists()


def test_a_stray_name_in_the_folder_stops_nothing(file):
    kept = made(file, 1)
    kept.path.with_name("study.20269999T999999-123456.backup").write_bytes(b"x")

    assert backups.backups_of(file) == [kept]
    made(file)


def test_a_disk_that_syncs_no_folders_takes_backups_all_the_same(file, monkeypatch):
    real = os.fsync

    def no_folders(number):
        if stat.S_ISDIR(os.fstat(number).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(number)

    monkeypatch.setattr(os, "fsync", no_folders)

    assert made(file).path.exists()


def test_a_whole_copy_that_a_stopped_restore_left_is_swept_away_later(file):
    left = file.with_name(".study.qualcode.0a1b2c3d.part")
    shutil.copy(file, left)
    os.utime(left, (time.time() - 7200, time.time() - 7200))

    made(file)

    assert not left.exists()


def test_a_long_name_that_is_not_ascii_fits_into_a_files_name(file):
    place = file.with_name(f"{'ü' * 60}.qualcode")
    file.rename(place)

    assert made(place, name="ß" * 60).path.exists()
