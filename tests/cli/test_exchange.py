"""Whole studies out and in from the command line."""

import pytest

from tests.cli.conftest import span_of


@pytest.fixture
def out(study):
    """The study with one coding, written for another program."""
    study("code", "talk", span_of(study, "We argue"), "1.a")
    study.told = study("export", "out.qdpx")
    return study


def fresh(study, name="new.qualcode"):
    study("new", name, QUALCODE_STUDY=None)
    return {"QUALCODE_STUDY": str(study.folder / name)}


def test_a_study_goes_out_with_its_companion_and_comes_back(out):
    assert "Written: out.qdpx, out.companion.json." in out.told.stderr
    assert "codings" in out.told.stdout
    elsewhere = fresh(out)

    dry = out("import", "out.qdpx", "--dry-run", **elsewhere)
    assert "without --dry-run this is taken in" in dry.stderr
    assert out.rows("codings", **elsewhere) == []

    came = out("import", "out.qdpx", **elsewhere)
    assert came.stderr.rstrip().endswith("Taken in.")
    assert [row["code"] for row in out.rows("codings", **elsewhere)] == ["1.a"]
    assert "holds nothing that this study lacks" in out("import", "out.qdpx", **elsewhere).stderr


def test_the_companion_can_be_left_out_or_aside(out):
    out("export", "alone.qdpx", "--no-companion", "--profile", "nvivo")
    assert not (out.folder / "alone.companion.json").exists()

    elsewhere = fresh(out)
    told = out("import", "out.qdpx", "--without-companion", **elsewhere)

    assert [row["code"] for row in out.rows("codings", **elsewhere)] == ["1.a"]
    assert "codings by mk" in told.stdout


def test_the_codebook_goes_alone(out):
    told, before = out("export", "codes.qdc"), out.rows("codes")

    assert "Written: codes.qdc." in told.stderr
    elsewhere = fresh(out)
    out("import", "codes.qdc", **elsewhere)
    assert out.rows("codes", **elsewhere) == before


def test_what_is_no_project_is_told_beside_what_was_taken(out):
    (out.folder / "broken.qdpx").write_bytes(b"PK and no more")
    elsewhere = fresh(out)

    told = out("import", "broken.qdpx", "out.qdpx", status=1, **elsewhere)

    assert "Not imported (1 of 2 files)" in told.stderr
    assert [row["code"] for row in out.rows("codings", **elsewhere)] == ["1.a"]
    asked = out("import", "talk.md", "--dry-run", status=2, **elsewhere)
    assert "goes with projects alone" in asked.stderr
    assert out("export", "out.docx", status=1).stderr.count("\n") == 1
