"""Case records: denominators named, missing told apart, small counts kept back."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.cases import count_fields, cross_cases
from qualcode.analysis.cases_leaving import cases_leaving, without_fields
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
    # The total of those with both fields would tell how many lack one.
    assert "70" not in table.caption and "73" not in table.caption
    large = cases_leaving(
        cross_cases(FORM, many(yes_in=30, no_in=12, yes_out=20, no_out=18), "agreed", "way"), 6
    )
    assert [r["cases"] for r in large.rows] == [30, 12, 20, 18]
    assert "80 in all" in large.caption


def test_contact_fields_are_left_out():
    table = without_fields(count_fields(FORM, many(yes_in=9)), {"phone"})

    assert "phone" not in {r["field"] for r in table.rows}


def told(records, field, other=None, small=6):
    table = cases_leaving(cross_cases(FORM, records, field, other), small)
    return {(r["value"] or r["missing"], r["other"]): r for r in table.rows}, table.caption


def test_a_total_kept_back_is_not_given_back_by_the_caption_or_the_other_total():
    records = many(yes_in=60, no_in=48, yes_out=1, no_out=2)
    alone, _ = told(records, "way")
    crossed, caption = told(records, "agreed", "way")

    assert alone["out", None]["cases"] is None
    assert {r["of_cases"] for r in crossed.values()} == {None}
    assert "111" not in caption and "in all" not in caption


def test_what_one_table_keeps_back_is_kept_back_in_the_others():
    records = many(yes_in=60, no_in=50, yes_out=30, no_out=25, w_in=2)
    [agreed, _], [crossed, _] = told(records, "agreed"), told(records, "agreed", "way")

    # Less the two of whom nothing is known, a total would tell of them.
    back = [value for (value, _), r in agreed.items() if r["suppressed"]]
    assert back == ["no", "withheld"]
    assert all(crossed["no", way]["suppressed"] for way in ("in", "out"))
    assert crossed["yes", "in"]["cases"] is None or crossed["yes", "out"]["cases"] is not None
    fields = cases_leaving(count_fields(FORM, records), 6)
    assert [r["value"] or r["missing"] for r in fields.rows if r["suppressed"]][:2] == back


@given(st.lists(st.integers(0, 12), min_size=9, max_size=9).filter(lambda n: sum(n) >= 6))
def test_the_same_cells_are_hidden_whichever_field_is_named_first(numbers):
    records = crossed_records(numbers)
    one, other = told(records, "agreed", "way")[0], told(records, "way", "agreed")[0]

    assert {(a, b): r["suppressed"] for (a, b), r in one.items()} == {
        (a, b): r["suppressed"] for (b, a), r in other.items()
    }


AGREED, WAY = ("yes", "no", "withheld"), ("in", "out", "withheld")


def crossed_records(numbers):
    pairs = [(a, b) for a in AGREED for b in WAY]
    named = {"withheld": Missing.WITHHELD}
    return cases(
        *(
            (named.get(a, a), named.get(b, b), "1")
            for (a, b), n in zip(pairs, numbers, strict=True)
            for _ in range(n)
        )
    )


def every_table(total, cells):
    """All ways to spread a total over so many cells."""
    bars = np.array(list(combinations(range(total + cells - 1), cells - 1)))
    ends = np.column_stack([np.full(len(bars), -1), bars, np.full(len(bars), total + cells - 1)])
    return (np.diff(ends, axis=1) - 1).reshape(-1, 3, 3)


CASES_IN_ALL = 9
EVERY = every_table(CASES_IN_ALL, 9)


@given(st.integers(0, len(EVERY) - 1))
@settings(max_examples=150, deadline=None)
def test_who_holds_every_table_cannot_work_out_a_small_count(which):
    true, small = EVERY[which], 3
    records = crossed_records(true.ravel().tolist())
    fits = np.ones(len(EVERY), bool)

    def learn(seen, number):
        nonlocal fits
        fits &= number is None or seen == number

    for r in cases_leaving(count_fields(FORM, records), small).rows:
        if r["field"] == "way":
            part = EVERY[:, :, 2] if r["missing"] else EVERY[:, :, :2].sum(axis=2)
            learn(part.sum(axis=1), r["cases"])
    for (value, _), r in told(records, "agreed", small=small)[0].items():
        learn(EVERY[:, AGREED.index(value)].sum(axis=1), r["cases"])
    for (value, _), r in told(records, "way", small=small)[0].items():
        learn(EVERY[:, :, WAY.index(value)].sum(axis=1), r["cases"])
    rows, caption = told(records, "agreed", "way", small)
    for (value, other), r in rows.items():
        learn(EVERY[:, AGREED.index(value), WAY.index(other)], r["cases"])
        learn(EVERY[:, :2, WAY.index(other)].sum(axis=1), r["of_cases"])
    if "in all" in caption:
        learn(EVERY[:, :2, :2].sum(axis=(1, 2)), true[:2, :2].sum())

    assert fits[which]
    for a, b in np.argwhere((true > 0) & (true < small)):
        assert len(set(EVERY[fits, a, b])) > 1, (true, AGREED[a], WAY[b])
    for axis in (1, 2):
        for k, n in enumerate(true.sum(axis=axis - 1)):
            if 0 < n < small:
                assert len(set(EVERY[fits].sum(axis=axis)[:, k])) > 1, (true, axis, k)
