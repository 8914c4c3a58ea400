"""The doctor: every check speaks for a fault planted for it, and none for a healthy study."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.cli.main import main
from qualcode.errors import Refused, StudyError
from qualcode.model import Code, CoderRole
from qualcode.model.checkup import Checkup
from qualcode.project import Project, Upload
from qualcode.project.unlocking import draw
from qualcode.store import (
    Store,
    backups,
    checks,
    checks_around,
    checks_file,
    engine,
    utc_now,
)
from qualcode.store.checks_history import BACKUP
from qualcode.store.rekeying import copy_under
from tests.faults.planted import SQL, plant
from tests.store.conftest import fill

# Faults that are not in the study's rows, by the test that plants each.
AROUND = {
    "pages of the file",
    "encrypted pages",
    "settings",
    "SQLite's version",
    "files beside it",
    "who may read it",
    "last backup",
    "backups open",
    "second versions",
    "folder",
    "may be written",
    "disk space",
}
WHO = "Ruth Adeyemi"


@pytest.fixture(scope="session")
def ground(built_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study after a bit of everything, closed."""
    place = tmp_path_factory.mktemp("ground") / "study.qualcode"
    shutil.copy(built_sample, place)
    with closing(Project.open(place, WHO)) as project:
        first = project.transcripts()[0]["id"]
        fresh = list(project.pending())
        project.decide(fresh[0].id, "accept")
        project.decide(fresh[1].id, "reject")
        made = [one for one in project.codings() if one.coder == WHO]
        third = made[-1].transcript
        project.withdraw(made[0].id)
        project.change_direction(made[1].id, "mixed")
        project.undo()
        words = project.transcript(third).text
        project.add_memo("Read this again.", f"coding {made[2].id}")
        span = project.segments(first)[3].span
        project.replace_name(first, span, "team manager", everywhere=False)
        project.correct_transcript(
            third,
            Upload("third.txt", (words + " Thank you.").encode()),
            "the end was missing",
        )
        project.add_code(Code("9.z", "Extra"), "a test")
        project.backup()
    return place


@pytest.fixture
def study(ground: Path, tmp_path: Path) -> Path:
    """A copy of it to plant faults in."""
    shutil.copytree(ground.with_name("study.backups"), tmp_path / "study.backups")
    return Path(shutil.copy(ground, tmp_path / "study.qualcode"))


def found(place: Path, key: bytes | None = None) -> list[str]:
    with closing(Project.open(place, WHO, key=key)) as project:
        return [one.check for one in project.doctor().findings]


def test_a_healthy_study_has_no_finding(study):
    assert found(study) == []


def test_every_check_has_a_fault_of_its_own(capsys):
    names = [check.name for check in checks.CHECKS]

    assert len(names) == len(set(names)) >= 20
    assert set(names) == SQL.keys() | AROUND
    with capsys.disabled():
        print(f"\n{len(names)} of {len(names)} checks have a planted fault.")


def looked_over(place: Path, now: str = "") -> Checkup:
    """The checks on a file as it is: opening it would refuse some faults before."""
    bare = engine.make_engine(place)
    with bare.connect() as connection:
        found = checks.check_up(connection, place, None, now or utc_now())
    bare.dispose()
    return found


@pytest.mark.parametrize("check", SQL)
def test_a_planted_fault_is_found_by_its_check_alone(study, check):
    plant(study, check)
    # Opening asks a file for some of these itself.
    told = looked_over(study).findings

    assert [one.check for one in told] == [check]
    [first] = told
    assert first.n >= 1
    assert first.means.endswith(".") and first.todo.endswith(".")
    assert checks.UNREADABLE not in first.places


def spoilt(place: Path, at: int) -> None:
    """A page in the middle of a file overwritten, as by a failing disk."""
    with place.open("r+b") as file:
        file.seek(at)
        file.write(b"\x55" * 512)


def test_a_spoilt_page_is_found_and_what_is_on_it_cannot_be_read(study):
    spoilt(study, 4096 * 3)

    assert "pages of the file" in [one.check for one in looked_over(study).findings]


def test_a_changed_page_of_an_encrypted_study_is_found(tmp_path):
    place, key = tmp_path / "study.qualcode", bytes(range(48))
    with closing(Store.create(place, key)) as store:
        fill(store)
    pages = place.stat().st_size // 4096
    with closing(Store.open(place, key)) as store, store.read() as connection:
        told = checks.check_up(connection, place, key, utc_now()).findings
    # The small study of the store's tests has no passage for the interviewer.
    assert [one.check for one in told] == ["passages complete"]
    with place.open("r+b") as file:
        # An index no check reads, so that only the look at every page finds it.
        file.seek(4096 * (pages - 1) + 2000)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    bare = engine.make_engine(place, key=key)
    with bare.connect() as connection:
        found = checks.check_up(connection, place, key, utc_now()).findings
    bare.dispose()

    assert "encrypted pages" in [one.check for one in found]


@pytest.mark.parametrize("page", range(2, 12, 3))
def test_one_turned_bit_in_an_encrypted_study_is_one_finding(sealed_ground, tmp_path, page):
    place = Path(shutil.copy(sealed_ground, tmp_path / "study.qualcode"))
    with place.open("r+b") as file:
        file.seek(4096 * page + 1000)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    bare = engine.make_engine(place, key=KEY)
    with bare.connect() as connection:
        found = checks.check_up(connection, place, KEY, utc_now())
    bare.dispose()

    assert [one.check for one in found.findings if one.wrong] == ["encrypted pages"]
    assert "pages of the file" in found.unseen
    assert not set(found.unseen) & {one.check for one in found.findings}
    # There is no backup of it, so none is advised.
    [told] = [one for one in found.findings if one.wrong]
    assert told.todo == checks.NO_BACKUP


KEY = bytes(range(48))


@pytest.fixture(scope="session")
def sealed_ground(ground: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same study encrypted, without a backup."""
    place = tmp_path_factory.mktemp("sealed") / "study.qualcode"
    copy_under(ground, place, None, KEY)
    return place


def test_going_back_is_advised_only_where_a_good_backup_is(study, capsys):
    plant(study, "quotes")
    [backup] = study.with_name("study.backups").glob("*.backup")
    assert looked_over(study).findings[0].todo == BACKUP
    backup.unlink()

    [one] = looked_over(study).findings
    assert one.todo == checks.NO_BACKUP
    code, out, _ = told(capsys, "--study", study, "--coder", WHO, "doctor")
    assert (code, "qualcode restore" in out) == (1, False)
    assert "  What to do: There is no good backup here." in out


def test_checks_that_cannot_look_are_told_in_one_line(study, capsys):
    """A page of the plain file that many read: the root of the codings' table."""
    with closing(sqlite3.connect(study)) as bare:
        [[root]] = bare.execute("SELECT rootpage FROM sqlite_master WHERE name='coding'")
    spoilt(study, 4096 * (root - 1))
    code, out, err = told(capsys, "--study", study, "--coder", WHO, "doctor")

    assert code == 1
    assert [line for line in out.splitlines() if line.startswith("WRONG")] == [
        line for line in out.splitlines() if line.startswith("WRONG: pages of the file")
    ]
    [unseen] = [line for line in out.splitlines() if line.startswith("Could not be looked at")]
    assert "quotes" in unseen and "codes of codings" in unseen
    assert "1 found something wrong" in err
    assert "Bring the code back" not in out


def only(place: Path, now: str = "") -> str:
    """The one check that speaks."""
    [one] = looked_over(place, now).findings
    return one.check


def test_settings_that_can_lose_work_are_found(study, monkeypatch):
    monkeypatch.setitem(engine.PRAGMAS, "synchronous", "NORMAL")
    monkeypatch.setattr(engine, "guard", lambda connection: None)

    assert only(study) == "settings"
    assert looked_over(study).findings[0].places == ("setting synchronous",)


def test_an_old_sqlite_is_found(study, monkeypatch):
    monkeypatch.setattr(checks_file, "OLDEST_SQLITE", (99, 0, 0))

    assert only(study) == "SQLite's version"


def test_what_another_program_left_beside_the_study_is_found(study):
    study.with_name("study.qualcode-wal").write_bytes(b"")

    assert only(study) == "files beside it"


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_a_file_others_may_read_is_found_and_is_advice(study):
    study.chmod(0o644)
    found = looked_over(study)

    assert [one.check for one in found.findings] == ["who may read it"]
    assert found.is_sound


def test_work_of_more_than_a_day_in_no_backup_is_found(study):
    with closing(Project.open(study, WHO)) as project:
        project.add_memo("later")

    assert looked_over(study).findings == ()
    assert only(study, "2999-01-01T00:00:00+00:00") == "last backup"


def test_a_backup_that_does_not_open_is_found(study):
    [backup] = study.with_name("study.backups").glob("*.backup")
    spoilt(backup, 4096)

    assert only(study) == "backups open"


def test_a_second_version_beside_the_study_is_found(study):
    shutil.copy(study, study.with_name("study (conflicted copy).qualcode"))

    assert only(study) == "second versions"


def test_a_folder_that_others_copy_is_found(study):
    study.parent.joinpath(".dropbox").touch()

    assert only(study) == "folder"


def test_a_study_that_cannot_be_written_is_found_and_is_advice(study, monkeypatch):
    monkeypatch.setattr(checks_around.os, "access", lambda path, how: path != study.resolve())
    found = looked_over(study)

    assert [(one.check, one.places) for one in found.findings] == [
        ("may be written", ("the study's file",))
    ]
    assert found.is_sound


def test_a_backup_under_an_older_passphrase_is_no_finding(study):
    """It opens with the passphrase the study had then, as it should."""
    with closing(Project.open(study, WHO)) as project:
        for words in ("otter lamp seven gravel", "harbour tin ninety quilt"):
            drawn = draw(words)
            drawn.confirm(*(drawn.groups[n - 1] for n in drawn.asked))
            (project.change_passphrase if project.encrypted else project.encrypt)(drawn)
        assert "backups open" not in [one.check for one in project.doctor().findings]
        newest = project.backups()[0].path
        spoilt(newest, 8192)
        assert "backups open" in [one.check for one in project.doctor().findings]


def test_a_study_of_a_newer_qualcode_is_not_judged(study, capsys):
    with sqlite3.connect(study) as bare:
        bare.execute("UPDATE alembic_version SET version_num='9999'")
    bare.close()

    assert told(capsys, "--study", study, "--coder", WHO, "doctor") == (
        1,
        "",
        "qualcode: This study was last opened with a newer qualcode, so this one cannot tell"
        " whether it is whole. Update qualcode, then look again.\n",
    )


def test_a_disk_that_is_nearly_full_is_found(study, monkeypatch):
    left = shutil.disk_usage(study.parent)._replace(free=1000)
    monkeypatch.setattr(checks_around.shutil, "disk_usage", lambda folder: left)

    assert only(study) == "disk space"


def told(capsys, *words):
    """What a command writes, and how it ends."""
    with pytest.raises(SystemExit) as ended:
        main([*map(str, words)])
    out = capsys.readouterr()
    return ended.value.code, out.out, out.err


def test_the_command_says_that_a_healthy_study_is_whole(study, capsys):
    code, out, err = told(capsys, "--study", study, "doctor")

    assert (code, out) == (0, "")
    n, _, rest = err.partition(" ")
    assert int(n) >= len(checks.CHECKS)
    assert rest == "checks were made. The study is whole.\n"


def test_the_command_says_what_is_wrong_what_it_means_and_what_to_do(study, capsys):
    plant(study, "quotes")
    code, out, err = told(capsys, "--study", study, "--coder", WHO, "doctor")

    assert code == 1
    assert "WRONG: quotes (1)" in out
    assert "  The words kept with a coding are not the words" in out
    assert "  What to do: Go back to a backup" in out
    assert "  Command: qualcode restore" in out
    assert "1 found something wrong" in err


def test_the_command_writes_json_without_anybodys_words(study, capsys):
    plant(study, "places of codings")
    with closing(sqlite3.connect(study)) as bare:
        quotes = [row[0] for row in bare.execute("SELECT quote FROM coding")]
        ids = [row[0] for row in bare.execute("SELECT id FROM transcript")]
    code, out, _ = told(capsys, "--study", study, "--coder", WHO, "doctor", "--json")

    read = json.loads(out)
    assert (code, read["sound"]) == (1, False)
    assert [one["check"] for one in read["findings"]] == ["places of codings"]
    assert not any(quote in out for quote in quotes)
    assert not any(id in out for id in ids)


def test_a_study_that_does_not_open_is_told_as_damaged(study, capsys):
    study.write_bytes(b"\0" * 9000)
    code, out, _ = told(capsys, "--study", study, "doctor")

    assert code == 1
    assert "WRONG: opens (1)" in out
    assert "newest good backup" in out
    assert "What to do" not in out


MENDABLE = ("words counted", "indices", "tables of others")


@pytest.mark.parametrize("check", MENDABLE)
def test_what_can_be_mended_without_loss_is_mended_after_a_backup(study, check):
    before = set(study.with_name("study.backups").iterdir())
    plant(study, check)
    with closing(Project.open(study, WHO)) as project:
        mended = project.repair()
        [made] = set(study.with_name("study.backups").iterdir()) - before

        assert mended.done == ((check, 1),)
        assert made.name == mended.backup
        assert made.name.endswith("-before-repair.backup")
        assert project.doctor().findings == ()
        assert project.history(last=1)[0].act == "repair study"


def test_a_file_others_may_read_is_kept_to_oneself(study):
    study.chmod(0o666)
    with closing(Project.open(study, WHO)) as project:
        assert project.repair().done == (("who may read it", 1),)

    assert study.stat().st_mode & 0o777 == 0o600


def test_nothing_is_mended_where_no_sound_backup_can_be_made(study, monkeypatch):
    plant(study, "words counted")
    with closing(Project.open(study, WHO)) as project:
        acts = project.version
        monkeypatch.setattr(backups, "make", refused)
        with pytest.raises(StudyError, match="no room"):
            project.repair()

        assert project.version == acts
        assert [one.check for one in project.doctor().findings] == ["words counted"]


def refused(*given, **named):
    raise StudyError("There is no room for a backup.")


@pytest.mark.parametrize("check", ["quotes", "history", "links"])
def test_what_only_a_person_can_decide_is_never_mended(study, check):
    plant(study, check)
    as_it_was = study.read_bytes()
    with closing(Project.open(study, WHO)) as project, pytest.raises(Refused):
        project.repair()

    assert study.read_bytes() == as_it_was


def test_a_mentor_neither_looks_over_nor_mends(study):
    with closing(Project.open(study, WHO)) as project:
        project.add_coder("Pat", CoderRole.MENTOR)
        for verb in ("doctor", "repair"):
            with pytest.raises(Refused):
                getattr(project.acting_as("Pat"), verb)()
