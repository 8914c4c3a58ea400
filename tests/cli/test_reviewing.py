"""The commands of a round say what the page shows."""

import pytest


@pytest.fixture
def reviewed(study):
    """A study with two codings and a round of them; Maud is the mentor."""
    text = (study.folder / "talk.md").read_text("utf-8").partition("---\n\n")[2]
    at = text.index("We argue")
    study("code", "talk", f"{at}:{at + 26}", "1.a")
    study("code", "talk", f"{at}:{at + 26}", "8.a")
    study("add-coder", "Maud", "--role", "mentor")
    started = study("start-round", "--due", "2099-03-31", "--seed", "3")
    assert started.stdout == "1\n"
    assert "Round 1: 2 of 2 codings drawn with seed 3." in started.stderr
    assert "Round 1 is in review." in started.stderr
    return study


def test_a_round_is_reviewed_settled_and_finished(reviewed):
    first, second = (row["id"] for row in reviewed.rows("items", 1))

    said = reviewed(
        *("judge", first[:8], "disagree", "--comment", "Why?", "--code", "4.a"),
        QUALCODE_CODER="Maud",
    )
    assert "Maud: disagree on item 1 of Round 1." in said.stderr
    reviewed("judge", second, "question", QUALCODE_CODER="Maud")
    reviewed("judge", second, "agree", QUALCODE_CODER="Maud")
    assert "Comment 2 on item 1" in reviewed("comment", first, "Because.").stderr
    rows = {row["id"]: row for row in reviewed.rows("items", 1)}
    assert (rows[first]["state"], rows[first]["comments"]) == ("disagreed", 2)
    assert (rows[second]["state"], rows[second]["mine"]) == ("agreed", None)
    assert len(reviewed.rows("items", 1, "--state", "disagreed")) == 1
    refused = reviewed("round-state", 1, "finish", status=1)
    assert "1 item is questioned and not settled" in refused.stderr

    told = reviewed("resolve", first, "change", "--reason", "She is right.")
    assert "Item 1 of Round 1: changed." in told.stderr
    assert {c["code"] for c in reviewed.rows("codings")} == {"4.a", "8.a"}
    reviewed("resolve", first, "keep", "--reason", "Once more.")
    finish = ("round-state", 1, "finish")
    assert "Round 1 is final." in reviewed(*finish, "--confirm").stderr
    [row] = reviewed.rows("rounds")
    assert (row["number"], row["state"], row["items"], row["unsettled"], row["due"]) == (
        1,
        "final",
        2,
        0,
        "2099-03-31",
    )
    assert (row["reviewers"], row["coders"]) == (["Maud"], [])


def test_a_table_of_items_names_them_by_eight_characters(reviewed):
    [first, _] = reviewed.rows("items", 1)

    table = reviewed("items", 1).stdout

    assert first["id"][:8] in table and first["id"] not in table
    assert "Interview 1" in table and "We argue" in table


def test_interviews_are_coded_apart_and_handed_in(study):
    study("add-coder", "Tom", "--role", "second coder")
    started = study(
        *("start-round", "--over", "interviews", "--title", "Apart"),
        *("--coder-of-round", "mk", "--coder-of-round", "Tom"),
    )
    assert "Apart is assigned. Still to hand in: mk, Tom." in started.stderr

    assert "Apart is coding." in study("round-state", 1, "begin").stderr
    refused = study("round-state", 1, "submit", status=1)
    assert "1 of the 1 interviews is not marked as coded through by mk" in refused.stderr
    assert "talk" not in refused.stderr
    refused = study("round-state", 1, "review", status=1)
    assert "its coders code and hand in first" in refused.stderr
    study("round-state", 1, "return", "--note", "x", status=1)
    assert "Apart is final." in study("round-state", 1, "finish", "--note", "No time.").stderr


@pytest.mark.parametrize(
    "asked",
    [
        ("round-state", 1, "begin", "--note", "x"),
        ("start-round", "--where", "authority"),
        ("start-round", "--over", "themes"),
        ("judge", "x", "perhaps"),
        ("resolve", "x", "keep"),
    ],
)
def test_what_cannot_be_understood_is_a_slip_of_the_pen(study, asked):
    study(*asked, status=2)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("items", 7), "no round 7"),
        (("judge", "nothing", "agree"), "no such item"),
        (("comment", "nothing", "Hm."), "no such item"),
        (("resolve", "nothing", "keep", "--reason", "x"), "no such item"),
        (("start-round",), "nothing to draw from"),
        (("start-round", "--reviewer", "Nobody"), "nothing to draw from"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(study, asked, told):
    assert told in study(*asked, status=1).stderr
