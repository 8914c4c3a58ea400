"""What is printed: every character, and none that steers the terminal."""

import os
import subprocess
import sys

from click.testing import CliRunner

from qualcode.cli import main
from qualcode.cli.output import show
from qualcode.project import Project


def test_a_pipe_in_another_encoding_takes_every_character(coded):
    # As on Windows, where what is redirected would be written in the system's own encoding.
    coded.write("zoe.txt", "Interviewer: Fine?\n\nP02: Cafe\u0301 ✓ always.\n")
    coded("import", "zoe.txt")
    coded("code", "zoe", "25:32", "1.a")

    ran = subprocess.run(
        [sys.executable, "-m", "qualcode", "--study", "study.qualcode", "codings", "zoe"],
        cwd=coded.folder,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
    )

    assert "Cafe\u0301 ✓" in ran.stdout.decode("utf-8")


def test_words_of_a_file_do_not_steer_the_terminal(capsys):
    show([{"quote": "red \x1b[31mwords\x07"}], ["quote"], "table")

    assert capsys.readouterr().out == "quote\nred \ufffd[31mwords\ufffd\n"


def test_an_error_of_ours_is_told_without_its_words(project, monkeypatch):
    def fails(self):
        raise KeyError("what Maya said")

    monkeypatch.setattr(Project, "transcripts", fails)
    result = CliRunner().invoke(main, ["--study", str(project.store.place), "transcripts"])

    assert result.exit_code == 70
    assert "KeyError" in result.output and "doctor" in result.output
    assert "Maya" not in result.output and "Traceback" not in result.output
