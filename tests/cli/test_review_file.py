"""A sealed review goes out by one command and its verdicts come in by another."""

import json
import re
import uuid

import pytest

from qualcode.formats import sealed
from qualcode.formats.sealed import seal, unseal
from qualcode.project import Project

MARGARET = "Margaret Osei"
PASSPHRASE = "four plain words here"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Keys are stretched in the tests of the seal."""
    monkeypatch.setattr(sealed, "ITERATIONS", 1)


@pytest.fixture
def reviewed(coded):
    """The coded study with a round for Margaret, and the passphrase in a file."""
    from qualcode.model import CoderRole

    project = Project.open(coded.folder / "study.qualcode", "mk")
    project.add_coder(MARGARET, CoderRole.MENTOR)
    project.start_round(reviewers=[MARGARET])
    project.close()
    coded.write("secret.txt", f"{PASSPHRASE}\n")
    return coded


def export(shell, *more, **options):
    return shell(
        "export-review",
        "1",
        "--passphrase-file",
        "secret.txt",
        "--confirm-small-groups",
        *more,
        **options,
    )


def verdicts(shell, **parts):
    """The verdict file that the page in `review.html` would make: agree to everything."""
    page = (shell.folder / "review.html").read_bytes()
    [inside] = re.findall(rb'id="sealed">(.*?)</script>', page)
    data = json.loads(unseal("review", inside, PASSPHRASE))
    said = [
        {
            "item": item["id"],
            "id": str(uuid.uuid4()),
            "at": "2026-05-04T09:10:11.123Z",
            "judgement": "agree",
        }
        for item in data["items"]
    ]
    plain = {name: data[name] for name in ("study", "round", "reviewer")} | {"verdicts": said}
    text = seal("verdicts", json.dumps({**plain, **parts}).encode(), PASSPHRASE)
    return shell.write(data["save_as"], text)


def take(shell, *files, **options):
    return shell("import", *files, "--passphrase-file", "secret.txt", **options)


def test_a_round_goes_out_and_its_verdicts_come_in_once(reviewed):
    told = export(reviewed).stderr
    assert "2 items for Margaret Osei written to review.html." in told
    assert PASSPHRASE not in told

    file = verdicts(reviewed)
    assert "Round 1, Margaret Osei: something new on 2 items." in take(reviewed, file).stderr
    assert "nothing new; what it says of 2 items is here already." in take(reviewed, file).stderr


def test_a_mentor_is_refused_before_a_passphrase_is_asked_for(reviewed):
    refused = reviewed("export-review", "1", QUALCODE_CODER=MARGARET, status=1)

    assert "reads and comments as a mentor" in refused.stderr
    assert "assphrase" not in refused.stderr


def test_a_round_whose_file_is_out_is_finished_only_when_confirmed(reviewed):
    export(reviewed)
    assert [row["waiting"] for row in reviewed.rows("rounds")] == [2]

    refused = reviewed("round-state", 1, "finish", status=1)
    assert "2 of 2 items have no verdict, and a sealed file went to" in refused.stderr
    reviewed("round-state", 1, "finish", "--confirm")
    file = verdicts(reviewed)
    assert "open its review again" in take(reviewed, file, status=1).stderr
    reviewed("round-state", 1, "review", "--note", "It came late.")

    assert "something new on 2 items" in take(reviewed, file).stderr


def test_verdicts_come_in_beside_other_files(reviewed):
    export(reviewed)
    other = reviewed.write("more.txt", "Interviewer: And now?\n\nP09: We meet weekly.\n")
    told = take(reviewed, other, verdicts(reviewed)).stderr

    assert "more.txt: transcript" in told
    assert "Margaret Osei: something new on 2 items" in told


def test_the_passphrase_is_asked_for_and_never_shown(reviewed, monkeypatch):
    from click.testing import CliRunner

    from qualcode.cli import main

    typed = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    result = CliRunner().invoke(
        main,
        ["export-review", "1", "--confirm-small-groups"],
        input=typed,
        env={"QUALCODE_STUDY": None, "QUALCODE_CODER": "mk"},
    )
    assert result.exit_code == 0, result.stderr
    assert PASSPHRASE not in result.output
    files = [verdicts(reviewed), reviewed.write("two.verdicts", "not one")]
    result = CliRunner().invoke(
        main,
        ["import", *files],
        input=f"{PASSPHRASE}\n",
        env={"QUALCODE_STUDY": None, "QUALCODE_CODER": "mk"},
    )
    assert result.exit_code == 1
    assert result.stderr.count("Passphrase") == 1
    assert "Margaret Osei: something new on 2 items" in result.stderr
    assert "Not imported (1 of 2 files)" in result.stderr


def test_an_altered_file_a_wrong_passphrase_and_a_missing_one_are_refused(reviewed):
    export(reviewed)
    file = verdicts(reviewed)
    text = (reviewed.folder / file).read_text()
    altered = reviewed.write("altered.verdicts", text.replace('"file": "', '"file": "0', 1))
    assert "passphrase is wrong or the file was altered" in take(reviewed, altered, status=1).stderr
    reviewed.write("secret.txt", "four other words\n")
    assert "passphrase is wrong or the file was altered" in take(reviewed, file, status=1).stderr
    told = reviewed("import", file, "--passphrase-file", "none.txt", status=1).stderr
    assert "none.txt cannot be read" in told


def test_an_item_that_cannot_be_taken_is_told_and_the_status_is_1(reviewed):
    export(reviewed)
    file = verdicts(reviewed, verdicts=[{"item": "x"}])
    assert "not taken: An item:" in take(reviewed, file, status=1).stderr


def test_a_weak_passphrase_and_few_people_are_refused(reviewed):
    reviewed.write("secret.txt", "short\n")
    assert "needs 12" in export(reviewed, status=1).stderr
    reviewed.write("secret.txt", PASSPHRASE)
    told = reviewed("export-review", "1", "--passphrase-file", "secret.txt", status=1).stderr
    assert "could be recognised" in told
    assert not (reviewed.folder / "review.html").exists()


def test_a_review_is_not_taken_for_an_interview(reviewed):
    export(reviewed)
    assert "no interview" in reviewed("import", "review.html", status=1).stderr
