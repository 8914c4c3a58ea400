"""The commands `findings`, `continuum` and `place` say what the pages show."""

from __future__ import annotations

import csv
import io

import pytest

from qualcode.project import Project


@pytest.fixture
def themed(coded):
    project = Project.open(coded.folder / "study.qualcode", "mk")
    barrier = project.codings(code="1.a")[0]
    project.add_theme("Thresholds divide.", codes=["1"], counter=[barrier.id], priority=1)
    project.close()
    return coded


def test_themes_are_listed_with_the_people_behind_them(themed):
    [row] = themed.rows("findings")

    assert (row["statement"], row["codes"], row["priority"], row["status"]) == (
        "Thresholds divide.",
        ["1"],
        1,
        "open",
    )
    assert (row["participants"], row["of_participants"], row["segments"]) == (1, 1, 1)
    assert (row["opposite_participants"], row["evidence"], row["counter"]) == (1, 0, 1)
    told = themed("findings").stderr
    assert "What this cannot show" in told and "Codebook version 1" in told


def test_the_plain_list_is_written_and_small_numbers_stay(themed):
    told = themed("findings", "-o", "list.md")
    text = (themed.folder / "list.md").read_text("utf-8")

    assert "1 theme written to list.md" in told.stderr
    assert "Thresholds divide." in text and "fewer than 6 participants (c)" in text
    themed("findings", "-o", "list.pdf", status=1)
    assert not (themed.folder / "list.pdf").exists()


def test_an_empty_study_lists_nothing_and_writes_nothing(study):
    assert study.rows("findings") == []
    assert "no theme to list" in study("findings", "-o", "a.md", status=1).stderr
    assert "No authority is placed" in study("continuum", "-o", "a.png", status=1).stderr


def test_an_authority_is_placed_and_listed(study):
    assert study.rows("continuum")[0] == {
        "authority": "Midtown",
        "position": None,
        "where": None,
        "rationale": None,
        "placed_by": None,
    }
    study("place", "midtown", "1.5", "--because", "They plan together, not yet act so.")
    [row] = study.rows("continuum")

    assert (row["position"], row["placed_by"]) == (1.5, "mk")
    assert row["where"] == "between “aspirational development” and “maximum collaboration”"
    assert "oversimplification" in study("continuum").stderr


def test_a_place_off_the_line_or_without_a_reason_is_refused(study):
    assert "between 0 and 2" in study("place", "Midtown", "7", "--because", "x", status=1).stderr
    assert "Write why" in study("place", "Midtown", "1", "--because", " ", status=1).stderr
    told = study("place", "Midtwon", "1", "--because", "x", status=1).stderr
    assert "Did you mean 'Midtown'?" in told
    study("place", "Midtown", "1", status=2)


@pytest.mark.parametrize("ending", ["png", "svg", "csv"])
def test_the_figure_leaves_with_its_caveat(study, ending):
    study("place", "Midtown", "1", "--because", "=They plan.")
    study("continuum", "-o", f"line.{ending}")
    data = (study.folder / f"line.{ending}").read_bytes()

    if ending == "png":
        assert data.startswith(b"\x89PNG")
    elif ending == "svg":
        assert b"oversimplification" in data and b"Midtown" in data
    else:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert rows[1][:2] == ["Midtown", "1.0"] and rows[1][3] == "'=They plan."
        assert "oversimplification" in rows[2][0] and "What this cannot show" in rows[3][0]


def test_the_profile_is_told_and_changed(study):
    assert study("profile").stdout == "codebook\n"
    told = study("profile", "reflexive")
    assert told.stdout == "reflexive\n" and "the reader's own" in told.stderr
    assert study("profile").stdout == "reflexive\n"
    study("profile", "grounded", status=2)
