"""Codes counted as one row, and waves compared, from the command line."""

from __future__ import annotations


def test_codes_can_be_counted_as_one_row(coded):
    rows = coded.rows("themes", "--group", "1.a+3.b", "--by", "authority")

    [row] = [r for r in rows if r["code"] == "1.a+3.b"]
    assert (row["participants"], row["of_participants"], row["segments"]) == (1, 1, 2)
    assert {"1.a", "3.b"}.isdisjoint(r["code"] for r in rows)
    assert "1.a+3.b." in coded("themes", "--group", "1.a+3.b").stderr


def test_one_code_and_an_unknown_one_are_no_row(coded):
    assert "at least two" in coded("themes", "--group", "1.a", status=1).stderr
    assert "Did you mean" in coded("themes", "--group", "1.a+1.z", status=1).stderr


def test_compared_waves_say_who_is_in_each_on_standard_error(coded):
    told = coded("themes", "--by", "wave")

    assert "Wave first has 1 participant in 1 interview." in told.stderr
    assert "Wave first" not in told.stdout


def test_a_table_can_be_by_question(coded):
    [row] = [r for r in coded.rows("themes", "--by", "question") if r["code"] == "8"]
    assert row["question"] is None and row["of_participants"] == 1
