"""The commands that list differences between two coders, and settle them."""

import pytest

from tests.cli.conftest import span_of


@pytest.fixture
def both(coded):
    """mk and tom have coded the interview through and agree on nothing."""
    argue = span_of(coded, "We argue about thresholds")
    coded("code", "talk", argue, "1.b", QUALCODE_CODER="tom")
    coded("done", "talk")
    coded("done", "talk", QUALCODE_CODER="tom")
    return coded


def test_differences_are_listed_by_lane_with_counts_beside(both):
    rows = both.rows("disagreements")

    assert [(r["lane"], r["first_code"], r["second_code"]) for r in rows] == [
        ("code", "1.a", "1.b"),
        ("only first", "3.b", None),
    ]
    assert {r["interview"] for r in rows} == {"Interview 1"}
    told = both("disagreements", "--lane", "code").stderr
    assert "mk (first) and tom (second): agree 0, code 1" in told
    assert "2 open and 0 settled" in told
    assert len(both.rows("disagreements", "--code", "3")) == 1
    assert both.rows("disagreements", "--coder", "tom")[0]["first_code"] == "1.b"


def test_the_short_key_of_the_table_settles_a_difference(both):
    line = both("disagreements", "--lane", "code").stdout.splitlines()[1]
    settled = both("settle", line.split()[0], "keep", "--keep", "second", "--reason", "Clearer")

    assert "Settled: kept as it is." in settled.stderr
    again = both("settle", line.split()[0], "keep", "--keep", "second", "--reason", "Clearer")
    assert "has settled it so already" in again.stderr
    assert again.stdout == settled.stdout
    anew = both("settle", line.split()[0], "open", "--reason", "Unclear")
    assert "Settled anew: left open as ambiguous; before, mk: kept" in anew.stderr
    both("settle", line.split()[0], "keep", "--keep", "second", "--reason", "Clearer")
    [row] = both.rows("disagreements", "--lane", "code")
    assert (row["settled"], row["reason"], row["changed_since"]) == ("keep", "Clearer", None)
    assert "1.b" in {r["code"] for r in both.rows("codings", "--coder", "mk")}


def test_a_definition_and_the_code_are_changed_from_the_command_line(both):
    key = both.rows("disagreements")[0]["key"]
    both(
        *("settle", key, "codebook", "--reason", "It was too wide", "--code", "1.c"),
        *("--definition", "Narrower.", "--definition-of", "1.a"),
    )

    assert {r["code"] for r in both.rows("codings")} == {"1.c", "3.b"}
    assert "Codebook version 2" in both("confusion").stderr


def test_what_was_settled_stays_counted_as_it_was_coded(both):
    before = both.rows("confusion")
    key = both.rows("disagreements")[0]["key"]
    both("settle", key, "keep", "--keep", "first", "--reason", "Clearer")

    assert both.rows("confusion") == before
    assert {"first_code": "1.a", "second_code": "1.b", "codings": 1} in before
    assert both.rows("confusion", "--by-indicator") == [
        {"first_code": "1", "second_code": "1", "codings": 1},
        {"first_code": "3", "second_code": None, "codings": 1},
    ]


def test_slips_are_told_in_a_sentence(both, study):
    assert "no such difference" in both("settle", "x:y", "open", "--reason", "z", status=1).stderr
    assert "Nobody named Zoe" in both("disagreements", "--coder", "Zoe", status=1).stderr
    both("disagreements", "--coder", "a", "--coder", "b", "--coder", "c", status=2)
    both("settle", "x:y", "shrug", "--reason", "z", status=2)
    key = both.rows("disagreements")[0]["key"]
    assert "whose coding" in both("settle", key, "keep", "--reason", "z", status=1).stderr


def test_one_coder_alone_is_told_what_is_missing(coded):
    coded("done", "talk")

    assert "coded through by two people" in coded("disagreements", status=1).stderr
