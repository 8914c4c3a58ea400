"""The commands on permitted uses, erasing, and how long a study is kept."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qualcode.cli import main
from qualcode.project import Project, Upload, new

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
    assert "2020-01-01" in (told := invoked("retain", "--until", "2020-01-01").stderr)
    assert "was to be kept until 1 January 2020" in told
    assert "write the date as" in invoked("retain", "--until", "soon", status=2).stderr
    assert "No date" in invoked("retain", "--clear").stderr


def test_a_study_is_destroyed_by_its_title_alone(study):
    invoked("purge", "--confirm", "another", status=1)
    assert study.exists()

    done = invoked("purge", "--confirm", "own")

    assert not study.exists()
    assert "Certificate of destruction" in done.stdout
