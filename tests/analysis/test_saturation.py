"""The measure of Guest, Namey & Chen (2020), with their kind of example."""

import pytest

from qualcode.analysis.saturation import saturate, without_order

# New codes per interview: a base of 20 codes in four interviews, then five more interviews.
NEW = (8, 4, 3, 5, 2, 1, 1, 0, 0)


def interviews(new=NEW):
    """Interviews that bring so many new codes each, and repeat one that is known."""
    coded, n = [], 0
    for k, fresh in enumerate(new):
        own = {f"c{n + i}" for i in range(fresh)} | ({"c0"} if n else set())
        coded.append((f"T{k}", frozenset(own)))
        n += fresh
    return coded


def test_the_worked_example_is_six_plus_two():
    found = saturate(interviews(), base=4, run=2, threshold=0.05)

    assert found.new == NEW
    assert found.base_codes == 20
    assert found.ratios == (0.15, 0.10, 0.05, 0.0)
    assert found.result == "6+2"
    assert found.reached


def test_with_no_new_code_allowed_it_is_seven_plus_two():
    assert saturate(interviews(), threshold=0.0).result == "7+2"


def test_the_ratio_stands_beside_the_last_interview_of_its_run():
    rows = saturate(interviews()).records()

    assert [row["run_ratio"] for row in rows] == [None] * 5 + [0.15, 0.10, 0.05, 0.0]
    assert [row["interview"] for row in rows] == list(range(1, 10))
    assert rows[-1]["codes"] == 24


def test_other_orders_are_the_same_each_time_and_end_where_this_one_does():
    one, again, other = (saturate(interviews(), seed=seed) for seed in (1, 1, 2))

    assert one == again
    assert one.low != other.low or one.high != other.high or one.median != other.median
    assert one.low[-1] == one.median[-1] == one.high[-1] == one.found[-1] == 24
    assert all(a <= b <= c for a, b, c in zip(one.low, one.median, one.high, strict=True))
    assert 0 < one.reached_in < one.shuffles == 200


@pytest.mark.parametrize(
    ("new", "result", "said"),
    [
        ((), "too few to tell", "Too few to tell"),
        ((3,), "too few to tell", "Too few to tell"),
        ((3, 2, 1, 0, 0), "too few to tell", "Too few to tell"),
        ((0, 0, 0, 0, 2, 2), "too few to tell", "nothing to compare"),
        ((4, 4, 4, 4, 4, 4), "not reached", "16 different codes"),
    ],
)
def test_what_cannot_be_told_is_said(new, result, said):
    found = saturate(interviews(new))

    assert found.result == result
    assert ("other orders" in found.told) == (result == "not reached")
    assert not found.reached
    assert said in found.caption
    assert len(found.records()) == len(new)


def test_what_leaves_says_nothing_of_any_one_interview():
    found = saturate(interviews())
    leaving = without_order(found)

    assert leaving.result == "6+2"
    assert (leaving.interviews, leaving.new, leaving.found, leaving.ratios) == ((), (), (), ())
    assert "20 different codes" not in leaving.caption
    rows = leaving.records()
    assert [set(row) for row in rows] == [{"interviews", "median", "low", "high"}] * 9
    assert [row["median"] for row in rows] == list(found.median)
    # Another real order of the same interviews has the same end and the same ground.
    assert rows[-1]["low"] == rows[-1]["high"] == 24
