"""Backups, restoring and moving a study at the command line."""

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from qualcode.cli import main
from qualcode.project import keeping_backups


def test_a_backup_is_made_listed_and_gone_back_to(coded):
    made = coded("backup", "--name", "Before May").stdout.strip()
    [row] = coded.rows("backups")
    [id, _] = [c["id"] for c in coded.rows("codings")]
    coded("withdraw", id)

    result = coded("restore", made, "--yes")

    assert (row["file"], row["name"], row["codings"], row["opens"]) == (
        made,
        "before-may",
        2,
        True,
    )
    assert "is to take the study's place.\n1 coding would be back.\n" in result.stderr
    assert "with 2 codings" in result.stderr
    assert result.stdout.strip().endswith(".qualcode-kept")
    assert (coded.folder / result.stdout.strip()).exists()
    assert len(coded.rows("codings")) == 2


def test_backups_are_listed_in_words(coded):
    coded("backup", "--name", "Before May")
    coded("backup")
    [head, bare, named] = coded("backups").stdout.splitlines()
    (coded.folder / "study.backups" / bare.split()[0]).write_bytes(b"spoilt")
    spoilt = coded("backups").stdout.splitlines()[1]

    assert head.split() == ["file", "made", "name", "codings", "changes", "size", "opens"]
    assert re.search(r"  \d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d  before may  2  ", named)
    assert re.search(r" MB  yes$", named) and "T" not in named.split("  ")[1]
    assert spoilt.endswith("no: damaged")


def test_a_passphrase_that_opens_neither_study_nor_backup_is_asked_for_again(shell):
    from qualcode.project import new

    new(shell.folder / "study.qualcode", "mk", passphrase="four plain words here").close()
    typed = "nothing like that\n" * 3
    result = CliRunner().invoke(main, ["restore", "--yes"], input=typed)

    assert result.exit_code == 1
    assert result.output.count("That opens neither the study nor a backup of it.") == 3


def test_it_asks_before_anything_is_put_back(coded):
    coded("backup")
    coded("withdraw", coded.rows("codings")[0]["id"])
    said = [
        CliRunner().invoke(main, ["--coder", "mk", "restore"], input=answer)
        for answer in ("n\n", "y\n")
    ]

    assert [one.exit_code for one in said] == [1, 0]
    assert "Shall it?" in said[0].stderr
    assert len(coded.rows("codings")) == 2


def test_a_damaged_study_says_which_backup_there_is_and_restore_opens_it(coded):
    coded("backup")
    place = coded.folder / "study.qualcode"
    place.write_bytes(place.read_bytes()[:12_345])

    told = coded("codings", status=1)
    assert "study.qualcode is damaged. The newest good backup is of" in told.stderr
    assert "with 2 codings; `qualcode restore`" in told.stderr
    coded("restore", "--yes")

    assert len(coded.rows("codings")) == 2


def test_without_a_backup_there_is_nothing_to_put_back(study):
    assert "no good backup" in study("restore", "--yes", status=1).stderr
    assert "qualcode backup" in study("backups").stderr
    assert "no backup of that name" in study("restore", "first", "--yes", status=1).stderr


def test_a_folder_that_is_not_there_is_one_sentence(study):
    assert "not there" in study("backup", "--to", "stick", status=1).stderr
    assert "not there" in study("backups", "--keep-in", "stick", status=1).stderr


def test_another_folder_for_backups_is_chosen_and_given_up(study):
    (study.folder / "disk").mkdir()
    study("backups", "--keep-in", "disk")
    study("backup")
    assert len(list((study.folder / "disk").iterdir())) == 1

    study("backups", "--keep-beside")
    study("backup")
    assert len(list((study.folder / "study.backups").glob("*.backup"))) == 1


def test_a_command_that_writes_makes_a_backup_when_an_hour_is_in_none(study, monkeypatch):
    study("codes")
    study("add-coder", "Bo")
    assert not (study.folder / "study.backups").exists()
    monkeypatch.setattr(keeping_backups, "EVERY", timedelta())

    study("codes")
    assert not (study.folder / "study.backups").exists()
    study("add-coder", "Cy")

    [row] = study.rows("backups")
    assert row["opens"]
    assert datetime.fromisoformat(row["made_at"] + "+00:00") <= datetime.now(UTC)


def test_what_hinders_a_backup_is_said_and_the_work_is_done(study, monkeypatch):
    disk = study.folder / "disk"
    disk.mkdir()
    study("backups", "--keep-in", "disk")
    disk.rmdir()
    monkeypatch.setattr(keeping_backups, "EVERY", timedelta())

    told = study("add-coder", "Cy").stderr

    assert "There is no new backup: the folder for backups is not there" in told
    assert "Cy" in [row["name"] for row in study.rows("coders")]


@pytest.fixture
def synced(coded):
    folder = coded.folder / "OneDrive"
    folder.mkdir()
    (coded.folder / "study.qualcode").rename(folder / "study.qualcode")
    return coded


def test_a_study_in_a_synced_folder_is_read_and_moved_by_one_command(synced):
    at = {"QUALCODE_STUDY": "OneDrive/study.qualcode"}
    assert len(synced.rows("codings", **at)) == 2
    refused = synced("add-coder", "Bo", status=1, **at).stderr
    assert "OneDrive copies" in refused
    assert "`qualcode move-study` moves it" in refused
    (synced.folder / "mine").mkdir()

    told = synced("move-study", "mine", **at)

    assert told.stdout.strip().endswith("study.qualcode")
    assert "study.qualcode.moved" in told.stderr
    synced("add-coder", "Bo", QUALCODE_STUDY="mine/study.qualcode")
    gone = CliRunner().invoke(main, ["codings"], env=at)
    # The one sentence that names a folder: else nobody finds the study.
    assert re.search(r"study.qualcode was moved on .*, to .*mine. Open it there.$", gone.stderr)
    assert gone.exit_code == 1


def test_in_a_synced_folder_neither_a_plain_backup_is_made_nor_one_put_back(synced):
    at = {"QUALCODE_STUDY": "OneDrive/study.qualcode"}
    assert "would lie on OneDrive" in synced("backup", status=1, **at).stderr
    (synced.folder / "away").mkdir()
    made = synced("backup", "--to", "away", **at).stdout.strip()

    said = synced("restore", f"away/{made}", "--yes", status=1, **at).stderr

    assert "is to take the study's place" in said and "takes the study's place" not in said
    assert "Nothing was put back" in said


def test_backups_of_a_damaged_study_are_listed_all_the_same(coded):
    coded("backup", "--name", "May")
    (coded.folder / "study.qualcode").write_bytes(b"")
    told = coded("backups")
    assert "is damaged. The newest good backup" in told.stderr
    assert re.search(r"  may +2 .* MB +yes$", told.stdout, re.MULTILINE)

    kept = coded("restore", "--yes").stdout.strip()
    assert sorted(p.name for p in coded.folder.glob("study.qualcode*")) == ["study.qualcode", kept]


def test_what_was_kept_at_a_restore_is_put_back_by_its_name_from_any_folder(coded, monkeypatch):
    coded("backup")
    coded("withdraw", coded.rows("codings")[0]["id"])
    kept = coded("restore", "--yes").stdout.strip()
    assert kept in [row["file"] for row in coded.rows("backups")]
    (elsewhere := coded.folder / "elsewhere").mkdir()
    monkeypatch.chdir(elsewhere)

    told = coded("restore", kept, "--yes", QUALCODE_STUDY="../study.qualcode").stderr

    assert "The study as it was until" in told
    assert "1 coding that stands in the study now would be gone." in told
    assert "with 1 coding." in told


def test_a_study_on_a_server_is_backed_up_by_whoever_runs_it(shell):
    url = "postgresql://nobody@127.0.0.1:9/none"

    assert "database server" in shell("restore", "--yes", status=1, QUALCODE_STUDY=url).stderr


def test_an_encrypted_study_whose_beginning_is_damaged_is_restored_with_its_passphrase(shell):
    from qualcode.project import new

    made = new(shell.folder / "study.qualcode", "mk", passphrase="four plain words here")
    made.add_memo("kept")
    made.backup()
    made.close()
    words = shell.write("words.txt", "four plain words here")
    place = shell.folder / "study.qualcode"
    place.write_bytes(b"\xa7" * 16 + place.read_bytes()[16:])

    said = shell("--passphrase-file", words, "history", status=1).stderr
    assert "study.qualcode is damaged. The newest good backup is of" in said
    told = shell("--passphrase-file", words, "restore", "--yes").stderr

    assert "the backup of" in told
    assert "put the study back" in shell("--passphrase-file", words, "history").stdout


def test_restore_keeps_an_encrypted_study_encrypted_and_says_what_it_cannot_open(coded):
    from qualcode.project import Project
    from qualcode.project.unlocking import draw

    place = coded.folder / "study.qualcode"
    with closing(Project.open(place, "mk")) as project:
        project.backup("plain")
        drawn = draw("four plain words here")
        drawn.confirm(*(drawn.groups[n - 1] for n in drawn.asked))
        project.encrypt(drawn)
    words = coded.write("words.txt", "four plain words here")
    wrong = coded.write("wrong.txt", "five other words not these")

    assert "encrypted" in coded("--passphrase-file", wrong, "restore", "--yes", status=1).stderr
    told = coded("--passphrase-file", words, "restore", "plain", "--yes").stderr

    assert "under the study's own passphrase" in told
    assert place.read_bytes()[:16] == drawn.key[32:]
    left = coded("--passphrase-file", wrong, "restore", "plain", "--yes", "--plain").stderr
    assert "anybody can read the study then" in left
    assert place.read_bytes()[:15] == b"SQLite format 3"
