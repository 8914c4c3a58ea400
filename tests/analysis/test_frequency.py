"""Counts, checked against a study small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.frames import TAKEN, make_frames
from qualcode.analysis.frequency import Level, at_level, count_themes
from qualcode.model import Direction, Participant, Speaker
from tests.analysis import study
from tests.analysis.study import BOOK


def counted(table, *by):
    return {
        (row["code"], *(row[name] for name in by or table.by)): (
            row["participants"],
            row["of_participants"],
            row["segments"],
        )
        for row in table.records()
    }


def test_people_come_with_their_denominator_and_segments_count_once():
    table = counted(count_themes(study.frames(), BOOK, ("authority",)))

    # Ann's first words carry two letters and two coders' codings, her last the indicator itself.
    assert table["1", "Midtown"] == (1, 3, 2)
    assert table["1.a", "Midtown"] == (1, 3, 1)
    assert table["1.b", "Midtown"] == (1, 3, 1)
    # One coding over Ann's and Bob's words is two people and two segments.
    assert table["2", "Midtown"] == table["2.a", "Midtown"] == (2, 3, 2)
    # Cat's one coding lies over two of her segments; Dan, who withdrew, is not in scope.
    assert table["1.a", "East"] == (1, 1, 2)


def test_zero_and_people_not_known_are_different_things():
    table = counted(count_themes(study.frames(), BOOK, ("authority",)))

    assert table["2", "East"] == (0, 1, 0)
    assert table["2", "Southshire"] == (None, None, 1)
    assert table["1", "Southshire"] == (None, None, 0)


def test_every_code_stands_with_every_combination_in_codebook_order():
    table = count_themes(study.frames(), BOOK, ("authority", "role"))

    assert list(dict.fromkeys(table.rows["code"])) == [code.id for code in BOOK]
    assert len(table.rows) == len(BOOK) * 3 * 2
    # Nobody of this role in this authority: 0 of 0, not unknown.
    assert counted(table)["1", "East", study.HV] == (0, 0, 0)


def test_directions_split_the_segments_and_keep_the_denominator():
    table = counted(count_themes(study.frames(), BOOK, ("direction",)))

    assert table["1", "present"] == (1, 4, 2)
    assert table["1", "absent_or_barrier"] == (1, 4, 1)
    assert table["1", "planned_or_hoped"] == (1, 4, 2)
    assert table["1", "mixed"] == (0, 4, 0)


def test_filters_keep_people_codings_of_a_direction_and_of_a_coder():
    frames = study.frames()

    role = counted(count_themes(frames, BOOK, where={"role": study.SW}))
    assert role["2",] == (1, 2, 2)
    barrier = counted(count_themes(frames, BOOK, direction="absent_or_barrier"))
    assert barrier["1",] == (1, 4, 1)
    tom = counted(count_themes(frames, BOOK, coder="tom"))
    assert tom["1",] == (1, 4, 1)
    nobody = counted(count_themes(frames, BOOK, where={"agency": None}))
    assert nobody["1",] == counted(count_themes(frames, BOOK))["1",]


def test_a_person_interviewed_twice_is_one_participant():
    twice = [
        ("T1", Speaker("Ann", participant="P1", authority="Midtown")),
        ("T2", Speaker("Cat", participant="P1", authority="Midtown")),
    ]
    table = counted(count_themes(study.frames(speakers=twice), BOOK, ("authority",)))

    assert table["1", "Midtown"] == (1, 1, 4)


def test_values_sort_as_people_count_with_not_known_last():
    speakers = [
        ("T1", Speaker("Ann", participant="P1", authority="Area 10")),
        ("T1", Speaker("Bob", participant="P2", authority="area 2")),
        ("T2", Speaker("Cat", participant="P3")),
    ]
    table = count_themes(study.frames(speakers=speakers), BOOK, ("authority",))

    assert list(dict.fromkeys(table.rows["authority"])) == ["area 2", "Area 10", None]


def test_the_caption_says_unit_scope_filters_coders_and_who_is_not_known():
    caption = count_themes(
        study.frames(), BOOK, where={"authority": "Southshire"}, direction="mixed"
    ).caption

    assert "distinct participants" in caption
    assert "0 participants in 1 transcript, of which 0 are coded through" in caption
    assert "Only: authority Southshire, direction mixed." in caption
    assert "1 speaker is not known" in caption
    assert "Nothing in scope is coded yet." in caption
    assert "4 participants in 4 transcripts, of which 1 is" in (
        count_themes(study.frames(), BOOK).caption
    )


def test_levels_keep_indicators_or_letters():
    table = count_themes(study.frames(), BOOK)

    assert at_level(table, BOOK, Level.INDICATORS).rows["code"].tolist() == ["1", "2"]
    assert at_level(table, BOOK, Level.LETTERS).rows["code"].tolist() == ["1.a", "1.b", "2.a"]
    assert at_level(table, BOOK, Level.BOTH) is table


def test_an_empty_study_counts_nothing_and_does_not_fail():
    table = count_themes(make_frames({}, [], {}, [], [], []), BOOK, ("authority",))

    assert table.rows.empty and "Nothing in scope" in table.caption


codings = st.lists(
    st.tuples(
        st.sampled_from([id for id, *_ in study.SEGMENTS]),
        st.integers(0, 65),
        st.integers(1, 40),
        st.sampled_from([code.id for code in BOOK]),
        st.sampled_from(["ruth", "tom"]),
        st.sampled_from(list(Direction)),
    ),
    max_size=25,
)


@given(codings, st.sampled_from([(), ("authority",), ("authority", "role"), ("direction",)]))
def test_an_indicator_lies_between_its_largest_part_and_the_sum_of_its_parts(drawn, by):
    made = [
        study.coding(f"c{n}", id, start, start + length, code, coder=coder, direction=way)
        for n, (id, start, length, code, coder, way) in enumerate(drawn)
    ]
    table = counted(count_themes(study.frames(made), BOOK, by))
    only_own = counted(
        count_themes(study.frames([c for c in made if c.code in ("1", "2")]), BOOK, by)
    )

    for (code, *group), (participants, of, segments) in table.items():
        assert participants is None or 0 <= participants <= of
        assert participants is None or participants <= segments
        if BOOK[code].parent is None:
            letters = [table[(c.id, *group)][2] for c in BOOK.children(code)]
            own = only_own[(code, *group)][2]
            assert max([own, *letters]) <= segments <= own + sum(letters)


@pytest.mark.parametrize("name", sorted(TAKEN - {"direction"}))
def test_an_attribute_of_any_name_can_be_asked_for(name):
    people = {"P1": Participant("P1", attributes={name: "yes"})}
    frames = study.frames(people=people)

    [asked] = [a for a in frames.attributes if a == f"{name} (person)"]
    counted = count_themes(frames, study.BOOK, (asked,)).rows
    assert "yes" in set(counted[asked])
