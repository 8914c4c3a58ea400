"""Backups, going back to one, and moving a study, as `Project` has them."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qualcode.errors import Damaged, Refused, StudyError
from qualcode.model import Code, CoderRole, Span
from qualcode.project import Project, keeping_moved, new
from qualcode.project.erasing_ledger import ledger_of
from qualcode.project.keeping_backups import is_due, keep_backed_up, last_put_back
from qualcode.project.keeping_restored import restored
from qualcode.project.unlocking import draw
from qualcode.store import backups, places, restoring, utc_now
from qualcode.store.engine import PRAGMAS, connect_file
from tests.dump import dump


@pytest.fixture
def coded(project, interview):
    """The study with one coding."""
    project.code(interview, span(project, interview, "We know who to ring"), "3.b")
    return project


def span(project, interview, words):
    start = project.transcript(interview).text.index(words)
    return Span(start, start + len(words))


def test_a_study_goes_back_to_its_backup_and_what_it_was_is_kept(coded, interview):
    [kept] = coded.codings()
    before = dump(coded.store)
    coded.backup()
    coded.withdraw(kept.id)
    coded.code(interview, span(coded, interview, "We argue about"), "1.a")
    later = dump(coded.store)

    _, apart = coded.restore_look()
    done = coded.restore()

    assert (apart.only_study, apart.only_backup) == (1, 1)
    assert done.apart == apart
    assert [c.id for c in coded.codings()] == [kept.id]
    assert dump(coded.store, without=("event", "study")) == {
        k: v for k, v in before.items() if k not in ("event", "study")
    }
    assert coded.history(last=1)[0].act == "restore backup"
    assert coded.check_history() is None
    with closing(Project.open(Path(coded.store.place).with_name(done.kept), "mk")) as was:
        assert dump(was.store) == later


def test_a_named_backup_is_gone_back_to_by_its_name(coded):
    coded.backup("First look")
    coded.withdraw(coded.codings()[0].id)
    coded.backup()

    assert coded.restore("first-look").codings == 1
    with pytest.raises(Refused, match="no backup of that name"):
        coded.restore("second-look")


def test_where_no_backup_is_nothing_is_put_back(coded):
    before = dump(coded.store)

    with pytest.raises(Refused, match="no good backup"):
        coded.restore()
    assert dump(coded.store) == before


def test_a_damaged_backup_is_not_put_back_and_the_newest_good_one_is(coded):
    good = coded.backup()
    bad = coded.backup()
    bad.path.write_bytes(bad.path.read_bytes()[:9000])
    before = Path(coded.store.place).read_bytes()

    with pytest.raises(StudyError, match="not sound"):
        coded.restore(bad.file)
    assert Path(coded.store.place).read_bytes() == before
    assert coded.restore().made_at == good.made_at


def test_another_studys_backup_is_not_put_back(coded, tmp_path):
    other = new(tmp_path / "other.qualcode", "mk")
    backup = other.backup()
    other.close()
    before = dump(coded.store)

    with pytest.raises(Refused, match="another study"):
        coded.restore(str(backup.path))
    assert dump(coded.store) == before


def test_a_damaged_study_becomes_its_newest_good_backup_and_is_kept(coded):
    coded.backup()
    place = Path(coded.store.place)
    coded.close()
    place.write_bytes(b"\0" * 20_000)

    with pytest.raises(Damaged):
        Project.open(place, "mk")
    done = restored(place, "mk", "", key=None, at=utc_now())

    assert (done.apart.only_study, done.codings) == (None, 1)
    assert place.with_name(done.kept).read_bytes() == b"\0" * 20_000
    with closing(Project.open(place, "mk")) as again:
        assert len(again.codings()) == 1
        assert again.check_history() is None


def test_a_half_written_change_of_the_damaged_file_does_not_reach_the_backup(coded):
    """A journal beside the study belongs to the file it was begun in."""
    coded.backup()
    place = Path(coded.store.place)
    coded.close()
    journal = place.with_name(f"{place.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(9000))
    place.write_bytes(b"\0" * 20_000)

    done = restored(place, "mk", "", key=None, at=utc_now())

    assert not journal.exists()
    assert done.codings == 1
    with closing(Project.open(place, "mk")) as again:
        assert len(again.codings()) == 1


def test_a_program_that_has_the_study_open_reads_what_was_put_back(coded):
    other = Project.open(coded.store.place, "mk")
    coded.backup()
    coded.withdraw(coded.codings()[0].id)
    assert other.codings() == []

    coded.restore()

    assert len(other.codings()) == 1
    other.add_memo("after")
    assert [m.text for m in coded.memos()] == ["after"]
    other.close()


def test_an_open_study_takes_up_no_other_study_put_in_its_place(coded, tmp_path):
    other = new(tmp_path / "other.qualcode", "mk")
    other.close()
    assert len(coded.codings()) == 1
    Path(other.store.place).replace(coded.store.place)

    for _ in "ab":
        with pytest.raises(StudyError, match="Another study's file"):
            coded.add_memo("for the first study")


def test_an_older_copy_put_in_an_open_studys_place_brings_nobody_back(coded, tmp_path):
    older = coded.backup(to=tmp_path)
    with closing(Project.open(coded.store.place, "mk")) as opened:
        opened.erase_participant("P01", typed="P01")
        older.path.replace(coded.store.place)

        assert opened.participants() == []
        assert opened.erasures() == 1


def test_while_another_program_writes_nothing_is_put_back(coded, monkeypatch):
    coded.backup()
    monkeypatch.setitem(PRAGMAS, "busy_timeout", "100")
    other = Project.open(coded.store.place, "tk")
    with other._write() as tx:
        tx.record("star", "nothing")
        with pytest.raises(StudyError, match="Another program is writing"):
            coded.restore()
    other.close()
    assert [f.name for f in Path(coded.store.place).parent.glob("*kept*")] == []


def test_a_machine_that_stops_while_a_backup_is_put_back_leaves_a_whole_study(coded, monkeypatch):
    coded.backup()
    coded.withdraw(coded.codings()[0].id)
    now = dump(coded.store)

    def stop(part, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(restoring, "settle", stop)
    with pytest.raises(KeyboardInterrupt):
        coded.restore()

    with closing(Project.open(coded.store.place, "mk")) as again:
        assert dump(again.store) == now


def test_a_backup_of_a_newer_qualcode_is_not_put_back(coded):
    newer = coded.backup()
    with closing(connect_file(newer.path, "rw")) as changed:
        changed.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(coded.store)

    with pytest.raises(Refused, match="newer qualcode"):
        coded.restore()
    assert dump(coded.store) == before
    assert list(Path(coded.store.place).parent.glob("*kept")) == []


def test_a_restore_that_fails_leaves_no_second_name_of_the_living_study(coded, monkeypatch):
    coded.backup()

    def full(part, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "settle", full)
    with pytest.raises(StudyError, match="could not be put in place"):
        coded.restore()

    assert Path(coded.store.place).stat().st_nlink == 1


def test_a_program_that_has_the_study_open_goes_on_with_the_codebook_of_what_was_put_back(coded):
    """The same numbers of codebooks and acts stand for something else afterwards."""
    coded.backup()
    with closing(Project.open(coded.store.place, "mk")) as other:
        coded.add_code(Code("9.a", "Given up"), "a test")
        before = other.codebook_version
        assert "9.a" in other.codebook
        coded.restore()
        coded.add_code(Code("9.b", "Taken up"), "a test")

        assert other.codebook_version == before
        assert "9.a" not in other.codebook and "9.b" in other.codebook
        assert "9.a" not in coded.codebook


def test_tables_are_counted_anew_after_going_back_though_the_number_of_acts_is_the_same(coded):
    backup = coded.backup()
    [coding] = coded.codings()
    with closing(Project.open(coded.store.place, "mk")) as other:
        coded.withdraw(coding.id)
        before = coded.version
        assert not [row for row in both(coded, other) if row]
        coded.restore(backup.file)

        assert coded.version == before
        assert [len(row) for row in both(coded, other)] == [1, 1]


def both(*projects):
    """The codings that each counts in its tables."""
    return [[c for c in one.frames().codings.itertuples() if c.code == "3.b"] for one in projects]


@pytest.mark.parametrize("role", [CoderRole.MENTOR, CoderRole.SECOND_CODER])
def test_going_back_is_for_researchers_also_when_the_study_is_damaged(coded, role):
    coded.add_coder("Maud", role)
    coded.backup()
    place = Path(coded.store.place)

    with pytest.raises(Refused, match="for researchers"):
        coded.acting_as("Maud").restore()
    coded.close()
    place.write_bytes(b"")
    with pytest.raises(Refused, match="for researchers"):
        restored(place, "Maud", "", key=None, at=utc_now())
    assert place.read_bytes() == b""


@pytest.mark.parametrize("damaged", [False, True])
def test_who_was_erased_is_erased_again_though_the_list_beside_the_study_is_lost(
    coded, tmp_path_factory, damaged
):
    """The backup lay elsewhere, where erasing does not look, and still holds the person."""
    away = tmp_path_factory.mktemp("away")
    older = coded.backup(to=away)
    coded.erase_participant("P01", typed="P01")
    place = Path(coded.store.place)
    ledger_of(place).unlink()
    coded.close()
    if damaged:
        place.write_bytes(b"\0" * 9000)

    done = restored(place, "mk", str(older.path), key=None, at=utc_now())

    assert done.erasures_known is not damaged
    with closing(Project.open(place, "mk")) as again:
        known = [p.id for p in again.participants()]
        assert ("P01" in known) is damaged
        assert (done.erased_again, again.erasures()) == ((0, 0) if damaged else (1, 1))


def test_gone_back_twice_in_one_second_nothing_is_written_over(coded):
    backup = coded.backup()
    coded.add_memo("an hour of work")
    now = utc_now()

    kept = [
        restored(Path(coded.store.place), "mk", backup.file, key=None, at=now).kept for _ in "ab"
    ]

    assert len(set(kept)) == 2
    with closing(Project.open(Path(coded.store.place).with_name(kept[0]), "mk")) as was:
        assert [m.text for m in was.memos()] == ["an hour of work"]


def test_what_was_kept_at_a_restore_is_listed_and_had_again_and_is_never_the_newest_good(coded):
    backup = coded.backup()
    coded.add_memo("an hour of work")
    assert last_put_back(coded.store) is None
    kept = coded.restore().kept

    assert [(b.file, b.is_aside) for b in coded.backups()] == [(kept, True), (backup.file, False)]
    assert coded.safety().last.file == backup.file
    assert last_put_back(coded.store).who == "mk"
    assert coded.restore().made_at == backup.made_at
    assert coded.memos() == []
    coded.restore(kept)
    assert [m.text for m in coded.memos()] == ["an hour of work"]


def test_on_a_disk_without_second_names_what_stood_there_is_copied(coded, monkeypatch):
    backup = coded.backup()
    coded.add_memo("an hour of work")

    def no_links(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(restoring.os, "link", no_links)
    kept = coded.restore(backup.file).kept

    with closing(Project.open(Path(coded.store.place).with_name(kept), "mk")) as was:
        assert [m.text for m in was.memos()] == ["an hour of work"]


def test_whoever_may_not_restore_now_may_not_because_the_backup_knows_no_such_rule(coded):
    coded.backup()
    coded.add_coder("Mia", CoderRole.MENTOR)
    place, before = Path(coded.store.place), dump(coded.store)

    with pytest.raises(Refused, match="for researchers"):
        restored(place, "Mia", "", key=None, at=utc_now())
    assert dump(coded.store) == before


def test_a_copy_into_another_folder_is_recorded_as_having_left(coded, tmp_path):
    (tmp_path / "away").mkdir()

    coded.backup(to=tmp_path / "away")

    assert coded.history(last=1)[0].act == "export backup"
    assert "copy of the whole study" in coded.audit(last=1)[0].words
    assert coded.backups() == []


def test_a_copy_into_another_folder_follows_the_rules_of_what_leaves(coded, tmp_path, monkeypatch):
    away, shared = tmp_path / "away", tmp_path / "OneDrive"
    away.mkdir()
    shared.mkdir()
    coded.add_coder("Tom", CoderRole.SECOND_CODER)

    with pytest.raises(Refused, match="for researchers"):
        coded.acting_as("Tom").backup(to=away)
    with pytest.raises(Refused, match="OneDrive"):
        coded.backup(to=shared)
    monkeypatch.setattr(coded, "_write", lambda: (_ for _ in ()).throw(StudyError("in use")))
    with pytest.raises(StudyError, match="in use"):
        coded.backup(to=away)
    assert [*away.iterdir(), *shared.iterdir()] == []


def test_a_backup_that_stays_with_the_study_is_no_act(coded):
    """Else every backup would be one act behind the study."""
    before = coded.version
    coded.backup()

    assert coded.version == before
    assert coded.safety().acts_since == 0
    coded.add_memo("more")
    assert coded.safety().acts_since == coded.version - before


@pytest.fixture
def later(coded):
    """Sets the study's clock so many hours on."""

    def set_on(hours):
        moment = datetime.now(UTC) + timedelta(hours=hours)
        coded.store.clock = lambda: moment.isoformat(timespec="microseconds")

    return set_on


def test_an_hours_work_that_is_in_no_backup_makes_one(coded, later):
    assert not is_due(coded.store)
    later(1.1)

    assert keep_backed_up(coded.store) == ""
    assert len(coded.backups()) == 1
    assert not is_due(coded.store)
    later(9)
    assert not is_due(coded.store)
    coded.add_memo("more work")
    assert is_due(coded.store)
    keep_backed_up(coded.store)
    assert len(coded.backups()) == 2


def test_a_clock_that_was_set_back_does_not_put_backups_off(coded, later):
    later(48)
    keep_backed_up(coded.store)
    later(24)
    coded.add_memo("more work")

    assert is_due(coded.store)


def test_a_backup_that_nobody_asked_for_and_cannot_be_made_is_a_warning(coded, later, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    coded.set_backup_folder(disk)
    disk.rmdir()
    later(2)

    assert keep_backed_up(coded.store).startswith("There is no new backup: the folder for backups")
    coded.add_memo("and work goes on")


def test_before_the_first_writing_the_hook_runs_once(coded):
    ran = []
    coded.store.before_writing = lambda: ran.append(len(coded.memos()))

    coded.add_memo("one")
    coded.add_memo("two")

    assert ran == [0]


def test_an_open_folder_that_is_synced_takes_no_backups_of_a_plain_study(coded, tmp_path):
    synced = tmp_path / "Dropbox"
    synced.mkdir()

    with pytest.raises(Refused, match="Dropbox"):
        coded.set_backup_folder(synced)
    assert backups.chosen_folder(Path(coded.store.place)) is None


@pytest.fixture
def synced(coded, tmp_path):
    """The study with a backup, in a folder that OneDrive copies."""
    coded.backup("before")
    coded.close()
    folder = tmp_path / "OneDrive"
    folder.mkdir()
    for path in Path(coded.store.place).parent.glob("study.*"):
        path.rename(folder / path.name)
    project = Project.open(folder / "study.qualcode", "mk")
    yield project
    project.close()


def test_a_study_is_moved_out_of_a_synced_folder_with_its_backups(synced, tmp_path):
    assert "OneDrive" in synced.read_only
    assert synced.safety().trouble == "OneDrive"
    before = dump(synced.store)
    home = tmp_path / "mine"
    home.mkdir()

    moved = synced.move_study(home)

    assert (moved.place, moved.left, moved.backups) == (
        home / "study.qualcode",
        "study.qualcode.moved",
        1,
    )
    assert not Path(synced.store.place).exists()
    with closing(Project.open(moved.place, "mk")) as again:
        assert again.read_only == ""
        assert dump(again.store, without=("event", "study")) == {
            k: v for k, v in before.items() if k not in ("event", "study")
        }
        assert again.history(last=1)[0].act == "move study"
        assert [b.name for b in again.backups()] == ["before"]
        again.add_memo("it can be written")


def test_no_backup_stays_in_the_folder_that_is_left_and_the_old_file_is_known(synced, tmp_path):
    old = Path(synced.store.place)
    (kept := old.with_name("study.qualcode.before-restore-1.qualcode-kept")).write_bytes(b"x")
    home = tmp_path / "mine"
    home.mkdir()

    moved = synced.move_study(home)

    assert not old.with_name("study.backups").exists()
    assert moved.behind == (kept.name,)
    left = {old.with_name("study.qualcode.moved"), kept}
    assert left <= set(backups.every_copy(moved.place))
    assert old.with_name("study.moved-to.txt") not in backups.every_copy(moved.place)


def test_the_old_place_and_the_old_file_of_a_moved_study_say_where_it_is(synced, tmp_path):
    old = Path(synced.store.place)
    (home := tmp_path / "mine").mkdir()
    synced.move_study(home)

    with pytest.raises(StudyError, match=f"study.qualcode was moved on .* to {home}. Open it"):
        Project.open(old, "mk")
    with closing(Project.open(old.with_name("study.qualcode.moved"), "mk")) as left:
        assert left.read_only.startswith("This is the old file of a study that was moved on")
        with pytest.raises(Refused, match="old file"):
            left.move_study(tmp_path)


def test_no_plain_backup_is_laid_where_others_copy_it(synced, tmp_path, monkeypatch):
    place = Path(synced.store.place)
    before = sorted(place.parent.rglob("*"))
    with pytest.raises(Refused, match="would lie on OneDrive"):
        synced.backup()
    synced.store.clock = lambda: "2999-01-01T00:00:00+00:00"
    assert keep_backed_up(synced.store) == ""
    assert sorted(place.parent.rglob("*")) == before

    (away := tmp_path / "away").mkdir()
    assert synced.backup(to=away).path.exists()
    monkeypatch.setenv(places.ALL_THE_SAME, "1")
    assert synced.backup().path.exists()


def test_an_encrypted_study_has_its_backups_in_such_a_folder(tmp_path):
    (folder := tmp_path / "Dropbox").mkdir()
    new(tmp_path / "a.qualcode", "mk", passphrase=PASSPHRASE).close()
    (tmp_path / "a.qualcode").rename(folder / "a.qualcode")
    with closing(Project.open(folder / "a.qualcode", "mk", passphrase=PASSPHRASE)) as opened:
        assert opened.backup().path.exists()


def test_backups_that_cannot_be_moved_are_named(synced, tmp_path, monkeypatch):
    home = tmp_path / "mine"
    home.mkdir()
    [backup] = synced.backups()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping_moved.shutil, "copy2", full)
    moved = synced.move_study(home)

    assert (moved.backups, moved.behind) == (0, (backup.file,))
    assert backup.path.exists()
    assert backup.path in backups.every_copy(moved.place)


def test_the_disk_chosen_for_backups_is_known_after_a_move_though_it_is_unplugged(synced, tmp_path):
    (disk := tmp_path / "disk").mkdir()
    synced.set_backup_folder(disk)
    made = synced.backup("on the disk")
    disk.rename(tmp_path / "unplugged")
    (tmp_path / "mine").mkdir()

    moved = synced.move_study(tmp_path / "mine")

    (tmp_path / "unplugged").rename(disk)
    assert made.path in [b.path for b in backups.backups_of(moved.place)]


def test_where_a_study_may_only_be_read_nothing_is_put_back(synced):
    place = Path(synced.store.place)
    before = {p: p.read_bytes() for p in place.parent.rglob("*") if p.is_file()}

    with pytest.raises(Refused, match="reading only"):
        synced.restore()

    assert {p: p.read_bytes() for p in place.parent.rglob("*") if p.is_file()} == before


def test_without_a_folder_it_goes_into_ones_own(synced, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))

    assert synced.move_study().place == tmp_path / "qualcode" / "study.qualcode"


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [("Dropbox", "Dropbox too"), ("absent", "does not exist"), ("OneDrive", "OneDrive too")],
)
def test_it_is_not_moved_where_it_would_be_no_safer(synced, tmp_path, folder, sentence):
    (tmp_path / "Dropbox").mkdir()

    with pytest.raises((Refused, StudyError), match=sentence):
        synced.move_study(tmp_path / folder)
    assert Path(synced.store.place).exists()


def test_nothing_is_moved_over(synced, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "study.qualcode").write_text("something else")

    with pytest.raises(StudyError, match="stands there already"):
        synced.move_study(tmp_path / "mine")
    assert (tmp_path / "mine" / "study.qualcode").read_text() == "something else"


def test_a_study_that_may_only_be_read_refuses_every_change_and_reads_on(synced):
    [coding] = synced.codings()

    with pytest.raises(StudyError, match="reading only"):
        synced.withdraw(coding.id)
    with pytest.raises(StudyError, match="reading only"):
        synced.add_memo("a thought")
    assert synced.codings() == [coding]
    assert len(synced.backups()) == 1


PASSPHRASE = "four plain words here"


@pytest.fixture
def sealed(tmp_path):
    """An encrypted study with a memo in it, and its key."""
    made = new(tmp_path / "sealed.qualcode", "mk", passphrase=PASSPHRASE)
    made.add_memo("A word nobody else may read: Llanfair.")
    yield made
    made.close()


def test_a_backup_of_an_encrypted_study_opens_with_the_same_passphrase_only(sealed):
    made = sealed.backup()

    assert b"Llanfair" not in made.path.read_bytes()
    with closing(Project.open(made.path, "mk", passphrase=PASSPHRASE)) as copy:
        assert [m.about for m in copy.memos()] == ["study"]
    with pytest.raises(StudyError):
        Project.open(made.path, "mk", passphrase="five other plain words here")
    assert backups.newest_good(Path(sealed.store.place), None) is None


def test_an_encrypted_study_stays_so_whatever_backup_takes_its_place(coded):
    """The only backups are from before it was encrypted, and from before the passphrase changed."""
    coded.backup("plain")
    place = Path(coded.store.place)
    for name in ("first", "second"):
        drawn = draw(f"{PASSPHRASE} {name}")
        drawn.confirm(*(drawn.groups[n - 1] for n in drawn.asked))
        (coded.change_passphrase if coded.encrypted else coded.encrypt)(drawn)
        if name == "first":
            older = drawn.key
            coded.backup("older")
    key = coded.store.key

    assert coded.restore("plain").codings == 1
    assert place.read_bytes()[:16] == key[32:]
    assert restored(place, "mk", "older", key=key, other=older, at=utc_now()).codings == 1
    assert place.read_bytes()[:16] == key[32:]
    before = place.read_bytes()
    with pytest.raises(Refused, match="encrypted and that backup is not"):
        restored(place, "mk", "plain", key=None, at=utc_now())
    assert place.read_bytes() == before
    assert restored(place, "mk", "plain", key=None, at=utc_now(), plain=True).codings == 1
    assert place.read_bytes()[:15] == b"SQLite format 3"


def test_an_encrypted_study_goes_back_to_its_backup(sealed):
    sealed.backup()
    sealed.add_memo("later")

    done = sealed.restore()

    assert len(sealed.memos()) == 1
    kept = Path(sealed.store.place).with_name(done.kept)
    with closing(Project.open(kept, "mk", passphrase=PASSPHRASE)) as was:
        assert len(was.memos()) == 2


def test_a_changed_byte_in_an_encrypted_backup_is_found(sealed):
    good = sealed.backup()
    bad = sealed.backup()
    data = bytearray(bad.path.read_bytes())
    data[-100] ^= 1
    bad.path.write_bytes(data)

    assert backups.newest_good(Path(sealed.store.place), sealed.store.key)[0].path == good.path
    assert sealed.restore().made_at == good.made_at


def test_a_page_that_rots_in_an_encrypted_study_names_its_backup(sealed):
    sealed.backup()
    place = Path(sealed.store.place)
    with place.open("r+b") as file:
        for page in range(2, place.stat().st_size // 4096):
            file.seek(page * 4096 + 50)
            file.write(b"rot")

    with (
        pytest.raises(Damaged, match="newest good backup"),
        closing(Project.open(place, "mk", passphrase=PASSPHRASE)) as again,
    ):
        dump(again.store)


def test_an_encrypted_study_is_moved_as_it_is(sealed, tmp_path):
    (tmp_path / "mine").mkdir()

    moved = sealed.move_study(tmp_path / "mine")

    assert b"Llanfair" not in moved.place.read_bytes()
    with closing(Project.open(moved.place, "mk", passphrase=PASSPHRASE)) as again:
        assert len(again.memos()) == 1
