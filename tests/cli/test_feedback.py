"""The commands for feedback do what the page does."""

from __future__ import annotations

import pytest

from qualcode.project import Project


@pytest.fixture
def session(study):
    told = study("feedback-session", "Team meeting", "--date", "2026-05-12", "--people", "7")
    return told.stdout.strip()


@pytest.fixture
def theme(study):
    project = Project.open(study.folder / "study.qualcode", "mk")
    id = project.add_theme("Thresholds divide.").id
    project.close()
    return id


def test_what_was_said_is_kept_and_listed(study, session, theme):
    told = study("add-feedback", session[:8], "agrees", "So it is.", "--theme", theme[:8])
    study("add-feedback", session, "disputes", "Between us.", "--not-quotable", "--tag", "night")

    assert "not counted among the interviews" in told.stderr
    [first, second] = study.rows("feedback")
    assert (first["theme"], first["stance"], first["words"]) == (theme, "agrees", "So it is.")
    assert (second["theme"], second["quotable"], second["tags"]) == (None, False, ["night"])
    assert study.rows("feedback", "--theme", theme) == [first]
    [row] = study.rows("feedback", "--sessions")
    assert (row["title"], row["people"], row["entries"]) == ("Team meeting", 7, 2)
    assert "1 agrees, 1 disputes it." in study("feedback").stderr


def test_it_is_written_to_a_file_and_taken_back(study, session):
    id = study("add-feedback", session, "adds", "Also at night.").stdout.strip()
    assert "1 quotable entry written" in study("feedback", "-o", "said.md").stderr
    assert "Also at night." in (study.folder / "said.md").read_text("utf-8")

    assert "Erased, in 1 version." in study("take-back-feedback", id[:8]).stderr
    assert study.rows("feedback") == []
    study("take-back-feedback", id, status=1)


def test_what_is_wrong_is_one_sentence(study, session):
    assert "no such feedback session" in study("add-feedback", "x", "adds", "y", status=1).stderr
    assert "no such theme" in study(
        "add-feedback", session, "adds", "y", "--theme", "x", status=1
    ).stderr  # fmt: skip
    study("add-feedback", session, "likes", "y", status=2)
    assert "2026-05-12" in study("feedback-session", "T", "--date", "May", status=1).stderr
    assert "No feedback" in study("feedback", "-o", "a.md", status=1).stderr
    study("feedback", "--theme", "x", "-o", "a.md", status=2)
