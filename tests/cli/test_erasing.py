"""The commands on permitted uses, erasing, and how long a study is kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualcode.cli import main
from qualcode.errors import Refused
from qualcode.model import Code, Span
from qualcode.project import Project, Upload, new
from qualcode.project import erasing_ledger as ledger
from qualcode.report.files import replace_file

TALK = (
    "---\nparticipant: P01\n---\n\nInterviewer: How is it?\n\nP01: We argue about"
    " incomprehensibilities the whole week long.\n"
)


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "own.qualcode"
    with closing(new(place, "mk")) as made:
        made.import_files([Upload("P01.md", TALK.encode())])
    monkeypatch.chdir(tmp_path)
    return place


def invoked(*arguments: str, status: int = 0, given: str = "") -> Result:
    env = {"QUALCODE_STUDY": None, "QUALCODE_CODER": "mk"}
    result = CliRunner().invoke(main, list(arguments), env=env, input=given)
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result


def people(place: Path) -> list[str]:
    with closing(Project.open(place, "mk")) as project:
        return [p.id for p in project.participants()]


def test_what_somebody_permits_is_noted_and_counted(study):
    assert "archive no" in invoked("permit", "P01", "--archive", "no").stderr

    rows = [line.split() for line in invoked("permit").stdout.splitlines()]
    assert ["archive", "no", "1"] in rows and ["quote", "unknown", "1"] in rows


def test_a_dry_run_lists_and_changes_nothing(study):
    result = invoked("erase", "P01", "--dry-run")

    assert "1 interview with everything on it" in result.stderr
    assert people(study) == ["P01"]


def test_erasing_asks_for_the_id_and_writes_the_certificate(study):
    refused = invoked("erase", "P01", status=1, given="no\n")
    assert "nothing was erased" in refused.stderr and people(study) == ["P01"]

    done = invoked("erase", "P01", "--certificate", "c.txt", given="P01\n")

    assert people(study) == []
    assert "none was found" in done.stdout
    assert Path("c.txt").read_text("utf-8") == done.stdout
    assert "P01" not in done.stdout
    assert "written anew" in invoked("erase", "--finish").stderr
    assert "Name the participant" in invoked("erase", status=2).stderr


def test_the_date_is_set_told_and_taken_back(study):
    assert "No date" in invoked("retain").stderr
    asked = invoked("retain", "--until", "2020-01-01", status=1, given="n\n").stderr
    assert "1 January 2020 has passed already" in asked
    assert "No date" in invoked("retain").stderr
    assert "2020-01-01" in (told := invoked("retain", "--until", "2020-01-01", "--yes").stderr)
    assert "was to be kept until 1 January 2020" in told
    assert "write the date as" in invoked("retain", "--until", "soon", status=2).stderr
    assert "No date" in invoked("retain", "--clear").stderr


def test_a_study_is_destroyed_by_its_title_alone(study):
    invoked("purge", "--confirm", "another", status=1)
    assert study.exists()

    done = invoked("purge", "--confirm", "own")

    assert not study.exists()
    assert "Certificate of destruction" in done.stdout


@pytest.mark.parametrize(
    "command", [["erase", "P01", "--confirm", "P01"], ["purge", "--confirm", "own"]]
)
def test_where_the_certificate_cannot_be_written_nothing_is_done(study, command):
    refused = invoked(*command, "--certificate", "absent/c.txt", status=1)

    assert "Nothing was changed" in refused.stderr
    assert people(study) == ["P01"]


@pytest.mark.parametrize(
    "command", [["erase", "P01", "--confirm", "P01"], ["purge", "--confirm", "own"]]
)
def test_the_certificate_is_said_before_it_is_written(study, command, monkeypatch):
    def full(*_):
        raise Refused("The disk is full.")

    monkeypatch.setattr("qualcode.report.files.replace_file", full)
    done = invoked(*command, "--certificate", "c.txt", status=1)

    assert done.stdout.startswith("Certificate of") and "Proof:" in done.stdout
    assert "- " in done.stderr and "disk is full" in done.stderr


def test_an_erasure_that_was_cut_off_is_told_by_every_command(study):
    assert "cut off" not in invoked("retain").stderr
    ledger.note(study, ledger.Entry("one", "2026-01-01T00:00:00+00:00", "nobody"))

    assert "erase --finish" in invoked("retain").stderr
    assert "erasures finished" in invoked("doctor", status=1).stdout
    invoked("erase", "--finish")

    assert "cut off" not in invoked("retain").stderr


@pytest.mark.parametrize(
    "command", [["erase", "P01", "--confirm", "P01"], ["purge", "--confirm", "own"]]
)
def test_a_certificate_writes_over_nothing(study, command):
    before = study.read_bytes()

    refused = invoked(*command, "--certificate", study.name, status=1)

    assert "there already" in refused.stderr
    assert study.read_bytes() == before and people(study) == ["P01"]


@pytest.mark.parametrize("name", ["own.qualcode", "own.1.backup"])
def test_no_file_that_is_asked_for_is_written_over_a_study(study, name):
    place = study.with_name(name)
    before = place.write_bytes(study.read_bytes()) and place.read_bytes()

    with pytest.raises(Refused, match="is not written over"):
        replace_file(place, b"Certificate")

    assert place.read_bytes() == before


def test_of_whom_it_is_not_known_is_said_before_quotes_leave(study, tmp_path):
    with closing(Project.open(study, "mk")) as project:
        project.add_code(Code("1", "Arguing"), "the first")
        at = project.transcript("P01").text.index("We argue")
        project.code("P01", Span(at, at + 20), "1")
    asked = ("quotes", "-o", str(tmp_path / "q.md"), "--attribution", "none")
    asked += ("--confirm-small-groups",)

    told = invoked(*asked).stderr

    assert told.index("it is not known whether") < told.index("written to q.md")
    invoked("permit", "P01", "--quote", "yes")
    assert "not known whether" not in invoked(*asked).stderr
