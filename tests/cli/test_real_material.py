"""Real interviews and quotes through the command line; they are not part of the project."""

import csv
from collections import Counter

import pytest

from tests.cli.conftest import BOOK
from tests.conftest import SHARED

PDFS = SHARED / "data" / "pdpilot"
QUOTES = SHARED / "data" / "quotes_dev.csv"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not QUOTES.exists(), reason="../shared/data is not here"),
]


@pytest.fixture
def empty(shell):
    shell("new", "study.qualcode", "--codebook", BOOK)
    return shell


def test_seven_real_interviews_are_imported_with_their_turns(empty):
    files = sorted(PDFS.glob("P?.pdf"))

    told = empty("import", *files)

    rows = empty.rows("transcripts")
    assert [r["id"] for r in rows] == [f"P{n}" for n in range(1, 8)]
    assert [r["turns"] for r in rows] == [94, 165, 121, 109, 134, 99, 104]
    assert "7 of 7 speakers are not matched" in told.stderr


def decided(shell):
    """Accepts the first suggestion for each row of the table; row id -> code."""
    with QUOTES.open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file))
    text = shell_text(shell)
    found = {}
    for one in shell.rows("suggest", "--top", "1"):
        [row] = [r for r in gold if text[: one["start"]].endswith(f"[{r['id']}] ")]
        shell("decide", one["id"], "accept")
        found[row["id"]] = one["code"]
    return gold, found


def shell_text(shell):
    from qualcode.project import Project

    project = Project.open(shell.folder / "study.qualcode", "mk")
    text = project.transcript("quotes_dev").text
    project.close()
    return text


def test_accepted_suggestions_on_real_quotes_are_counted_right(empty):
    empty("import", QUOTES)
    gold, accepted = decided(empty)
    assert set(accepted) == {r["id"] for r in gold}
    assert len(accepted) == 91
    assert len(empty.rows("codings")) == 91

    rows = empty.rows("themes", "--by", "authority", "--by", "role")

    table = {(r["code"], r["authority"], r["role"]): r for r in rows}
    by_hand = Counter(
        (accepted[r["id"]].partition(".")[0], r["authority"] or None, r["role"]) for r in gold
    )
    busiest = [cell for cell, n in by_hand.most_common() if cell[1]][:3]
    assert len(busiest) == 3
    for cell in busiest:
        assert table[cell]["segments"] == by_hand[cell] > 0
        assert table[cell]["participants"] is None
        assert table[cell]["of_participants"] is None
    assert sum(r["segments"] for r in rows if "." not in r["code"]) == 91
    assert "not known" in empty("themes").stderr
