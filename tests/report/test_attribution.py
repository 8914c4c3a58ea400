"""Captions that give nobody away."""

from __future__ import annotations

from collections import Counter, defaultdict

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import Refused
from qualcode.model import Authority, Respondents, Role
from qualcode.report.attribution import Ladder, caption_of, refuse_small_groups
from qualcode.report.quotes import Quote

LISTED = Respondents(
    roles=(
        Role("hv", "Health visitor"),
        Role("sw", "Social worker"),
        Role("pm", "Programme manager", group="manager"),
        Role("link", "Link social worker", unique_post=True),
    ),
    authorities=(
        Authority("m", "Midtown", type="metropolitan"),
        Authority("c", "City", type="inner London"),
        Authority("e", "East", type="inner London"),
        Authority("s", "Southshire"),
    ),
)


def people(**groups: int) -> pd.DataFrame:
    """``hv_Midtown=3`` is three health visitors in Midtown."""
    rows = [
        (f"{group}{n}", *group.split("_")) for group, many in groups.items() for n in range(many)
    ]
    return pd.DataFrame(rows, columns=["participant", "role", "authority"], dtype=object)


def quote(role: str | None, authority: str | None, role_name: str | None = None) -> Quote:
    listed = LISTED.role(role)
    return Quote(
        coding="c1", transcript="t1", title="T", words="w", code="1", code_name="One",
        direction="present", coder="r", starred=False, person=0, participant="P1", role=role,
        role_name=role_name or (listed.name if listed else None), authority=authority, wave=None,
    )  # fmt: skip


def said(frame: pd.DataFrame, role: str | None, authority: str | None, small: int = 3) -> str:
    return Ladder(frame, LISTED, small).caption(quote(role, authority))


def test_role_and_authority_where_enough_people_stand_behind_both():
    assert said(people(hv_Midtown=3), "hv", "Midtown") == "Health visitor, Midtown"


def test_the_type_of_authority_where_the_pair_is_too_small():
    frame = people(hv_City=2, hv_East=1)

    assert said(frame, "hv", "City") == said(frame, "hv", "East") == "Health visitor, inner London"


def test_people_a_finer_rung_names_do_not_hide_those_it_leaves():
    # Three of four are named by City, so "inner London" would be the one in East.
    frame = people(hv_City=3, hv_East=1, sw_East=2)

    assert said(frame, "hv", "City") == "Health visitor, City"
    assert said(frame, "hv", "East") == "Practitioner"


def test_the_group_then_participant():
    assert said(people(hv_Midtown=2, sw_Southshire=1), "hv", "Midtown") == "Practitioner"
    assert said(people(hv_Midtown=2, pm_Midtown=1), "hv", "Midtown") == "Participant"
    assert said(people(hv_Midtown=3), None, "Midtown") == "Participant"
    assert said(people(hv_Midtown=3), "unlisted", "Midtown") == "Participant"


def test_an_authority_without_a_type_or_not_known_leads_to_the_group():
    assert said(people(sw_Southshire=2, hv_Midtown=1), "sw", "Southshire") == "Practitioner"
    assert said(people(hv_Midtown=3), "hv", None) == "Participant"


def test_a_post_that_each_authority_has_once_is_never_named_with_it():
    frame = people(link_Midtown=5, hv_Midtown=5)

    assert said(frame, "link", "Midtown") == "Practitioner"
    ladder = Ladder(frame, LISTED, 3)
    assert not ladder.enough("link", "Midtown")
    named = caption_of(quote("link", "Midtown"), "role-authority", ladder)
    assert named == "Link social worker"


def test_the_last_two_without_a_name_are_joined_by_the_smallest_group():
    frame = people(sw_Midtown=7, hv_Midtown=8, pm_City=2)
    ladder = Ladder(frame, LISTED, 6)

    assert ladder.caption(quote("hv", "Midtown")) == "Health visitor, Midtown"
    assert ladder.caption(quote("sw", "Midtown")) == "Participant"
    assert ladder.caption(quote("pm", "City")) == "Participant"


def test_a_speaker_not_known_is_not_told_apart_by_the_last_rung_either():
    frame = people(sw_Midtown=7, hv_Midtown=8)
    unknown = pd.DataFrame([(None, None, None)], columns=frame.columns, dtype=object)
    ladder = Ladder(pd.concat([frame, unknown]), LISTED, 6)

    assert ladder.caption(quote("sw", "Midtown")) == "Participant"
    assert ladder.caption(quote("hv", "Midtown")) == "Health visitor, Midtown"


def test_people_not_known_stand_behind_nothing():
    frame = people(hv_Midtown=2)
    unknown = pd.DataFrame([(None, "hv", "Midtown")] * 5, columns=frame.columns, dtype=object)

    assert said(pd.concat([frame, unknown]), "hv", "Midtown") == "Participant"


def test_other_styles_say_what_they_promise():
    ladder = Ladder(people(hv_Midtown=3), LISTED, 3)
    one = quote("hv", "Midtown")

    assert caption_of(one, "role-authority", ladder) == "Health visitor, Midtown"
    assert caption_of(one, "role", ladder) == "Health visitor"
    assert caption_of(one, "none", ladder) is None
    assert caption_of(quote(None, None), "role", ladder) == "Participant"
    assert caption_of(quote(None, None, "Area manager, SSD"), "role", ladder) == "Area manager, SSD"


def test_small_pairs_are_refused_by_number_not_by_name():
    ladder = Ladder(people(hv_Midtown=3, sw_Midtown=1), LISTED, 3)

    refuse_small_groups([quote("hv", "Midtown")], ladder, 3)
    with pytest.raises(Refused, match=r"^1 pair of role and authority has fewer than 3") as refused:
        refuse_small_groups([quote("hv", "Midtown"), quote("sw", "Midtown")], ladder, 3)
    assert "Midtown" not in str(refused.value) and "ocial worker" not in str(refused.value)


pairs = st.tuples(
    st.sampled_from(["hv", "sw", "pm", "link", None]),
    st.sampled_from(["Midtown", "City", "East", "Southshire", None]),
)


@given(st.lists(pairs, max_size=40), st.sampled_from([3, 5, 6, 10]))
def test_no_caption_but_the_last_is_ever_carried_by_fewer_people_than_the_study_asks(drawn, small):
    frame = pd.DataFrame(
        [(f"P{n}", *pair) for n, pair in enumerate(drawn)],
        columns=["participant", "role", "authority"],
        dtype=object,
    )
    ladder = Ladder(frame, LISTED, small)
    captions = [ladder.caption(quote(role, authority)) for role, authority in drawn]

    counts = Counter(captions)
    assert all(n >= small for caption, n in counts.items() if caption != "Participant")
    # Nobody stands out by being the only one without a name.
    assert counts["Participant"] in (0, len(drawn)) or counts["Participant"] >= small
    named = defaultdict(set)
    for (role, authority), caption in zip(drawn, captions, strict=True):
        named[caption].add((role, authority))
    assert not any(c.startswith("Link") for c in named)
    assert all(a in c for c, of in named.items() for _, a in of if ", M" in c)
