"""Answers by group: people first, medians and ranges, and what may leave."""

from decimal import Decimal
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.answers import count_answers, people_frame, spread
from qualcode.analysis.answers_leaving import answers_leaving, hide_cells
from qualcode.errors import Refused
from qualcode.model import Participant
from qualcode.model.answers import Item, ItemType, Missing

RANKING = Item("first", "What first?", ItemType.RANKING, ("food", "rest", "work"))
SCALE = Item("need", "How much?", ItemType.ORDINAL, ("1", "2", "3"), between=True)
WEEK = Item("week", "How long?", ItemType.SPLIT, ("doing", "writing"))


def people(**sizes):
    rows = [
        {"participant": f"{role}{n}", "role": None if role == "nobody" else role}
        for role, size in sizes.items()
        for n in range(size)
    ]
    return pd.DataFrame(rows, columns=["participant", "role"], dtype=object)


def row(table, option, role=None):
    [found] = [r for r in table.rows if r["option"] == option and r.get("role") == role]
    return found


@pytest.mark.parametrize(
    ("numbers", "middle"), [([1, 3, 3, 6, 7, 8, 9], 6), ([1, 2, 3, 4, 5, 6, 8, 9], 4.5)]
)
def test_the_median_is_the_middle_or_half_way_between_the_two_in_the_middle(numbers, middle):
    # The worked examples of the article "Median" in Wikipedia: 7 numbers, and 8.
    assert spread(numbers) == {"median": middle, "lowest": numbers[0], "highest": 9}
    assert spread([])["median"] is None


def test_a_ranking_shows_each_persons_rank_the_range_and_the_median():
    given = {
        "sw0": ("food", "rest", "work"),
        "sw1": ("rest", "food", "work"),
        "sw2": ("work", "food", "rest"),
        "hv0": ("rest", "work", "food"),
        "stranger": ("food", "work", "rest"),
    }
    table = count_answers(RANKING, given, people(sw=4, hv=1), "role", strangers=1)

    food = row(table, "food", "sw")
    assert (food["each"], food["median"], food["lowest"], food["highest"]) == ([1, 2, 2], 2, 1, 2)
    assert (food["participants"], food["of_participants"]) == (3, 3)
    assert row(table, "food", "hv")["each"] == [3]
    [silent] = [r for r in table.rows if r["missing"]]
    assert (silent["role"], silent["participants"], silent["of_participants"]) == ("sw", 1, 4)
    assert "4 of 5 in scope answered" in table.caption
    assert "1 more person of the file are not in the study" not in table.caption
    assert "1 more person of the file is not in the study and not counted" in table.caption


def test_a_scale_counts_people_on_every_step_with_noughts_and_missing_apart():
    given = {"sw0": "2/3", "sw1": "2/3", "sw2": Missing.WITHHELD, "nobody0": "1"}
    table = count_answers(SCALE, given, people(sw=4, nobody=1), "role")

    assert [row(table, s, "sw")["participants"] for s in SCALE.steps] == [0, 0, 0, 2, 0]
    assert row(table, "1", None)["participants"] == 1
    assert list(table.turnout) == ["sw", None]
    assert table.turnout["sw"].missing == {Missing.WITHHELD: 1}
    assert (table.turnout["sw"].silent, table.turnout["sw"].people) == (1, 4)
    assert "Not zero but missing: 1 withheld, 1 with no answer here." in table.caption
    assert table.columns == (
        *("item", "option", "missing", "role", "participants", "of_participants", "suppressed"),
    )


def test_a_split_shows_each_part_of_each_person():
    given = {
        "sw0": {"doing": Decimal("33.5"), "writing": Decimal("66.5")},
        "sw1": {"doing": Decimal(50), "writing": Decimal(50)},
    }
    table = count_answers(WEEK, given, people(sw=2))

    assert row(table, "doing")["each"] == [33.5, 50]
    assert row(table, "writing")["median"] == 58.25
    assert table.turnout[None].answered == 2


def test_people_without_interviews_are_known_by_their_attributes_and_names_do_not_clash():
    frames = people_frame(
        [Participant("P1", role="sw", attributes={"team": "A", "median": "x"}), Participant("P2")]
    )

    assert frames.attributes == (
        *("authority", "role", "agency", "programme", "median (person)", "team"),
    )
    assert frames.people["team"].tolist() == ["A", None]


def steps(**chosen):
    """Participant -> step out of role="step step step"."""
    return {f"{r}{n}": s for r, given in chosen.items() for n, s in enumerate(given.split())}


def test_nothing_of_few_people_leaves():
    with pytest.raises(Refused, match="Fewer than 6 people answered"):
        answers_leaving(SCALE, steps(sw="1 1 1 1 1"), people(sw=9), "role", 6)


def test_small_groups_are_kept_back_with_the_next_smallest():
    given = dict.fromkeys(people(sw=12, hv=8, te=2, mi=7)["participant"], ("food", "rest", "work"))
    table = answers_leaving(RANKING, given, people(sw=12, hv=8, te=2, mi=7), "role", 6)

    assert list(table.turnout) == ["hv", "sw"]
    assert table.kept_back == (2, 9)
    assert "9 people in 2 groups are kept back" in table.caption
    assert "each" not in table.columns and not table.given
    assert all("each" not in r for r in table.rows)
    assert {r["role"] for r in table.rows} == {"hv", "sw"}


def test_a_published_end_is_shared_by_a_small_group_at_least():
    shares = [10] * 6 + [20, 30, 30, 40, 40, 80]
    given = {
        f"sw{n}": {"doing": Decimal(share), "writing": Decimal(100 - share)}
        for n, share in enumerate(shares)
    }
    table = answers_leaving(WEEK, given, people(sw=12), None, 6)
    doing, writing = row(table, "doing"), row(table, "writing")

    assert (doing["median"], doing["lowest"], doing["highest"]) == (15, 10, None)
    assert (writing["median"], writing["lowest"], writing["highest"]) == (85, None, 90)
    assert "the lowest and the highest where fewer than 6 people gave them" in table.caption
    assert "a line reaches" not in table.caption
    assert "a line reaches" in count_answers(WEEK, given, people(sw=12)).caption


def test_a_step_nobody_chose_hides_no_other():
    # Column 1 is nobody's: that it is nought is known, and line 0 would tell the 2 without 9.
    hidden = hide_cells([[9, 0, 2], [9, 0, 9]], 6)

    assert {(0, 0), (0, 2)} <= hidden
    assert not {(0, 1), (1, 1)} & hidden


def test_small_counts_are_kept_back_with_what_would_give_them_back():
    whole = "1 " * 9 + "1/2 " * 9 + "2 " * 7 + "2/3 " * 8 + "3 " * 9
    given = steps(sw=whole.replace("2 2 2 2 2 2 2", "2 2"), hv=whole, te=whole)
    table = answers_leaving(SCALE, given, people(sw=42, hv=42, te=42), "role", 6)
    hidden = {(r["role"], r["option"]) for r in table.rows if r["suppressed"]}

    assert table.by == "role"
    # In its row and in its column something goes with it, and with that in turn.
    assert ("sw", "2") in hidden and len(hidden) == 4
    assert all(r["participants"] is None for r in table.rows if r["suppressed"])
    assert "c stands for a count kept back" in table.caption


def test_where_too_little_is_left_everyone_stands_together():
    given = steps(sw="1 1 2 2 3 3 3", hv="1 2 2 3 3 3")
    table = answers_leaving(SCALE, given, people(sw=7, hv=6), "role", 6)

    assert table.by is None and list(table.turnout) == [None]
    assert table.caption.startswith("By role too little would be left to show")


def test_reasons_and_noughts_do_not_leave_with_small_numbers():
    given = {**steps(sw="1 " * 8 + "3 " * 8), "sw16": Missing.WITHHELD}
    table = answers_leaving(SCALE, given, people(sw=18), None, 6)

    assert "withheld" not in table.caption
    assert [r["participants"] for r in table.rows] == [8, 0, 0, 0, 8]
    assert table.turnout[None].people == 16


def solutions(lines, hidden, small):
    """What the hidden cells may hold, for who knows the groups' sizes and all larger totals."""
    columns = [sum(line[k] for line in lines) for k in range(len(lines[0]))]
    told = [k for k, total in enumerate(columns) if len(lines) > 1 and not 0 < total < small]
    own = [[k for k in range(len(line)) if (i, k) in hidden] for i, line in enumerate(lines)]
    ways = [
        list(sums(len(places), sum(line[k] for k in places)))
        for line, places in zip(lines, own, strict=True)
    ]
    for chosen in product(*ways):
        made = [list(line) for line in lines]
        for i, values in enumerate(chosen):
            for k, value in zip(own[i], values, strict=True):
                made[i][k] = value
        if all(sum(line[k] for line in made) == columns[k] for k in told):
            yield made


def sums(parts, total):
    """All ways to make a total of so many counts."""
    if parts == 0:
        return iter([()] if total == 0 else [])
    if parts == 1:
        return iter([(total,)])
    return ((first, *rest) for first in range(total + 1) for rest in sums(parts - 1, total - first))


tables = st.sampled_from([(2, 3), (3, 2), (1, 4)]).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(0, 4), min_size=shape[1], max_size=shape[1]).filter(
            lambda line: sum(line) >= 3
        ),
        min_size=shape[0],
        max_size=shape[0],
    )
)


@given(tables)
@settings(max_examples=150)
def test_no_hidden_count_can_be_worked_out_from_the_totals(lines):
    small = 3
    hidden = hide_cells(lines, small)
    found = list(solutions(lines, hidden, small))
    for i, k in hidden:
        if 0 < lines[i][k] < small:
            assert len({made[i][k] for made in found}) > 1, (lines, hidden)


def test_a_lone_small_count_would_be_worked_out():
    assert [made[0][1] for made in solutions([[5, 2, 5], [6, 6, 6]], {(0, 1)}, 3)] == [2]
