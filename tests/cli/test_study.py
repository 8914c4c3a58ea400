"""Making and finding a study from the command line."""

import subprocess
import sys

import pytest

from qualcode import __version__
from qualcode.cli import main
from tests.cli.conftest import BOOK
from tests.conftest import ROOT


def test_help_lists_every_command_and_exits_0():
    ran = subprocess.run(
        [sys.executable, "-m", "qualcode", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    listed = ran.stdout.partition("Commands:")[2]
    assert {line.split()[0] for line in listed.splitlines() if line[2:3].strip()} == {
        *main.commands
    }


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(shell, command):
    told = shell(command, "--help").stdout

    assert told.startswith("Usage: ")
    assert main.commands[command].help


def test_the_version_is_printed(shell):
    assert __version__ in shell("--version").stdout


def test_new_makes_a_study_with_its_codebook_and_says_so_on_standard_error(shell):
    made = shell("new", "study.qualcode", "--codebook", BOOK)

    assert made.stdout == ""
    assert "study.qualcode with 32 codes, for mk" in made.stderr
    assert len(shell.rows("codes")) == 32


def test_new_without_a_codebook_makes_an_empty_one(shell):
    shell("new", "study.qualcode", "--profile", "reflexive")

    assert shell.rows("codes") == []


def test_new_refuses_a_file_that_exists_and_leaves_it(shell):
    shell.write("notes.qualcode", "my notes")

    told = shell("new", "notes.qualcode", status=1)

    assert "notes.qualcode exists already" in told.stderr
    assert (shell.folder / "notes.qualcode").read_text(encoding="utf-8") == "my notes"


def test_a_codebook_with_errors_makes_no_study_and_lists_them(shell):
    book = shell.write("book.yaml", 'codes:\n  - id: "1"\n    name: A\n  - id: "1"\n    nmae: B\n')

    told = shell("new", "study.qualcode", "--codebook", book, status=1)

    assert told.stdout == ""
    assert told.stderr.startswith("qualcode: book.yaml was not taken: 3 things to mend.")
    assert not (shell.folder / "study.qualcode").exists()


def test_a_codebook_that_is_not_there_is_one_sentence(shell):
    assert "absent.yaml" in shell("new", "s.qualcode", "--codebook", "absent.yaml", status=1).stderr


def test_a_folder_without_a_study_says_how_to_make_one(shell):
    assert "`qualcode new" in shell("codes", status=1).stderr


def test_several_studies_in_a_folder_are_listed(shell):
    for name in ("b.qualcode", "a.qualcode"):
        shell("new", name)

    told = shell("codes", status=1)

    assert "several studies (a.qualcode, b.qualcode); choose with --study" in told.stderr
    assert shell.rows("--study", "a.qualcode", "codes") == []
    assert shell.rows("codes", QUALCODE_STUDY="b.qualcode") == []


def test_study_stands_before_the_command(study):
    told = study("codes", "--study", "study.qualcode", status=2)

    assert "--study" in told.stderr


def test_what_is_no_study_is_refused(shell):
    shell.write("letter.qualcode", "Dear all")

    assert "not a qualcode study" in shell("codes", status=1).stderr
    assert "no study gone.qualcode" in shell("--study", "gone.qualcode", "codes", status=1).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("codes", "--format", "xml"),
        ("new",),
        ("new", "s.qualcode", "--profile", "other"),
        ("import",),
        ("import", "--kind", "chat", "x.txt"),
        ("code", "talk", "1:2"),
        ("code", "talk", "1:2", "1", "--direction", "sideways"),
        ("suggest", "--passages", "x.csv"),
        ("suggest", "--top", "0"),
        ("decide", "x", "perhaps"),
        ("themes", "--where", "authority"),
        ("quotes",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_and_changes_nothing(study, arguments):
    before = (study.folder / "study.qualcode").read_bytes()

    told = study(*arguments, status=2)

    assert told.stdout == ""
    assert "Error: " in told.stderr
    assert (study.folder / "study.qualcode").read_bytes() == before


def test_the_acting_coder_is_the_option_else_the_variable(study):
    study("--coder", "Ruth", "done", "talk")
    study("done", "talk", QUALCODE_CODER="Tom")

    assert study("--coder", "R\x01", "done", "talk", status=1).stderr.count("\n") == 1


def test_the_sample_study_is_built_where_asked_and_kept_when_it_is_there(shell):
    shell("demo", "--only-build")
    built = (shell.folder / "sample-study.qualcode").read_bytes()

    told = shell("demo", "--only-build")

    assert "invented" in told.stderr
    assert (shell.folder / "sample-study.qualcode").read_bytes() == built
    assert len(shell.rows("transcripts")) >= 28
