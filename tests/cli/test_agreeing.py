"""`qualcode agreement`: figures to standard output, what they rest on beside them."""

import json

import pytest

from tests.cli.conftest import span_of


@pytest.fixture
def shared(coded):
    """mk and tom have both coded the one interview through, and share one of two codings."""
    coded("code", "talk", span_of(coded, "who to ring"), "3.b", QUALCODE_CODER="tom")
    for who in ("mk", "tom"):
        coded("done", "talk", QUALCODE_CODER=who)
    return coded


def test_the_figures_are_a_table_and_the_rest_is_said_beside_it(shared):
    told = shared("agreement")

    header, *lines = told.stdout.splitlines()
    assert header.split()[:5] == ["code", "name", "n", "counts", "both"]
    [line] = [line for line in lines if line.startswith("3.b ")]
    assert "1; 1" in line
    for words in (
        "mk and tom: 2 passages of respondents in 1 interview both have coded through.",
        "at least one whole word",
        "before they were talked over",
        "Codebook version 1.",
    ):
        assert words in told.stderr


def test_json_holds_everything(shared):
    found = json.loads(shared("agreement", "--unit", "character", "--format", "json").stdout)

    assert (found["coders"], found["unit"], found["interviews"]) == (["mk", "tom"], "character", 1)
    assert found["left_out"] == found["from_suggestions"] == 0
    [row] = [row for row in found["codes"] if row["code"] == "3.b"]
    assert row["counts"] == [len("We know who to ring"), len("who to ring")]
    assert row["overlap"] == pytest.approx(11 / 19, abs=1e-4)
    assert row["too_few"] is True
    assert row["kappa"] == pytest.approx(row["alpha"], abs=0.1)
    assert [c["alpha"] for c in found["codes"] if c["code"] == "8"] == [None]


def test_csv_has_a_line_a_code(shared):
    lines = shared("agreement", "--reconciled", "--format", "csv").stdout.splitlines()

    assert lines[0].startswith("code,name,indicator,n,counts,both,percent,positive,negative,kappa")
    [line] = [line for line in lines if line.startswith("3.b,")]
    assert ",2,1; 1,1,1.0," in line


def test_a_file_instead(shared):
    said = shared("agreement", "--coder", "tom", "--coder", "mk", "-o", "figures.csv")

    assert "written to figures.csv" in said.stderr
    assert "passages of tom,passages of mk" in (shared.folder / "figures.csv").read_text("utf-8")
    shared("agreement", "-o", "figures.pdf", status=1)
    assert not (shared.folder / "figures.pdf").exists()


def test_what_cannot_be_counted_is_told_in_a_sentence(coded):
    coded("done", "talk")

    assert "Only mk has coded" in coded("agreement", status=1).stderr
    assert (
        "Nobody named eve" in coded("agreement", "--coder", "mk", "--coder", "eve", status=1).stderr
    )
    assert "no round 3" in coded("agreement", "--round", "3", status=1).stderr
    coded("agreement", "--unit", "page", status=2)
