"""What leaves harms nobody: cells, names of files, patterns, half files, words in wrong places.

Hostile words in every kind of file are `test_web_exports`; the rows here are the rest of O1 to O8.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from qualcode.cli.output import show
from qualcode.errors import QualcodeError, Refused
from qualcode.project import Upload
from qualcode.report.files import replace_file
from tests.faults.makers import MARKER, TALK
from tests.soon import soon

FORMULAS = ("=1+1", "+44", "-3", "@me", "\tx", "＝1", "＋1", "－1", "＠a", '=HYPERLINK("x")')
UNWRITABLE = "a\x0bb\x1fc\ufffed\uffffe"


@pytest.mark.parametrize("words", FORMULAS)
def test_o1_a_list_of_a_command_runs_in_no_spreadsheet(capsys, words):
    show([{"quote": words, "n": -3, "who": [words]}], ["quote", "n", "who"], "csv")
    [_, row] = csv.reader(io.StringIO(capsys.readouterr().out, newline=""))

    assert row == [f"'{words}", "-3", f"'{words}"]


def test_o1_the_same_list_as_json_is_as_it_is(capsys):
    show([{"quote": "=1+1"}], ["quote"], "json")

    assert '"=1+1"' in capsys.readouterr().out


def test_o1_codings_listed_by_a_command_come_in_again(project, capsys):
    project.import_files([Upload("talk.txt", TALK.replace("Well enough.", "-3 degrees.").encode())])
    show(
        [{"transcript": "talk", "quote": "-3 degrees.", "code": "1", "coder": "mk"}],
        ["transcript", "quote", "code", "coder"],
        "csv",
    )
    report = project.import_files([Upload("codings.csv", capsys.readouterr().out.encode())])

    assert report.refused == []
    assert [coding.quote for coding in project.codings()] == ["-3 degrees."]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "html", "md"])
def test_o2_o3_what_no_file_can_hold_becomes_a_sign_and_no_cell_a_formula(project, ending):
    words = f"=1+1 {UNWRITABLE} so."
    report = project.import_files([Upload("odd.txt", f"P07: {words}\n".encode())])
    if report.refused:  # a text of many control characters is no text
        pytest.fail(str(report.refused))
    text = project.transcript("odd").text
    from qualcode.model import Span

    at = text.index("=1+1")
    project.code("odd", Span(at, len(text.rstrip())), "1")
    project.names_seen = True
    quotes = project.quotes()
    assert len(quotes) == 1
    data = project.quotes_file(quotes, ending, confirmed=True, same_words=True)

    parts = {f"quotes.{ending}": data}
    if ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
    written = {name: part for name, part in parts.items() if not name.endswith((".jpeg", ".png"))}
    for name, part in written.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
        assert b"<f>" not in part
        assert not any(sign in part for sign in (b"\x0b", b"\x1f", b"\xef\xbf\xbe"))
    assert any("\ufffd" in part.decode("utf-8") for part in written.values())


NAMES = ("../../x", "..\\x", "/etc/x", "C:\\x", "CON", "a\nb", "-rf", "x" * 400, "😀", "=1+1")


@pytest.mark.parametrize("name", NAMES)
def test_o5_no_title_leads_a_file_out_of_its_folder(project, tmp_path, name):
    [came] = project.import_files([Upload(f"{name}.txt", f"P07: {name} so.\n".encode())]).imported

    target = tmp_path / "out" / f"{came.id}.docx"
    assert target.parent.resolve() == (tmp_path / "out").resolve()
    assert target.resolve().parent == (tmp_path / "out").resolve()
    target.parent.mkdir()
    replace_file(target, b"x")
    assert [file.name for file in (tmp_path / "out").iterdir()] == [target.name]


@pytest.mark.parametrize("moment", ["write", "fsync", "rename"])
def test_o6_a_file_is_the_old_one_or_the_new_one(tmp_path, monkeypatch, moment):
    target = tmp_path / "quotes.docx"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if moment == "rename":
        monkeypatch.setattr(Path, "replace", full)
    elif moment == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr("tempfile._TemporaryFileWrapper.write", full, raising=False)
    with pytest.raises(Refused, match=r"quotes\.docx could not be written"):
        replace_file(target, b"new" * 1000)

    assert target.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["quotes.docx"]


def test_o6_killed_while_it_writes_the_old_file_stands(tmp_path):
    target = tmp_path / "quotes.docx"
    target.write_bytes(b"old")
    script = (
        "import os, signal, sys, pathlib, qualcode.report.files as files;"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL);"
        "files.replace_file(pathlib.Path(sys.argv[1]), b'new' * 1000)"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(target)], check=False)

    assert ran.returncode != 0
    assert target.read_bytes() == b"old"
    [left] = [file for file in tmp_path.iterdir() if file != target]
    others = [tmp_path / ".quotes.docx.notes", tmp_path / ".other.docx.abcdefgh"]
    for other in others:
        other.write_bytes(b"somebody else's")
    # A moment later it may still be somebody's who is writing; after that nobody's.
    replace_file(target, b"newer")
    assert left.exists()
    for file in (left, *others):
        os.utime(file, (time.time() - 700,) * 2)
    replace_file(target, b"newest")

    assert sorted(tmp_path.iterdir()) == sorted([target, *others])
    assert target.read_bytes() == b"newest"


@pytest.mark.parametrize(
    "pattern", ["(a|aa)+$", "(a+)+$", "(.*a){30}", "(a|a)*b", "((a*)*)*b", "(?:a?){60}a{60}"]
)
def test_o7_a_slow_pattern_is_given_up_in_two_seconds(project, pattern):
    project.import_files([Upload("long.txt", b"P07: " + b"a" * 40_000 + b"!\n")])
    with soon(2, time.monotonic):
        try:
            project.search(pattern, regex=True)
        except QualcodeError as error:
            assert "a" * 40 not in str(error)


def test_o8_words_of_an_interview_stand_in_the_study_alone(tmp_path):
    """Commands run as a person would, with a home, a temporary folder and a cache of their own."""
    home = tmp_path / "home"
    work, temporary = home / "work", home / "temporary"
    for folder in (work, temporary):
        folder.mkdir(parents=True)
    (work / "talk.txt").write_text(TALK, encoding="utf-8")
    (work / "bad.docx").write_bytes(b"PK\x03\x04" + TALK.encode())
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("QUALCODE_")},
        **{"HOME": str(home), "TMPDIR": str(temporary), "XDG_CACHE_HOME": str(home / "cache")},
    }
    told: list[tuple[str, int, str]] = []
    for command in (
        ["new", "study"],
        ["import", "talk.txt", "bad.docx"],
        ["show", "talk"],
        ["search", MARKER],
        ["doctor"],
        ["backup"],
    ):
        ran = subprocess.run(
            [sys.executable, "-m", "qualcode", *command],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert MARKER not in ran.stderr, command
        assert "Traceback" not in ran.stderr, command
        told.append((command[0], ran.returncode, ran.stderr))
    holding = {
        str(file.relative_to(home))
        for file in home.rglob("*")
        if file.is_file() and MARKER.encode() in file.read_bytes()
    }

    given = {"work/talk.txt", "work/bad.docx"}
    assert "work/study.qualcode" in holding, told
    assert holding - given == {name for name in holding if name.startswith("work/study.")}
