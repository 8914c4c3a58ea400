"""Merging and the history from the command line."""

import json
import shutil

import pytest

from tests.cli.conftest import span_of


@pytest.fixture
def apart(study):
    """The study, and a copy in which Tom coded one passage more."""
    shutil.copy(study.folder / "study.qualcode", study.folder / "tom.copy")
    elsewhere = {"QUALCODE_STUDY": str(study.folder / "tom.copy")}
    study("code", "talk", span_of(study, "We argue"), "1.a", **elsewhere, QUALCODE_CODER="Tom")
    return study


def test_a_dry_run_says_what_would_come_and_then_it_comes(apart):
    dry = apart("merge", "tom.copy", "--dry-run")
    assert "codings by Tom" in dry.stdout
    assert "without --dry-run" in dry.stderr
    assert apart.rows("codings") == []

    told = json.loads(apart("merge", "tom.copy", "--format", "json").stdout)

    assert told["added"]["codings"] == 1
    assert (told["by_coder"], told["conflicts"], told["dry_run"]) == ({"Tom": 1}, [], False)
    assert [row["coder"] for row in apart.rows("codings")] == ["Tom"]
    assert "nothing that this one lacks" in apart("merge", "tom.copy").stderr


def test_differences_are_said_on_standard_error(apart):
    apart("add-coder", "Margaret", "--role", "mentor")
    elsewhere = {"QUALCODE_STUDY": str(apart.folder / "tom.copy")}
    apart("add-coder", "Margaret", "--role", "second coder", **elsewhere)

    told = apart("merge", "tom.copy")

    assert "- Margaret is a mentor here" in told.stderr


@pytest.mark.parametrize("name", ["absent.qualcode", "talk.md", "other.qualcode"])
def test_what_cannot_be_merged_is_one_sentence(apart, name):
    if name.startswith("other"):
        apart("new", name, QUALCODE_STUDY=None)

    told = apart("--study", "study.qualcode", "merge", name, status=1)

    assert told.stderr.count("\n") == 1


def test_the_history_is_one_line_an_act_newest_first(apart):
    apart("code", "talk", span_of(apart, "We know who"), "3.b")

    lines = apart("history", "--last", "2").stdout.splitlines()

    assert lines[0].endswith("mk coded a passage of Interview 1 with 3.b.")
    assert len(lines) == 2
    [row] = apart.rows("history", "--code", "3")
    assert list(row) == ["number", "at", "who", "kind", "words"]
    assert apart.rows("history", "--since", "2999-01-01") == []
    assert {r["kind"] for r in apart.rows("history", "--kind", "texts")} == {"texts"}


def test_the_chain_is_checked(apart):
    assert "acts is unbroken" in apart("history", "--check").stderr


def test_the_codebooks_history_says_why_and_what_to_read_again(apart):
    from qualcode.project import Project

    apart("code", "talk", span_of(apart, "We know who"), "3.b")
    project = Project.open(apart.folder / "study.qualcode", "mk")
    project.edit_code("3.b", "clearer", definition="Knowing people.")
    project.close()

    lines = apart("codebook-history").stdout.splitlines()

    assert lines[0].startswith("Version 2")
    assert lines[0].endswith("mk: clearer")
    assert "  Read again: Interview 1: 1 coding" in lines
    [row] = apart.rows("codebook-history", "3.b")
    assert row["codes"] == ["3.b"]
    assert "has no code" in apart("codebook-history", "nope", status=1).stderr
