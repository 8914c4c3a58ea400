"""Names from the command line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from qualcode.cli import main
from qualcode.model import CoderRole
from qualcode.project import Project
from qualcode.project.pseudonyms_seen import NamesLeft

TALK = """---
participant: P01
role: Social worker
authority: Midtown
---

Interviewer: Who do you ring?

P01: Keith, mostly. keith knows everybody. Grace sat in too, by God’s grace.
"""


@pytest.fixture
def study(project, tmp_path):
    """A study with one invented interview, and what runs a command on it."""
    file = tmp_path / "one.md"
    file.write_text(TALK, encoding="utf-8")
    project.import_files([file])
    place = str(project.store.place)

    def run(*words):
        return CliRunner().invoke(main, ["--study", place, "--coder", "mk", *words])

    return run, project


def at(project, words):
    start = project.transcript("one").text.index(words)
    return f"{start}:{start + len(words)}"


def test_a_name_is_listed_replaced_and_taken_back(study):
    run, project = study
    listed = json.loads(run("names", "one", "--format", "json").stdout)
    assert [(row["words"], row["instead"]) for row in listed][:2] == [
        ("Keith", "person 1"),
        ("keith", "person 1"),
    ]
    done = run("replace-name", "one", at(project, "Keith"), "team manager")
    assert (done.exit_code, done.stderr) == (0, "Replaced: 2 places in 1 interview.\n")
    assert "[team manager] knows" in run("names", "one", "--text").stdout
    assert "team manager" in run("names").stdout
    decided = json.loads(run("names", "one", "--decided", "--format", "json").stdout)
    assert run("undo-name", decided[0]["id"], "--everywhere").exit_code == 0
    assert json.loads(run("names", "one", "--decided", "--format", "json").stdout) == []


def test_a_name_by_hand_is_found_counted_and_said_to_be_somebody_s_or_not(study):
    run, project = study
    [row] = json.loads(run("names", "one", "--find", "everybody", "--format", "json").stdout)
    assert (row["by"], row["ambiguous"]) == ("hand", True)
    assert run("names", "one", "--find", "nobody such").exit_code == 1
    keith, grace = at(project, "Keith"), at(project, "Grace")
    counted = run("replace-name", "one", keith, "team manager", "--dry-run")
    assert counted.stderr == "Would be replaced: 2 places in 1 interview.\n"
    assert project.pseudonyms() == []
    run("replace-name", "one", keith, "team manager")
    for answer in ((), ("--other",)):
        refused = run("replace-name", "one", grace, "team manager", *answer)
        assert refused.exit_code == 1 and "[team manager 2]" in refused.stderr
    assert run("replace-name", "one", grace, "team manager", "--same").exit_code == 0
    [one] = project.pseudonyms()
    assert (one.instead, one.places) == ("team manager", 3)


def test_what_cannot_be_replaced_is_one_sentence(study):
    run, project = study
    done = run("replace-name", "one", "9990:9999", "team manager")
    assert done.exit_code == 1
    assert "Keith" not in done.stderr
    assert run("let-stand", "one", at(project, "Keith"), "--everywhere").exit_code == 0
    assert run("undo-name", "no-such-id").exit_code == 1


def test_a_file_waits_and_names_seen_lets_it_go(study, tmp_path):
    run, project = study
    first = next(s for s in project.segments("one") if not s.interviewer)
    project.code("one", first.span, "1.a")
    target = str(tmp_path / "quotes.md")
    asked = ("quotes", "--attribution", "none", "--confirm-small-groups", "-o", target)
    waits = run(*asked)
    assert waits.exit_code == 1
    assert "looks like a name" in waits.stderr or "look like names" in waits.stderr
    assert "  Keith (person, 1)" in waits.stderr
    assert "Keith" in run("names-left").stdout
    assert run("--names-seen", *asked).exit_code == 0
    assert "confirmed that words that look like names may leave" in run("history").stdout


def test_the_names_key_is_written_and_read_with_its_own_passphrase(study, tmp_path):
    run, project = study
    run("replace-name", "one", at(project, "Keith"), "team manager")
    words = tmp_path / "words.txt"
    words.write_text("otter lantern seventeen marsh", encoding="utf-8")
    key, given = str(tmp_path / "study.names"), ("--key-passphrase-file", str(words))
    assert run("names-key", key, *given).exit_code == 0
    assert "Keith" in run("names-key", key, *given, "--who", "[team manager]").stdout
    assert run("names", "one", "--key", key, *given).exit_code == 0
    assert run("names-key", key, *given, "--forget", "[nobody]").exit_code == 1
    assert "1 name" in run("names-key", key, *given, "--forget", "[team manager]").stderr
    assert run("names-key", key, *given, "--who", "[team manager]").exit_code == 1
    words.write_text("quite another passphrase", encoding="utf-8")
    wrong = run("names-key", key, *given, "--who", "[team manager]")
    assert (wrong.exit_code, wrong.stdout) == (1, "")


def test_a_second_coder_lets_nothing_leave_by_an_option(study):
    _, project = study
    project.add_coder("Tom", CoderRole.SECOND_CODER)
    tom = Project.open(project.store.place, "Tom")
    tom.names_seen = True
    first = next(s for s in tom.segments("one") if not s.interviewer)
    tom.code("one", first.span, "1.a")
    with pytest.raises(NamesLeft):
        tom.quotes_file(tom.quotes(), ".md", attribution="none", confirmed=True)
    tom.close()
