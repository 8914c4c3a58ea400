"""Lists that cannot be subtracted from one another."""

from __future__ import annotations

import pandas as pd

from qualcode.analysis.small_groups import tells_nobody_apart


def people(*groups: tuple[int, dict[str, str | None]]) -> pd.DataFrame:
    """One speaker a person: so many of them with these attributes."""
    rows = []
    for many, told in groups:
        for _ in range(many):
            who = f"P{len(rows)}"
            rows.append(
                {"transcript": f"t{who}", "label": "A", "participant": who, "quotable": True}
                | {"role_label": "", **told}
            )
    return pd.DataFrame(rows, dtype=object)


def test_groups_that_are_large_and_cross_freely_may_be_listed():
    four = [(8, {"role": r, "office": o}) for r in ("hv", "sw") for o in ("east", "west")]
    table = people(*four)
    assert tells_nobody_apart(table, "role", 6)
    assert tells_nobody_apart(table, "office", 6)


def test_a_small_group_or_one_of_speakers_nobody_matched_is_refused():
    table = people((9, {"role": "hv"}), (5, {"role": "sw"}))
    assert not tells_nobody_apart(table, "role", 6)
    assert tells_nobody_apart(table, "role", 5)
    unmatched = people((9, {"role": "hv"}), (9, {"role": None}))
    assert tells_nobody_apart(unmatched, "role", 6)
    unmatched.loc[unmatched["role"].isna(), "participant"] = None
    assert not tells_nobody_apart(unmatched, "role", 6)
    assert not tells_nobody_apart(people((2, {"role": "hv"})).iloc[:0], "role", 6)


def test_an_agency_less_its_one_large_role_is_the_three_others():
    table = people(
        (10, {"agency": "health", "role": "health visitor"}),
        (3, {"agency": "health", "role": "midwife"}),
        (12, {"agency": "council", "role": "social worker"}),
        (4, {"agency": "council", "role": "teacher"}),
    )
    assert not tells_nobody_apart(table, "role", 6)
    # The roles' list keeps midwives and teachers back together and shows health visitors.
    assert not tells_nobody_apart(table, "agency", 6)


def test_a_role_that_reaches_past_an_agency_by_three_is_refused():
    table = people(
        (10, {"agency": "health", "role": "health visitor"}),
        (3, {"agency": "council", "role": "health visitor"}),
        (12, {"agency": "council", "role": "social worker"}),
    )
    assert not tells_nobody_apart(table, "role", 6)
    assert not tells_nobody_apart(table, "agency", 6)


def test_two_groups_together_less_one_of_another_list_are_refused():
    table = people(
        (10, {"role": "a", "office": "east"}),
        (7, {"role": "b", "office": "east"}),
        (3, {"role": "b", "office": "west"}),
        (9, {"role": "c", "office": "west"}),
    )
    # Roles a and b less the east office are three people.
    assert not tells_nobody_apart(table, "role", 6)


def test_somebody_in_two_waves_can_be_told_from_the_total():
    once = people((9, {"wave": "1"}), (9, {"wave": "2"}))
    assert tells_nobody_apart(once, "wave", 6)
    again = once.iloc[[0]].assign(transcript="again", wave="2")
    assert not tells_nobody_apart(pd.concat([once, again], ignore_index=True), "wave", 6)


def test_an_attribute_that_says_the_same_of_everybody_is_the_total():
    table = people((9, {"role": "hv", "wave": None}), (3, {"role": "sw", "wave": None}))
    assert tells_nobody_apart(table, "wave", 6)
