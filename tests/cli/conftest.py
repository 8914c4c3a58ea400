"""A folder with one study, and the command line in it."""

import json

import pytest
from click.testing import CliRunner

from qualcode.cli import main
from qualcode.project import Project
from tests.conftest import ROOT, TWO_PEOPLE

BOOK = ROOT / "codebooks" / "good_practice_indicators.yaml"


class Shell:
    """Runs `qualcode` in a folder, as mk."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, *arguments, status=0, **environment):
        """What a command prints, checked for its exit status and for plain errors."""
        env = {"QUALCODE_STUDY": None, "QUALCODE_CODER": "mk", **environment}
        result = CliRunner().invoke(main, [str(a) for a in arguments], env=env)
        assert result.exit_code == status, result.stderr or result.exception
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        if status == 1:
            assert str(self.folder) not in result.output
        return result

    def rows(self, *arguments, **environment):
        """A command's rows, as JSON."""
        return json.loads(self(*arguments, "--format", "json", **environment).stdout)

    def write(self, name, text):
        """A file in the folder."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """The command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return Shell(tmp_path)


@pytest.fixture
def study(shell):
    """The command line in a folder with a study that holds one interview, `talk`."""
    shell("new", "study.qualcode", "--codebook", BOOK)
    shell("import", shell.write("talk.md", TWO_PEOPLE))
    decide_first(shell, 0.0)
    return shell


def decide_first(shell, share):
    """Set the share of passages whose suggestions are hidden."""
    project = Project.open(shell.folder / "study.qualcode", "mk")
    project.set_options(decide_first=share)
    project.close()


@pytest.fixture
def coded(study):
    """The study with two codings of mk's: 3.b on an answer, 1.a on another as a barrier."""
    study("code", "talk", span_of(study, "We know who to ring"), "3.b")
    study(
        "code",
        "talk",
        span_of(study, "We argue about thresholds"),
        "1.a",
        "--direction",
        "absent_or_barrier",
    )
    return study


def span_of(shell, words):
    """Where words stand in the interview, as START:END."""
    text = TWO_PEOPLE.split("---\n", 2)[2]
    start = text.index(words)
    return f"{start}:{start + len(words)}"
