"""Groups of the sample, and that what leaves of them cannot be worked back."""

import random

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from qualcode.analysis.sample import count_sample
from qualcode.analysis.sample_groups import beside, count_groups, publishable
from qualcode.analysis.sample_published import published_groups, published_sample
from qualcode.analysis.sample_rows import SampleRow, rate
from qualcode.model import Authority, Respondents, Role
from qualcode.model.plan import Plan, PlanRow

ROLES = tuple(Role(f"r{n}", f"Role {n}", group=("a", "b", "c")[n % 3]) for n in range(6))
PLACES = tuple(Authority(f"p{n}", f"Place {n}", type=("x", "y")[n % 2]) for n in range(5))
LISTED = Respondents(ROLES, (), PLACES)
PEOPLE = ("approached", "agreed", "declined", "not_reached", "interviews", "participants")
COLUMNS = ["transcript", "participant", "role", "authority", "agency", "model"]


def people(*rows):
    """Rows of (transcript, participant, role, authority), with further columns empty."""
    filled = [(*row, *[None] * (len(COLUMNS) - len(row))) for row in rows]
    return pd.DataFrame(filled, columns=COLUMNS, dtype=object)


def study(chance):
    """A random study: people by role and place."""
    rows, n = [], 0
    for role in ROLES:
        for place in PLACES:
            for _ in range(chance.choice([0, 0, 1, 1, 2, 4, 7])):
                rows.append((f"T{n}", f"P{n}", role.id, place.name))
                n += 1
    return people(*rows)


def recovered(tables):
    """Groups held back whose number of people everything published fixes.

    The attacker knows which role is in which group and which place of which type, and that a
    person has one role and one place.
    """
    cells = [(role, place) for role in ROLES for place in PLACES]
    sums, told, hidden = [], [], []
    for by, table in tables.items():
        for row in (*table.rows, table.total):
            inside = np.array([float(row is table.total or _in(c, by, row)) for c in cells])
            if row.suppressed:
                hidden.append((by, row.group, inside))
            else:
                sums.append(inside)
                told.append(row.participants)
    found = []
    for by, group, inside in hidden:
        ends = [
            linprog(sign * inside, A_eq=np.array(sums) if sums else None, b_eq=told or None).fun
            for sign in (1, -1)
        ]
        if ends[0] is not None and ends[1] is not None and -ends[1] - ends[0] < 0.5:
            found.append((by, group))
    return found


def _in(cell, by, row):
    role, place = cell
    names = {"role": role.name, "role_group": role.group}
    names |= {"authority": place.name, "authority_type": place.type}
    return names[by] == row.group


def lists(frame, small, *, careful=True):
    """The four lists as they leave; without care only the small groups are held back."""
    tables = {}
    for by in ("role", "authority", "role_group", "authority_type"):
        table = count_groups(frame, [by], LISTED)
        fine = {"role_group": "role", "authority_type": "authority"}.get(by)
        finer = {}
        for row in count_groups(frame, [by, fine], LISTED).rows if fine else ():
            finer.setdefault(row.within, {})[row.group] = row.participants
        if careful:
            tables[by] = publishable(table, small, finer)
        else:
            rows = [_back(row) if 0 < row.participants < small else row for row in table.rows]
            tables[by] = type(table)(table.by, tuple(rows), table.total)
    return tables


def _back(row):
    return type(row)(row.group, None, None, None, suppressed=True)


@pytest.mark.parametrize("seed", range(40))
def test_no_group_held_back_can_be_worked_back_from_all_lists(seed):
    frame = study(random.Random(seed))
    tables = lists(frame, 6)

    assert recovered(tables) == []


def test_the_attacker_does_recover_groups_when_only_the_small_are_held_back():
    found = 0
    for seed in range(40):
        frame = study(random.Random(seed))
        found += len(recovered(lists(frame, 6, careful=False)))

    assert found > 0


def test_a_coarser_group_that_would_tell_apart_a_finer_one_stays_too():
    sizes = {"Place 0": 2, "Place 1": 7, "Place 2": 9}  # types x, y, x
    rows = [(f"T{p}{n}", f"{p}{n}", "r0", p) for p, many in sizes.items() for n in range(many)]
    tables = lists(people(*rows), 6)

    assert {r.group for r in tables["authority"].rows if r.suppressed} == {"Place 0", "Place 1"}
    assert all(row.suppressed for row in tables["authority_type"].rows)


def test_few_people_in_all_are_no_total():
    table = publishable(count_groups(people(("T", "P", "r0", "Place 0")), ["role"], LISTED), 6)

    assert table.total.participants is None and table.total.suppressed
    assert [row.participants for row in table.rows] == [None]


def test_an_appendix_is_crossed_only_where_no_cell_holds_few():
    def leaves(many):
        frame = people(*(many_of("Place 0", many) + many_of("Place 1", 8)))
        crossed, one, two = (
            count_groups(frame, by, LISTED)
            for by in (["authority", "role_group"], ["authority"], ["role_group"])
        )
        return published_groups(crossed, one, two, 6, {})

    assert [table.by for table in leaves(8)] == [("authority", "role_group")]
    apart = leaves(3)
    assert [table.by for table in apart] == [("authority",), ("role_group",)]
    assert "given apart" in apart[0].notes[-1]


def many_of(place, many):
    return [(f"T{place}{n}", f"{place}{n}", "r0", place) for n in range(many)]


def test_several_values_of_one_attribute_count_under_each_and_a_note_says_so():
    frame = people(
        ("T1", "P1", "r0", "Place 0", None, "A; B"),
        ("T2", "P2", "r0", "Place 0", None, "B"),
        ("T3", "P3", "r0", "Place 0", None, None),
    )
    table = count_groups(frame, ["model"], LISTED)

    assert {row.group: row.participants for row in table.rows} == {"A": 1, "B": 2, "not known": 1}
    assert table.total.participants == 3
    assert "more than the total" in table.notes[0]


def test_people_not_known_stand_in_interviews_only():
    table = count_groups(people(("T1", None, "r0", "Place 0")), ["role"], LISTED)

    assert (table.total.participants, table.total.interviews) == (None, 1)
    assert [row.participants for row in table.rows] == [None]
    away = publishable(table, 6)
    assert away.total.suppressed and away.rows[0].interviews is None
    assert "1 speaker is not known" in table.notes[0]


def test_the_response_of_a_published_evaluation():
    """150 invited, 57 back, 38 interviewed, 19 declined after all: the rates as printed there."""
    row = SampleRow(approached=150, agreed=57)
    second = SampleRow(approached=57, agreed=38)

    assert rate(row) == "57 of 150 approached agreed (38%)"
    assert rate(second) == "38 of 57 approached agreed (67%)"
    assert rate(SampleRow(approached=3, agreed=5)) == ""


def planned(frame, *rows):
    return count_sample(frame, Plan(rows=tuple(PlanRow(*row) for row in rows)), LISTED)


def test_planned_interviews_held_and_others_are_never_mixed():
    """Three of two planned, none of one, two nobody planned: 2 of 3 and 3, not 5 of 3."""
    frame = people(*many_of("Place 0", 3), *many_of("Place 1", 2))
    table = planned(frame, ("r0", None, "Place 0", 2), ("r1", None, "Place 0", 1))

    assert {(r.role, r.authority): r.words for r in table.rows} == {
        ("r0", "Place 0"): "2 of 2, 1 not planned",
        ("r1", "Place 0"): "0 of 1",
        ("r0", "Place 1"): "2 not planned",
    }
    assert [row.words for row in table.by_role] == ["2 of 2, 3 not planned", "0 of 1"]
    assert [row.words for row in table.by_authority] == ["2 of 3, 1 not planned", "2 not planned"]
    assert table.total.words == "2 of 3, 3 not planned"
    assert (table.total.planned_held, table.total.not_planned) == (2, 3)


def test_a_joint_interview_is_held_as_planned_and_also_not_planned():
    frame = people(("T", "P1", "r0", "Place 0"), ("T", "P2", "r1", "Place 0"))
    total = planned(frame, ("r0", None, "Place 0", 1)).total

    assert (total.interviews, total.planned_held, total.not_planned) == (1, 1, 1)


def test_a_plan_of_wholes_says_nothing_of_its_cells():
    frame = people(*many_of("Place 0", 3), *many_of("Place 1", 2))
    table = planned(frame, (None, None, "Place 0", 2))

    assert [(r.words, r.state) for r in table.rows] == [("3", ""), ("2 not planned", "not planned")]
    assert [r.words for r in table.by_authority] == ["2 of 2, 1 not planned", "2 not planned"]
    assert table.total.words == "2 of 2, 3 not planned"


def test_a_whole_the_plan_tells_beside_its_cells_counts_as_told():
    frame = people(*many_of("Place 0", 3))
    total = planned(frame, ("r0", None, "Place 0", 1), (None, None, None, 5)).total

    assert total.words == "3 of 5"


def test_where_nothing_is_planned_no_state_says_so():
    empty = count_sample(people(), None, LISTED)
    held = count_sample(people(*many_of("Place 0", 3)), None, LISTED)

    assert empty.total.state == "" and "0 interviews with 0 participants" in empty.caption
    assert {row["state"] for row in held.records()} == {""}
    assert {row.words for row in held.rows} == {"3"}


def test_few_interviews_not_planned_do_not_leave():
    frame = people(*many_of("Place 0", 9), *many_of("Place 1", 2), *many_of("Place 2", 9))
    table = planned(frame, ("r0", None, "Place 0", 9), ("r0", None, "Place 2", 9))
    rows, _ = published_sample(table, 6)
    total = rows[-1]

    assert (total["interviews"], total["planned_held"], total["not_planned"]) == (20, None, None)
    for row in rows:
        assert row["not_planned"] in (None, 0)
        assert row["planned_held"] is None or row["planned_held"] >= 6


def test_a_percentage_stands_only_beside_its_number():
    frame = people(*many_of("Place 0", 15), *many_of("Place 1", 5))
    table = beside(count_groups(frame, ["authority"], LISTED), {"place 0": (10, None)})

    assert [row.percent for row in table.rows] == [75.0, 25.0]
    assert [row.of_percent for row in table.rows] == [None, None]


def test_three_hundred_values_of_an_attribute_are_a_table():
    frame = people(*((f"T{n}", f"P{n}", "r0", f"Town {n}") for n in range(300)))

    assert len(count_groups(frame, ["authority"], LISTED).rows) == 300
    assert len(count_sample(frame, None, LISTED).by_authority) == 300


def invited(*rows):
    return Plan(rows=tuple(PlanRow(authority=f"Place {n}", **row) for n, row in enumerate(rows)))


def test_what_was_declined_cannot_be_worked_back_from_what_was_agreed():
    plan = invited(
        {"approached": 20, "agreed": 12, "declined": 6, "not_reached": 2},
        {"approached": 20, "agreed": 18, "declined": 1, "not_reached": 1},
        {"approached": 30, "agreed": 20, "declined": 10, "not_reached": 0},
    )
    frame = people(*(row for n in range(3) for row in many_of(f"Place {n}", 9)))
    rows, notes = published_sample(count_sample(frame, plan, LISTED), 6)
    told = {row["authority"]: row for row in rows if row["table"] == "authority"}
    total = rows[-1]

    assert told["Place 1"]["approached"] is None and told["Place 1"]["declined"] is None
    for row in told.values():
        hidden = [name for name in ("declined", "not_reached") if row[name] is None]
        assert len(hidden) != 1
        assert all(row[name] is None or row[name] == 0 or row[name] >= 6 for name in PEOPLE)
    assert sum(row["approached"] is None for row in told.values()) >= 2
    assert (total["approached"], total["agreed"], total["not_reached"]) == (70, 50, None)
    assert total["declined"] is None
    assert "kept back" in notes[-1]


def test_where_nobody_is_few_all_of_it_leaves():
    frame = people(*many_of("Place 0", 9), *many_of("Place 1", 7))
    rows, notes = published_sample(count_sample(frame, None, LISTED), 6)

    assert notes == []
    assert [row["participants"] for row in rows] == [9, 7, 16]
    assert rows[0]["table"] == "role by authority"
