"""Transcripts corrected from the command line."""

import pytest

from tests.cli.conftest import BOOK
from tests.conftest import TWO_PEOPLE
from tests.project.test_correcting import CHANGES


@pytest.fixture
def coded(shell):
    """A study with one interview and three codings; returns their ids."""
    shell("new", "study.qualcode", "--codebook", BOOK)
    shell("import", shell.write("talk.md", TWO_PEOPLE))
    text = shell("show", "talk").stdout
    ids = []
    for words in (
        "We argue about thresholds.",
        "Nobody agrees what counts.",
        "We know who to ring.",
    ):
        start = text.index(words)
        ids.append(shell("code", "talk", f"{start}:{start + len(words)}", "3.b").stdout.strip())
    new = TWO_PEOPLE
    for old, now in CHANGES:
        new = new.replace(old, now)
    shell.write("mended.md", new)
    return ids


def test_a_dry_run_says_what_would_happen_and_the_run_does_it(shell, coded):
    told = shell("correct", "talk", "mended.md", "--dry-run").stderr

    assert "1 of 3 codings would go along" in told and "Nothing was changed." in told
    assert [row["n"] for row in shell.rows("versions", "talk")] == [1]
    assert "reason" not in shell("correct", "talk", "mended.md", status=1).stdout
    told = shell("correct", "talk", "mended.md", "--reason", "heard again").stderr
    assert "1 of 3 codings went along as they were" in told
    old, new = shell.rows("versions", "talk")
    assert (old["who"], old["reason"], new["until"]) == ("mk", "heard again", None)


def test_what_waits_is_listed_placed_and_let_go(shell, coded):
    shell("correct", "talk", "mended.md", "--reason", "heard again")
    changed, gone = shell.rows("to-place")

    assert (changed["coding"], changed["state"]) == (coded[1], "review")
    assert changed["new"] == "Nobody ever agrees what counts."
    assert (gone["coding"], gone["state"], gone["new"]) == (coded[2], "unplaced", None)
    assert "gone from the text" in shell("place-again", coded[2], status=1).stderr
    placed = shell("place-again", coded[2], "--words", "the duty desk").stdout.strip()
    assert "1 coding stands again." in shell("place-again", "--all").stderr
    assert shell.rows("to-place") == []
    quotes = {row["id"]: row["quote"] for row in shell.rows("codings")}
    assert quotes[placed] == "the duty desk"
    assert len(quotes) == 3


def test_a_coding_is_let_go_and_the_old_version_still_shows_it(shell, coded):
    shell("correct", "talk", "mended.md", "--reason", "heard again")
    shell("let-go", coded[2])

    assert "We know who to ring." not in shell("show", "talk").stdout
    assert "We know who to ring." in shell("show", "talk", "--version", "1").stdout
    stood = shell.rows("show", "talk", "--version", "1", "--codings")
    assert [row["id"] for row in stood] == coded
    shell("correct", "talk", "--back-to", "1", "--reason", "it was right")
    assert len(shell.rows("codings")) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("correct", "talk"),
        ("correct", "talk", "mended.md", "--back-to", "1"),
        ("place-again",),
        ("place-again", "x", "--all"),
        ("place-again", "x", "1:2", "--words", "so"),
    ],
)
def test_wrong_usage_is_status_two(shell, coded, arguments):
    shell(*arguments, status=2)
