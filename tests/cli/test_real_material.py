"""Real interviews and quotes through the command line; they are not part of the project."""

import csv
from collections import Counter

import pytest

from qualcode.project import Project
from tests.cli.conftest import BOOK, decide_first
from tests.conftest import SHARED

PDFS = SHARED / "data" / "pdpilot"
QUOTES = SHARED / "data" / "quotes_dev.csv"
# Labels that are the only spelling of their role in the table.
ROLES = {
    "Programme Manager": "programme_manager",
    "Intake Manager": "intake_manager",
    "Health Visitor": "health_visitor",
}
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not QUOTES.exists(), reason="../shared/data is not here"),
]


@pytest.fixture
def empty(shell):
    shell("new", "study.qualcode", "--codebook", BOOK)
    decide_first(shell, 0.0)
    return shell


def test_seven_real_interviews_are_imported_with_their_turns(empty):
    files = sorted(PDFS.glob("P?.pdf"))

    told = empty("import", *files)

    rows = empty.rows("transcripts")
    assert [r["id"] for r in rows] == [f"P{n}" for n in range(1, 8)]
    assert [r["turns"] for r in rows] == [94, 165, 121, 109, 134, 99, 104]
    assert "7 of 7 speakers not matched" in told.stderr


def accept_the_first(shell, gold):
    """Accept the first suggestion for every row of the table that has one; row id -> code."""
    project = Project.open(shell.folder / "study.qualcode", "mk")
    turns = {turn.id: turn.span for turn in project.transcript("quotes_dev").turns}
    assert set(turns) == {row["id"] for row in gold}
    accepted = {}
    for one in shell.rows("suggest", "--top", "1"):
        # A long quotation is weighed in several windows; its first one stands for it.
        row = next(id for id, span in turns.items() if span.start <= one["start"] < span.end)
        if row not in accepted:
            project.decide(one["id"], "accept")
            accepted[row] = one["code"]
    project.close()
    return accepted


def test_accepted_suggestions_on_real_quotes_are_counted_right(empty):
    with QUOTES.open(encoding="utf-8", newline="") as file:
        gold = list(csv.DictReader(file))
    empty("import", QUOTES)
    accepted = accept_the_first(empty, gold)
    # One of the quotations (P2-Q047) holds no word that points anywhere.
    assert {row["id"] for row in gold} - set(accepted) <= {"P2-Q047"}

    rows = empty.rows("themes", "--by", "authority", "--by", "role")

    table = {(r["code"], r["authority"], r["role"]): r for r in rows}
    by_hand = Counter(
        (accepted[row["id"]].partition(".")[0], row["authority"] or None, row["role_label"])
        for row in gold
        if row["id"] in accepted
    )
    for label, role in ROLES.items():
        own = {(c, a): n for (c, a, written), n in by_hand.items() if written == label}
        code, authority = max(own, key=lambda place: own[place])
        cell, label_cell = (code, authority, role), (code, authority, label)
        assert table[cell]["segments"] == by_hand[label_cell] > 0
        assert table[cell]["participants"] is None
        assert table[cell]["of_participants"] is None
    of_indicators = sum(r["segments"] for r in rows if "." not in r["code"])
    assert of_indicators == len(accepted) == len(empty.rows("codings"))
    assert "not known" in empty("themes").stderr
