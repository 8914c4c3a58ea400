"""Case records: denominators named, missing told apart, small counts kept back."""

import pytest

from qualcode.analysis.cases import (
    cases_leaving,
    count_fields,
    cross_cases,
    without_fields,
)
from qualcode.errors import Refused
from qualcode.model.answers import CaseRecord, Field, FieldType, Item, ItemType, Missing

FIELDS = (
    Field("agreed", "Had they agreed?", FieldType.YES_NO),
    Field("way", "Which way?", FieldType.CATEGORY, ("in", "out")),
    Field("visits", "", FieldType.NUMBER),
    Field("phone", "", contact=True),
)
FORM = Item("cases", "Cases", ItemType.RECORD, fields=FIELDS, cleared=True)


def cases(*rows):
    ids = [field.id for field in FIELDS]
    return [
        CaseRecord("cases", str(n), dict(zip(ids, [*row, Missing.UNSAID][:4], strict=True)))
        for n, row in enumerate(rows)
    ]


def many(**counts):
    """Cases by agreed_way: how many."""
    return cases(
        *(
            (agreed if agreed != "w" else Missing.WITHHELD, way, "1")
            for key, n in counts.items()
            for agreed, way in [key.split("_")]
            for _ in range(n)
        )
    )


def test_yes_no_and_each_reason_are_counted_apart_and_zero_is_not_missing():
    records = cases(
        ("yes", "in", "2"),
        ("no", "in", Missing.NOT_RECORDED),
        (Missing.WITHHELD, "out", "5"),
        (Missing.NOT_SUPPLIED, Missing.WITHHELD, "0"),
    )
    table = count_fields(FORM, records)
    counted = {(r["field"], r["value"] or r["missing"]): r["cases"] for r in table.rows}

    assert counted["agreed", "yes"] == counted["agreed", "no"] == 1
    assert counted["agreed", "withheld"] == counted["agreed", "not supplied"] == 1
    assert counted["visits", "recorded"] == 3
    assert counted["visits", "not recorded"] == 1
    assert counted["phone", "recorded"] == 0
    assert counted["phone", "no reason given"] == 4
    assert {r["of_cases"] for r in table.rows} == {4}


def test_two_fields_against_each_other_name_partial_denominators_and_warn():
    records = cases(
        ("yes", "in", "1"),
        ("no", "in", "1"),
        ("yes", "out", "1"),
        (Missing.WITHHELD, "out", "1"),
        (Missing.WITHHELD, Missing.NOT_RECORDED, "1"),
    )
    table = cross_cases(FORM, records, "agreed", "way")
    seen = {(r["value"], r["other"]): (r["cases"], r["of_cases"]) for r in table.rows if r["value"]}

    assert seen == {("yes", "in"): (1, 2), ("no", "in"): (1, 2), ("yes", "out"): (1, 1),
                    ("no", "out"): (0, 1)}  # fmt: skip
    assert {r["missing"]: r["cases"] for r in table.rows if r["missing"]} == {
        "agreed withheld": 1,
        "agreed withheld; way not recorded": 1,
    }
    assert table.warning.startswith("The parts add up to 3, not to the 5 cases: 2 lack a value")
    assert cross_cases(FORM, many(yes_in=2), "agreed", "way").warning == ""


def test_per_cent_stands_only_beside_twenty_cases():
    few = cross_cases(FORM, many(yes_in=10, no_in=9), "agreed")
    enough = cross_cases(FORM, many(yes_in=10, no_in=10), "agreed")

    assert {r["percent"] for r in few.rows} == {None}
    assert [r["percent"] for r in enough.rows] == [50, 50]


def test_a_number_has_its_median_and_range():
    records = cases(*(("yes", "in", str(n)) for n in (1, 2, 4, 6)))

    table = cross_cases(FORM, records, "visits")
    assert table.summary == "Median 3, from 1 to 6."
    assert cases_leaving(cross_cases(FORM, records * 2, "visits"), 6).summary == ""
    assert cross_cases(FORM, [], "visits").summary == ""


def test_what_cannot_be_tabulated_is_a_sentence():
    with pytest.raises(Refused, match="has no field 'colour'; it has agreed, way"):
        cross_cases(FORM, [], "colour")
    with pytest.raises(Refused, match="visits is a number field"):
        cross_cases(FORM, [], "agreed", "visits")


def test_a_form_that_is_not_cleared_does_not_leave_however_many_cases_it_has():
    closed = Item("cases", "Cases", ItemType.RECORD, fields=FIELDS)
    with pytest.raises(Refused, match="not cleared to leave"):
        cases_leaving(count_fields(closed, many(yes_in=50)), 6)
    with pytest.raises(Refused, match="fewer than 6 case records"):
        cases_leaving(count_fields(FORM, many(yes_in=5)), 6)


def test_a_small_count_takes_another_with_it_and_no_share_gives_it_back():
    table = cases_leaving(cross_cases(FORM, many(yes_in=30, no_in=2, w_in=8), "agreed"), 6)
    shown = {r["value"] or r["missing"]: r for r in table.rows}

    assert shown["yes"]["cases"] == 30
    assert shown["no"]["cases"] is None and shown["withheld"]["cases"] is None
    assert {r["percent"] for r in table.rows} == {None}
    assert shown["yes"]["of_cases"] is None


def test_a_table_of_two_fields_leaves_without_small_counts_and_reasons():
    records = many(yes_in=30, no_in=2, yes_out=20, no_out=18, w_in=3)
    table = cases_leaving(cross_cases(FORM, records, "agreed", "way"), 6)

    assert not any(r["missing"] for r in table.rows)
    assert all(r["suppressed"] for r in table.rows)  # of four cells all must go
    assert "70 in all" in table.caption and "73" not in table.caption
    large = cases_leaving(
        cross_cases(FORM, many(yes_in=30, no_in=12, yes_out=20, no_out=18), "agreed", "way"), 6
    )
    assert [r["cases"] for r in large.rows] == [30, 12, 20, 18]


def test_contact_fields_are_left_out():
    table = without_fields(count_fields(FORM, many(yes_in=9)), {"phone"})

    assert "phone" not in {r["field"] for r in table.rows}
